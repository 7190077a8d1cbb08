package csv

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Writer writes records, through a buffer: call Flush at the end.
type Writer struct {
	Comma   rune // what separates fields
	UseCRLF bool // lines end with \r\n
	w       *bufio.Writer
}

// NewWriter makes a Writer.
func NewWriter(w io.Writer) *Writer { return &Writer{Comma: ',', w: bufio.NewWriter(w)} }

// Write writes a record, with quotes where they are needed.
func (w *Writer) Write(record []string) error {
	if !validDelim(w.Comma) {
		return errInvalidDelim
	}
	for i, field := range record {
		if i > 0 {
			w.w.WriteRune(w.Comma)
		}
		if !w.needsQuotes(field) {
			w.w.WriteString(field)
			continue
		}
		w.w.WriteByte('"')
		for len(field) > 0 {
			n := strings.IndexAny(field, "\"\r\n")
			if n < 0 {
				n = len(field)
			}
			w.w.WriteString(field[:n])
			field = field[n:]
			if len(field) == 0 {
				break
			}
			switch field[0] {
			case '"':
				w.w.WriteString(`""`)
			case '\r':
				if !w.UseCRLF {
					w.w.WriteByte('\r')
				}
			case '\n':
				if w.UseCRLF {
					w.w.WriteByte('\r')
				}
				w.w.WriteByte('\n')
			}
			field = field[1:]
		}
		w.w.WriteByte('"')
	}
	if w.UseCRLF {
		w.w.WriteByte('\r')
	}
	return w.w.WriteByte('\n')
}

// Flush writes what is buffered; Error tells whether that failed.
func (w *Writer) Flush() { w.w.Flush() }

// Error gives the error of an earlier Write or Flush.
func (w *Writer) Error() error {
	_, err := w.w.Write(nil)
	return err
}

// WriteAll writes records and flushes.
func (w *Writer) WriteAll(records [][]string) error {
	for _, record := range records {
		if err := w.Write(record); err != nil {
			return err
		}
	}
	return w.w.Flush()
}

// needsQuotes tells whether a field has something special, or begins with space. A backslash and a dot alone would end the data
// for some databases.
func (w *Writer) needsQuotes(field string) bool {
	switch field {
	case "":
		return false
	case `\.`:
		return true
	}
	if strings.ContainsRune(field, w.Comma) || strings.ContainsAny(field, "\"\r\n") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(field)
	return unicode.IsSpace(r)
}
