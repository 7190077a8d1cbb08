package strconv

// FormatComplex gives c as (a+bi), with a and b as FormatFloat gives them for the
// same fmt and prec. bitSize is 64 or 128, the size of the complex type.
func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	buf := make([]byte, 0, 2*max(prec+4, 24)+3)
	buf = append(buf, '(')
	buf = AppendFloat(buf, real(c), fmt, prec, bitSize/2)
	sign := len(buf)
	buf = AppendFloat(buf, imag(c), fmt, prec, bitSize/2)
	if buf[sign] != '+' && buf[sign] != '-' {
		buf = append(buf, 0)
		copy(buf[sign+1:], buf[sign:])
		buf[sign] = '+'
	}
	buf = append(buf, "i)"...)
	return string(buf)
}

// ParseComplex reads a complex number of the form N, Ni or N±Ni, perhaps in
// parentheses, where N is as ParseFloat reads it. Spaces are not allowed. bitSize
// is 64 or 128. A part that is too large gives ±Inf with ErrRange. Errors are of
// type *NumError.
func ParseComplex(s string, bitSize int) (complex128, error) {
	size := 64
	if bitSize == 64 {
		size = 32
	}
	whole := s
	if n := len(s); n >= 2 && s[0] == '(' && s[n-1] == ')' {
		s = s[1 : n-1]
	}
	var pending error
	re, n, err := parseFloatPrefix(s, size)
	if err != nil {
		if err.Err != ErrRange {
			return 0, syntaxError("ParseComplex", whole)
		}
		pending = rangeError("ParseComplex", whole)
	}
	s = s[n:]
	if s == "" {
		return complex(re, 0), pending
	}
	switch s[0] {
	case 'i':
		if len(s) == 1 {
			return complex(0, re), pending
		}
		return 0, syntaxError("ParseComplex", whole)
	case '+':
		// It is taken off because NaN has no sign; "++" stays an error.
		if len(s) > 1 && s[1] != '+' {
			s = s[1:]
		}
	case '-':
	default:
		return 0, syntaxError("ParseComplex", whole)
	}
	im, n, err := parseFloatPrefix(s, size)
	if err != nil {
		if err.Err != ErrRange {
			return 0, syntaxError("ParseComplex", whole)
		}
		pending = rangeError("ParseComplex", whole)
	}
	if s[n:] != "i" {
		return 0, syntaxError("ParseComplex", whole)
	}
	return complex(re, im), pending
}
