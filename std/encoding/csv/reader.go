// Package csv reads and writes comma-separated values (RFC 4180).
//
// A field in quotes may contain commas, newlines and doubled quotes. Empty lines are skipped. This file has the Reader, writer.go
// the Writer.
package csv

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// A ParseError is where and why reading failed. Lines and columns begin at 1; columns are counted in bytes.
type ParseError struct {
	StartLine int // where the record begins
	Line      int
	Column    int
	Err       error
}

func (e *ParseError) Error() string {
	switch {
	case e.Err == ErrFieldCount:
		return fmt.Sprintf("record on line %d: %v", e.Line, e.Err)
	case e.StartLine != e.Line:
		return fmt.Sprintf("record on line %d; parse error on line %d, column %d: %v", e.StartLine, e.Line, e.Column, e.Err)
	}
	return fmt.Sprintf("parse error on line %d, column %d: %v", e.Line, e.Column, e.Err)
}

func (e *ParseError) Unwrap() error { return e.Err }

// The errors of a ParseError.
var (
	ErrBareQuote  = errors.New("bare \" in non-quoted-field")
	ErrQuote      = errors.New("extraneous or missing \" in quoted-field")
	ErrFieldCount = errors.New("wrong number of fields")

	// ErrTrailingComma is not used any more.
	ErrTrailingComma = errors.New("extra delimiter at end of line")
)

var errInvalidDelim = errors.New("csv: invalid field or comment delimiter")

func validDelim(r rune) bool {
	return r != 0 && r != '"' && r != '\r' && r != '\n' && utf8.ValidRune(r) && r != utf8.RuneError
}

// A Reader reads records. Its fields may be changed before the first is read.
type Reader struct {
	Comma            rune // what separates fields
	Comment          rune // lines that begin with it are skipped, if it is not 0
	FieldsPerRecord  int  // 0: as many as the first record has; negative: any number
	LazyQuotes       bool // quotes may appear anywhere
	TrimLeadingSpace bool
	ReuseRecord      bool // Read may give the same slice again

	// TrailingComma is not used any more.
	TrailingComma bool

	r       *bufio.Reader
	line    int
	offset  int64
	long    []byte // a line longer than the buffer
	text    []byte // of all fields, one after the other
	ends    []int
	places  []place
	records []string
}

// place is where a field begins.
type place struct{ line, col int }

// NewReader makes a Reader.
func NewReader(r io.Reader) *Reader {
	return &Reader{Comma: ',', r: bufio.NewReader(r)}
}

// Read reads a record; io.EOF at the end. With ErrFieldCount, the record is given too.
func (r *Reader) Read() (record []string, err error) {
	if r.ReuseRecord {
		record, err = r.read(r.records)
		r.records = record
		return record, err
	}
	return r.read(nil)
}

// ReadAll reads the records that are left. The end is no error.
func (r *Reader) ReadAll() (records [][]string, err error) {
	for {
		record, err := r.read(nil)
		if err == io.EOF {
			return records, nil
		}
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
}

// FieldPos gives line and column where a field of the last record begins.
func (r *Reader) FieldPos(field int) (line, column int) {
	if field < 0 || field >= len(r.places) {
		panic("out of range index passed to FieldPos")
	}
	p := r.places[field]
	return p.line, p.col
}

// InputOffset gives the number of bytes up to the end of the last record.
func (r *Reader) InputOffset() int64 { return r.offset }

// readLine gives the next line with its end, which is always \n; the last one may have none.
func (r *Reader) readLine() ([]byte, error) {
	line, err := r.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		r.long = append(r.long[:0], line...)
		for err == bufio.ErrBufferFull {
			line, err = r.r.ReadSlice('\n')
			r.long = append(r.long, line...)
		}
		line = r.long
	}
	size := len(line)
	if size > 0 && err == io.EOF {
		err = nil
		if line[size-1] == '\r' {
			line = line[:size-1]
		}
	}
	r.line++
	r.offset += int64(size)
	if n := len(line); n >= 2 && line[n-2] == '\r' && line[n-1] == '\n' {
		line[n-2] = '\n'
		line = line[:n-1]
	}
	return line, err
}

