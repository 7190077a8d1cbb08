package strconv

import "math"

// A floatFormat describes an IEEE 754 format.
type floatFormat struct {
	mantBits uint // without the implied one
	expBits  uint
	bias     int // what to subtract from the exponent field
}

var (
	float32Format = floatFormat{23, 8, 127}
	float64Format = floatFormat{52, 11, 1023}
)

// FormatFloat gives f as text: as that of a float32 if bitSize is 32, of a
// float64 if it is 64. The layout fmt is one of
//
//	b  -ddddp±ddd           binary exponent, decimal mantissa
//	e  -d.dddde±dd
//	E  -d.ddddE±dd
//	f  -ddd.dddd
//	g  e for a large exponent, else f
//	G  E for a large exponent, else f
//	x  -0xd.ddddp±ddd       hexadecimal mantissa, binary exponent
//	X  -0Xd.ddddP±ddd
//
// prec counts the digits after the point for e, E, f, x and X, the significant
// digits for g and G; -1 stands for the fewest that make ParseFloat give f again.
// With g, an exponent is large if it is less than -4 or at least the precision,
// which counts as 6 for this if it is -1.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	return string(AppendFloat(make([]byte, 0, max(prec+4, 24)), f, fmt, prec, bitSize))
}

// AppendFloat appends what FormatFloat gives.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	var b uint64
	var format *floatFormat
	switch bitSize {
	case 32:
		b, format = uint64(math.Float32bits(float32(f))), &float32Format
	case 64:
		b, format = math.Float64bits(f), &float64Format
	default:
		panic("strconv: illegal FormatFloat bitSize")
	}
	neg := b>>(format.mantBits+format.expBits) != 0
	field := int(b>>format.mantBits) & (1<<format.expBits - 1)
	mant := b & (1<<format.mantBits - 1)
	switch {
	case field == 1<<format.expBits-1 && mant != 0:
		return append(dst, "NaN"...)
	case field == 1<<format.expBits-1 && neg:
		return append(dst, "-Inf"...)
	case field == 1<<format.expBits-1:
		return append(dst, "+Inf"...)
	}
	narrow := mant == 0 && field > 1
	if field == 0 {
		field++
	} else {
		mant |= 1 << format.mantBits
	}
	exp := field - format.bias - int(format.mantBits) // f == mant * 2**exp

	switch fmt {
	case 'b':
		return formatB(dst, neg, mant, exp)
	case 'x', 'X':
		return formatX(dst, prec, fmt, neg, mant, exp)
	case 'e', 'E', 'f', 'g', 'G':
	default:
		return append(dst, '%', fmt)
	}

	var buf [24]byte
	var d digits
	if prec < 0 {
		if mant != 0 {
			m, k := shortest(mant, exp, narrow)
			d.set(&buf, m, k)
			d.trim()
		}
		return d.layout(dst, neg, -1, fmt)
	}
	n := prec // digits after the point, or if negative -n significant ones
	switch fmt {
	case 'e', 'E':
		n = -(prec + 1)
	case 'g', 'G':
		prec = max(prec, 1)
		n = -prec
	}
	if mant != 0 && !d.setFixed(&buf, mant, exp, n) {
		d.setExact(mant, exp, n)
	}
	return d.layout(dst, neg, prec, fmt)
}

// digits are significant digits and where the point stands: 0.ddd * 10**dp.
// Digits that are not there are zeros.
type digits struct {
	d  []byte
	dp int
}

// set makes the digits those of m * 10**k.
func (d *digits) set(buf *[24]byte, m uint64, k int) {
	start := formatDecimal(buf[:], m)
	d.d = buf[start:]
	d.dp = len(d.d) + k
}

// trim removes zeros at the end.
func (d *digits) trim() {
	n := len(d.d)
	for n > 0 && d.d[n-1] == '0' {
		n--
	}
	d.d = d.d[:n]
	if n == 0 {
		d.dp = 0
	}
}

// at is digit i after the leading one, or before it if negative.
func (d *digits) at(i int) byte {
	if 0 <= i && i < len(d.d) {
		return d.d[i]
	}
	return '0'
}

