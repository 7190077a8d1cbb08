package strconv

import (
	"math"
	"math/bits"
)

// A number is a floating-point literal: mant * base**exp, where base is 2 for a
// hexadecimal and 10 for a decimal one. truncated says that non-zero digits
// follow those in mant.
type number struct {
	mant      uint64
	exp       int
	neg       bool
	hex       bool
	truncated bool
	digits    string // sign and prefix taken off
}

// ParseFloat reads a floating-point number, decimal or hexadecimal, written as Go
// source writes them, or "inf", "infinity" or "nan" in any case; all but nan may
// have a sign. It gives the nearest number, the even one in a tie, of the type
// with bitSize bits: for 32 the result can be converted to float32 without
// change. A number that is too large gives ±Inf with ErrRange. Errors are of type
// *NumError.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, n, err := parseFloatPrefix(s, bitSize)
	if n != len(s) && (err == nil || err.Err != ErrSyntax) {
		return 0, syntaxError("ParseFloat", s)
	}
	if err != nil {
		err.Num = s
		return f, err
	}
	return f, nil
}

// parseFloatPrefix reads the number that s starts with and gives its length.
func parseFloatPrefix(s string, bitSize int) (f float64, n int, err *NumError) {
	if f, n, ok := parseSpecial(s); ok {
		return f, n, nil
	}
	num, n, ok := readNumber(s)
	if !ok {
		return 0, n, syntaxError("ParseFloat", s)
	}
	format := &float64Format
	if bitSize == 32 {
		format = &float32Format
	}
	var b uint64
	if num.hex {
		b, ok = num.roundHex(format)
	} else {
		if f, ok := num.exactDecimal(bitSize); ok {
			return f, n, nil
		}
		b, ok = num.roundDecimal(format)
	}
	if num.neg {
		b |= 1 << (format.mantBits + format.expBits)
	}
	if bitSize == 32 {
		f = float64(math.Float32frombits(uint32(b)))
	} else {
		f = math.Float64frombits(b)
	}
	if !ok {
		err = rangeError("ParseFloat", s)
	}
	return f, n, err
}

// parseSpecial reads the longest name of an infinity or NaN.
func parseSpecial(s string) (f float64, n int, ok bool) {
	if s == "" {
		return
	}
	sign, signLen := 1, 0
	switch s[0] {
	case '-':
		sign, signLen = -1, 1
	case '+':
		signLen = 1
	case 'n', 'N':
		if foldPrefix(s, "nan") == 3 {
			return math.NaN(), 3, true
		}
		return
	}
	n = foldPrefix(s[signLen:], "infinity")
	if n < 3 {
		return 0, 0, false
	}
	if n < 8 {
		n = 3
	}
	return math.Inf(sign), signLen + n, true
}

// foldPrefix is how many bytes of s agree with lower-case word, in any case.
func foldPrefix(s, word string) int {
	for i := 0; i < len(word); i++ {
		if i == len(s) || lower(s[i]) != word[i] || s[i] < 'A' {
			return i
		}
	}
	return len(word)
}

// readNumber reads the literal that s starts with.
func readNumber(s string) (num number, n int, ok bool) {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		num.neg = s[i] == '-'
		i++
	}
	base, maxDigits, expChar := uint64(10), 19, byte('e')
	if i+2 < len(s) && s[i] == '0' && lower(s[i+1]) == 'x' {
		num.hex = true
		base, maxDigits, expChar = 16, 16, 'p'
		i += 2
	}
	num.digits = s[i:]
	underscores, sawDot, sawDigits := false, false, false
	count, kept, point := 0, 0, 0 // significant digits: all, those in mant; where the point is
	for ; i < len(s); i++ {
		c := s[i]
		if c == '_' {
			underscores = true
			continue
		}
		if c == '.' {
			if sawDot {
				break
			}
			sawDot = true
			point = count
			continue
		}
		d := uint64(digitValue(c))
		if d >= base {
			break
		}
		sawDigits = true
		if d == 0 && count == 0 { // a leading zero
			if sawDot {
				point--
			}
			continue
		}
		count++
		if kept < maxDigits {
			num.mant = num.mant*base + d
			kept++
		} else if d != 0 {
			num.truncated = true
		}
	}
	if !sawDigits {
		return num, i, false
	}
	if !sawDot {
		point = count
	}
	num.exp = point - kept
	if num.hex {
		num.exp *= 4
	}
	if i < len(s) && lower(s[i]) == expChar {
		e, n, exp := i+1, 0, 0
		eneg := false
		if e < len(s) && (s[e] == '+' || s[e] == '-') {
			eneg = s[e] == '-'
			e++
		}
		for ; e < len(s) && (digitValue(s[e]) < 10 || n > 0 && s[e] == '_'); e++ {
			n++
			if s[e] == '_' {
				underscores = true
			} else if exp < 1e5 {
				exp = exp*10 + int(digitValue(s[e]))
			}
		}
		if n == 0 {
			return num, i, false
		}
		if eneg {
			exp = -exp
		}
		num.exp += exp
		i = e
	} else if num.hex {
		return num, i, false // the exponent is not optional
	}
	if underscores && !underscoresOK(s[:i]) {
		return num, i, false
	}
	return num, i, true
}

