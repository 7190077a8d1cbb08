package big

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// SetString sets z to the number that s is, with the syntax of Parse and base 0; nil is returned for anything else.
func (z *Float) SetString(s string) (*Float, bool) {
	if f, _, err := z.Parse(s, 0); err == nil {
		return f, true
	}
	return nil, false
}

// Parse sets z to the number that s is in a base (0, 2, 8, 10 or 16), with optional sign, point and exponent, or Inf. A
// precision of 0 becomes 64.
func (z *Float) Parse(s string, base int) (f *Float, b int, err error) {
	if len(s) == 3 && (s == "Inf" || s == "inf") {
		return z.SetInf(false), 0, nil
	}
	if len(s) == 4 && (s[0] == '+' || s[0] == '-') && (s[1:] == "Inf" || s[1:] == "inf") {
		return z.SetInf(s[0] == '-'), 0, nil
	}
	r := strings.NewReader(s)
	if f, b, err = z.scan(r, base); err != nil {
		return
	}
	if ch, err2 := r.ReadByte(); err2 == nil {
		err = fmt.Errorf("expected end of string, found %q", ch)
	} else if err2 != io.EOF {
		err = err2
	}
	return
}

// ParseFloat makes a Float of a precision and mode by Parse.
func ParseFloat(s string, base int, prec uint, mode RoundingMode) (f *Float, b int, err error) {
	return new(Float).SetPrec(prec).SetMode(mode).Parse(s, base)
}

func (z *Float) scan(r io.ByteScanner, base int) (f *Float, b int, err error) {
	prec := z.prec
	if prec == 0 {
		prec = 64
	}
	z.form = zero
	if z.neg, err = scanSign(r); err != nil {
		return
	}
	neg := z.neg
	m, b, fcount, err := nat(nil).scan(r, base, true)
	if err != nil {
		return
	}
	exp, ebase, err := scanExponent(r, true, base == 0)
	if err != nil {
		return
	}
	z.prec = prec
	f = z
	if len(m) == 0 {
		z.acc, z.form, z.neg = Exact, zero, neg
		return
	}
	exp2, exp5 := pointExponents(fcount, b)
	exp2 += exp
	if ebase == 10 {
		exp5 += exp
	}
	if exp5 == 0 {
		z.setNat(neg, m, exp2, 0)
		return
	}
	// With 64 bits more than wanted for the power of five.
	n := exp5
	if n < 0 {
		n = -n
	}
	x := new(Float).SetPrec(uint(m.bitLen())).setNat(neg, m, exp2, 0)
	p := new(Float).SetPrec(uint(z.prec) + 64).SetInt64(1)
	five := new(Float).SetPrec(uint(z.prec) + 64).SetInt64(5)
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			p.Mul(p, five)
		}
		five.Mul(five, five)
	}
	if exp5 < 0 {
		z.Quo(x, p)
	} else {
		z.Mul(x, p)
	}
	return
}

// Scan implements fmt.Scanner.
func (z *Float) Scan(s fmt.ScanState, ch rune) error {
	s.SkipSpace()
	_, _, err := z.scan(byteReader{s}, 0)
	return err
}

// String gives x like Text('g', 10).
func (x *Float) String() string { return x.Text('g', 10) }

// Text gives x in a format (e, E, f, g, G, b, p or x) with prec digits, or as few as identify it if prec is negative.
func (x *Float) Text(format byte, prec int) string {
	if x == nil {
		return "<nil>"
	}
	return string(x.Append(nil, format, prec))
}

