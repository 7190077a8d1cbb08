package io_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
	"time"

	ours "gorcstd/io"
)

// One set of operations, run with both packages by means of this table.
type pkg struct {
	eof          error
	limit        func(r io.Reader, n int64) io.Reader
	section      func(r io.ReaderAt, off, n int64) io.ReadSeeker
	multi        func(r ...io.Reader) io.Reader
	tee          func(r io.Reader, w io.Writer) io.Reader
	readAll      func(r io.Reader) ([]byte, error)
	atLeast      func(r io.Reader, b []byte, n int) (int, error)
	copyN        func(w io.Writer, r io.Reader, n int64) (int64, error)
	copy         func(w io.Writer, r io.Reader) (int64, error)
	multiW       func(w ...io.Writer) io.Writer
	writeString  func(w io.Writer, s string) (int, error)
	offsetWriter func(w io.WriterAt, off int64) interface {
		io.WriteSeeker
		io.WriterAt
	}
	discard io.Writer
}

func widenR(rs []io.Reader) (x []ours.Reader) {
	for _, r := range rs {
		x = append(x, r)
	}
	return
}

func widenW(ws []io.Writer) (x []ours.Writer) {
	for _, r := range ws {
		x = append(x, r)
	}
	return
}

var mine = pkg{
	ours.EOF,
	func(r io.Reader, n int64) io.Reader { return ours.LimitReader(r, n) },
	func(r io.ReaderAt, off, n int64) io.ReadSeeker { return ours.NewSectionReader(r, off, n) },
	func(r ...io.Reader) io.Reader { return ours.MultiReader(widenR(r)...) },
	func(r io.Reader, w io.Writer) io.Reader { return ours.TeeReader(r, w) },
	func(r io.Reader) ([]byte, error) { return ours.ReadAll(r) },
	func(r io.Reader, b []byte, n int) (int, error) { return ours.ReadAtLeast(r, b, n) },
	func(w io.Writer, r io.Reader, n int64) (int64, error) { return ours.CopyN(w, r, n) },
	func(w io.Writer, r io.Reader) (int64, error) { return ours.Copy(w, r) },
	func(w ...io.Writer) io.Writer { return ours.MultiWriter(widenW(w)...) },
	func(w io.Writer, s string) (int, error) { return ours.WriteString(w, s) },
	func(w io.WriterAt, off int64) interface {
		io.WriteSeeker
		io.WriterAt
	} {
		return ours.NewOffsetWriter(w, off)
	},
	ours.Discard,
}

var official = pkg{
	io.EOF, io.LimitReader,
	func(r io.ReaderAt, off, n int64) io.ReadSeeker { return io.NewSectionReader(r, off, n) },
	io.MultiReader, io.TeeReader, io.ReadAll, io.ReadAtLeast, io.CopyN, io.Copy, io.MultiWriter, io.WriteString,
	func(w io.WriterAt, off int64) interface {
		io.WriteSeeker
		io.WriterAt
	} {
		return io.NewOffsetWriter(w, off)
	},
	io.Discard,
}

// source reads in odd pieces, with the package's own EOF.
type source struct {
	p    *pkg
	r    *rand.Rand
	data string
	fail error
}

func (s *source) Read(b []byte) (int, error) {
	n := min(len(b), len(s.data), s.r.Intn(5))
	copy(b, s.data[:n])
	s.data = s.data[n:]
	if len(s.data) == 0 && (n == 0 || s.r.Intn(2) == 0) && len(b) > 0 {
		if s.fail != nil {
			return n, s.fail
		}
		return n, s.p.eof
	}
	return n, nil
}

func (s *source) ReadAt(b []byte, off int64) (int, error) {
	if off >= int64(len(s.data)) {
		return 0, s.p.eof
	}
	n := copy(b, s.data[off:])
	if n < len(b) {
		return n, s.p.eof
	}
	return n, nil
}

type sink struct {
	strings.Builder
	r     *rand.Rand
	limit int
}

func (s *sink) Write(b []byte) (int, error) {
	if s.Len()+len(b) > s.limit {
		if s.r.Intn(2) == 0 {
			return 0, errors.New("full")
		}
		return len(b) / 2, nil
	}
	return s.Builder.Write(b)
}

func (s *sink) WriteAt(b []byte, off int64) (int, error) {
	fmt.Fprintf(&s.Builder, "%d:%s ", off, b)
	return len(b), nil
}

type onlyWrite struct{ w io.Writer }

func (o onlyWrite) Write(b []byte) (int, error) { return o.w.Write(b) }

