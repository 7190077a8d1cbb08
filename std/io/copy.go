package io

import "sync"

// Copy copies from src to dst until the end or an error. It returns how many
// bytes it copied, and the error; the end is not one. It leaves the work to src's
// WriteTo or dst's ReadFrom if there is one.
func Copy(dst Writer, src Reader) (written int64, err error) {
	return copyBuffer(dst, src, nil)
}

// CopyBuffer is Copy with a buffer to use where one is needed; it must not be of
// length 0, but nil stands for one of Copy's own.
func CopyBuffer(dst Writer, src Reader, buf []byte) (written int64, err error) {
	if buf != nil && len(buf) == 0 {
		panic("empty buffer in CopyBuffer")
	}
	return copyBuffer(dst, src, buf)
}

// CopyN copies n bytes or until an error, and returns how many it copied: if
// that is n, err is nil. It uses dst's ReadFrom if there is one.
func CopyN(dst Writer, src Reader, n int64) (written int64, err error) {
	written, err = Copy(dst, LimitReader(src, n))
	switch {
	case written == n:
		return n, nil
	case written < n && err == nil:
		err = EOF // src ended early
	}
	return
}

func copyBuffer(dst Writer, src Reader, buf []byte) (written int64, err error) {
	if wt, ok := src.(WriterTo); ok {
		return wt.WriteTo(dst)
	}
	if rf, ok := dst.(ReaderFrom); ok {
		return rf.ReadFrom(src)
	}
	if buf == nil {
		size := 32 << 10
		if l, ok := src.(*LimitedReader); ok && int64(size) > l.N {
			size = int(max(l.N, 1))
		}
		buf = make([]byte, size)
	}
	for {
		nr, rerr := src.Read(buf)
		if nr > 0 {
			nw, werr := dst.Write(buf[:nr])
			if nw < 0 || nr < nw {
				nw = 0
				if werr == nil {
					werr = errInvalidWrite
				}
			}
			written += int64(nw)
			if werr != nil {
				return written, werr
			}
			if nw != nr {
				return written, ErrShortWrite
			}
		}
		if rerr != nil {
			if rerr == EOF {
				rerr = nil
			}
			return written, rerr
		}
	}
}

// Discard takes all that is written to it and does nothing with it.
var Discard Writer = discard{}

type discard struct{}

var _ ReaderFrom = discard{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func (discard) WriteString(s string) (int, error) { return len(s), nil }

// blackHoles are buffers to read into what is dropped.
var blackHoles = sync.Pool{
	New: func() any {
		b := make([]byte, 8<<10)
		return &b
	},
}

func (discard) ReadFrom(r Reader) (n int64, err error) {
	buf := blackHoles.Get().(*[]byte)
	for {
		k, err := r.Read(*buf)
		n += int64(k)
		if err != nil {
			blackHoles.Put(buf)
			if err == EOF {
				err = nil
			}
			return n, err
		}
	}
}
