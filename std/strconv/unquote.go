package strconv

import "unicode/utf8"

// UnquoteChar decodes the first character or escape of s, the inside of a
// literal with that quote. Within a single or double quote that quote must be
// escaped and the other must not; quote 0 allows neither escape and both
// characters. It gives the value, whether it needs more than one byte in UTF-8,
// and what follows.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" {
		return 0, false, "", ErrSyntax
	}
	switch c := s[0]; {
	case c == quote && (quote == '\'' || quote == '"'):
		return 0, false, "", ErrSyntax
	case c >= utf8.RuneSelf:
		r, size := utf8.DecodeRuneInString(s)
		return r, true, s[size:], nil
	case c != '\\':
		return rune(c), false, s[1:], nil
	}
	if len(s) < 2 {
		return 0, false, "", ErrSyntax
	}
	c := s[1]
	s = s[2:]
	switch c {
	case 'a':
		value = '\a'
	case 'b':
		value = '\b'
	case 'f':
		value = '\f'
	case 'n':
		value = '\n'
	case 'r':
		value = '\r'
	case 't':
		value = '\t'
	case 'v':
		value = '\v'
	case '\\':
		value = '\\'
	case '\'', '"':
		if c != quote {
			return 0, false, "", ErrSyntax
		}
		value = rune(c)
	case 'x':
		return unquoteDigits(s, 2, 16, 0xFF, false)
	case 'u':
		return unquoteDigits(s, 4, 16, utf8.MaxRune, true)
	case 'U':
		return unquoteDigits(s, 8, 16, utf8.MaxRune, true)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		value, _, tail, err = unquoteDigits(s, 2, 8, 0xFF, false)
		value += rune(c-'0') << 6
		if err != nil || value > 0xFF {
			return 0, false, "", ErrSyntax
		}
		return value, false, tail, nil
	default:
		return 0, false, "", ErrSyntax
	}
	return value, false, s, nil
}

// unquoteDigits reads the n digits of a numeric escape.
func unquoteDigits(s string, n int, base, limit uint64, isRune bool) (value rune, multibyte bool, tail string, err error) {
	if len(s) < n {
		return 0, false, "", ErrSyntax
	}
	v := uint64(0)
	for i := 0; i < n; i++ {
		d := uint64(digitValue(s[i]))
		if d >= base {
			return 0, false, "", ErrSyntax
		}
		v = v*base + d
	}
	if v > limit || isRune && !utf8.ValidRune(rune(v)) {
		return 0, false, "", ErrSyntax
	}
	return rune(v), isRune, s[n:], nil
}

// QuotedPrefix gives the literal, as Unquote takes it, that s starts with; an
// error if it does not start with one.
func QuotedPrefix(s string) (string, error) {
	_, n, ok := unquote(s, false)
	if !ok {
		return "", ErrSyntax
	}
	return s[:n], nil
}

// Unquote gives the value of a Go string literal, in single, double or back
// quotes. In single quotes it is a character literal, whose value is given as a
// string.
func Unquote(s string) (string, error) {
	value, n, ok := unquote(s, true)
	if !ok || n != len(s) {
		return "", ErrSyntax
	}
	return value, nil
}

// unquote reads the literal that s starts with and gives its length; if decode
// also its value.
func unquote(s string, decode bool) (value string, n int, ok bool) {
	if len(s) < 2 {
		return "", 0, false
	}
	quote := s[0]
	switch quote {
	case '`':
		return unquoteRaw(s, decode)
	case '\'', '"':
	default:
		return "", 0, false
	}
	var buf []byte
	plain := true // so far the value is s[1:n]
	n = 1
	for chars := 0; ; chars++ {
		if n >= len(s) || s[n] == '\n' {
			return "", 0, false
		}
		if s[n] == quote {
			break // even of '', which the official library accepts, too
		}
		if quote == '\'' && chars == 1 {
			return "", 0, false
		}
		r, multibyte, tail, err := UnquoteChar(s[n:], quote)
		if err != nil {
			return "", 0, false
		}
		next := len(s) - len(tail)
		if decode {
			// Invalid UTF-8 is replaced, so that is not plain either.
			if plain && (s[n] == '\\' || r == utf8.RuneError && next-n == 1) {
				plain = false
				buf = append(make([]byte, 0, len(s)), s[1:n]...)
			}
			if !plain {
				if multibyte {
					buf = utf8.AppendRune(buf, r)
				} else {
					buf = append(buf, byte(r))
				}
			}
		}
		n = next
	}
	if plain {
		return s[1:n], n + 1, true
	}
	return string(buf), n + 1, true
}

// unquoteRaw is unquote for a literal in back quotes.
func unquoteRaw(s string, decode bool) (value string, n int, ok bool) {
	for n = 1; n < len(s) && s[n] != '`'; n++ {
	}
	if n == len(s) {
		return "", 0, false
	}
	value = s[1:n]
	if !decode {
		return value, n + 1, true
	}
	// Carriage returns are not part of the value.
	var buf []byte
	for i := 0; i < len(value); i++ {
		switch {
		case value[i] != '\r':
			if buf != nil {
				buf = append(buf, value[i])
			}
		case buf == nil:
			buf = append(make([]byte, 0, len(value)), value[:i]...)
		}
	}
	if buf != nil {
		value = string(buf)
	}
	return value, n + 1, true
}