// Append appends x as Text gives it.
func (x *Float) Append(buf []byte, format byte, prec int) []byte {
	if x.neg {
		buf = append(buf, '-')
	}
	if x.form == inf {
		if !x.neg {
			buf = append(buf, '+')
		}
		return append(buf, "Inf"...)
	}
	switch format {
	case 'b':
		return x.appendBits(buf)
	case 'p':
		return x.appendP(buf)
	case 'x':
		return x.appendHex(buf, prec)
	}
	d := x.decimal()
	shortest := prec < 0
	if shortest {
		d.shorten(x)
		switch format {
		case 'e', 'E':
			prec = len(d.digits) - 1
		case 'f':
			prec = max(len(d.digits)-d.exp, 0)
		case 'g', 'G':
			prec = len(d.digits)
		}
	} else {
		switch format {
		case 'e', 'E':
			d.round(1 + prec)
		case 'f':
			d.round(d.exp + prec)
		case 'g', 'G':
			if prec == 0 {
				prec = 1
			}
			d.round(prec)
		}
	}
	switch format {
	case 'e', 'E':
		return d.appendE(buf, format, prec)
	case 'f':
		return d.appendF(buf, prec)
	case 'g', 'G':
		limit := prec
		if limit > len(d.digits) && len(d.digits) >= d.exp {
			limit = len(d.digits)
		}
		if shortest {
			limit = 6
		}
		if exp := d.exp - 1; exp < -4 || exp >= limit {
			if prec > len(d.digits) {
				prec = len(d.digits)
			}
			return d.appendE(buf, format+'e'-'g', prec-1)
		}
		if prec > d.exp {
			prec = len(d.digits)
		}
		return d.appendF(buf, max(prec-d.exp, 0))
	}
	if x.neg {
		buf = buf[:len(buf)-1]
	}
	return append(buf, '%', format)
}

// decimal is 0.digits * 10**exp.
type decimal struct {
	digits []byte
	exp    int
}

// decimalOf gives m * 2**e exactly.
func decimalOf(m nat, e int64) *decimal {
	if len(m) == 0 {
		return &decimal{}
	}
	if z := int64(m.trailingZeroBits()); e < 0 && z > 0 {
		z = min(z, -e)
		m = nat(nil).shr(m, uint(z))
		e += z
	}
	shift := 0
	if e >= 0 {
		m = nat(nil).shl(m, uint(e))
	} else {
		m = nat(nil).mul(m, nat(nil).expNN(nat{5}, nat(nil).setWord(Word(-e)), nil))
		shift = int(e)
	}
	t := m.text(false, 10)
	d := &decimal{t, len(t) + shift}
	d.trim()
	return d
}

func (x *Float) decimal() *decimal {
	if x.form == zero {
		return &decimal{}
	}
	return decimalOf(x.whole())
}

func (d *decimal) trim() {
	i := len(d.digits)
	for i > 0 && d.digits[i-1] == '0' {
		i--
	}
	d.digits = d.digits[:i]
	if i == 0 {
		d.exp = 0
	}
}

func (d *decimal) at(i int) byte {
	if 0 <= i && i < len(d.digits) {
		return d.digits[i]
	}
	return '0'
}

// round rounds to n digits, halves to even.
func (d *decimal) round(n int) {
	if n < 0 || n >= len(d.digits) {
		return
	}
	c := d.digits[n]
	up := c > '5' || c == '5' && (n+1 < len(d.digits) || n > 0 && (d.digits[n-1]-'0')&1 != 0)
	if up {
		d.roundUp(n)
	} else {
		d.digits = d.digits[:n]
		d.trim()
	}
}

func (d *decimal) roundUp(n int) {
	for n > 0 && d.digits[n-1] == '9' {
		n--
	}
	if n == 0 {
		d.digits = append(d.digits[:0], '1')
		d.exp++
		return
	}
	d.digits = d.digits[:n]
	d.digits[n-1]++
}

// shorten leaves as many digits as are needed to tell x from its neighbours of the same precision.
func (d *decimal) shorten(x *Float) {
	if len(d.digits) == 0 {
		return
	}
	// The mantissa with exactly the precision's bits and one more: the bounds are half a step away.
	m, e := x.whole()
	s := int64(x.prec) + 1 - int64(m.bitLen())
	if s >= 0 {
		m = nat(nil).shl(m, uint(s))
	} else {
		m = nat(nil).shr(m, uint(-s))
	}
	e -= s
	lower := decimalOf(nat(nil).sub(m, natOne), e)
	upper := decimalOf(nat(nil).add(m, natOne), e)
	// The bounds themselves round to x if its mantissa is even.
	inclusive := m[0]&2 == 0
	for i := 0; i < len(d.digits); i++ {
		l, c, u := lower.at(i-d.exp+lower.exp), d.digits[i], upper.at(i-d.exp+upper.exp)
		okDown := l != c || inclusive && i+1 == len(lower.digits)
		okUp := c != u && (inclusive || c+1 < u || i+1 < len(upper.digits))
		switch {
		case okDown && okUp:
			d.round(i + 1)
			return
		case okDown:
			d.digits = d.digits[:i+1]
			d.trim()
			return
		case okUp:
			d.roundUp(i + 1)
			return
		}
	}
}

