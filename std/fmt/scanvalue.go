// One operand: tokens of the basic types.

package fmt

import (
	"errors"
	"io"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// value reads one value into v.
func (s *scan) value(verb rune, v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(s.scanBool(verb))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(s.scanInt(verb, v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(s.scanUint(verb, v.Type().Bits()))
	case reflect.Float32, reflect.Float64:
		if v.Type().PkgPath() == "" { // as the official one, which does not look at the verb for defined types
			s.check(verb, "beEfFgGv", v.Kind().String())
		}
		s.SkipSpace()
		s.notEOF()
		v.SetFloat(s.toFloat(s.floatToken(), v.Type().Bits()))
	case reflect.Complex64, reflect.Complex128:
		v.SetComplex(s.scanComplex(verb, v.Type().Bits()))
	case reflect.String:
		v.SetString(s.scanString(verb))
	case reflect.Slice:
		e := v.Type().Elem()
		if e.Kind() != reflect.Uint8 {
			s.failText("can't scan type: *" + v.Type().String())
		}
		v.SetBytes([]byte(s.scanString(verb)))
	default:
		s.failText("can't scan type: *" + v.Type().String())
	}
}

// check throws unless verb is in verbs.
func (s *scan) check(verb rune, verbs, typ string) {
	if !contains(verbs, verb) {
		s.failText("bad verb '%" + string(verb) + "' for " + typ)
	}
}

func (s *scan) scanBool(verb rune) bool {
	s.SkipSpace()
	s.notEOF()
	s.check(verb, "tv", "boolean")
	const bad = "syntax error scanning boolean"
	switch s.get() {
	case '0':
		return false
	case '1':
		return true
	case 't', 'T':
		if s.accept("rR") && (!s.accept("uU") || !s.accept("eE")) {
			s.failText(bad)
		}
		return true
	case 'f', 'F':
		if s.accept("aA") && (!s.accept("lL") || !s.accept("sS") || !s.accept("eE")) {
			s.failText(bad)
		}
		return false
	}
	return false
}

// baseOf gives the base and the digits of an integer verb.
func (s *scan) baseOf(verb rune) (base int, digits string) {
	s.check(verb, "bdoUxXv", "integer")
	switch verb {
	case 'b':
		return 2, "01"
	case 'o':
		return 8, "01234567"
	case 'x', 'X', 'U':
		return 16, hexDigits
	}
	return 10, "0123456789"
}

const digits_ = "0123456789_"

// prefix reads the 0b, 0o, 0x or 0 of a number scanned with %v.
func (s *scan) prefix() (base int, digits string, zero bool) {
	if !s.peek("0") {
		return 0, digits_, false
	}
	s.accept("0")
	switch {
	case s.peek("bB"):
		s.consume("bB", true)
		return 0, "01_", true
	case s.peek("oO"):
		s.consume("oO", true)
		return 0, "01234567_", true
	case s.peek("xX"):
		s.consume("xX", true)
		return 0, hexDigits + "_", true
	}
	return 0, "01234567_", true
}

// number collects digits; have says that one was read already.
func (s *scan) number(digits string, have bool) string {
	if !have {
		s.notEOF()
		if !s.accept(digits) {
			s.failText("expected integer")
		}
	}
	for s.accept(digits) {
	}
	return string(s.buf)
}

func (s *scan) scanRune(bits int) int64 {
	s.notEOF()
	r := s.get()
	n := uint(bits)
	if x := int64(r) << (64 - n) >> (64 - n); x != int64(r) {
		s.failText("overflow on character value " + string(r))
	}
	return int64(r)
}

// integer collects what looks like an integer, which may begin with one of signs, and gives its base.
func (s *scan) integer(verb rune, signs string) (tok string, base int) {
	s.SkipSpace()
	s.notEOF()
	base, digits := s.baseOf(verb)
	have := false
	if verb == 'U' {
		if !s.consume("U", false) || !s.consume("+", false) {
			s.failText("bad unicode format ")
		}
	} else {
		s.accept(signs)
		if verb == 'v' {
			base, digits, have = s.prefix()
		}
	}
	return s.number(digits, have), base
}

func (s *scan) scanInt(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.scanRune(bits)
	}
	tok, base := s.integer(verb, "+-")
	i, err := strconv.ParseInt(tok, base, 64)
	if err != nil {
		s.fail(err)
	}
	n := uint(bits)
	if x := i << (64 - n) >> (64 - n); x != i {
		s.failText("integer overflow on token " + tok)
	}
	return i
}

func (s *scan) scanUint(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.scanRune(bits))
	}
	tok, base := s.integer(verb, "")
	u, err := strconv.ParseUint(tok, base, 64)
	if err != nil {
		s.fail(err)
	}
	n := uint(bits)
	if x := u << (64 - n) >> (64 - n); x != u {
		s.failText("unsigned integer overflow on token " + tok)
	}
	return u
}

