package bytes

import (
	"errors"
	"io"
	"unicode/utf8"
)

// MinRead is how much room ReadFrom makes, at least, for each Read.
const MinRead = 512

// ErrTooLarge is the panic value when a Buffer would grow beyond what can be
// allocated.
var ErrTooLarge = errors.New("bytes.Buffer: too large")

var errNegativeRead = errors.New("bytes.Buffer: reader returned negative count from Read")

// A Buffer is bytes that are appended at the end by writes and taken from the
// front by reads. Its zero value is empty and ready.
type Buffer struct {
	buf  []byte // buf[off:] is what is there to read
	off  int
	last lastRead
}

// lastRead is what can be unread: the size of a rune, or one of these.
type lastRead int8

const (
	readNothing lastRead = 0  // the last operation was no read
	readBytes   lastRead = -1 // it was some other read
)

// NewBuffer gives a Buffer with the contents of buf, which it takes over.
func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

// NewBufferString gives a Buffer with the contents of s.
func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

// Bytes gives what is there to read. It shares the Buffer's memory and is good
// until the next change.
func (b *Buffer) Bytes() []byte { return b.buf[b.off:] }

// AvailableBuffer gives an empty slice of the room behind the contents, to append
// to and hand to the next Write.
func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

// String gives what is there to read as a string; "<nil>" for a nil *Buffer.
func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

// Peek gives the next n bytes without reading them; fewer with io.EOF if there
// are not as many. They share the Buffer's memory.
func (b *Buffer) Peek(n int) ([]byte, error) {
	if b.Len() < n {
		return b.buf[b.off:], io.EOF
	}
	return b.buf[b.off : b.off+n], nil
}

func (b *Buffer) empty() bool { return b.off >= len(b.buf) }

// Len is the number of bytes there are to read.
func (b *Buffer) Len() int { return len(b.buf) - b.off }

// Cap is the capacity of the slice underneath.
func (b *Buffer) Cap() int { return cap(b.buf) }

// Available is how many bytes there is room for behind the contents.
func (b *Buffer) Available() int { return cap(b.buf) - len(b.buf) }

// Truncate drops all but the first n bytes that there are to read. It panics if n
// is negative or there are fewer.
func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	b.last = readNothing
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:b.off+n]
}

// Reset empties the Buffer but keeps its memory.
func (b *Buffer) Reset() {
	b.buf = b.buf[:0]
	b.off = 0
	b.last = readNothing
}

// extend makes the contents n bytes longer and gives where these start.
func (b *Buffer) extend(n int) int {
	if n <= cap(b.buf)-len(b.buf) {
		m := len(b.buf)
		b.buf = b.buf[:m+n]
		return m
	}
	return b.grow(n)
}

// grow is extend for when there is no room.
func (b *Buffer) grow(n int) int {
	m := b.Len()
	if m == 0 && b.off != 0 {
		b.Reset()
	}
	const small = 64
	switch c := cap(b.buf); {
	case n <= c-len(b.buf):
		end := len(b.buf)
		b.buf = b.buf[:end+n]
		return end
	case b.buf == nil && n <= small:
		b.buf = make([]byte, n, small)
		return 0
	case n <= c/2-m:
		// Much of the room is in front: move down.
		copy(b.buf, b.buf[b.off:])
	case c > maxInt-c-n:
		panic(ErrTooLarge)
	default:
		b.buf = enlarged(b.buf[b.off:], b.off+n)
	}
	b.off = 0
	b.buf = b.buf[:m+n]
	return m
}

// enlarged gives a copy of p with room for n more bytes or for twice as many. It
// panics with ErrTooLarge if that cannot be.
func enlarged(p []byte, n int) []byte {
	defer func() {
		if recover() != nil {
			panic(ErrTooLarge)
		}
	}()
	c := max(len(p)+n, 2*cap(p))
	// append gives all the room of the memory it takes.
	q := append([]byte(nil), make([]byte, c)...)
	return q[:copy(q, p)]
}

// Grow makes room for n more bytes. It panics if n is negative, and with
// ErrTooLarge if it cannot.
func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	m := b.grow(n)
	b.buf = b.buf[:m]
}

