package big

import (
	"math/rand"
)

// An Int is a signed integer of any size. The zero value is 0. Operands are pointers; results go to the receiver, which is
// returned. A copy of an Int shares its digits: use Set.
type Int struct {
	neg bool // never set for zero
	abs nat
}

var intOne = &Int{false, natOne}

// NewInt makes an Int.
func NewInt(x int64) *Int { return new(Int).SetInt64(x) }

// Sign gives -1, 0 or +1.
func (x *Int) Sign() int {
	switch {
	case len(x.abs) == 0:
		return 0
	case x.neg:
		return -1
	}
	return 1
}

// SetInt64 sets z to x.
func (z *Int) SetInt64(x int64) *Int {
	z.abs = z.abs.setWord(Word(magnitude(x)))
	z.neg = x < 0
	return z
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return uint64(-x)
	}
	return uint64(x)
}

// SetUint64 sets z to x.
func (z *Int) SetUint64(x uint64) *Int {
	z.abs = z.abs.setWord(Word(x))
	z.neg = false
	return z
}

// Set sets z to x.
func (z *Int) Set(x *Int) *Int {
	if z != x {
		z.abs = z.abs.set(x.abs)
		z.neg = x.neg
	}
	return z
}

// Bits gives the words of the absolute value, lowest first; they are shared with x.
func (x *Int) Bits() []Word { return x.abs }

// SetBits sets z to the number of these words, lowest first, which it shares.
func (z *Int) SetBits(abs []Word) *Int {
	z.abs = nat(abs).norm()
	z.neg = false
	return z
}

