// The syntax: where a value ends, and what is wrong with it.

package json

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

// A SyntaxError says what is wrong with JSON text.
type SyntaxError struct {
	msg    string
	Offset int64 // bytes read before the error
}

func (e *SyntaxError) Error() string { return e.msg }

// errMore says that the text ends within a value.
var errMore = errors.New("unexpected end of JSON input")

const maxDepth = 10000

// scanner walks over a text.
type scanner struct {
	data   []byte
	depth  int
	broken int // the length of the number that the data break off in
}

// bad is the error of the character at i; errMore at the end.
func (s *scanner) bad(i int, context string) error {
	if i >= len(s.data) {
		return errMore
	}
	r, size := utf8.DecodeRune(s.data[i:])
	return &SyntaxError{"invalid character " + strconv.QuoteRune(r) + " " + context, int64(i + size)}
}

// badEscape is the error of the escape sequence that starts at start, of whose characters that at i is wrong.
func (s *scanner) badEscape(start, i int) error {
	if i >= len(s.data) {
		return errMore
	}
	return &SyntaxError{"invalid escape sequence `" + string(s.data[start:i+1]) + "` in string", int64(i + 1)}
}

func (s *scanner) space(i int) int {
	for i < len(s.data) && (s.data[i] == ' ' || s.data[i] == '\n' || s.data[i] == '\t' || s.data[i] == '\r') {
		i++
	}
	return i
}

// at is the character at i, 0 at the end.
func (s *scanner) at(i int) byte {
	if i < len(s.data) {
		return s.data[i]
	}
	return 0
}

// value returns where the value that starts at or behind i ends.
func (s *scanner) value(i int) (int, error) {
	i = s.space(i)
	switch c := s.at(i); c {
	case '{', '[':
		if s.depth++; s.depth > maxDepth {
			return i, &SyntaxError{"exceeded max depth", int64(i + 1)}
		}
		var err error
		if c == '{' {
			i, err = s.object(i + 1)
		} else {
			i, err = s.array(i + 1)
		}
		s.depth--
		return i, err
	case '"':
		return s.text(i + 1)
	case 't':
		return s.literal(i, "true")
	case 'f':
		return s.literal(i, "false")
	case 'n':
		return s.literal(i, "null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return s.number(i)
	}
	return i, s.bad(i, "looking for beginning of value")
}

func (s *scanner) literal(i int, word string) (int, error) {
	for k := 1; k < len(word); k++ {
		if i+k >= len(s.data) || s.data[i+k] != word[k] {
			return i, s.bad(i+k, "in literal "+word+" (expecting "+strconv.QuoteRune(rune(word[k]))+")")
		}
	}
	return i + len(word), nil
}

func (s *scanner) object(i int) (int, error) {
	i = s.space(i)
	if s.at(i) == '}' {
		return i + 1, nil
	}
	for {
		i = s.space(i)
		if s.at(i) != '"' {
			return i, s.bad(i, "looking for beginning of object key string")
		}
		var err error
		if i, err = s.text(i + 1); err != nil {
			return i, err
		}
		i = s.space(i)
		if s.at(i) != ':' {
			return i, s.bad(i, "after object key")
		}
		if i, err = s.value(i + 1); err != nil {
			return i, err
		}
		i = s.space(i)
		switch s.at(i) {
		case ',':
			i++
		case '}':
			return i + 1, nil
		default:
			return i, s.bad(i, "after object key:value pair")
		}
	}
}

func (s *scanner) array(i int) (int, error) {
	i = s.space(i)
	if s.at(i) == ']' {
		return i + 1, nil
	}
	for {
		var err error
		if i, err = s.value(i); err != nil {
			return i, err
		}
		i = s.space(i)
		switch s.at(i) {
		case ',':
			i++
		case ']':
			return i + 1, nil
		default:
			return i, s.bad(i, "after array element")
		}
	}
}

// text is a string, behind its quote.
func (s *scanner) text(i int) (int, error) {
	for i < len(s.data) {
		switch c := s.data[i]; {
		case c == '"':
			return i + 1, nil
		case c < ' ':
			return i, s.bad(i, "in string")
		case c == '\\':
			start := i
			i++
			switch s.at(i) {
			case 'b', 'f', 'n', 'r', 't', '\\', '/', '"':
			case 'u':
				for k := 1; k <= 4; k++ {
					if !isHex(s.at(i + k)) {
						return i, s.badEscape(start, i+k)
					}
				}
				i += 4
			default:
				return i, s.badEscape(start, i)
			}
		}
		i++
	}
	return i, errMore
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (s *scanner) digits(i int) int {
	for isDigit(s.at(i)) {
		i++
	}
	return i
}

func (s *scanner) number(start int) (int, error) {
	i := start
	if s.at(i) == '-' {
		i++
	}
	switch c := s.at(i); {
	case c == '0':
		i++
	case isDigit(c):
		i = s.digits(i)
	default:
		return s.badNumber(start, i, "in numeric literal")
	}
	if s.at(i) == '.' {
		if i++; !isDigit(s.at(i)) {
			return s.badNumber(start, i, "in numeric literal")
		}
		i = s.digits(i)
	}
	if c := s.at(i); c == 'e' || c == 'E' {
		i++
		if c := s.at(i); c == '+' || c == '-' {
			i++
		}
		if !isDigit(s.at(i)) {
			return s.badNumber(start, i, "in numeric literal")
		}
		i = s.digits(i)
	}
	return i, nil
}

// badNumber is bad; of a number that breaks off it remembers the start.
func (s *scanner) badNumber(start, i int, context string) (int, error) {
	if i >= len(s.data) {
		s.broken = len(s.data) - start
	}
	return i, s.bad(i, context)
}

// check reports what is wrong with data as one value.
func check(data []byte) error {
	s := scanner{data: data}
	i, err := s.value(0)
	if err == nil {
		if i = s.space(i); i < len(data) {
			err = s.bad(i, "after top-level value")
		}
	}
	if err != errMore {
		return err
	}
	return &SyntaxError{errMore.Error(), int64(len(data) - s.broken)}
}

// Valid reports whether data is JSON.
func Valid(data []byte) bool { return check(data) == nil }
