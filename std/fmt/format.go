// Scalars to text: integers, floats, strings, with padding.

package fmt

import (
	"strconv"
	"unicode/utf8"
)

const (
	lowerDigits = "0123456789abcdefx"
	upperDigits = "0123456789ABCDEFX"

	unsigned = false
	signed   = true
)

// spec is one verb's flags, width and precision.
type spec struct {
	wid, prec                       int
	hasWid, hasPrec                 bool
	minus, plus, sharp, space, zero bool
	// %+v and %#v change what plus and sharp mean.
	plusV, sharpV bool
}

// writeByte and its kin append to the output.
func (p *printer) writeByte(b byte)     { p.buf = append(p.buf, b) }
func (p *printer) writeString(s string) { p.buf = append(p.buf, s...) }
func (p *printer) writeRune(r rune)     { p.buf = utf8.AppendRune(p.buf, r) }

// fill appends n padding characters.
func (p *printer) fill(n int) {
	c := byte(' ')
	if p.zero && !p.minus {
		c = '0'
	}
	for ; n > 0; n-- {
		p.buf = append(p.buf, c)
	}
}

// pad appends b, padded to the width counted in runes.
func (p *printer) pad(b []byte) {
	n := 0
	if p.hasWid {
		n = p.wid - utf8.RuneCount(b)
	}
	if !p.minus {
		p.fill(n)
	}
	p.buf = append(p.buf, b...)
	if p.minus {
		p.fill(n)
	}
}

// padString is pad for strings.
func (p *printer) padString(s string) {
	if !p.hasWid || p.wid == 0 {
		p.buf = append(p.buf, s...)
		return
	}
	n := p.wid - utf8.RuneCountInString(s)
	if !p.minus {
		p.fill(n)
	}
	p.buf = append(p.buf, s...)
	if p.minus {
		p.fill(n)
	}
}

func (p *printer) fmtBool(v bool) {
	if v {
		p.padString("true")
	} else {
		p.padString("false")
	}
}

// fmtInt writes u, or if isSigned int64(u), in a base. verb decides about prefixes.
func (p *printer) fmtInt(u uint64, base uint64, isSigned bool, verb rune, digits string) {
	negative := isSigned && int64(u) < 0
	if negative {
		u = -u
	}
	var fixed [80]byte
	buf := fixed[:]
	if need := 3 + p.wid + p.prec; (p.hasWid || p.hasPrec) && need > len(buf) {
		buf = make([]byte, need)
	}
	// The least number of digits: the precision, or the width when padding with zeros.
	least := 0
	if p.hasPrec {
		least = p.prec
		if least == 0 && u == 0 {
			zero := p.zero
			p.zero = false
			p.fill(p.wid)
			p.zero = zero
			return
		}
	} else if p.zero && !p.minus && p.hasWid {
		least = p.wid
		if negative || p.plus || p.space {
			least--
		}
	}
	i := len(buf)
	for ; u >= base; u /= base {
		i--
		buf[i] = digits[u%base]
	}
	i--
	buf[i] = digits[u]
	for i > 0 && len(buf)-i < least {
		i--
		buf[i] = '0'
	}
	if p.sharp {
		switch base {
		case 2:
			i -= 2
			buf[i], buf[i+1] = '0', 'b'
		case 8:
			if buf[i] != '0' {
				i--
				buf[i] = '0'
			}
		case 16:
			i -= 2
			buf[i], buf[i+1] = '0', digits[16]
		}
	}
	if verb == 'O' {
		i -= 2
		buf[i], buf[i+1] = '0', 'o'
	}
	if c := p.sign(negative); c != 0 {
		i--
		buf[i] = c
	}
	// Zeros are there already; what is left to pad takes spaces.
	zero := p.zero
	p.zero = false
	p.pad(buf[i:])
	p.zero = zero
}

// sign is the character in front of a number, 0 for none.
func (p *printer) sign(negative bool) byte {
	switch {
	case negative:
		return '-'
	case p.plus:
		return '+'
	case p.space:
		return ' '
	}
	return 0
}

// fmtUnicode writes u as U+0078, with sharp followed by the character in quotes.
func (p *printer) fmtUnicode(u uint64) {
	var fixed [80]byte
	buf := append(fixed[:0], "U+"...)
	digits := 4
	if p.hasPrec && p.prec > digits {
		digits = p.prec
	}
	n := 1
	for v := u >> 4; v != 0; v >>= 4 {
		n++
	}
	for ; digits > n; digits-- {
		buf = append(buf, '0')
	}
	for n--; n >= 0; n-- {
		buf = append(buf, upperDigits[u>>(4*uint(n))&15])
	}
	if p.sharp && u <= utf8.MaxRune && strconv.IsPrint(rune(u)) {
		buf = append(buf, " '"...)
		buf = utf8.AppendRune(buf, rune(u))
		buf = append(buf, '\'')
	}
	zero := p.zero
	p.zero = false
	p.pad(buf)
	p.zero = zero
}

