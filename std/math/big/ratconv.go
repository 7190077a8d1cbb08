package big

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Scan implements fmt.Scanner: verbs e, E, f, F, g, G and v.
func (z *Rat) Scan(s fmt.ScanState, ch rune) error {
	tok, err := s.Token(true, func(r rune) bool { return strings.ContainsRune("+-/0123456789.eE", r) })
	if err != nil {
		return err
	}
	if !strings.ContainsRune("efgEFGv", ch) {
		return errors.New("Rat.Scan: invalid verb")
	}
	if _, ok := z.SetString(string(tok)); !ok {
		return errors.New("Rat.Scan: invalid syntax")
	}
	return nil
}

// SetString sets z to what s is: a quotient "a/b", or a floating-point number, each with optional prefixes. If s is
// something else, nil is returned.
func (z *Rat) SetString(s string) (*Rat, bool) {
	if len(s) == 0 {
		return nil, false
	}
	if num, den, ok := strings.Cut(s, "/"); ok {
		if _, ok := z.a.SetString(num, 0); !ok {
			return nil, false
		}
		r := strings.NewReader(den)
		var err error
		if z.b.abs, _, _, err = z.b.abs.scan(r, 0, false); err != nil {
			return nil, false
		}
		if _, err = r.ReadByte(); err != io.EOF || len(z.b.abs) == 0 {
			return nil, false
		}
		return z.norm(), true
	}
	r := strings.NewReader(s)
	neg, err := scanSign(r)
	if err != nil {
		return nil, false
	}
	var base, fcount int
	if z.a.abs, base, fcount, err = z.a.abs.scan(r, 0, true); err != nil {
		return nil, false
	}
	exp, ebase, err := scanExponent(r, true, true)
	if err != nil {
		return nil, false
	}
	if _, err = r.ReadByte(); err != io.EOF {
		return nil, false
	}
	if len(z.a.abs) == 0 {
		z.a.neg = false
		z.b.abs = z.b.abs.setWord(1)
		return z, true
	}
	// The value is a * 5**exp5 * 2**exp2.
	exp2, exp5 := pointExponents(fcount, base)
	if ebase == 10 {
		exp5 += exp
	}
	exp2 += exp
	if n := exp5; n != 0 {
		if n < 0 {
			n = -n
			if n < 0 {
				return nil, false
			}
		}
		if n > 1e6 {
			return nil, false // not sensible
		}
		p := nat(nil).expNN(nat{5}, nat(nil).setWord(Word(n)), nil)
		if exp5 > 0 {
			z.a.abs = z.a.abs.mul(z.a.abs, p)
			z.b.abs = z.b.abs.setWord(1)
		} else {
			z.b.abs = p
		}
	} else {
		z.b.abs = z.b.abs.setWord(1)
	}
	if exp2 < -1e7 || exp2 > 1e7 {
		return nil, false
	}
	if exp2 > 0 {
		z.a.abs = z.a.abs.shl(z.a.abs, uint(exp2))
	} else {
		z.b.abs = z.b.abs.shl(z.b.abs, uint(-exp2))
	}
	z.a.neg = neg
	return z.norm(), true
}

// pointExponents gives the powers of two and five that the point of a number stands for, of which natural numbers know
// only how many digits are behind it: -fcount, none if that is not negative.
func pointExponents(fcount, base int) (exp2, exp5 int64) {
	d := min(int64(fcount), 0)
	switch base {
	case 10:
		return d, d
	case 8:
		return d * 3, 0
	case 16:
		return d * 4, 0
	}
	return d, 0
}