// floatToken collects what looks like a float: digits, point, exponent; or inf, nan.
func (s *scan) floatToken() string {
	s.buf = s.buf[:0]
	if s.accept("nN") && s.accept("aA") && s.accept("nN") {
		return string(s.buf)
	}
	s.accept("+-")
	if s.accept("iI") && s.accept("nN") && s.accept("fF") {
		return string(s.buf)
	}
	digits, exp := digits_, "eEpP"
	if s.accept("0") && s.accept("xX") {
		digits, exp = hexDigits+"_", "pP"
	}
	for s.accept(digits) {
	}
	if s.accept(".") {
		for s.accept(digits) {
		}
	}
	if s.accept(exp) {
		s.accept("+-")
		for s.accept(digits_) {
		}
	}
	return string(s.buf)
}

// toFloat converts a token; a decimal number may have a binary exponent after p, as %b writes it.
func (s *scan) toFloat(str string, bits int) float64 {
	p := -1
	hex := len(str) > 1 && (str[1]|0x20 == 'x' || len(str) > 2 && str[2]|0x20 == 'x')
	for i := range len(str) {
		if str[i]|0x20 == 'p' && !hex {
			p = i
		}
	}
	parse := func(t string) float64 {
		f, err := strconv.ParseFloat(t, bits)
		if err != nil {
			var ne *strconv.NumError
			if errors.As(err, &ne) {
				ne.Num = str
			}
			s.fail(err)
		}
		return f
	}
	if p < 0 {
		return parse(str)
	}
	f := parse(str[:p])
	e, err := strconv.Atoi(str[p+1:])
	if err != nil {
		if ne, ok := err.(*strconv.NumError); ok {
			ne.Num = str
		}
		s.fail(err)
	}
	for ; e > 0 && f*2 != f; e-- {
		f *= 2
	}
	for ; e < 0 && f != 0; e++ {
		f /= 2
	}
	return f
}

// scanComplex reads real and imaginary part, in parentheses or not.
func (s *scan) scanComplex(verb rune, bits int) complex128 {
	s.check(verb, "beEfFgGv", "complex")
	s.SkipSpace()
	s.notEOF()
	const bad = "syntax error scanning complex number"
	paren := s.accept("(")
	re := s.floatToken()
	s.buf = s.buf[:0]
	if !s.accept("+-") {
		s.failText(bad)
	}
	sign := string(s.buf)
	im := s.floatToken()
	if !s.accept("i") || paren && !s.accept(")") {
		s.failText(bad)
	}
	return complex(s.toFloat(re, bits/2), s.toFloat(sign+im, bits/2))
}

func (s *scan) scanString(verb rune) string {
	s.check(verb, "svqxX", "string")
	s.SkipSpace()
	s.notEOF()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hexString()
	}
	s.while(notSpace)
	return string(s.buf)
}

// quoted reads a string in double or back quotes.
func (s *scan) quoted() string {
	s.notEOF()
	quote := s.get()
	switch quote {
	case '`':
		for {
			r := s.must()
			if r == quote {
				return string(s.buf)
			}
			s.buf = utf8.AppendRune(s.buf, r)
		}
	case '"':
		s.buf = append(s.buf, '"')
		for {
			r := s.must()
			s.buf = utf8.AppendRune(s.buf, r)
			if r == '\\' {
				s.buf = utf8.AppendRune(s.buf, s.must())
			} else if r == '"' {
				break
			}
		}
		out, err := strconv.Unquote(string(s.buf))
		if err != nil {
			s.fail(err)
		}
		return out
	}
	s.failText("expected quoted string")
	return ""
}

