// Package base64 writes bytes as text of 64 characters (RFC 4648): three bytes are four characters.
//
// Read next: stream.go for readers and writers.
package base64

import "strconv"

const (
	// StdPadding fills the last group.
	StdPadding rune = '='
	// NoPadding leaves it short.
	NoPadding rune = -1
)

// An Encoding is an alphabet with a padding character.
type Encoding struct {
	encode [64]byte
	decode [256]uint8 // 0xff: not of the alphabet
	pad    rune
	strict bool
}

const (
	stdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	urlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)

var (
	// StdEncoding is the standard encoding.
	StdEncoding = NewEncoding(stdAlphabet)
	// URLEncoding is that for URLs and file names.
	URLEncoding = NewEncoding(urlAlphabet)
	// RawStdEncoding is StdEncoding without padding.
	RawStdEncoding = StdEncoding.WithPadding(NoPadding)
	// RawURLEncoding is URLEncoding without padding.
	RawURLEncoding = URLEncoding.WithPadding(NoPadding)
)

// NewEncoding returns an encoding with the padding character '='. The alphabet has 64 different bytes, no newlines.
func NewEncoding(alphabet string) *Encoding {
	if len(alphabet) != 64 {
		panic("encoding alphabet is not 64-bytes long")
	}
	e := &Encoding{pad: StdPadding}
	for i := range e.decode {
		e.decode[i] = 0xff
	}
	for i := range len(alphabet) {
		c := alphabet[i]
		switch {
		case c == '\n' || c == '\r':
			panic("encoding alphabet contains newline character")
		case e.decode[c] != 0xff:
			panic("encoding alphabet includes duplicate symbols")
		}
		e.encode[i], e.decode[c] = c, uint8(i)
	}
	return e
}

// WithPadding returns the encoding with another padding character, or NoPadding.
func (e Encoding) WithPadding(padding rune) *Encoding {
	switch {
	case padding < NoPadding || padding == '\r' || padding == '\n' || padding > 0xff:
		panic("invalid padding")
	case padding != NoPadding && e.decode[byte(padding)] != 0xff:
		panic("padding contained in alphabet")
	}
	e.pad = padding
	return &e
}

// Strict returns the encoding with the check that bits left over are zero. Newlines are still ignored.
func (e Encoding) Strict() *Encoding {
	e.strict = true
	return &e
}

// EncodedLen is the length of n bytes encoded.
func (e *Encoding) EncodedLen(n int) int {
	if e.pad == NoPadding {
		return n/3*4 + (n%3*8+5)/6
	}
	return (n + 2) / 3 * 4
}

// DecodedLen is the greatest length of n characters decoded.
func (e *Encoding) DecodedLen(n int) int {
	if e.pad == NoPadding {
		return n/4*3 + n%4*6/8
	}
	return n / 4 * 3
}

// Encode writes src encoded to dst.
func (e *Encoding) Encode(dst, src []byte) {
	for len(src) >= 3 {
		v := uint(src[0])<<16 | uint(src[1])<<8 | uint(src[2])
		dst[0], dst[1], dst[2], dst[3] = e.encode[v>>18], e.encode[v>>12&63], e.encode[v>>6&63], e.encode[v&63]
		dst, src = dst[4:], src[3:]
	}
	switch len(src) {
	case 1:
		v := uint(src[0]) << 4
		dst[0], dst[1] = e.encode[v>>6], e.encode[v&63]
		if e.pad != NoPadding {
			dst[2], dst[3] = byte(e.pad), byte(e.pad)
		}
	case 2:
		v := (uint(src[0])<<8 | uint(src[1])) << 2
		dst[0], dst[1], dst[2] = e.encode[v>>12], e.encode[v>>6&63], e.encode[v&63]
		if e.pad != NoPadding {
			dst[3] = byte(e.pad)
		}
	}
}

// AppendEncode appends src encoded.
func (e *Encoding) AppendEncode(dst, src []byte) []byte {
	n := len(dst)
	dst = append(dst, make([]byte, e.EncodedLen(len(src)))...)
	e.Encode(dst[n:], src)
	return dst
}

// EncodeToString returns src encoded.
func (e *Encoding) EncodeToString(src []byte) string { return string(e.AppendEncode(nil, src)) }

// CorruptInputError is the offset of what is not base64.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "illegal base64 data at input byte " + strconv.FormatInt(int64(e), 10)
}

// Decode decodes src, in which newlines are ignored, to dst, and returns the number of bytes.
func (e *Encoding) Decode(dst, src []byte) (n int, err error) {
	i := 0
	// next gives the next character that is not a newline.
	next := func() (c byte, ok bool) {
		for i < len(src) {
			c = src[i]
			i++
			if c != '\n' && c != '\r' {
				return c, true
			}
		}
		return 0, false
	}
	for {
		var v uint
		k := 0
		padded := false
		for k < 4 {
			c, ok := next()
			if !ok {
				if k == 0 {
					return n, nil
				}
				if k == 1 || e.pad != NoPadding {
					return n, CorruptInputError(i - k)
				}
				break
			}
			if d := e.decode[c]; d != 0xff {
				v = v<<6 | uint(d)
				k++
				continue
			}
			if rune(c) != e.pad || k < 2 {
				return n, CorruptInputError(i - 1)
			}
			if k == 2 { // another one has to follow
				c, ok := next()
				if !ok {
					return n, CorruptInputError(len(src))
				}
				if rune(c) != e.pad {
					return n, CorruptInputError(i - 2)
				}
			}
			if _, ok := next(); ok {
				err = CorruptInputError(i - 1)
			}
			padded = true
			break
		}
		v <<= 6 * uint(4-k)
		b := [3]byte{byte(v >> 16), byte(v >> 8), byte(v)}
		if e.strict && k < 4 {
			for _, left := range b[k-1:] {
				if left != 0 {
					return n, CorruptInputError(i - (4 - k))
				}
			}
		}
		n += copy(dst[n:], b[:k-1])
		if padded || k < 4 {
			return n, err
		}
	}
}

// AppendDecode appends src decoded.
func (e *Encoding) AppendDecode(dst, src []byte) ([]byte, error) {
	buf := make([]byte, e.DecodedLen(len(src))+3)
	n, err := e.Decode(buf, src)
	return append(dst, buf[:n]...), err
}

// DecodeString returns s decoded.
func (e *Encoding) DecodeString(s string) ([]byte, error) {
	buf := make([]byte, e.DecodedLen(len(s))+3)
	n, err := e.Decode(buf, []byte(s))
	return buf[:n], err
}