func endLen(b []byte) int {
	if len(b) > 0 && b[len(b)-1] == '\n' {
		return 1
	}
	return 0
}

func (r *Reader) read(dst []string) ([]string, error) {
	if r.Comma == r.Comment || !validDelim(r.Comma) || r.Comment != 0 && !validDelim(r.Comment) {
		return nil, errInvalidDelim
	}
	var line []byte
	var err error
	for err == nil {
		line, err = r.readLine()
		if r.Comment != 0 {
			if c, _ := utf8.DecodeRune(line); c == r.Comment && len(line) > 0 {
				line = nil
				continue
			}
		}
		if err == nil && len(line) == endLen(line) {
			line = nil
			continue
		}
		break
	}
	if err == io.EOF {
		return nil, err
	}
	start := r.line
	r.text, r.ends, r.places = r.text[:0], r.ends[:0], r.places[:0]
	readErr := err
	err = r.fields(line, start, &readErr)
	if err == nil {
		err = readErr
	}
	text := string(r.text)
	dst = dst[:0]
	if cap(dst) < len(r.ends) {
		dst = make([]string, 0, len(r.ends))
	}
	begin := 0
	for _, end := range r.ends {
		dst = append(dst, text[begin:end])
		begin = end
	}
	if r.FieldsPerRecord > 0 {
		if len(dst) != r.FieldsPerRecord && err == nil {
			err = &ParseError{start, start, 1, ErrFieldCount}
		}
	} else if r.FieldsPerRecord == 0 {
		r.FieldsPerRecord = len(dst)
	}
	return dst, err
}

// fields takes a record apart, reading on where quotes span lines.
func (r *Reader) fields(line []byte, start int, readErr *error) error {
	comma := utf8.RuneLen(r.Comma)
	at := place{r.line, 1}
	for {
		if r.TrimLeadingSpace {
			i := bytes.IndexFunc(line, func(c rune) bool { return !unicode.IsSpace(c) })
			if i < 0 {
				i = len(line)
				at.col -= endLen(line)
			}
			line = line[i:]
			at.col += i
		}
		if len(line) == 0 || line[0] != '"' {
			i := bytes.IndexRune(line, r.Comma)
			field := line
			if i >= 0 {
				field = field[:i]
			} else {
				field = field[:len(field)-endLen(field)]
			}
			if !r.LazyQuotes {
				if j := bytes.IndexByte(field, '"'); j >= 0 {
					return &ParseError{start, r.line, at.col + j, ErrBareQuote}
				}
			}
			r.text = append(r.text, field...)
			r.ends = append(r.ends, len(r.text))
			r.places = append(r.places, at)
			if i < 0 {
				return nil
			}
			line = line[i+comma:]
			at.col += i + comma
			continue
		}
		begin := at
		line = line[1:]
		at.col++
	quoted:
		for {
			i := bytes.IndexByte(line, '"')
			switch {
			case i >= 0:
				r.text = append(r.text, line[:i]...)
				line = line[i+1:]
				at.col += i + 1
				switch c, _ := utf8.DecodeRune(line); {
				case len(line) > 0 && c == '"':
					r.text = append(r.text, '"')
					line = line[1:]
					at.col++
				case len(line) > 0 && c == r.Comma:
					line = line[comma:]
					at.col += comma
					r.ends = append(r.ends, len(r.text))
					r.places = append(r.places, begin)
					break quoted
				case len(line) == endLen(line):
					r.ends = append(r.ends, len(r.text))
					r.places = append(r.places, begin)
					return nil
				case r.LazyQuotes:
					r.text = append(r.text, '"')
				default:
					return &ParseError{start, r.line, at.col - 1, ErrQuote}
				}
			case len(line) > 0:
				r.text = append(r.text, line...)
				if *readErr != nil {
					return nil
				}
				at.col += len(line)
				line, *readErr = r.readLine()
				if len(line) > 0 {
					at = place{at.line + 1, 1}
				}
				if *readErr == io.EOF {
					*readErr = nil
				}
			default:
				if !r.LazyQuotes && *readErr == nil {
					return &ParseError{start, at.line, at.col, ErrQuote}
				}
				r.ends = append(r.ends, len(r.text))
				r.places = append(r.places, begin)
				return nil
			}
		}
	}
}
