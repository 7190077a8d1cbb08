// The scanning functions: text to values.

package fmt

import (
	"errors"
	"io"
	"os"
	"reflect"
	"unicode/utf8"
)

// ScanState is the scanner as a Scanner sees it.
type ScanState interface {
	// ReadRune reads the next rune, of the token if there is a width.
	ReadRune() (r rune, size int, err error)
	// UnreadRune gives the last rune back.
	UnreadRune() error
	// SkipSpace skips white space; newlines as the function that was called says.
	SkipSpace()
	// Token skips space if asked to, then returns the runes for which f holds (non-space for nil).
	// The result is valid until the next call.
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	// Width returns the width and whether one was given.
	Width() (wid int, ok bool)
	// Read must not be called.
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by values that scan themselves.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Scan reads space-separated values from standard input into the variables a points to. Newlines are space.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is Scan that stops at a newline, which must follow the last value.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf reads from standard input as format says. Newlines must match.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// stringReader reads a string.
type stringReader string

func (r *stringReader) Read(b []byte) (n int, err error) {
	n = copy(b, *r)
	*r = (*r)[n:]
	if n == 0 {
		err = io.EOF
	}
	return n, err
}

// Sscan is Scan from a string.
func Sscan(str string, a ...any) (n int, err error) { return Fscan((*stringReader)(&str), a...) }

// Sscanln is Scanln from a string.
func Sscanln(str string, a ...any) (n int, err error) { return Fscanln((*stringReader)(&str), a...) }

// Sscanf is Scanf from a string.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf((*stringReader)(&str), format, a...)
}

// Fscan is Scan from a reader.
func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := newScan(r, true, false)
	return s.scanAll(a)
}

// Fscanln is Scanln from a reader.
func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := newScan(r, false, true)
	return s.scanAll(a)
}

// Fscanf is Scanf from a reader.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	s := newScan(r, false, false)
	return s.scanFormat(format, a)
}

// scanError is how the scanner gives up: it is thrown, and caught by scanAll and scanFormat.
type scanError struct{ err error }

const (
	eof       = -1
	noLimit   = 1 << 30
	infinite  = noLimit
	hexDigits = "0123456789abcdefABCDEF"
)

// scan is the state of one call.
type scan struct {
	rs  io.RuneScanner
	buf []byte // the current token
	// count is the number of runes read, limit the count at which the current operand ends.
	count, limit int
	width        int // infinite without one
	atEOF        bool
	nlIsSpace    bool // newlines are space
	nlIsEnd      bool // newlines end the operands
}

func newScan(r io.Reader, nlIsSpace, nlIsEnd bool) *scan {
	s := &scan{limit: infinite, width: infinite, nlIsSpace: nlIsSpace, nlIsEnd: nlIsEnd}
	if rs, ok := r.(io.RuneScanner); ok {
		s.rs = rs
	} else {
		s.rs = &runeReader{r: r, last: -1}
	}
	return s
}

// runeReader reads runes byte by byte, so that nothing beyond what was asked for is taken from r.
type runeReader struct {
	r       io.Reader
	last    rune // what UnreadRune gives back, -1: nothing
	size    int
	unread  bool
	pending []byte // bytes of an invalid sequence still to be given
}

func (r *runeReader) readByte() (byte, error) {
	if len(r.pending) > 0 {
		b := r.pending[0]
		r.pending = r.pending[1:]
		return b, nil
	}
	var b [1]byte
	n, err := io.ReadFull(r.r, b[:])
	if n != 1 {
		return 0, err
	}
	return b[0], nil
}

func (r *runeReader) ReadRune() (rune, int, error) {
	if r.unread {
		r.unread = false
		return r.last, r.size, nil
	}
	var buf [utf8.UTFMax]byte
	n := 0
	for n == 0 || n < len(buf) && !utf8.FullRune(buf[:n]) {
		b, err := r.readByte()
		if err != nil {
			if n == 0 || err != io.EOF {
				return 0, 0, err
			}
			break
		}
		buf[n] = b
		n++
	}
	r.last, r.size = utf8.DecodeRune(buf[:n])
	if r.size < n {
		r.pending = append(append([]byte(nil), buf[r.size:n]...), r.pending...)
	}
	return r.last, r.size, nil
}

func (r *runeReader) UnreadRune() error {
	if r.last < 0 || r.unread {
		return errors.New("fmt: scanning called UnreadRune with no rune available")
	}
	r.unread = true
	return nil
}

// fail gives up with an error.
func (s *scan) fail(err error) { panic(scanError{err}) }