// Powers of ten that float64 has exactly; the first eleven float32 has, too.
var float64Pow10 = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// exactDecimal handles the common case that digits and power of ten are both
// exact floats: then one operation rounds correctly.
func (num *number) exactDecimal(bitSize int) (f float64, ok bool) {
	mantBits, maxExp := uint(53), 22
	if bitSize == 32 {
		mantBits, maxExp = 24, 10
	}
	if num.truncated || num.mant>>mantBits != 0 || num.exp < -maxExp || num.exp > maxExp {
		return 0, false
	}
	f = float64(num.mant)
	if num.neg {
		f = -f
	}
	switch {
	case bitSize == 32 && num.exp < 0:
		f = float64(float32(f) / float32(float64Pow10[-num.exp]))
	case bitSize == 32:
		f = float64(float32(f) * float32(float64Pow10[num.exp]))
	case num.exp < 0:
		f /= float64Pow10[-num.exp]
	default:
		f *= float64Pow10[num.exp]
	}
	return f, true
}

// roundHex gives the bits of the nearest float, without sign; ok is false, and
// the bits those of infinity, if the number is too large.
func (num *number) roundHex(format *floatFormat) (b uint64, ok bool) {
	if num.mant == 0 {
		return 0, true
	}
	s := bits.LeadingZeros64(num.mant)
	p := product{w2: num.mant << uint(s), exp: num.exp - s - 128, exact: true}
	if num.truncated {
		p.w0 = 1
	}
	b, _ = p.roundFloat(format)
	return b, b < format.infinity()
}

func (format *floatFormat) infinity() uint64 {
	return (1<<format.expBits - 1) << format.mantBits
}

// roundFloat gives the bits of the float nearest to p, which those of infinity
// bound; ok is false if the error of p might matter.
func (p *product) roundFloat(format *floatFormat) (b uint64, ok bool) {
	drop := 63 - int(format.mantBits)
	field := p.exp + 191 + format.bias // exponent field of a normal number
	if field <= 0 {
		drop += 1 - field
		field = 1
	}
	n, ok := p.round(drop)
	if field >= 1<<format.expBits-1 {
		return format.infinity(), true
	}
	// n has the implied bit, if normal; a carry goes on to the exponent.
	return uint64(field-1)<<format.mantBits + n, ok
}

// roundDecimal is roundHex for decimal numbers.
func (num *number) roundDecimal(format *floatFormat) (b uint64, ok bool) {
	switch {
	case num.mant == 0 || num.exp < pow10Min:
		return 0, true
	case num.exp > 310:
		return format.infinity(), false
	}
	p := mulPow10(num.mant, num.exp)
	b, ok = p.roundFloat(format)
	if num.truncated && ok {
		// Right if the rest of the digits makes no difference.
		q := mulPow10(num.mant+1, num.exp)
		b2, ok2 := q.roundFloat(format)
		ok = ok2 && b2 == b
	}
	if !ok {
		b = num.roundExact(format, p)
	}
	return b, b < format.infinity()
}

// roundExact rounds with arithmetic of any size: it corrects the estimate p by
// comparing the number with the point halfway between two floats.
func (num *number) roundExact(format *floatFormat, p product) uint64 {
	p.exact = true
	b, _ := p.roundFloat(format)
	if b > 0 {
		b--
	}
	for b < format.infinity() {
		c := num.cmpHalfway(format, b)
		if c < 0 || c == 0 && b&1 == 0 {
			break
		}
		b++
	}
	return b
}

// cmpHalfway compares the number with the point halfway between the float with
// bits b and the next one up.
func (num *number) cmpHalfway(format *floatFormat, b uint64) int {
	field := int(b >> format.mantBits)
	mant := b & (1<<format.mantBits - 1)
	if field == 0 {
		field = 1
	} else {
		mant |= 1 << format.mantBits
	}
	half := newBig(2*mant + 1)
	halfExp := field - format.bias - int(format.mantBits) - 1 // half * 2**halfExp

	x, exp := num.bigDigits() // x * 10**exp == x * 5**exp * 2**exp
	if exp >= 0 {
		x = x.mulPow5(exp)
	} else {
		half = half.mulPow5(-exp)
	}
	if exp > halfExp {
		x = x.shl(exp - halfExp)
	} else {
		half = half.shl(halfExp - exp)
	}
	return x.cmp(half)
}

// maxBigDigits is more digits than any point halfway between floats has; what
// comes after them can be told by one digit that is not zero.
const maxBigDigits = 800

// bigDigits gives the digits of a decimal number and their power of ten.
func (num *number) bigDigits() (x bigNat, exp int) {
	x = newBig(0)
	chunk, scale := uint64(0), uint64(1)
	count := 0
	more := false
	for i := 0; i < len(num.digits); i++ {
		c := num.digits[i]
		if c == '.' || c == '_' {
			continue
		}
		d := uint64(digitValue(c))
		if d > 9 {
			break
		}
		if count == 0 && d == 0 {
			continue
		}
		if count == maxBigDigits {
			more = more || d != 0
			continue
		}
		count++
		chunk, scale = chunk*10+d, scale*10
		if scale == 1e19 {
			x = x.mulAdd(scale, chunk)
			chunk, scale = 0, 1
		}
	}
	x = x.mulAdd(scale, chunk)
	exp = num.exp
	if count > 19 {
		exp -= count - 19
	}
	if more {
		x = x.mulAdd(10, 1)
		exp--
	}
	return x, exp
}
