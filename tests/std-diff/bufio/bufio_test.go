package bufio_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
	"time"

	ours "gorcstd/bufio"
)

var pieces = []string{"a", "bc", "\n", "\r\n", "\r", " ", "é", "\xff", "\xe6\x97", "日本", "hello", "\t", "word ", "\u2028", strings.Repeat("x", 40), strings.Repeat("y z\n", 10)}

func text(r *rand.Rand, max int) string {
	var b strings.Builder
	k := 1 + r.Intn(len(pieces))
	for n := r.Intn(max + 1); n > 0; n-- {
		b.WriteString(pieces[r.Intn(k)])
	}
	return b.String()
}

type source struct {
	r    *rand.Rand
	data string
	fail error
}

func (s *source) Read(b []byte) (int, error) {
	n := min(len(b), len(s.data), s.r.Intn(20))
	copy(b, s.data[:n])
	s.data = s.data[n:]
	if len(s.data) == 0 && (n == 0 || s.r.Intn(2) == 0) && len(b) > 0 {
		return n, s.fail
	}
	return n, nil
}

type sink struct {
	strings.Builder
	r     *rand.Rand
	limit int
}

func (s *sink) Write(b []byte) (int, error) {
	s.Builder.WriteByte('|')
	if s.Len()+len(b) > s.limit {
		n := s.r.Intn(len(b) + 1)
		s.Builder.Write(b[:n])
		if s.r.Intn(2) == 0 {
			return n, errors.New("full")
		}
		return n, nil
	}
	return s.Builder.Write(b)
}

type plain struct{ w io.Writer }

func (p plain) Write(b []byte) (int, error) { return p.w.Write(b) }

func mapErr(err error) string { return fmt.Sprint(err) }

type rdr interface {
	io.Reader
	io.ByteScanner
	io.RuneScanner
	io.WriterTo
	Peek(int) ([]byte, error)
	Discard(int) (int, error)
	Buffered() int
	Size() int
	ReadSlice(byte) ([]byte, error)
	ReadLine() ([]byte, bool, error)
	ReadBytes(byte) ([]byte, error)
	ReadString(byte) (string, error)
	Reset(io.Reader)
}

func TestReader(t *testing.T) {
	run := func(mk func(io.Reader, int) rdr, seed int64) (s string) {
		r := rand.New(rand.NewSource(seed))
		fail := io.EOF
		if r.Intn(3) == 0 {
			fail = errors.New("bad")
		}
		size := r.Intn(40)
		b := mk(&source{r, text(r, 20), fail}, size)
		var log strings.Builder
		defer func() {
			if v := recover(); v != nil {
				s = log.String() + fmt.Sprint(v)
			}
		}()
		for range 30 {
			switch r.Intn(14) {
			case 0:
				p := make([]byte, r.Intn(30))
				n, err := b.Read(p)
				fmt.Fprintf(&log, "%d %q %v", n, p, err)
			case 1:
				c, err := b.ReadByte()
				fmt.Fprint(&log, c, err)
			case 2:
				fmt.Fprint(&log, b.UnreadByte())
			case 3, 4:
				c, n, err := b.ReadRune()
				fmt.Fprint(&log, c, n, err)
			case 5:
				fmt.Fprint(&log, b.UnreadRune())
			case 6:
				p, err := b.Peek(r.Intn(30) - 1)
				fmt.Fprintf(&log, "%q %v", p, err)
			case 7:
				n, err := b.Discard(r.Intn(30) - 1)
				fmt.Fprint(&log, n, err)
			case 8:
				p, err := b.ReadSlice('\n')
				fmt.Fprintf(&log, "%q %v", p, err)
			case 9:
				p, more, err := b.ReadLine()
				fmt.Fprintf(&log, "%q %v %v %v", p, p == nil, more, err)
			case 10:
				p, err := b.ReadBytes('\n')
				fmt.Fprintf(&log, "%q %v", p, err)
			case 11:
				p, err := b.ReadString('\n')
				fmt.Fprintf(&log, "%q %v", p, err)
			case 12:
				if r.Intn(5) == 0 {
					out := &sink{r: r, limit: 100}
					n, err := b.WriteTo(out)
					fmt.Fprintf(&log, "%d %v %q", n, err, out.String())
				}
			case 13:
				if r.Intn(5) == 0 {
					b.Reset(&source{r, text(r, 20), io.EOF})
				}
			}
			fmt.Fprint(&log, " ", b.Buffered(), " ", b.Size(), ";")
		}
		return log.String()
	}
	seed := time.Now().UnixNano()
	for start := time.Now(); time.Since(start) < 3*time.Second; seed++ {
		a := run(func(r io.Reader, n int) rdr { return ours.NewReaderSize(r, n) }, seed)
		b := run(func(r io.Reader, n int) rdr { return bufio.NewReaderSize(r, n) }, seed)
		if a != b {
			t.Fatalf("%d\n%s\n%s", seed, a, b)
		}
	}
}

