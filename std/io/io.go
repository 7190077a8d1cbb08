// Package io has the interfaces of reading and writing, and helpers that work on
// any reader or writer.
//
// A rule for all implementations: neither Read nor Write keeps the slice it is
// given. None is safe for use by several goroutines at once unless it says so.
// Read next: copy.go, readers.go, pipe.go.
package io

import "errors"

// Where the offset of a Seek counts from.
const (
	SeekStart   = 0 // the start
	SeekCurrent = 1 // the current position
	SeekEnd     = 2 // the end; an offset of -1 is the last byte
)

// EOF is what Read returns when there is no more input: itself, never wrapped, for
// callers compare with ==. It is for an end in order; an end within something
// that had to be complete is ErrUnexpectedEOF.
var EOF = errors.New("EOF")

// ErrUnexpectedEOF says that the input ended in the middle of something.
var ErrUnexpectedEOF = errors.New("unexpected EOF")

// ErrShortWrite says that a Write took fewer bytes than it was given but returned
// no error.
var ErrShortWrite = errors.New("short write")

// ErrShortBuffer says that a buffer is too short for what was to be read.
var ErrShortBuffer = errors.New("short buffer")

// ErrNoProgress says that a reader gave neither data nor an error many times in
// turn: it is likely broken.
var ErrNoProgress = errors.New("multiple Read calls return no data or error")

var (
	errInvalidWrite = errors.New("invalid write result")
	errWhence       = errors.New("Seek: invalid whence")
	errOffset       = errors.New("Seek: invalid offset")
)

// A Reader has input.
//
// Read puts up to len(p) bytes in p and returns how many. If fewer are at hand it
// returns these rather than wait for more, and it may use the rest of p as
// scratch space. When it meets an error or the end behind some bytes, it returns
// them, and the error or EOF with them or from the next call. So callers use the
// bytes before they look at the error. Returning 0 and nil is discouraged, unless
// len(p) is 0; it does not mean EOF.
type Reader interface {
	Read(p []byte) (n int, err error)
}

// A Writer takes output.
//
// Write takes len(p) bytes from p and returns how many it took; if that is fewer,
// it returns an error. It does not change p, not even for a while.
type Writer interface {
	Write(p []byte) (n int, err error)
}

// A Closer can be closed. What a second Close does is for each type to say.
type Closer interface {
	Close() error
}

// A Seeker has a position for the next Read or Write.
//
// Seek sets it, counting from where whence says, and returns it counted from the
// start. A position before the start is an error; one behind the end is not.
type Seeker interface {
	Seek(offset int64, whence int) (int64, error)
}

// ReadWriter is a Reader and Writer.
type ReadWriter interface {
	Reader
	Writer
}

// ReadCloser is a Reader and Closer.
type ReadCloser interface {
	Reader
	Closer
}

// WriteCloser is a Writer and Closer.
type WriteCloser interface {
	Writer
	Closer
}

// ReadWriteCloser is a Reader, Writer and Closer.
type ReadWriteCloser interface {
	Reader
	Writer
	Closer
}

// ReadSeeker is a Reader and Seeker.
type ReadSeeker interface {
	Reader
	Seeker
}

// ReadSeekCloser is a Reader, Seeker and Closer.
type ReadSeekCloser interface {
	Reader
	Seeker
	Closer
}

// WriteSeeker is a Writer and Seeker.
type WriteSeeker interface {
	Writer
	Seeker
}

// ReadWriteSeeker is a Reader, Writer and Seeker.
type ReadWriteSeeker interface {
	Reader
	Writer
	Seeker
}

// A ReaderFrom can take all of a reader's input. Copy uses it.
//
// ReadFrom reads until EOF or an error and returns how many bytes it read, and
// the error unless it is EOF.
type ReaderFrom interface {
	ReadFrom(r Reader) (n int64, err error)
}

// A WriterTo can write all it has. Copy uses it.
//
// WriteTo writes until there is no more, or an error, and returns how many bytes
// it wrote, and the error.
type WriterTo interface {
	WriteTo(w Writer) (n int64, err error)
}

// A ReaderAt can read anywhere.
//
// ReadAt fills p with the bytes from offset off. Unlike Read, it waits until it
// has them all: when it returns fewer it returns an error, EOF at the end; it may
// return EOF also with the last bytes. It has no part in a Seek position, and
// several goroutines may call it at once.
type ReaderAt interface {
	ReadAt(p []byte, off int64) (n int, err error)
}

// A WriterAt can write anywhere.
//
// WriteAt writes p at offset off; when it takes fewer bytes it returns an error.
// It has no part in a Seek position, and several goroutines may call it at once
// for ranges that do not overlap.
type WriterAt interface {
	WriteAt(p []byte, off int64) (n int, err error)
}

// A ByteReader can read a byte. When ReadByte returns an error, none was read.
type ByteReader interface {
	ReadByte() (byte, error)
}

// A ByteScanner can read a byte and step back over it. UnreadByte after anything
// but a successful ReadByte may be an error.
type ByteScanner interface {
	ByteReader
	UnreadByte() error
}

// A ByteWriter can write a byte.
type ByteWriter interface {
	WriteByte(c byte) error
}

// A RuneReader can read a rune in UTF-8 and tells its size in bytes.
type RuneReader interface {
	ReadRune() (r rune, size int, err error)
}

// A RuneScanner can read a rune and step back over it. UnreadRune after anything
// but a successful ReadRune may be an error.
type RuneScanner interface {
	RuneReader
	UnreadRune() error
}

// A StringWriter can write a string.
type StringWriter interface {
	WriteString(s string) (n int, err error)
}

// WriteString writes a string, with w's own WriteString if it has one.
func WriteString(w Writer, s string) (n int, err error) {
	if sw, ok := w.(StringWriter); ok {
		return sw.WriteString(s)
	}
	return w.Write([]byte(s))
}

// ReadAtLeast reads into buf until it has at least min bytes. If the input ends
// before, the error is ErrUnexpectedEOF, or EOF if there was none at all. If buf is
// too short for min, it is ErrShortBuffer. An error that comes with the last of
// min bytes is dropped: err is nil if and only if n >= min.
func ReadAtLeast(r Reader, buf []byte, min int) (n int, err error) {
	if len(buf) < min {
		return 0, ErrShortBuffer
	}
	for n < min && err == nil {
		var k int
		k, err = r.Read(buf[n:])
		n += k
	}
	switch {
	case n >= min:
		err = nil
	case n > 0 && err == EOF:
		err = ErrUnexpectedEOF
	}
	return n, err
}

// ReadFull fills buf: it is ReadAtLeast with min len(buf).
func ReadFull(r Reader, buf []byte) (n int, err error) {
	return ReadAtLeast(r, buf, len(buf))
}

// ReadAll reads to the end and gives what it read, also with an error. The end is
// not an error.
func ReadAll(r Reader) ([]byte, error) {
	b := make([]byte, 0, 512)
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err != nil {
			if err == EOF {
				err = nil
			}
			return b, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}