// Abs sets z to |x|.
func (z *Int) Abs(x *Int) *Int {
	z.Set(x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Int) Neg(x *Int) *Int {
	z.Set(x)
	z.neg = len(z.abs) > 0 && !z.neg
	return z
}

// Add sets z to x+y.
func (z *Int) Add(x, y *Int) *Int { return z.addSigned(x, y, y.neg) }

// Sub sets z to x-y.
func (z *Int) Sub(x, y *Int) *Int { return z.addSigned(x, y, !y.neg) }

func (z *Int) addSigned(x, y *Int, yneg bool) *Int {
	neg := x.neg
	if x.neg == yneg {
		z.abs = z.abs.add(x.abs, y.abs)
	} else if x.abs.cmp(y.abs) >= 0 {
		z.abs = z.abs.sub(x.abs, y.abs)
	} else {
		neg = !neg
		z.abs = z.abs.sub(y.abs, x.abs)
	}
	z.neg = len(z.abs) > 0 && neg
	return z
}

// Mul sets z to x*y.
func (z *Int) Mul(x, y *Int) *Int {
	neg := x.neg != y.neg
	z.abs = z.abs.mul(x.abs, y.abs)
	z.neg = len(z.abs) > 0 && neg
	return z
}

// MulRange sets z to the product of all integers from a to b, 1 if there are none.
func (z *Int) MulRange(a, b int64) *Int {
	switch {
	case a > b:
		return z.SetInt64(1)
	case a <= 0 && b >= 0:
		return z.SetInt64(0)
	}
	neg := false
	if a < 0 {
		neg = (b-a)&1 == 0
		a, b = -b, -a
	}
	z.abs = z.abs.mulRange(uint64(a), uint64(b))
	z.neg = neg
	return z
}

// Binomial sets z to the number of ways to choose k of n.
func (z *Int) Binomial(n, k int64) *Int {
	if k > n {
		return z.SetInt64(0)
	}
	k = min(k, n-k)
	z.Set(intOne)
	var t Int
	for i := int64(0); i < k; i++ {
		z.Mul(z, t.SetInt64(n-i))
		z.Quo(z, t.SetInt64(i+1))
	}
	return z
}

// Quo sets z to x/y, truncated like Go's division. It panics if y is zero.
func (z *Int) Quo(x, y *Int) *Int {
	neg := x.neg != y.neg
	z.abs, _ = z.abs.div(nil, x.abs, y.abs)
	z.neg = len(z.abs) > 0 && neg
	return z
}

// Rem sets z to the remainder of x/y, which has the sign of x.
func (z *Int) Rem(x, y *Int) *Int {
	neg := x.neg
	_, z.abs = nat(nil).div(z.abs, x.abs, y.abs)
	z.neg = len(z.abs) > 0 && neg
	return z
}

// QuoRem sets z and r to quotient and remainder, truncated.
func (z *Int) QuoRem(x, y, r *Int) (*Int, *Int) {
	xneg, qneg := x.neg, x.neg != y.neg
	z.abs, r.abs = z.abs.div(r.abs, x.abs, y.abs)
	z.neg, r.neg = len(z.abs) > 0 && qneg, len(r.abs) > 0 && xneg
	return z, r
}

// Div sets z to the quotient of Euclidean division, whose remainder is never negative.
func (z *Int) Div(x, y *Int) *Int {
	yneg := y.neg
	var r Int
	z.QuoRem(x, y, &r)
	if r.neg {
		if yneg {
			z.Add(z, intOne)
		} else {
			z.Sub(z, intOne)
		}
	}
	return z
}

// Mod sets z to the remainder of Euclidean division.
func (z *Int) Mod(x, y *Int) *Int {
	if z == y || alias(z.abs, y.abs) {
		y = new(Int).Set(y)
	}
	var q Int
	q.QuoRem(x, y, z)
	if z.neg {
		if y.neg {
			z.Sub(z, y)
		} else {
			z.Add(z, y)
		}
	}
	return z
}

// DivMod sets z and m to quotient and remainder of Euclidean division.
func (z *Int) DivMod(x, y, m *Int) (*Int, *Int) {
	if z == y || alias(z.abs, y.abs) || m == y {
		y = new(Int).Set(y)
	}
	z.QuoRem(x, y, m)
	if m.neg {
		if y.neg {
			z.Add(z, intOne)
			m.Sub(m, y)
		} else {
			z.Sub(z, intOne)
			m.Add(m, y)
		}
	}
	return z, m
}

// Cmp gives -1, 0 or +1 as x is less than, equal to or greater than y.
func (x *Int) Cmp(y *Int) (r int) {
	switch {
	case x == y:
		return 0
	case x.neg == y.neg:
		r = x.abs.cmp(y.abs)
		if x.neg {
			r = -r
		}
		return r
	case x.neg:
		return -1
	}
	return 1
}

// CmpAbs compares absolute values.
func (x *Int) CmpAbs(y *Int) int { return x.abs.cmp(y.abs) }

func low64(x nat) uint64 {
	if len(x) == 0 {
		return 0
	}
	return uint64(x[0])
}

// Int64 gives x if it fits.
func (x *Int) Int64() int64 {
	v := int64(low64(x.abs))
	if x.neg {
		v = -v
	}
	return v
}

// Uint64 gives x if it fits.
func (x *Int) Uint64() uint64 { return low64(x.abs) }

// IsInt64 tells whether x is an int64.
func (x *Int) IsInt64() bool {
	if len(x.abs) > 1 {
		return false
	}
	w := int64(low64(x.abs))
	return w >= 0 || x.neg && w == -w
}

// IsUint64 tells whether x is a uint64.
func (x *Int) IsUint64() bool { return !x.neg && len(x.abs) <= 1 }

// Float64 gives the nearest float64 and how it compares to x.
func (x *Int) Float64() (float64, Accuracy) {
	if n := x.abs.bitLen(); n == 0 {
		return 0, Exact
	} else if n <= 53 || n < 64 && n-int(x.abs.trailingZeroBits()) <= 53 {
		f := float64(low64(x.abs))
		if x.neg {
			f = -f
		}
		return f, Exact
	}
	return new(Float).SetInt(x).Float64()
}

// SetBytes sets z to the number of these bytes, highest first.
func (z *Int) SetBytes(buf []byte) *Int {
	z.abs = z.abs.setBytes(buf)
	z.neg = false
	return z
}

// Bytes gives the bytes of the absolute value, highest first.
func (x *Int) Bytes() []byte {
	buf := make([]byte, len(x.abs)*(wordBits/8))
	return buf[x.abs.bytes(buf):]
}

// FillBytes fills buf with the absolute value, highest byte first, and panics if it does not fit.
func (x *Int) FillBytes(buf []byte) []byte {
	clear(buf)
	if x.abs.bytes(buf) < 0 {
		panic("math/big: buffer too small to fit value")
	}
	return buf
}

// BitLen gives the number of bits of the absolute value.
func (x *Int) BitLen() int { return x.abs.bitLen() }

// TrailingZeroBits gives the number of low zero bits of the absolute value.
func (x *Int) TrailingZeroBits() uint { return x.abs.trailingZeroBits() }

// Exp sets z to x**y mod |m|, or x**y if m is nil or zero. A negative y needs an inverse of x modulo m: if there is none, z is
// left and nil returned; without m the result then is 1.
func (z *Int) Exp(x, y, m *Int) *Int {
	base := x.abs
	if y.neg {
		if m == nil || len(m.abs) == 0 {
			return z.SetInt64(1)
		}
		inv := new(Int).ModInverse(x, m)
		if inv == nil {
			return nil
		}
		base = inv.abs
	}
	var mod nat
	if m != nil {
		mod = m.abs
	}
	neg := len(y.abs) > 0 && x.neg && y.abs[0]&1 == 1
	mod = nat(nil).set(mod)
	z.abs = nat(nil).expNN(base, y.abs, mod)
	z.neg = len(z.abs) > 0 && neg
	if z.neg && len(mod) > 0 {
		z.abs = z.abs.sub(mod, z.abs)
		z.neg = false
	}
	return z
}

// GCD sets z to the greatest common divisor of a and b, and, where not nil, x and y to numbers such that z = a*x + b*y.
func (z *Int) GCD(x, y, a, b *Int) *Int {
	if len(a.abs) == 0 || len(b.abs) == 0 {
		lenA, lenB, negA, negB := len(a.abs), len(b.abs), a.neg, b.neg
		if lenA == 0 {
			z.Set(b)
		} else {
			z.Set(a)
		}
		z.neg = false
		if x != nil {
			if lenA == 0 {
				x.SetUint64(0)
			} else {
				x.SetUint64(1)
				x.neg = negA
			}
		}
		if y != nil {
			if lenB == 0 {
				y.SetUint64(0)
			} else {
				y.SetUint64(1)
				y.neg = negB
			}
		}
		return z
	}
	// A and B decrease; A = |a|*ua + |b|*… at any time, of which only ua is kept.
	A, B := new(Int).Abs(a), new(Int).Abs(b)
	ext := x != nil || y != nil
	ua, ub := NewInt(1), NewInt(0)
	if A.abs.cmp(B.abs) < 0 {
		A, B = B, A
		ua, ub = ub, ua
	}
	for len(B.abs) > 1 {
		if p, q, r, s, ok := lehmer(A.abs, B.abs); ok {
			A, B = combine(A, B, p, q), combine(A, B, r, s)
			if ext {
				ua, ub = combine(ua, ub, p, q), combine(ua, ub, r, s)
			}
			continue
		}
		euclid(&A, &B, &ua, &ub, ext)
	}
	for len(B.abs) > 0 {
		if len(A.abs) == 1 && !ext {
			g, h := A.abs[0], B.abs[0]
			for h != 0 {
				g, h = h, g%h
			}
			A.abs = A.abs.setWord(g)
			break
		}
		euclid(&A, &B, &ua, &ub, ext)
	}
	if y != nil {
		// y = (z - a*x) / b
		t := new(Int).Mul(new(Int).Abs(a), ua)
		t.Sub(A, t)
		t.Quo(t, new(Int).Abs(b))
		if b.neg {
			t.Neg(t)
		}
		if a.neg {
			ua.Neg(ua)
		}
		if x != nil {
			x.Set(ua)
		}
		y.Set(t)
	} else if x != nil {
		if a.neg {
			ua.Neg(ua)
		}
		x.Set(ua)
	}
	return z.Set(A)
}

// euclid makes one step.
func euclid(A, B, ua, ub **Int, ext bool) {
	q, r := new(Int), new(Int)
	q.QuoRem(*A, *B, r)
	*A, *B = *B, r
	if ext {
		t := new(Int).Mul(q, *ub)
		*ua, *ub = *ub, t.Sub(*ua, t)
	}
}

// combine gives p*a + q*b.
func combine(a, b *Int, p, q int64) *Int {
	t := new(Int).Mul(a, NewInt(p))
	return t.Add(t, new(Int).Mul(b, NewInt(q)))
}

// lehmer simulates steps of Euclid's algorithm with the top bits, as long as these decide the quotients. After them
// the numbers are p*a + q*b and r*a + s*b.
func lehmer(a, b nat) (p, q, r, s int64, ok bool) {
	// 62 bits of each from the same place.
	n := a.bitLen()
	if n-b.bitLen() >= 32 {
		return
	}
	x, y := topBits(a, n), topBits(b, n)
	p, q, r, s = 1, 0, 0, 1
	for y+r != 0 && y+s != 0 {
		d := (x + p) / (y + r)
		if d != (x+q)/(y+s) || d > 1<<30 {
			break
		}
		p2, q2 := p-d*r, q-d*s
		if p2 > 1<<31 || p2 < -1<<31 || q2 > 1<<31 || q2 < -1<<31 {
			break
		}
		p, q, r, s = r, s, p2, q2
		x, y = y, x-d*y
		ok = true
	}
	return
}

// topBits gives bits n-62 to n of x.
func topBits(x nat, n int) int64 {
	shift := n - 62
	if shift < 0 {
		return int64(low64(x))
	}
	i, s := shift/wordBits, uint(shift%wordBits)
	var w Word
	if i < len(x) {
		w = x[i] >> s
		if s > 0 && i+1 < len(x) {
			w |= x[i+1] << (wordBits - s)
		}
	}
	return int64(w & (1<<62 - 1))
}

// Rand sets z to a random number from 0 to n-1.
func (z *Int) Rand(rnd *rand.Rand, n *Int) *Int {
	z.neg = false
	if n.neg || len(n.abs) == 0 {
		z.abs = nil
		return z
	}
	z.abs = z.abs.random(rnd, n.abs, n.abs.bitLen())
	return z
}

// ModInverse sets z to the inverse of g modulo n. If there is none, z is left and nil returned.
func (z *Int) ModInverse(g, n *Int) *Int {
	if n.neg {
		n = new(Int).Neg(n)
	}
	if g.neg {
		g = new(Int).Mod(g, n)
	}
	var d, x Int
	d.GCD(&x, nil, g, n)
	if d.Cmp(intOne) != 0 {
		return nil
	}
	if x.neg {
		return z.Add(&x, n)
	}
	return z.Set(&x)
}

// Jacobi gives the Jacobi symbol (x/y): +1, -1 or 0. y must be odd.
func Jacobi(x, y *Int) int {
	if len(y.abs) == 0 || y.abs[0]&1 == 0 {
		panic("big: invalid 2nd argument to Int.Jacobi: need odd integer but got " + y.String())
	}
	var a, b, c Int
	a.Set(x)
	b.Set(y)
	j := 1
	if b.neg {
		if a.neg {
			j = -1
		}
		b.neg = false
	}
	for {
		if b.Cmp(intOne) == 0 {
			return j
		}
		if len(a.abs) == 0 {
			return 0
		}
		a.Mod(&a, &b)
		if len(a.abs) == 0 {
			return 0
		}
		s := a.abs.trailingZeroBits()
		if s&1 != 0 {
			if m := b.abs[0] & 7; m == 3 || m == 5 {
				j = -j
			}
		}
		c.Rsh(&a, s)
		if b.abs[0]&3 == 3 && c.abs[0]&3 == 3 {
			j = -j
		}
		a.Set(&b)
		b.Set(&c)
	}
}

// ModSqrt sets z to a square root of x modulo the odd prime p. If there is none, z is left and nil returned.
func (z *Int) ModSqrt(x, p *Int) *Int {
	switch Jacobi(x, p) {
	case -1:
		return nil
	case 0:
		return z.SetInt64(0)
	}
	if x.neg || x.Cmp(p) >= 0 {
		x = new(Int).Mod(x, p)
	}
	switch {
	case p.abs[0]%4 == 3:
		e := new(Int).Add(p, intOne)
		return z.Exp(x, e.Rsh(e, 2), p)
	case p.abs[0]%8 == 5:
		// With a = (2x)**((p-5)/8) and b = 2x*a*a: a*x*(b-1).
		e := new(Int).Rsh(p, 3)
		tx := new(Int).Lsh(x, 1)
		alpha := new(Int).Exp(tx, e, p)
		beta := new(Int).Mul(alpha, alpha)
		beta.Mod(beta, p)
		beta.Mul(beta, tx)
		beta.Mod(beta, p)
		beta.Sub(beta, intOne)
		beta.Mul(beta, x)
		beta.Mod(beta, p)
		beta.Mul(beta, alpha)
		return z.Mod(beta, p)
	}
	return z.tonelliShanks(x, p)
}

func (z *Int) tonelliShanks(x, p *Int) *Int {
	s := new(Int).Sub(p, intOne)
	e := s.abs.trailingZeroBits()
	s.Rsh(s, e)
	n := NewInt(2)
	for Jacobi(n, p) != -1 {
		n.Add(n, intOne)
	}
	y := new(Int).Add(s, intOne)
	y.Rsh(y, 1)
	y.Exp(x, y, p)
	b := new(Int).Exp(x, s, p)
	g := new(Int).Exp(n, s, p)
	for r := e; ; {
		t := new(Int).Set(b)
		m := uint(0)
		for t.Cmp(intOne) != 0 {
			t.Mul(t, t).Mod(t, p)
			m++
		}
		if m == 0 {
			return z.Set(y)
		}
		t.SetInt64(0).SetBit(t, int(r-m-1), 1)
		t.Exp(g, t, p)
		g.Mul(t, t).Mod(g, p)
		y.Mul(y, t).Mod(y, p)
		b.Mul(b, g).Mod(b, p)
		r = m
	}
}

// Sqrt sets z to the whole part of the square root of x. It panics if x is negative.
func (z *Int) Sqrt(x *Int) *Int {
	if x.neg {
		panic("square root of negative number")
	}
	z.neg = false
	z.abs = z.abs.sqrt(x.abs)
	return z
}

// ProbablyPrime tells whether x is probably prime, by n rounds of Miller and Rabin's test and one of Baillie, Pomerance, Selfridge
// and Wagstaff's. Below 2**64 it is always right.
func (x *Int) ProbablyPrime(n int) bool {
	if n < 0 {
		panic("negative n for ProbablyPrime")
	}
	if x.neg || len(x.abs) == 0 {
		return false
	}
	w := x.abs[0]
	if len(x.abs) == 1 && w < 64 {
		const primes = 1<<2 | 1<<3 | 1<<5 | 1<<7 | 1<<11 | 1<<13 | 1<<17 | 1<<19 | 1<<23 | 1<<29 | 1<<31 | 1<<37 | 1<<41 | 1<<43 | 1<<47 | 1<<53 | 1<<59 | 1<<61
		return primes&(uint64(1)<<w) != 0
	}
	if w&1 == 0 {
		return false
	}
	const small = 3 * 5 * 7 * 11 * 13 * 17 * 19 * 23 * 29 * 31 * 37 * 41 * 43 * 47 * 53
	r := x.abs.modW(small)
	for _, p := range [...]Word{3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53} {
		if r%p == 0 && (len(x.abs) > 1 || w != p) {
			return false
		}
	}
	return x.abs.probablyPrimeMR(n+1) && x.abs.probablyPrimeLucas()
}

// Lsh sets z to x << n.
func (z *Int) Lsh(x *Int, n uint) *Int {
	z.abs = z.abs.shl(x.abs, n)
	z.neg = x.neg
	return z
}

// Rsh sets z to x >> n, rounded down.
func (z *Int) Rsh(x *Int, n uint) *Int {
	if x.neg {
		// -x >> n is -((x-1)>>n) - 1
		t := z.abs.sub(x.abs, natOne)
		t = t.shr(t, n)
		z.abs = t.add(t, natOne)
		z.neg = true
		return z
	}
	z.abs = z.abs.shr(x.abs, n)
	z.neg = false
	return z
}

// Bit gives bit i of x, negative numbers being in two's complement.
func (x *Int) Bit(i int) uint {
	if i < 0 {
		panic("negative bit index")
	}
	if i == 0 {
		return uint(low64(x.abs) & 1)
	}
	if x.neg {
		return nat(nil).sub(x.abs, natOne).bit(uint(i)) ^ 1
	}
	return x.abs.bit(uint(i))
}

// SetBit sets z to x with bit i set to b.
func (z *Int) SetBit(x *Int, i int, b uint) *Int {
	if i < 0 {
		panic("negative bit index")
	}
	if b > 1 {
		panic("set bit is not 0 or 1")
	}
	if x.neg {
		t := nat(nil).sub(x.abs, natOne)
		t = t.setBit(t, uint(i), b^1)
		z.abs = z.abs.add(t, natOne)
		z.neg = len(z.abs) > 0
		return z
	}
	z.abs = z.abs.setBit(x.abs, uint(i), b)
	z.neg = false
	return z
}