// Write appends p. The error is always nil; it panics with ErrTooLarge if the
// Buffer would be too large.
func (b *Buffer) Write(p []byte) (n int, err error) {
	b.last = readNothing
	m := b.extend(len(p))
	return copy(b.buf[m:], p), nil
}

// WriteString is Write for a string.
func (b *Buffer) WriteString(s string) (n int, err error) {
	b.last = readNothing
	m := b.extend(len(s))
	return copy(b.buf[m:], s), nil
}

// WriteByte is Write for a byte.
func (b *Buffer) WriteByte(c byte) error {
	b.last = readNothing
	m := b.extend(1)
	b.buf[m] = c
	return nil
}

// WriteRune is Write for the encoding of r; it gives its length.
func (b *Buffer) WriteRune(r rune) (n int, err error) {
	b.last = readNothing
	m := b.extend(utf8.UTFMax)
	b.buf = utf8.AppendRune(b.buf[:m], r)
	return len(b.buf) - m, nil
}

// ReadFrom appends what r gives until io.EOF. It returns how much that is, and any
// other error. It panics with ErrTooLarge if the Buffer would be too large.
func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.last = readNothing
	for {
		m := b.extend(MinRead)
		b.buf = b.buf[:m]
		k, err := r.Read(b.buf[m:cap(b.buf)])
		if k < 0 {
			panic(errNegativeRead)
		}
		b.buf = b.buf[:m+k]
		n += int64(k)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// WriteTo writes all there is to w. It returns how much that is, and w's error.
func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	b.last = readNothing
	if size := b.Len(); size > 0 {
		m, err := w.Write(b.buf[b.off:])
		if m > size {
			panic("bytes.Buffer.WriteTo: invalid Write count")
		}
		b.off += m
		n = int64(m)
		if err != nil {
			return n, err
		}
		if m != size {
			return n, io.ErrShortWrite
		}
	}
	b.Reset()
	return n, nil
}

// Read takes up to len(p) bytes; io.EOF if there are none and p is not empty.
func (b *Buffer) Read(p []byte) (n int, err error) {
	b.last = readNothing
	if b.empty() {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.buf[b.off:])
	b.off += n
	if n > 0 {
		b.last = readBytes
	}
	return n, nil
}

// Next takes up to n bytes and gives them; they share the Buffer's memory and are
// good until the next read or write.
func (b *Buffer) Next(n int) []byte {
	b.last = readNothing
	n = min(n, b.Len())
	p := b.buf[b.off : b.off+n]
	b.off += n
	if n > 0 {
		b.last = readBytes
	}
	return p
}

// ReadByte takes a byte; io.EOF if there is none.
func (b *Buffer) ReadByte() (byte, error) {
	if b.empty() {
		b.Reset()
		return 0, io.EOF
	}
	c := b.buf[b.off]
	b.off++
	b.last = readBytes
	return c, nil
}

// ReadRune takes a rune and gives it and its size; io.EOF if there is none. An
// invalid byte is U+FFFD, 1.
func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.empty() {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.buf[b.off:])
	b.off += size
	b.last = lastRead(size)
	return r, size, nil
}

// UnreadRune takes back the last operation, which must have been a ReadRune that
// returned a rune.
func (b *Buffer) UnreadRune() error {
	if b.last <= readNothing {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.off -= int(b.last)
	b.last = readNothing
	return nil
}

var errUnreadByte = errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")

// UnreadByte takes back the last byte of the last operation, which must have been
// a read that returned any.
func (b *Buffer) UnreadByte() error {
	if b.last == readNothing {
		return errUnreadByte
	}
	b.last = readNothing
	if b.off > 0 {
		b.off--
	}
	return nil
}

// ReadBytes takes all up to the first delim and with it, in a slice of its own; if
// there is none, all there is, with io.EOF.
func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	p, err := b.readSlice(delim)
	return append(line, p...), err
}

// ReadString is ReadBytes for a string.
func (b *Buffer) ReadString(delim byte) (line string, err error) {
	p, err := b.readSlice(delim)
	return string(p), err
}

func (b *Buffer) readSlice(delim byte) (line []byte, err error) {
	end := len(b.buf)
	if i := IndexByte(b.buf[b.off:], delim); i >= 0 {
		end = b.off + i + 1
	} else {
		err = io.EOF
	}
	line = b.buf[b.off:end]
	b.off = end
	b.last = readBytes
	return line, err
}
