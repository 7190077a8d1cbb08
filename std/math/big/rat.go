package big

import (
	"fmt"
	"math"
)

// A Rat is a quotient of integers in lowest terms. The zero value is 0. Operands are pointers; results go to the receiver,
// which is returned. A copy of a Rat shares its digits: use Set.
type Rat struct {
	a Int
	b Int // positive; zero stands for 1
}

// NewRat makes a/b.
func NewRat(a, b int64) *Rat {
	return new(Rat).SetFrac64(a, b)
}

func (x *Rat) denom() nat {
	if len(x.b.abs) == 0 {
		return natOne
	}
	return x.b.abs
}

// norm brings z to lowest terms.
func (z *Rat) norm() *Rat {
	z.b.neg = false
	switch {
	case len(z.a.abs) == 0:
		z.a.neg = false
		z.b.abs = z.b.abs.setWord(1)
	case len(z.b.abs) == 0:
		z.b.abs = z.b.abs.setWord(1)
	case z.b.abs.cmp(natOne) != 0:
		neg := z.a.neg
		z.a.neg = false
		if f := new(Int).GCD(nil, nil, &z.a, &z.b); f.Cmp(intOne) != 0 {
			z.a.abs, _ = z.a.abs.div(nil, z.a.abs, f.abs)
			z.b.abs, _ = z.b.abs.div(nil, z.b.abs, f.abs)
		}
		z.a.neg = neg
	}
	return z
}

// SetFloat64 sets z to f exactly; it gives nil if f is no finite number.
func (z *Rat) SetFloat64(f float64) *Rat {
	bits := math.Float64bits(f)
	mant := bits & (1<<52 - 1)
	exp := int(bits >> 52 & 0x7ff)
	switch exp {
	case 0x7ff:
		return nil
	case 0:
		exp -= 1022
	default:
		mant |= 1 << 52
		exp -= 1023
	}
	shift := 52 - exp
	for mant&1 == 0 && shift > 0 {
		mant >>= 1
		shift--
	}
	z.a.SetUint64(mant)
	z.a.neg = f < 0
	z.b.Set(intOne)
	if shift > 0 {
		z.b.Lsh(&z.b, uint(shift))
	} else {
		z.a.Lsh(&z.a, uint(-shift))
	}
	return z.norm()
}

// Float32 gives the nearest float32, and whether it is x.
func (x *Rat) Float32() (f float32, exact bool) {
	v, exact := x.float(24, -149, 128)
	return float32(v), exact
}

// Float64 gives the nearest float64, and whether it is x.
func (x *Rat) Float64() (f float64, exact bool) { return x.float(53, -1074, 1024) }

// float rounds to a format with prec bits, a smallest power of two, and a limit of the exponent.
func (x *Rat) float(prec, smallest, limit int) (f float64, exact bool) {
	a, b := x.a.abs, x.denom()
	if len(a) == 0 {
		return 0, true
	}
	// The quotient is to have two bits more than needed, or one: q = a/b * 2**shift.
	shift := prec + 2 - (a.bitLen() - b.bitLen())
	// A subnormal number has fewer bits: no bit below the smallest power is kept, but for two.
	shift = min(shift, 2-smallest)
	if shift >= 0 {
		a = nat(nil).shl(a, uint(shift))
	} else {
		b = nat(nil).shl(b, uint(-shift))
	}
	q, r := nat(nil).div(nil, a, b)
	m := low64(q)
	exact = len(r) == 0
	drop := max(q.bitLen()-prec, 0)
	// Near the smallest power, what is below it goes.
	drop = max(drop, smallest+shift)
	if drop > 0 {
		low := m & (1<<drop - 1)
		half := uint64(1) << (drop - 1)
		m >>= drop
		if low > half || low == half && (!exact || m&1 != 0) {
			m++
		}
		exact = exact && low == 0
	} else {
		drop = 0
	}
	f = math.Ldexp(float64(m), drop-shift)
	if f >= math.Ldexp(1, limit-1)*2 {
		f = math.Inf(1)
		exact = false
	}
	if math.IsInf(f, 0) {
		exact = false
	}
	if x.a.neg {
		f = -f
	}
	return f, exact
}

// SetFrac sets z to a/b. It panics if b is zero.
func (z *Rat) SetFrac(a, b *Int) *Rat {
	neg := a.neg != b.neg
	if len(b.abs) == 0 {
		panic("division by zero")
	}
	d := nat(nil).set(b.abs)
	z.a.abs = z.a.abs.set(a.abs)
	z.b.abs = d
	z.a.neg = neg
	return z.norm()
}

// SetFrac64 sets z to a/b. It panics if b is zero.
func (z *Rat) SetFrac64(a, b int64) *Rat {
	if b == 0 {
		panic("division by zero")
	}
	z.a.SetInt64(a)
	z.b.abs = z.b.abs.setWord(Word(magnitude(b)))
	if b < 0 {
		z.a.neg = !z.a.neg
	}
	return z.norm()
}

