// Package hex writes bytes as hexadecimal digits.
package hex

import (
	"errors"
	"fmt"
	"io"
)

const digits = "0123456789abcdef"

// ErrLength says that there is an odd number of digits.
var ErrLength = errors.New("encoding/hex: odd length hex string")

// InvalidByteError is a byte that is not a digit.
type InvalidByteError byte

func (e InvalidByteError) Error() string {
	return fmt.Sprintf("encoding/hex: invalid byte: %#U", rune(e))
}

// EncodedLen is the length of n bytes encoded.
func EncodedLen(n int) int { return n * 2 }

// DecodedLen is the length of x digits decoded.
func DecodedLen(x int) int { return x / 2 }

// Encode writes src encoded to dst, and returns the number of digits.
func Encode(dst, src []byte) int {
	for i, b := range src {
		dst[2*i], dst[2*i+1] = digits[b>>4], digits[b&15]
	}
	return len(src) * 2
}

// AppendEncode appends src encoded.
func AppendEncode(dst, src []byte) []byte {
	for _, b := range src {
		dst = append(dst, digits[b>>4], digits[b&15])
	}
	return dst
}

// EncodeToString returns src encoded.
func EncodeToString(src []byte) string { return string(AppendEncode(make([]byte, 0, 2*len(src)), src)) }

func digit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// Decode decodes src to dst, and returns the number of bytes before an error, if there is one.
func Decode(dst, src []byte) (int, error) {
	n := 0
	for ; n < len(src)/2; n++ {
		hi, ok := digit(src[2*n])
		if !ok {
			return n, InvalidByteError(src[2*n])
		}
		lo, ok := digit(src[2*n+1])
		if !ok {
			return n, InvalidByteError(src[2*n+1])
		}
		dst[n] = hi<<4 | lo
	}
	if len(src)%2 == 1 {
		if c := src[len(src)-1]; !isDigit(c) {
			return n, InvalidByteError(c)
		}
		return n, ErrLength
	}
	return n, nil
}

func isDigit(c byte) bool {
	_, ok := digit(c)
	return ok
}

// AppendDecode appends src decoded.
func AppendDecode(dst, src []byte) ([]byte, error) {
	buf := make([]byte, len(src)/2)
	n, err := Decode(buf, src)
	return append(dst, buf[:n]...), err
}

// DecodeString returns s decoded.
func DecodeString(s string) ([]byte, error) {
	buf := make([]byte, len(s)/2)
	n, err := Decode(buf, []byte(s))
	return buf[:n], err
}

type encoder struct{ w io.Writer }

// NewEncoder returns a writer that encodes to w.
func NewEncoder(w io.Writer) io.Writer { return encoder{w} }

func (e encoder) Write(p []byte) (n int, err error) {
	for len(p) > 0 && err == nil {
		part := p[:min(len(p), 512)]
		var m int
		m, err = e.w.Write(AppendEncode(nil, part))
		n += m / 2
		p = p[len(part):]
	}
	return n, err
}

type decoder struct {
	r   io.Reader
	in  []byte
	err error
}

// NewDecoder returns a reader that decodes what r has.
func NewDecoder(r io.Reader) io.Reader { return &decoder{r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(d.in) < 2 && d.err == nil {
		buf := make([]byte, 1024)
		var m int
		m, d.err = d.r.Read(buf)
		d.in = append(d.in, buf[:m]...)
		if d.err == io.EOF && len(d.in)%2 != 0 {
			d.err = io.ErrUnexpectedEOF
			if c := d.in[len(d.in)-1]; !isDigit(c) {
				d.err = InvalidByteError(c)
			}
		}
	}
	whole := min(len(p), len(d.in)/2)
	n, err = Decode(p, d.in[:2*whole])
	d.in = d.in[2*n:]
	if err != nil {
		d.in, d.err = nil, err
	}
	if len(d.in) < 2 {
		return n, d.err
	}
	return n, nil
}

// Dump returns data as the command hexdump -C shows it.
func Dump(data []byte) string {
	if len(data) == 0 {
		return ""
	}
	var b buffer
	d := Dumper(&b)
	d.Write(data)
	d.Close()
	return string(b)
}

// buffer is a writer in memory.
type buffer []byte

func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// dumper collects lines of 16 bytes.
type dumper struct {
	w      io.Writer
	line   []byte
	offset uint32
	closed bool
}

// Dumper returns a writer that writes a dump to w; Close ends it.
func Dumper(w io.Writer) io.WriteCloser { return &dumper{w: w} }

func (d *dumper) Write(p []byte) (n int, err error) {
	if d.closed {
		return 0, errors.New("encoding/hex: dumper closed")
	}
	for _, c := range p {
		d.line = append(d.line, c)
		if len(d.line) == 16 {
			if err = d.flush(); err != nil {
				return n, err
			}
		}
		n++
	}
	return n, nil
}

// flush writes the line.
func (d *dumper) flush() error {
	out := fmt.Appendf(nil, "%08x ", d.offset)
	for i := range 16 {
		if i == 8 {
			out = append(out, ' ')
		}
		if i < len(d.line) {
			out = append(out, ' ', digits[d.line[i]>>4], digits[d.line[i]&15])
		} else {
			out = append(out, "   "...)
		}
	}
	out = append(out, "  |"...)
	for _, c := range d.line {
		if c < 32 || c > 126 {
			c = '.'
		}
		out = append(out, c)
	}
	d.offset += uint32(len(d.line))
	d.line = d.line[:0]
	_, err := d.w.Write(append(out, "|\n"...))
	return err
}

func (d *dumper) Close() error {
	if d.closed {
		return nil
	}
	d.closed = true
	if len(d.line) == 0 {
		return nil
	}
	return d.flush()
}