// toRune maps what is no code point to U+FFFD.
func toRune(u uint64) rune {
	if u > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(u)
}

func (p *printer) fmtC(u uint64) {
	var b [utf8.UTFMax]byte
	p.pad(utf8.AppendRune(b[:0], toRune(u)))
}

func (p *printer) fmtQc(u uint64) {
	var b [16]byte
	if p.plus {
		p.pad(strconv.AppendQuoteRuneToASCII(b[:0], toRune(u)))
	} else {
		p.pad(strconv.AppendQuoteRune(b[:0], toRune(u)))
	}
}

// truncate cuts s to the precision, counted in runes.
func (p *printer) truncate(s string) string {
	if p.hasPrec {
		n := p.prec
		for i := range s {
			if n--; n < 0 {
				return s[:i]
			}
		}
	}
	return s
}

func (p *printer) fmtS(s string) { p.padString(p.truncate(s)) }

func (p *printer) fmtQ(s string) {
	s = p.truncate(s)
	var fixed [64]byte
	switch {
	case p.sharp && strconv.CanBackquote(s):
		p.padString("`" + s + "`")
	case p.plus:
		p.pad(strconv.AppendQuoteToASCII(fixed[:0], s))
	default:
		p.pad(strconv.AppendQuote(fixed[:0], s))
	}
}

// fmtHex writes the bytes of s in hexadecimal. The flag space separates them, sharp prefixes 0x.
func (p *printer) fmtHex(s string, digits string) {
	if p.hasPrec && p.prec < len(s) {
		s = s[:p.prec]
	}
	n := 2 * len(s)
	if len(s) == 0 {
		p.fill(max(p.wid, 0))
		return
	}
	if p.space {
		if p.sharp {
			n *= 2
		}
		n += len(s) - 1
	} else if p.sharp {
		n += 2
	}
	gap := 0
	if p.hasWid {
		gap = p.wid - n
	}
	if !p.minus {
		p.fill(gap)
	}
	for i := 0; i < len(s); i++ {
		if i > 0 && p.space {
			p.writeByte(' ')
		}
		if p.sharp && (i == 0 || p.space) {
			p.writeByte('0')
			p.writeByte(digits[16])
		}
		p.buf = append(p.buf, digits[s[i]>>4], digits[s[i]&15])
	}
	if p.minus {
		p.fill(gap)
	}
}

// fmtFloat writes v as strconv does, then sees to signs, Inf and NaN, and the '#' flag.
func (p *printer) fmtFloat(v float64, bits int, verb rune, prec int) {
	var fixed [80]byte
	num := strconv.AppendFloat(fixed[:1], v, byte(verb), prec, bits)
	if num[1] == '-' || num[1] == '+' {
		num = num[1:]
	} else {
		num[0] = '+'
	}
	if p.space && num[0] == '+' && !p.plus {
		num[0] = ' '
	}
	if num[1] == 'I' || num[1] == 'N' {
		// Inf and NaN are not padded with zeros, and NaN has no sign unless asked for.
		zero := p.zero
		p.zero = false
		if num[1] == 'N' && !p.space && !p.plus {
			num = num[1:]
		}
		p.pad(num)
		p.zero = zero
		return
	}
	if p.sharp && verb != 'b' {
		num = sharpFloat(num, verb, prec, v)
	}
	if !p.plus && num[0] == '+' {
		p.pad(num[1:])
		return
	}
	if p.zero && !p.minus && p.hasWid && p.wid > len(num) {
		// The sign comes before the zeros.
		p.writeByte(num[0])
		p.fill(p.wid - len(num))
		p.buf = append(p.buf, num[1:]...)
		return
	}
	p.pad(num)
}

// sharpFloat gives num, which has a sign, a decimal point, and for %g the trailing zeros up to the precision.
func sharpFloat(num []byte, verb rune, prec int, v float64) []byte {
	digits := 0
	switch verb {
	case 'v', 'g', 'G', 'x':
		digits = prec
		if digits < 0 {
			digits = 6
			if verb == 'x' {
				digits = 6
			}
		}
	}
	mark := len(num) // where the exponent begins
	point, sawDigit := false, false
	for i := 1; i < len(num) && i < mark; i++ {
		switch c := num[i]; {
		case c == '.':
			point = true
		case c == 'p' || c == 'P':
			mark = i
		case (c == 'e' || c == 'E') && verb != 'x' && verb != 'X':
			mark = i
		default:
			if c != '0' {
				sawDigit = true
			}
			if sawDigit {
				digits--
			}
		}
	}
	tail := string(num[mark:])
	num = num[:mark]
	if !point {
		// A lone zero counts as the one significant digit.
		if len(num) == 2 && num[1] == '0' {
			digits--
		}
		num = append(num, '.')
	}
	for ; digits > 0; digits-- {
		num = append(num, '0')
	}
	return append(num, tail...)
}
