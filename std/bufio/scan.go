package bufio

import (
	"bytes"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"
)

// A Scanner reads tokens one after the other, as its split function finds them:
// lines, unless Split says otherwise. It stops for good at the end, an error, or a
// token too large for its buffer; then the reader may have read beyond the last
// token.
type Scanner struct {
	r        io.Reader
	split    SplitFunc
	maxToken int // how large the buffer may grow
	token    []byte
	buf      []byte
	start    int // buf[start:end] is read and not yet in a token
	end      int
	err      error
	empties  int // empty tokens in turn, without advance
	called   bool
	done     bool
}

// A SplitFunc finds a token at the start of data, which is what is left of the
// input as far as it was read; atEOF says that there is no more to read. It gives
// by how much to advance, the token, and an error to stop at. If data has no whole
// token yet it gives 0, nil, nil to ask for more. A token that is nil while it
// advances is not shown to the user. With ErrFinalToken the token is the last one,
// if it is not nil. It is never called with no data, unless atEOF.
type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

var (
	ErrTooLong         = errors.New("bufio.Scanner: token too long")
	ErrNegativeAdvance = errors.New("bufio.Scanner: SplitFunc returns negative advance count")
	ErrAdvanceTooFar   = errors.New("bufio.Scanner: SplitFunc returns advance count beyond input")
	ErrBadReadCount    = errors.New("bufio.Scanner: Read returned impossible count")
)

// ErrFinalToken, returned by a split function, stops the scan without error after
// the token that comes with it.
var ErrFinalToken = errors.New("final token")

const (
	// MaxScanTokenSize is how large the buffer may grow unless Buffer says
	// otherwise.
	MaxScanTokenSize = 64 * 1024

	startBufSize = 4096
)

// NewScanner gives a Scanner for the lines of r.
func NewScanner(r io.Reader) *Scanner {
	return &Scanner{r: r, split: ScanLines, maxToken: MaxScanTokenSize}
}

// Err gives the error that stopped the scan, nil if that was io.EOF.
func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

// Bytes gives the last token. It may be written over by the next Scan.
func (s *Scanner) Bytes() []byte { return s.token }

// Text gives the last token as a string.
func (s *Scanner) Text() string { return string(s.token) }

// Scan goes to the next token and reports whether there is one. It panics if the
// split function gives too many empty tokens without advancing.
func (s *Scanner) Scan() bool {
	if s.done {
		return false
	}
	s.called = true
	for {
		if s.end > s.start || s.err != nil {
			advance, token, err := s.split(s.buf[s.start:s.end], s.err != nil)
			if err != nil {
				if err == ErrFinalToken {
					s.token = token
					s.done = true
					return token != nil
				}
				s.setErr(err)
				return false
			}
			if !s.advance(advance) {
				return false
			}
			s.token = token
			if token != nil {
				if s.err == nil || advance > 0 {
					s.empties = 0
				} else if s.empties++; s.empties > maxEmptyReads {
					panic("bufio.Scan: too many empty tokens without progressing")
				}
				return true
			}
		}
		if s.err != nil {
			// No more will come.
			s.start, s.end = 0, 0
			s.token = nil
			return false
		}
		if !s.makeRoom() {
			return false
		}
		s.read()
	}
}

// makeRoom moves the data to the front or enlarges the buffer, if there is need.
func (s *Scanner) makeRoom() bool {
	if s.start > 0 && (s.end == len(s.buf) || s.start > len(s.buf)/2) {
		copy(s.buf, s.buf[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end < len(s.buf) {
		return true
	}
	const maxInt = int(^uint(0) >> 1)
	if len(s.buf) >= s.maxToken || len(s.buf) > maxInt/2 {
		s.setErr(ErrTooLong)
		s.token = nil
		return false
	}
	size := len(s.buf) * 2
	if size == 0 {
		size = startBufSize
	}
	buf := make([]byte, min(size, s.maxToken))
	copy(buf, s.buf[s.start:s.end])
	s.buf = buf
	s.end -= s.start
	s.start = 0
	return true
}

// read reads once more, or notes the error.
func (s *Scanner) read() {
	for empty := 0; ; {
		n, err := s.r.Read(s.buf[s.end:len(s.buf)])
		if n < 0 || len(s.buf)-s.end < n {
			s.setErr(ErrBadReadCount)
			return
		}
		s.end += n
		if err != nil {
			s.setErr(err)
			return
		}
		if n > 0 {
			s.empties = 0
			return
		}
		if empty++; empty > maxEmptyReads {
			s.setErr(io.ErrNoProgress)
			return
		}
	}
}

func (s *Scanner) advance(n int) bool {
	switch {
	case n < 0:
		s.setErr(ErrNegativeAdvance)
		return false
	case n > s.end-s.start:
		s.setErr(ErrAdvanceTooFar)
		return false
	}
	s.start += n
	return true
}

// setErr notes the first error other than io.EOF.
func (s *Scanner) setErr(err error) {
	if s.err == nil || s.err == io.EOF {
		s.err = err
	}
}

// Buffer sets the buffer to start with and how large it may grow: to the greater of
// max and cap(buf). It panics after the first Scan.
func (s *Scanner) Buffer(buf []byte, max int) {
	if s.called {
		panic("Buffer called after Scan")
	}
	s.buf = buf[0:cap(buf)]
	s.maxToken = max
}

// Split sets the split function. It panics after the first Scan.
func (s *Scanner) Split(split SplitFunc) {
	if s.called {
		panic("Split called after Scan")
	}
	s.split = split
}

// ScanBytes is a split function for bytes.
func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[:1], nil
}

// ScanRunes is a split function for runes in UTF-8. An invalid byte is given as
// U+FFFD in UTF-8.
func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	if data[0] < utf8.RuneSelf {
		return 1, data[:1], nil
	}
	_, size := utf8.DecodeRune(data)
	switch {
	case size > 1:
		return size, data[:size], nil
	case !atEOF && !utf8.FullRune(data):
		return 0, nil, nil
	}
	return 1, []byte(string(utf8.RuneError)), nil
}

// ScanLines is a split function for lines, without their end, which is \n or \r\n.
// The last one needs no end, unless it is empty.
func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	end := bytes.IndexByte(data, '\n')
	advance = end + 1
	if end < 0 {
		if !atEOF {
			return 0, nil, nil
		}
		end, advance = len(data), len(data)
	}
	if end > 0 && data[end-1] == '\r' {
		end--
	}
	return advance, data[:end], nil
}

// ScanWords is a split function for words between white space, as unicode.IsSpace
// defines it.
func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := 0
	for start < len(data) {
		r, size := utf8.DecodeRune(data[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	for i := start; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		i += size
		if unicode.IsSpace(r) {
			return i, data[start : i-size], nil
		}
	}
	if atEOF && len(data) > start {
		return len(data), data[start:], nil
	}
	return start, nil, nil // more, but not of the space
}