func hexValue(r rune) (byte, bool) {
	switch {
	case '0' <= r && r <= '9':
		return byte(r - '0'), true
	case 'a' <= r && r <= 'f':
		return byte(r-'a') + 10, true
	case 'A' <= r && r <= 'F':
		return byte(r-'A') + 10, true
	}
	return 0, false
}

// hexString reads pairs of hexadecimal digits.
func (s *scan) hexString() string {
	s.notEOF()
	for {
		r := s.get()
		if r == eof {
			break
		}
		hi, ok := hexValue(r)
		if !ok {
			s.UnreadRune()
			break
		}
		lo, ok := hexValue(s.must())
		if !ok {
			s.failText("illegal hex digit")
		}
		s.buf = append(s.buf, hi<<4|lo)
	}
	if len(s.buf) == 0 {
		s.failText("no hex data for %x string")
	}
	return string(s.buf)
}

// scanFormat reads operands as format says, for Scanf.
func (s *scan) scanFormat(format string, a []any) (n int, err error) {
	defer s.catch(&err)
	for i := 0; i < len(format); {
		w := s.advance(format[i:])
		if w > 0 {
			i += w
			continue
		}
		if format[i] != '%' { // the input did not match
			if w < 0 {
				s.failText("input does not match format")
			}
			break
		}
		i++
		s.width = infinite
		if wid, ok, next := scanInt(format, i); ok {
			s.width, i = wid, next
		}
		if i >= len(format) {
			s.failText("too few operands for format '%" + format[len(format):] + "'")
		}
		c, size := utf8.DecodeRuneInString(format[i:])
		i += size
		if c == '%' {
			s.percent()
			continue
		}
		if c != 'c' {
			s.SkipSpace()
		}
		s.limit = infinite
		if s.width != infinite {
			s.limit = s.count + s.width
		}
		if n >= len(a) {
			s.failText("too few operands for format '%" + format[i-size:] + "'")
		}
		s.operand(c, a[n])
		n++
		s.limit = infinite
	}
	if n > len(a) || n < len(a) {
		s.failText("too many operands")
	}
	return n, nil
}

// percent matches %%.
func (s *scan) percent() {
	if s.width == infinite && s.get() == eof {
		s.fail(io.ErrUnexpectedEOF)
	} else if s.width == infinite {
		s.UnreadRune()
	}
	s.SkipSpace()
	s.notEOF()
	if !s.accept("%") {
		s.failText("missing literal %")
	}
}

// advance matches the text at the start of a format with the input: white space matches white space, newlines match newlines, and
// other runes themselves. It returns the length of what matched, 0 at a verb, -1 for a mismatch.
func (s *scan) advance(format string) (i int) {
	for i < len(format) {
		c, w := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			newlines, trailing := 0, false
			for isSpace(c) && i < len(format) {
				if c == '\n' {
					newlines++
					trailing = false
				} else {
					trailing = true
				}
				i += w
				c, w = utf8.DecodeRuneInString(format[i:])
			}
			for j := 0; j < newlines; j++ {
				r := s.get()
				for isSpace(r) && r != '\n' {
					r = s.get()
				}
				if r != '\n' && r != eof {
					s.failText("newline in format does not match input")
				}
			}
			if trailing {
				r := s.get()
				if newlines == 0 {
					// Some space is needed, unless the input ends here.
					if !isSpace(r) && r != eof {
						s.failText("expected space in input to match format")
					}
					if r == '\n' {
						s.failText("newline in input does not match format")
					}
				}
				for isSpace(r) && r != '\n' {
					r = s.get()
				}
				if r != eof {
					s.UnreadRune()
				}
			}
			continue
		}
		if c == '%' {
			if i+w == len(format) {
				s.failText("missing verb: % at end of format string")
			}
			return i
		}
		switch r := s.get(); r {
		case c:
		case eof:
			s.fail(io.ErrUnexpectedEOF)
		default:
			s.UnreadRune()
			return -1
		}
		i += w
	}
	return i
}
