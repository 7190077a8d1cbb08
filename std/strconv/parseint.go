package strconv

// IntSize is the size of an int in bits.
const IntSize = 32 << (^uint(0) >> 63)

const maxUint64 = 1<<64 - 1

func lower(c byte) byte { return c | 0x20 }

// digitValue is the value of a digit in a base of up to 36, 255 if c is none.
func digitValue(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= lower(c) && lower(c) <= 'z':
		return lower(c) - 'a' + 10
	}
	return 255
}

// ParseUint is ParseInt for unsigned numbers: no sign is allowed.
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	return parseUint("ParseUint", s, s, base, bitSize)
}

// parseUint parses s for function fn, whose whole input was whole.
func parseUint(fn, whole, s string, base, bitSize int) (uint64, error) {
	if s == "" {
		return 0, syntaxError(fn, whole)
	}
	prefixed := base == 0
	digits := s
	switch {
	case 2 <= base && base <= 36:
	case base == 0:
		base, digits = splitBase(s)
	default:
		return 0, baseError(fn, whole, base)
	}
	if bitSize == 0 {
		bitSize = IntSize
	} else if bitSize < 0 || bitSize > 64 {
		return 0, bitSizeError(fn, whole, bitSize)
	}
	maxVal := uint64(maxUint64) >> (64 - uint(bitSize))
	// From here on another digit overflows 64 bits.
	cutoff := maxUint64/uint64(base) + 1

	n := uint64(0)
	underscores := false
	for i := 0; i < len(digits); i++ {
		c := digits[i]
		if c == '_' && prefixed {
			underscores = true
			continue
		}
		d := digitValue(c)
		if int(d) >= base {
			return 0, syntaxError(fn, whole)
		}
		if n >= cutoff {
			return maxVal, rangeError(fn, whole)
		}
		n *= uint64(base)
		sum := n + uint64(d)
		if sum < n || sum > maxVal {
			return maxVal, rangeError(fn, whole)
		}
		n = sum
	}
	if underscores && !underscoresOK(s) {
		return 0, syntaxError(fn, whole)
	}
	return n, nil
}

// splitBase takes the prefix off a literal that says its base itself.
func splitBase(s string) (base int, digits string) {
	if s[0] != '0' {
		return 10, s
	}
	if len(s) >= 3 {
		switch lower(s[1]) {
		case 'b':
			return 2, s[2:]
		case 'o':
			return 8, s[2:]
		case 'x':
			return 16, s[2:]
		}
	}
	return 8, s[1:]
}

// ParseInt reads an integer in the given base, which is 2 to 36, or 0 for the
// base that the text's prefix names: 0b, 0o or 0, 0x; then underscores may
// separate digits as in Go source. A sign may come first. bitSize, 0 to 64, is
// the size of the type it must fit in, 0 standing for int. If it does not fit,
// the result is the nearest number that does, with ErrRange. Errors are of type
// *NumError.
func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	return parseInt("ParseInt", s, base, bitSize)
}

func parseInt(fn, s string, base, bitSize int) (int64, error) {
	if s == "" {
		return 0, syntaxError(fn, s)
	}
	digits, neg := s, false
	switch s[0] {
	case '-':
		neg = true
		digits = s[1:]
	case '+':
		digits = s[1:]
	}
	un, err := parseUint(fn, s, digits, base, bitSize)
	if err != nil && err.(*NumError).Err != ErrRange {
		return 0, err
	}
	if bitSize == 0 {
		bitSize = IntSize
	}
	limit := uint64(1) << uint(bitSize-1)
	switch {
	case !neg && un >= limit:
		return int64(limit - 1), rangeError(fn, s)
	case neg && un > limit:
		return -int64(limit), rangeError(fn, s)
	case neg:
		return -int64(un), nil
	}
	return int64(un), nil
}

// Atoi is ParseInt(s, 10, 0) with an int as its result.
func Atoi(s string) (int, error) {
	// Short numbers cannot overflow.
	if n := len(s); 0 < n && n < 19 {
		digits := s
		if s[0] == '-' || s[0] == '+' {
			digits = s[1:]
		}
		v := 0
		for i := 0; i < len(digits); i++ {
			d := digits[i] - '0'
			if d > 9 {
				return 0, syntaxError("Atoi", s)
			}
			v = v*10 + int(d)
		}
		if len(digits) == 0 {
			return 0, syntaxError("Atoi", s)
		}
		if s[0] == '-' {
			v = -v
		}
		return v, nil
	}
	v, err := parseInt("Atoi", s, 10, 0)
	return int(v), err
}

// underscoresOK reports whether each underscore in a number stands between two
// digits, or between base prefix and digit.
func underscoresOK(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	hex, afterDigit := false, false
	if len(s) >= 2 && s[0] == '0' {
		switch lower(s[1]) {
		case 'x':
			hex = true
			fallthrough
		case 'b', 'o':
			afterDigit = true // the prefix counts as a digit
			s = s[2:]
		}
	}
	pending := false // the last byte was an underscore
	for i := 0; i < len(s); i++ {
		c := s[i]
		isDigit := '0' <= c && c <= '9' || hex && 'a' <= lower(c) && lower(c) <= 'f'
		switch {
		case c == '_':
			if !afterDigit {
				return false
			}
			pending, afterDigit = true, false
		case isDigit:
			pending, afterDigit = false, true
		case pending:
			return false
		default:
			afterDigit = false
		}
	}
	return !pending
}