func run(p *pkg, seed int64) string {
	r := rand.New(rand.NewSource(seed))
	var log strings.Builder
	var fail error
	if r.Intn(4) == 0 {
		fail = errors.New("bad")
	}
	text := strings.Repeat("abcdefghij", r.Intn(10)) + "xyz"[:r.Intn(4)]
	src := &source{p, r, text, fail}
	out := &sink{r: r, limit: 20 + r.Intn(200)}
	var rd io.Reader = src
	for range r.Intn(3) {
		switch r.Intn(4) {
		case 0:
			rd = p.limit(rd, int64(r.Intn(70)-2))
		case 1:
			rd = p.multi(rd, &source{p, r, "MORE", nil}, p.multi(&source{p, r, "YET", fail}))
		case 2:
			rd = p.tee(rd, out)
		case 3:
			rd = p.multi(rd)
		}
	}
	var w io.Writer = out
	if r.Intn(3) == 0 {
		w = p.multiW(onlyWrite{out}, p.multiW(p.discard, out))
	}
	switch r.Intn(8) {
	case 0:
		b, err := p.readAll(rd)
		fmt.Fprintf(&log, "%s %v", b, err)
	case 1:
		b := make([]byte, r.Intn(40))
		n, err := p.atLeast(rd, b, r.Intn(45))
		fmt.Fprintf(&log, "%d %s %v", n, b, err)
	case 2:
		n, err := p.copyN(w, rd, int64(r.Intn(60)))
		fmt.Fprintf(&log, "%d %v", n, err)
	case 3:
		n, err := p.copy(w, rd)
		fmt.Fprintf(&log, "%d %v", n, err)
	case 4:
		s := p.section(src, int64(r.Intn(30)), int64(r.Intn(60)))
		for range 10 {
			if r.Intn(3) == 0 {
				n, err := s.Seek(int64(r.Intn(80)-40), r.Intn(4))
				fmt.Fprint(&log, n, err)
			}
			b := make([]byte, r.Intn(20))
			n, err := s.Read(b)
			fmt.Fprintf(&log, "%d %s %v", n, b[:n], err)
			n, err = s.(io.ReaderAt).ReadAt(b, int64(r.Intn(60)-5))
			fmt.Fprintf(&log, "%d %s %v", n, b[:n], err)
		}
	case 5:
		n, err := p.writeString(w, "hello")
		fmt.Fprint(&log, n, err)
	case 6:
		n, err := p.copy(p.discard, rd)
		fmt.Fprint(&log, n, err)
	case 7:
		o := p.offsetWriter(out, int64(r.Intn(20)))
		for range 5 {
			n, err := o.Seek(int64(r.Intn(40)-15), r.Intn(4))
			fmt.Fprint(&log, n, err)
			k, err := o.Write([]byte("abc"))
			fmt.Fprint(&log, k, err)
			k, err = o.WriteAt([]byte("abc"), int64(r.Intn(20)-3))
			fmt.Fprint(&log, k, err)
		}
	}
	return log.String() + "|" + out.String()
}

func TestHelpers(t *testing.T) {
	seed := time.Now().UnixNano()
	for start := time.Now(); time.Since(start) < 3*time.Second; seed++ {
		if a, b := run(&mine, seed), run(&official, seed); a != b {
			t.Fatalf("seed %d:\n%s\n%s", seed, a, b)
		}
	}
}

func TestPipe(t *testing.T) {
	r, w := ours.Pipe()
	go func() {
		for i := range 100 {
			fmt.Fprintf(w, "line %d\n", i)
		}
		w.CloseWithError(errors.New("over"))
	}()
	b, err := ours.ReadAll(r)
	if len(b) != 790 || err == nil || err.Error() != "over" {
		t.Errorf("%d %v", len(b), err)
	}
	if _, err := w.Write([]byte("x")); err != ours.ErrClosedPipe {
		t.Error(err)
	}
	r, w = ours.Pipe()
	done := make(chan string)
	go func() {
		n, err := w.Write([]byte("hello"))
		done <- fmt.Sprint(n, err)
	}()
	one := make([]byte, 2)
	r.Read(one)
	r.Close()
	if s := <-done; s != "2 io: read/write on closed pipe" || string(one) != "he" {
		t.Error(s)
	}
	if _, err := r.Read(one); err != ours.ErrClosedPipe {
		t.Error(err)
	}
	w.Close()
	if _, err := r.Read(one); err != ours.ErrClosedPipe {
		t.Error(err)
	}
	r, w = ours.Pipe()
	w.Close()
	if _, err := r.Read(one); err != ours.EOF {
		t.Error(err)
	}
}