// layout appends the digits in layout fmt; prec -1 says to give them all.
func (d *digits) layout(dst []byte, neg bool, prec int, fmt byte) []byte {
	switch fmt {
	case 'e', 'E':
		if prec < 0 {
			prec = max(len(d.d)-1, 0)
		}
		return d.layoutE(dst, neg, prec, fmt)
	case 'f':
		if prec < 0 {
			prec = max(len(d.d)-d.dp, 0)
		}
		return d.layoutF(dst, neg, prec)
	}
	d.trim()
	// How many digits there are, and from which exponent on it is large.
	large := prec
	if prec < 0 {
		large = 6
	}
	exp := d.dp - 1
	if exp < -4 || exp >= large {
		return d.layoutE(dst, neg, max(len(d.d), 1)-1, fmt+'e'-'g')
	}
	return d.layoutF(dst, neg, max(len(d.d)-d.dp, 0))
}

// layoutE appends the digits as d.ddde±dd, with prec digits after the point.
func (d *digits) layoutE(dst []byte, neg bool, prec int, fmt byte) []byte {
	if neg {
		dst = append(dst, '-')
	}
	dst = append(dst, d.at(0))
	if prec > 0 {
		dst = append(dst, '.')
		n := min(len(d.d), prec+1)
		if n > 1 {
			dst = append(dst, d.d[1:n]...)
		}
		for i := max(n, 1); i <= prec; i++ {
			dst = append(dst, '0')
		}
	}
	exp := d.dp - 1
	if len(d.d) == 0 {
		exp = 0
	}
	dst = append(dst, fmt)
	return appendExp(dst, exp, 2)
}

// layoutF appends the digits as ddd.ddd, with prec digits after the point.
func (d *digits) layoutF(dst []byte, neg bool, prec int) []byte {
	if neg {
		dst = append(dst, '-')
	}
	if d.dp > 0 {
		n := min(len(d.d), d.dp)
		dst = append(dst, d.d[:n]...)
		for ; n < d.dp; n++ {
			dst = append(dst, '0')
		}
	} else {
		dst = append(dst, '0')
	}
	if prec > 0 {
		dst = append(dst, '.')
		for i := 0; i < prec; i++ {
			dst = append(dst, d.at(d.dp+i))
		}
	}
	return dst
}

// appendExp appends a signed exponent of at least width digits.
func appendExp(dst []byte, exp, width int) []byte {
	sign := byte('+')
	if exp < 0 {
		sign, exp = '-', -exp
	}
	dst = append(dst, sign)
	if width == 2 && exp < 10 {
		dst = append(dst, '0')
	}
	return AppendUint(dst, uint64(exp), 10)
}

// formatB appends mant * 2**exp in layout b.
func formatB(dst []byte, neg bool, mant uint64, exp int) []byte {
	if neg {
		dst = append(dst, '-')
	}
	dst = AppendUint(dst, mant, 10)
	dst = append(dst, 'p')
	return appendExp(dst, exp, 1)
}

// formatX appends mant * 2**exp in layout x or X.
func formatX(dst []byte, prec int, fmt byte, neg bool, mant uint64, exp int) []byte {
	if mant == 0 {
		exp = 0
	} else {
		// The leading one goes to bit 60, so that hexadecimal digits follow it.
		exp += 60
		for mant&(1<<60) == 0 {
			mant <<= 1
			exp--
		}
	}
	if 0 <= prec && prec < 15 {
		shift := uint(60 - prec*4)
		rest := mant & (1<<shift - 1)
		mant >>= shift
		half := uint64(1) << shift >> 1
		if rest > half || rest == half && rest != 0 && mant&1 != 0 {
			mant++
		}
		mant <<= shift
		if mant&(1<<61) != 0 {
			mant >>= 1
			exp++
		}
	}
	hex := lowerHex
	if fmt == 'X' {
		hex = upperHex
	}
	if neg {
		dst = append(dst, '-')
	}
	dst = append(dst, '0', fmt, '0'+byte(mant>>60&1))
	mant <<= 4
	if prec < 0 && mant != 0 {
		dst = append(dst, '.')
		for mant != 0 {
			dst = append(dst, hex[mant>>60])
			mant <<= 4
		}
	} else if prec > 0 {
		dst = append(dst, '.')
		for i := 0; i < prec; i++ {
			dst = append(dst, hex[mant>>60])
			mant <<= 4
		}
	}
	dst = append(dst, fmt-'x'+'p')
	return appendExp(dst, exp, 2)
}