func (d *decimal) appendE(buf []byte, format byte, prec int) []byte {
	buf = append(buf, d.at(0))
	if prec > 0 {
		buf = append(buf, '.')
		for i := 1; i <= prec; i++ {
			buf = append(buf, d.at(i))
		}
	}
	buf = append(buf, format)
	exp := 0
	if len(d.digits) > 0 {
		exp = d.exp - 1
	}
	if exp < 0 {
		buf = append(buf, '-')
		exp = -exp
	} else {
		buf = append(buf, '+')
	}
	if exp < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, int64(exp), 10)
}

func (d *decimal) appendF(buf []byte, prec int) []byte {
	if d.exp <= 0 {
		buf = append(buf, '0')
	}
	for i := 0; i < d.exp; i++ {
		buf = append(buf, d.at(i))
	}
	if prec > 0 {
		buf = append(buf, '.')
		for i := 0; i < prec; i++ {
			buf = append(buf, d.at(d.exp+i))
		}
	}
	return buf
}

func appendExp(buf []byte, e int64) []byte {
	buf = append(buf, 'p')
	if e >= 0 {
		buf = append(buf, '+')
	}
	return strconv.AppendInt(buf, e, 10)
}

// appendBits writes a decimal mantissa of prec bits and a power of two.
func (x *Float) appendBits(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	m, e := x.whole()
	if s := int64(x.prec) - int64(m.bitLen()); s >= 0 {
		m = nat(nil).shl(m, uint(s))
		e -= s
	} else {
		m = nat(nil).shr(m, uint(-s))
		e -= s
	}
	return appendExp(append(buf, m.text(false, 10)...), e)
}

// appendP writes a hexadecimal mantissa below 1 and a power of two.
func (x *Float) appendP(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	t := strings.TrimRight(string(x.mant.text(false, 16)), "0")
	return appendExp(append(append(buf, "0x."...), t...), int64(x.exp))
}

// appendHex writes a hexadecimal mantissa from 1 up to 2 and a power of two.
func (x *Float) appendHex(buf []byte, prec int) []byte {
	if x.form == zero {
		buf = append(buf, "0x0"...)
		if prec > 0 {
			buf = append(append(buf, '.'), strings.Repeat("0", prec)...)
		}
		return append(buf, "p+00"...)
	}
	n := uint(prec)*4 + 1
	if prec < 0 {
		n = 1 + (x.MinPrec()+2)/4*4
	}
	r := new(Float).SetPrec(n).SetMode(x.mode)
	r.Set(x)
	m, _ := r.whole()
	if s := int(n) - m.bitLen(); s >= 0 {
		m = nat(nil).shl(m, uint(s))
	} else {
		m = nat(nil).shr(m, uint(-s))
	}
	t := m.text(false, 16)
	buf = append(buf, "0x1"...)
	if len(t) > 1 {
		buf = append(append(buf, '.'), t[1:]...)
	}
	buf = append(buf, 'p')
	e := int64(r.exp) - 1
	if e >= 0 {
		buf = append(buf, '+')
	} else {
		buf = append(buf, '-')
		e = -e
	}
	if e < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, e, 10)
}