// SetInt sets z to x.
func (z *Rat) SetInt(x *Int) *Rat {
	z.a.Set(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// SetInt64 sets z to x.
func (z *Rat) SetInt64(x int64) *Rat {
	z.a.SetInt64(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// SetUint64 sets z to x.
func (z *Rat) SetUint64(x uint64) *Rat {
	z.a.SetUint64(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// Set sets z to x.
func (z *Rat) Set(x *Rat) *Rat {
	if z != x {
		z.a.Set(&x.a)
		z.b.abs = z.b.abs.set(x.denom())
	}
	return z
}

// Abs sets z to |x|.
func (z *Rat) Abs(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = false
	return z
}

// Neg sets z to -x.
func (z *Rat) Neg(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = len(z.a.abs) > 0 && !z.a.neg
	return z
}

// Inv sets z to 1/x. It panics if x is zero.
func (z *Rat) Inv(x *Rat) *Rat {
	if len(x.a.abs) == 0 {
		panic("division by zero")
	}
	z.Set(x)
	z.a.abs, z.b.abs = z.b.abs, z.a.abs
	return z
}

// Sign gives -1, 0 or +1.
func (x *Rat) Sign() int { return x.a.Sign() }

// IsInt tells whether the denominator is 1.
func (x *Rat) IsInt() bool { return len(x.b.abs) == 0 || x.b.abs.cmp(natOne) == 0 }

// Num gives the numerator, which is shared with x.
func (x *Rat) Num() *Int { return &x.a }

// Denom gives the denominator; it is shared with x unless x is a zero value.
func (x *Rat) Denom() *Int {
	if len(x.b.abs) == 0 {
		return &Int{abs: nat{1}}
	}
	return &x.b
}

// scaled gives x*f.
func scaled(x *Int, f nat) *Int {
	z := &Int{abs: nat(nil).mul(x.abs, f)}
	z.neg = len(z.abs) > 0 && x.neg
	return z
}

// Cmp gives -1, 0 or +1 as x is less than, equal to or greater than y.
func (x *Rat) Cmp(y *Rat) int { return scaled(&x.a, y.denom()).Cmp(scaled(&y.a, x.denom())) }

// Add sets z to x+y.
func (z *Rat) Add(x, y *Rat) *Rat {
	a1, a2 := scaled(&x.a, y.denom()), scaled(&y.a, x.denom())
	z.b.abs = nat(nil).mul(x.denom(), y.denom())
	z.a.Add(a1, a2)
	return z.norm()
}

// Sub sets z to x-y.
func (z *Rat) Sub(x, y *Rat) *Rat {
	a1, a2 := scaled(&x.a, y.denom()), scaled(&y.a, x.denom())
	z.b.abs = nat(nil).mul(x.denom(), y.denom())
	z.a.Sub(a1, a2)
	return z.norm()
}

// Mul sets z to x*y.
func (z *Rat) Mul(x, y *Rat) *Rat {
	d := nat(nil).mul(x.denom(), y.denom())
	z.a.Mul(&x.a, &y.a)
	z.b.abs = d
	return z.norm()
}

// Quo sets z to x/y. It panics if y is zero.
func (z *Rat) Quo(x, y *Rat) *Rat {
	if len(y.a.abs) == 0 {
		panic("division by zero")
	}
	a, b := scaled(&x.a, y.denom()), scaled(&y.a, x.denom())
	neg := a.neg != b.neg
	z.a.abs, z.b.abs = a.abs, b.abs
	z.a.neg = neg
	return z.norm()
}

// A gob of a Rat is a byte with version and sign, the length of the numerator, numerator and denominator.
const ratGobVersion = 1

// GobEncode implements gob.GobEncoder.
func (x *Rat) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	b := byte(ratGobVersion << 1)
	if x.a.neg {
		b |= 1
	}
	num, den := x.a.Bytes(), (&Int{abs: x.denom()}).Bytes()
	n := len(num)
	if int(uint32(n)) != n {
		return nil, fmt.Errorf("Rat.GobEncode: numerator too large")
	}
	out := append([]byte{b, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, num...)
	return append(out, den...), nil
}

// GobDecode implements gob.GobDecoder.
func (z *Rat) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Rat{}
		return nil
	}
	if len(buf) < 5 {
		return fmt.Errorf("Rat.GobDecode: buffer too small")
	}
	if buf[0]>>1 != ratGobVersion {
		return fmt.Errorf("Rat.GobDecode: encoding version %d not supported", buf[0]>>1)
	}
	n := uint64(buf[1])<<24 | uint64(buf[2])<<16 | uint64(buf[3])<<8 | uint64(buf[4])
	if uint64(len(buf)) < 5+n {
		return fmt.Errorf("Rat.GobDecode: buffer too small")
	}
	z.a.neg = buf[0]&1 != 0
	z.a.abs = z.a.abs.setBytes(buf[5 : 5+n])
	z.b.abs = z.b.abs.setBytes(buf[5+n:])
	return nil
}
