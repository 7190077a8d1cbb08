package strings

import (
	"internal/bytealg"
	"io"
)

// A Reader reads from a string: in order, at offsets, by bytes and by runes. Its zero
// value reads from an empty one.
type Reader reader

// reader has what Reader does.
type reader = bytealg.Reader[string, bytealg.Strings]

// NewReader gives a Reader that reads from s.
func NewReader(s string) *Reader {
	r := new(Reader)
	r.Reset(s)
	return r
}

// Len is the number of bytes not yet read.
func (r *Reader) Len() int { return (*reader)(r).Len() }

// Size is the number of bytes in all.
func (r *Reader) Size() int64 { return (*reader)(r).Size() }

// Reset makes r read from s.
func (r *Reader) Reset(s string) { (*reader)(r).Reset(s) }

// Read implements io.Reader.
func (r *Reader) Read(b []byte) (n int, err error) { return (*reader)(r).Read(b) }

// ReadAt implements io.ReaderAt.
func (r *Reader) ReadAt(b []byte, off int64) (n int, err error) { return (*reader)(r).ReadAt(b, off) }

// ReadByte implements io.ByteReader.
func (r *Reader) ReadByte() (byte, error) { return (*reader)(r).ReadByte() }

// UnreadByte implements io.ByteScanner.
func (r *Reader) UnreadByte() error { return (*reader)(r).UnreadByte() }

// ReadRune implements io.RuneReader.
func (r *Reader) ReadRune() (ch rune, size int, err error) { return (*reader)(r).ReadRune() }

// UnreadRune implements io.RuneScanner.
func (r *Reader) UnreadRune() error { return (*reader)(r).UnreadRune() }

// Seek implements io.Seeker.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	return (*reader)(r).Seek(offset, whence)
}

// WriteTo implements io.WriterTo.
func (r *Reader) WriteTo(w io.Writer) (n int64, err error) { return (*reader)(r).WriteTo(w) }