// Format implements fmt.Formatter: the verbs of Text, F and v, with the flags of floating-point numbers.
func (x *Float) Format(s fmt.State, format rune) {
	prec, ok := s.Precision()
	if !ok {
		prec = 6
	}
	switch format {
	case 'e', 'E', 'f', 'b', 'p', 'x':
	case 'F':
		format = 'f'
	case 'v':
		format = 'g'
		fallthrough
	case 'g', 'G':
		if !ok {
			prec = -1
		}
	case 's':
		fallthrough
	default:
		fmt.Fprintf(s, "%%!%c(*big.Float=%s)", format, x.String())
		return
	}
	buf := x.Append(nil, byte(format), prec)
	if len(buf) == 0 {
		buf = []byte("?")
	}
	sign := ""
	switch {
	case buf[0] == '-':
		sign, buf = "-", buf[1:]
	case buf[0] == '+':
		sign = "+"
		if s.Flag(' ') {
			sign = " "
		}
		buf = buf[1:]
	case s.Flag('+'):
		sign = "+"
	case s.Flag(' '):
		sign = " "
	}
	padding := ""
	if width, ok := s.Width(); ok && width > len(sign)+len(buf) {
		padding = strings.Repeat(" ", width-len(sign)-len(buf))
	}
	switch {
	case s.Flag('0') && !x.IsInf():
		io.WriteString(s, sign+strings.ReplaceAll(padding, " ", "0")+string(buf))
	case s.Flag('-'):
		io.WriteString(s, sign+string(buf)+padding)
	default:
		io.WriteString(s, padding+sign+string(buf))
	}
}

// AppendText implements encoding.TextAppender.
func (x *Float) AppendText(b []byte) ([]byte, error) {
	if x == nil {
		return append(b, "<nil>"...), nil
	}
	return x.Append(b, 'g', -1), nil
}

// MarshalText implements encoding.TextMarshaler.
func (x *Float) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (z *Float) UnmarshalText(text []byte) error {
	_, _, err := z.Parse(string(text), 0)
	if err != nil {
		err = fmt.Errorf("math/big: cannot unmarshal %q into a *big.Float (%v)", text, err)
	}
	return err
}

// A gob of a Float: version; mode, accuracy, form and sign in a byte; precision; and, if finite, exponent and mantissa.
const floatGobVersion = 1

// GobEncode implements gob.GobEncoder.
func (x *Float) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	b := byte(x.mode&7)<<5 | byte((x.acc+1)&3)<<3 | byte(x.form&3)<<1
	if x.neg {
		b |= 1
	}
	p := x.prec
	out := []byte{floatGobVersion, b, byte(p >> 24), byte(p >> 16), byte(p >> 8), byte(p)}
	if x.form == finite {
		e := uint32(x.exp)
		out = append(out, byte(e>>24), byte(e>>16), byte(e>>8), byte(e))
		m := make([]byte, len(x.mant)*(wordBits/8))
		x.mant.bytes(m)
		out = append(out, m...)
	}
	return out, nil
}

// GobDecode implements gob.GobDecoder.
func (z *Float) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Float{}
		return nil
	}
	if len(buf) < 6 {
		return fmt.Errorf("Float.GobDecode: buffer too small")
	}
	if buf[0] != floatGobVersion {
		return fmt.Errorf("Float.GobDecode: encoding version %d not supported", buf[0])
	}
	old, oldMode := z.prec, z.mode
	b := buf[1]
	z.mode, z.acc, z.form, z.neg = RoundingMode(b>>5&7), Accuracy(b>>3&3)-1, form(b>>1&3), b&1 != 0
	z.prec = uint32(buf[2])<<24 | uint32(buf[3])<<16 | uint32(buf[4])<<8 | uint32(buf[5])
	if z.form == finite {
		if len(buf) < 18 {
			return fmt.Errorf("Float.GobDecode: buffer too small for finite form float")
		}
		z.exp = int32(uint32(buf[6])<<24 | uint32(buf[7])<<16 | uint32(buf[8])<<8 | uint32(buf[9]))
		z.mant = nat(nil).setBytes(buf[10:])
		if len(z.mant) == 0 || z.mant[len(z.mant)-1]>>(wordBits-1) == 0 {
			return fmt.Errorf("Float.GobDecode: mantissa is not normalized")
		}
	}
	if old != 0 {
		z.mode = oldMode
		z.SetPrec(uint(old))
	}
	return nil
}