// scanExponent reads e, p and what follows, if they follow: base 10 or 2.
func scanExponent(r io.ByteScanner, allow2, underscores bool) (exp int64, base int, err error) {
	ch, err := r.ReadByte()
	if err != nil {
		if err == io.EOF {
			err = nil
		}
		return 0, 10, err
	}
	switch ch {
	case 'e', 'E':
		base = 10
	case 'p', 'P':
		if allow2 {
			base = 2
			break
		}
		fallthrough
	default:
		r.UnreadByte()
		return 0, 10, nil
	}
	var text []byte
	ch, err = r.ReadByte()
	if err == nil && (ch == '+' || ch == '-') {
		if ch == '-' {
			text = append(text, ch)
		}
		ch, err = r.ReadByte()
	}
	prev := '.'
	bad, any := false, false
	for err == nil {
		if '0' <= ch && ch <= '9' {
			text = append(text, ch)
			prev = '0'
			any = true
		} else if ch == '_' && underscores {
			if prev != '0' {
				bad = true
			}
			prev = '_'
		} else {
			r.UnreadByte()
			break
		}
		ch, err = r.ReadByte()
	}
	if err == io.EOF {
		err = nil
	}
	if err == nil && !any {
		err = errNoDigits
	}
	if err == nil {
		exp, err = strconv.ParseInt(string(text), 10, 64)
	}
	if err == nil && (bad || prev == '_') {
		err = errInvalSep
	}
	return exp, base, err
}

// String gives "a/b", also if b is 1.
func (x *Rat) String() string { return string(x.marshal()) }

func (x *Rat) marshal() []byte {
	b := x.a.Append(nil, 10)
	b = append(b, '/')
	return append(b, x.denom().text(false, 10)...)
}

// RatString gives "a/b", or "a" if b is 1.
func (x *Rat) RatString() string {
	if x.IsInt() {
		return x.a.String()
	}
	return x.String()
}

// FloatString gives x with prec digits behind the point, rounded to nearest, halves away from zero.
func (x *Rat) FloatString(prec int) string {
	if x.IsInt() {
		s := x.a.String()
		if prec > 0 {
			s += "." + strings.Repeat("0", prec)
		}
		return s
	}
	q, r := nat(nil).div(nil, x.a.abs, x.b.abs)
	p := natOne
	if prec > 0 {
		p = nat(nil).expNN(nat{10}, nat(nil).setWord(Word(prec)), nil)
	}
	r = nat(nil).mul(r, p)
	r, r2 := nat(nil).div(nil, r, x.b.abs)
	r2 = nat(nil).add(r2, r2)
	if x.b.abs.cmp(r2) <= 0 {
		r = nat(nil).add(r, natOne)
		if r.cmp(p) >= 0 {
			q = nat(nil).add(q, natOne)
			r = nat(nil).sub(r, p)
		}
	}
	s := string(q.text(false, 10))
	if x.a.neg {
		s = "-" + s
	}
	if prec > 0 {
		d := string(r.text(false, 10))
		s += "." + strings.Repeat("0", prec-len(d)) + d
	}
	return s
}

// FloatPrec gives the number of digits behind the point that do not repeat, and whether that is all of them.
func (x *Rat) FloatPrec() (n int, exact bool) {
	d := nat(nil).set(x.denom())
	p2 := int(d.trailingZeroBits())
	d = d.shr(d, uint(p2))
	p5 := 0
	// Powers of five go by ever larger ones.
	powers := []nat{{5}}
	for {
		last := powers[len(powers)-1]
		if len(last) > len(d) {
			break
		}
		powers = append(powers, nat(nil).sqr(last))
	}
	for i := len(powers) - 1; i >= 0; i-- {
		for {
			q, r := nat(nil).div(nil, d, powers[i])
			if len(r) != 0 {
				break
			}
			d = q
			p5 += 1 << i
		}
	}
	return max(p2, p5), d.cmp(natOne) == 0
}

// AppendText implements encoding.TextAppender.
func (x *Rat) AppendText(b []byte) ([]byte, error) {
	if x.IsInt() {
		return x.a.AppendText(b)
	}
	return append(b, x.marshal()...), nil
}

// MarshalText implements encoding.TextMarshaler.
func (x *Rat) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (z *Rat) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text)); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Rat", text)
	}
	return nil
}