type wtr interface {
	io.Writer
	io.ByteWriter
	io.StringWriter
	io.ReaderFrom
	WriteRune(rune) (int, error)
	Flush() error
	Buffered() int
	Available() int
	AvailableBuffer() []byte
	Size() int
	Reset(io.Writer)
}

func TestWriter(t *testing.T) {
	run := func(mk func(io.Writer, int) wtr, seed int64) string {
		r := rand.New(rand.NewSource(seed))
		out := &sink{r: r, limit: 50 + r.Intn(300)}
		var w io.Writer = out
		if r.Intn(2) == 0 {
			w = plain{out}
		}
		b := mk(w, r.Intn(40))
		var log strings.Builder
		for range 20 {
			switch r.Intn(8) {
			case 0:
				n, err := b.Write([]byte(text(r, 4)))
				fmt.Fprint(&log, n, err)
			case 1:
				n, err := b.WriteString(text(r, 4))
				fmt.Fprint(&log, n, err)
			case 2:
				fmt.Fprint(&log, b.WriteByte('b'))
			case 3:
				n, err := b.WriteRune([]rune{'a', 'é', '日', 0x1f600, -1, 0xd800}[r.Intn(6)])
				fmt.Fprint(&log, n, err)
			case 4:
				fmt.Fprint(&log, b.Flush())
			case 5:
				n, err := b.ReadFrom(&source{r, text(r, 5), io.EOF})
				fmt.Fprint(&log, n, err)
			case 6:
				n, err := b.Write(append(b.AvailableBuffer(), "abc"...))
				fmt.Fprint(&log, n, err)
			case 7:
				if r.Intn(6) == 0 {
					b.Reset(w)
				}
			}
			fmt.Fprint(&log, " ", b.Buffered(), b.Available(), b.Size(), ";")
		}
		return log.String() + out.String()
	}
	seed := time.Now().UnixNano()
	for start := time.Now(); time.Since(start) < 3*time.Second; seed++ {
		a := run(func(r io.Writer, n int) wtr { return ours.NewWriterSize(r, n) }, seed)
		b := run(func(r io.Writer, n int) wtr { return bufio.NewWriterSize(r, n) }, seed)
		if a != b {
			t.Fatalf("%d\n%s\n%s", seed, a, b)
		}
	}
}

type scanner interface {
	Scan() bool
	Text() string
	Bytes() []byte
	Err() error
	Buffer([]byte, int)
}

func TestScanner(t *testing.T) {
	var final error
	odd := func(r *rand.Rand) func(data []byte, atEOF bool) (int, []byte, error) {
		return func(data []byte, atEOF bool) (int, []byte, error) {
			switch r.Intn(40) {
			case 0:
				return 0, nil, final
			case 1:
				return 0, []byte("last"), final
			case 2:
				return -1, nil, nil
			case 3:
				return len(data) + 1, nil, nil
			case 4:
				return 0, nil, errors.New("odd")
			case 5, 6:
				return 0, []byte{}, nil
			case 7:
				return len(data), nil, nil
			}
			if len(data) == 0 {
				return 0, nil, nil
			}
			return 1, data[:1], nil
		}
	}
	run := func(mk func(io.Reader, int, *rand.Rand) scanner, seed int64) (s string) {
		r := rand.New(rand.NewSource(seed))
		fail := io.EOF
		if r.Intn(3) == 0 {
			fail = errors.New("bad")
		}
		src := &source{r, text(r, 30), fail}
		sc := mk(src, r.Intn(5), r)
		if r.Intn(2) == 0 {
			sc.Buffer(make([]byte, r.Intn(10)), r.Intn(60))
		}
		var log strings.Builder
		defer func() {
			if v := recover(); v != nil {
				s = log.String() + fmt.Sprint(v)
			}
		}()
		for range 500 {
			ok := sc.Scan()
			fmt.Fprintf(&log, "%v %q %v;", ok, sc.Text(), sc.Err())
			if !ok && r.Intn(2) == 0 {
				break
			}
		}
		return log.String()
	}
	seed := time.Now().UnixNano()
	for start := time.Now(); time.Since(start) < 3*time.Second; seed++ {
		final = ours.ErrFinalToken
		a := run(func(r io.Reader, kind int, rnd *rand.Rand) scanner {
			s := ours.NewScanner(r)
			if kind > 0 {
				s.Split([]ours.SplitFunc{ours.ScanBytes, ours.ScanRunes, ours.ScanWords, odd(rnd)}[kind-1])
			}
			return s
		}, seed)
		final = bufio.ErrFinalToken
		b := run(func(r io.Reader, kind int, rnd *rand.Rand) scanner {
			s := bufio.NewScanner(r)
			if kind > 0 {
				s.Split([]bufio.SplitFunc{bufio.ScanBytes, bufio.ScanRunes, bufio.ScanWords, odd(rnd)}[kind-1])
			}
			return s
		}, seed)
		if a != b {
			t.Fatalf("%d\n%s\n%s", seed, a, b)
		}
	}
}
