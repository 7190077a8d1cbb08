package bytealg

import (
	"errors"
	"io"
	"unicode/utf8"
)

// A Reader is what strings.Reader and bytes.Reader are: at some place in a text. Its fields have the names of theirs, since
// printing shows them.
type Reader[S Text, K Kind[S]] struct {
	s        S
	i        int64 // of the next read
	prevRune int   // where the rune starts that was read last, or -1
}

// Reset makes r read from s.
func (r *Reader[S, K]) Reset(s S) { *r = Reader[S, K]{s, 0, -1} }

// Len is the number of bytes not yet read.
func (r *Reader[S, K]) Len() int { return int(max(int64(len(r.s))-r.i, 0)) }

// Size is the number of bytes in all.
func (r *Reader[S, K]) Size() int64 { return int64(len(r.s)) }

// fail gives an error of a method.
func (r *Reader[S, K]) fail(text string) error {
	pkg, _, _ := (*new(K)).Words()
	return errors.New(pkg + ".Reader." + text)
}

// failAtStart gives the error of a method that goes back when there is nothing before.
func (r *Reader[S, K]) failAtStart(method string) error {
	_, text, _ := (*new(K)).Words()
	return r.fail(method + ": at beginning of " + text)
}

// Read implements io.Reader.
func (r *Reader[S, K]) Read(b []byte) (n int, err error) {
	if r.i >= int64(len(r.s)) {
		return 0, io.EOF
	}
	r.prevRune = -1
	n = copy(b, r.s[r.i:])
	r.i += int64(n)
	return n, nil
}

// ReadAt implements io.ReaderAt.
func (r *Reader[S, K]) ReadAt(b []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, r.fail("ReadAt: negative offset")
	}
	if off >= int64(len(r.s)) {
		return 0, io.EOF
	}
	n = copy(b, r.s[off:])
	if n < len(b) {
		err = io.EOF
	}
	return n, err
}

// ReadByte implements io.ByteReader.
func (r *Reader[S, K]) ReadByte() (byte, error) {
	r.prevRune = -1
	if r.i >= int64(len(r.s)) {
		return 0, io.EOF
	}
	b := r.s[r.i]
	r.i++
	return b, nil
}

// UnreadByte implements io.ByteScanner.
func (r *Reader[S, K]) UnreadByte() error {
	if r.i <= 0 {
		return r.failAtStart("UnreadByte")
	}
	r.prevRune = -1
	r.i--
	return nil
}

// ReadRune implements io.RuneReader.
func (r *Reader[S, K]) ReadRune() (ch rune, size int, err error) {
	if r.i >= int64(len(r.s)) {
		r.prevRune = -1
		return 0, 0, io.EOF
	}
	r.prevRune = int(r.i)
	ch, size = utf8.DecodeRuneInString((*new(K)).View(r.s[r.i:]))
	r.i += int64(size)
	return ch, size, nil
}

// UnreadRune implements io.RuneScanner.
func (r *Reader[S, K]) UnreadRune() error {
	if r.i <= 0 {
		return r.failAtStart("UnreadRune")
	}
	if r.prevRune < 0 {
		return r.fail("UnreadRune: previous operation was not ReadRune")
	}
	r.i = int64(r.prevRune)
	r.prevRune = -1
	return nil
}

// Seek implements io.Seeker.
func (r *Reader[S, K]) Seek(offset int64, whence int) (int64, error) {
	r.prevRune = -1
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += r.i
	case io.SeekEnd:
		offset += int64(len(r.s))
	default:
		return 0, r.fail("Seek: invalid whence")
	}
	if offset < 0 {
		return 0, r.fail("Seek: negative position")
	}
	r.i = offset
	return offset, nil
}

// WriteTo implements io.WriterTo.
func (r *Reader[S, K]) WriteTo(w io.Writer) (n int64, err error) {
	r.prevRune = -1
	if r.i >= int64(len(r.s)) {
		return 0, nil
	}
	s := r.s[r.i:]
	m, err := (*new(K)).Write(w, s)
	if m > len(s) {
		pkg, _, write := (*new(K)).Words()
		panic(pkg + ".Reader.WriteTo: invalid " + write + " count")
	}
	r.i += int64(m)
	if m != len(s) && err == nil {
		err = io.ErrShortWrite
	}
	return int64(m), err
}