func (s *scan) failText(text string) { s.fail(errors.New(text)) }

// catch turns a thrown error into the result.
func (s *scan) catch(errp *error) {
	if e := recover(); e != nil {
		switch e := e.(type) {
		case scanError:
			*errp = e.err
		case error:
			if e != io.EOF {
				panic(e)
			}
			*errp = e
		default:
			panic(e)
		}
	}
}

func (s *scan) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *scan) ReadRune() (r rune, size int, err error) {
	if s.atEOF || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.rs.ReadRune()
	switch {
	case err == nil:
		s.count++
		if s.nlIsEnd && r == '\n' {
			s.atEOF = true
		}
	case err == io.EOF:
		s.atEOF = true
	}
	return r, size, err
}

func (s *scan) UnreadRune() error {
	s.rs.UnreadRune()
	s.atEOF = false
	s.count--
	return nil
}

func (s *scan) Width() (wid int, ok bool) {
	if s.width == infinite {
		return 0, false
	}
	return s.width, true
}

// get reads a rune, eof at the end; other errors are thrown.
func (s *scan) get() rune {
	r, _, err := s.ReadRune()
	if err == io.EOF {
		return eof
	}
	if err != nil {
		s.fail(err)
	}
	return r
}

// must is get where the end is an error.
func (s *scan) must() rune {
	r := s.get()
	if r == eof {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

func (s *scan) SkipSpace() {
	for {
		r := s.get()
		if r == eof {
			return
		}
		if r == '\r' && s.peek("\n") {
			continue
		}
		if r == '\n' {
			if s.nlIsSpace {
				continue
			}
			s.failText("unexpected newline")
		}
		if !isSpace(r) {
			s.UnreadRune()
			return
		}
	}
}

func (s *scan) Token(skipSpace bool, f func(rune) bool) (tok []byte, err error) {
	defer s.catch(&err)
	if f == nil {
		f = notSpace
	}
	s.buf = s.buf[:0]
	if skipSpace {
		s.SkipSpace()
	}
	s.while(f)
	return s.buf, nil
}

func notSpace(r rune) bool { return !isSpace(r) }

// while collects runes for which f holds.
func (s *scan) while(f func(rune) bool) {
	for {
		r := s.get()
		if r == eof {
			return
		}
		if !f(r) {
			s.UnreadRune()
			return
		}
		s.buf = utf8.AppendRune(s.buf, r)
	}
}

func contains(set string, r rune) bool {
	for _, c := range set {
		if c == r {
			return true
		}
	}
	return false
}

// consume reads a rune and reports whether it is in set. With keep, one that is goes into the token, and one that is not is
// given back.
func (s *scan) consume(set string, keep bool) bool {
	r := s.get()
	if r == eof {
		return false
	}
	if contains(set, r) {
		if keep {
			s.buf = utf8.AppendRune(s.buf, r)
		}
		return true
	}
	if keep {
		s.UnreadRune()
	}
	return false
}

func (s *scan) accept(set string) bool { return s.consume(set, true) }

// peek reports whether the next rune is in set.
func (s *scan) peek(set string) bool {
	r := s.get()
	if r != eof {
		s.UnreadRune()
	}
	return r != eof && contains(set, r)
}

// notEOF throws if there is nothing left.
func (s *scan) notEOF() {
	if s.get() == eof {
		s.fail(io.EOF)
	}
	s.UnreadRune()
}

// scanAll reads all operands, for Scan and Scanln.
func (s *scan) scanAll(a []any) (n int, err error) {
	defer s.catch(&err)
	for _, arg := range a {
		s.operand('v', arg)
		n++
	}
	if s.nlIsEnd {
		for {
			r := s.get()
			if r == '\n' || r == eof {
				break
			}
			if !isSpace(r) {
				s.failText("expected newline")
			}
		}
	}
	return n, nil
}

// operand reads one value into what arg points to.
func (s *scan) operand(verb rune, arg any) {
	s.buf = s.buf[:0]
	if sc, ok := arg.(Scanner); ok {
		if err := sc.Scan(s, verb); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			s.fail(err)
		}
		return
	}
	p := reflect.ValueOf(arg)
	if p.Kind() != reflect.Pointer {
		s.failText("type not a pointer: " + p.Type().String())
	}
	v := p.Elem()
	if p.IsNil() && p.Type().Elem().PkgPath() == "" {
		// What is written there is read first.
		v = reflect.New(p.Type().Elem()).Elem()
	}
	s.value(verb, v)
	if p.IsNil() {
		*(*byte)(p.UnsafePointer()) = 0
	}
}
