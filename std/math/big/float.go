package big

import (
	"math"
	"math/bits"
)

// Limits of a Float's exponent and precision.
const (
	MaxExp  = math.MaxInt32
	MinExp  = math.MinInt32
	MaxPrec = math.MaxUint32
)

// A Float is sign * mantissa * 2**exponent with a mantissa from 0.5 up to 1 of prec bits, or a signed zero, or an infinity. Results
// go to the receiver, rounded by its mode to its precision; a precision of 0 becomes that of the operands.
//
// The mantissa's top bit is set; it has no zero words at its low end.
type Float struct {
	prec uint32
	mode RoundingMode
	acc  Accuracy
	form form
	neg  bool
	mant nat
	exp  int32
}

// form is ordered by magnitude.
type form byte

const (
	zero form = iota
	finite
	inf
)

// A RoundingMode says how results are rounded.
type RoundingMode byte

// The rounding modes.
const (
	ToNearestEven RoundingMode = iota
	ToNearestAway
	ToZero
	AwayFromZero
	ToNegativeInf
	ToPositiveInf
)

// The rounding modes of Int.Divide by their usual names.
const (
	Trunc = ToZero
	Floor = ToNegativeInf
	Round = ToNearestEven
	Ceil  = ToPositiveInf
)

var modeNames = [...]string{"ToNearestEven", "ToNearestAway", "ToZero", "AwayFromZero", "ToNegativeInf", "ToPositiveInf"}

func (i RoundingMode) String() string {
	if int(i) < len(modeNames) {
		return modeNames[i]
	}
	return "RoundingMode(" + itoa(int(i)) + ")"
}

// Accuracy says how a result compares to the exact value.
type Accuracy int8

// The accuracies.
const (
	Below Accuracy = -1
	Exact Accuracy = 0
	Above Accuracy = +1
)

func (i Accuracy) String() string {
	switch i {
	case Below:
		return "Below"
	case Exact:
		return "Exact"
	case Above:
		return "Above"
	}
	return "Accuracy(" + itoa(int(i)) + ")"
}

func makeAcc(above bool) Accuracy {
	if above {
		return Above
	}
	return Below
}

// ErrNaN is the panic of an operation that has no result.
type ErrNaN struct{ msg string }

func (err ErrNaN) Error() string { return err.msg }

// NewFloat makes a Float of 53 bits. It panics for a NaN.
func NewFloat(x float64) *Float {
	if math.IsNaN(x) {
		panic(ErrNaN{"NewFloat(NaN)"})
	}
	return new(Float).SetFloat64(x)
}

// SetPrec sets the precision and rounds z to it.
func (z *Float) SetPrec(prec uint) *Float {
	z.acc = Exact
	if prec == 0 {
		z.prec = 0
		if z.form == finite {
			z.acc = makeAcc(z.neg)
			z.form = zero
		}
		return z
	}
	old := z.prec
	z.prec = uint32(min(prec, MaxPrec))
	if z.prec < old {
		z.round(0)
	}
	return z
}

// SetMode sets the rounding mode.
func (z *Float) SetMode(mode RoundingMode) *Float {
	z.mode = mode
	z.acc = Exact
	return z
}

// Prec gives the precision.
func (x *Float) Prec() uint { return uint(x.prec) }

// MinPrec gives the precision that x needs.
func (x *Float) MinPrec() uint {
	if x.form != finite {
		return 0
	}
	return uint(len(x.mant))*wordBits - x.mant.trailingZeroBits()
}

// Mode gives the rounding mode.
func (x *Float) Mode() RoundingMode { return x.mode }

// Acc gives the accuracy of the last operation.
func (x *Float) Acc() Accuracy { return x.acc }

// Sign gives -1, 0 or +1.
func (x *Float) Sign() int {
	switch {
	case x.form == zero:
		return 0
	case x.neg:
		return -1
	}
	return 1
}

// Signbit tells whether x is negative or a negative zero.
func (x *Float) Signbit() bool { return x.neg }

// IsInf tells whether x is infinite.
func (x *Float) IsInf() bool { return x.form == inf }

// IsInt tells whether x is an integer.
func (x *Float) IsInt() bool {
	if x.form != finite {
		return x.form == zero
	}
	return x.exp > 0 && x.MinPrec() <= uint(x.exp)
}

// MantExp gives the exponent, and sets mant, if not nil, to the mantissa.
func (x *Float) MantExp(mant *Float) (exp int) {
	if x.form == finite {
		exp = int(x.exp)
	}
	if mant != nil {
		mant.Copy(x)
		if mant.form == finite {
			mant.exp = 0
		}
	}
	return
}

func (z *Float) setExpAndRound(exp int64, sticky uint) {
	switch {
	case exp < MinExp:
		z.acc = makeAcc(z.neg)
		z.form = zero
	case exp > MaxExp:
		z.acc = makeAcc(!z.neg)
		z.form = inf
	default:
		z.form = finite
		z.exp = int32(exp)
		z.round(sticky)
	}
}

// SetMantExp sets z to mant * 2**exp.
func (z *Float) SetMantExp(mant *Float, exp int) *Float {
	z.Set(mant)
	if z.form == finite {
		z.setExpAndRound(int64(z.exp)+int64(exp), 0)
	}
	return z
}

// setNat sets z to ±x * 2**exp, x being a whole number; sticky says that something smaller follows.
func (z *Float) setNat(neg bool, x nat, exp int64, sticky uint) *Float {
	z.neg = neg
	z.acc = Exact
	if len(x) == 0 {
		z.form = zero
		return z
	}
	n := int64(x.bitLen())
	s := uint(bits.LeadingZeros(uint(x[len(x)-1])))
	m := nat(nil).make(len(x))
	shlVU(m, x, s)
	z.mant = m
	z.setExpAndRound(exp+n, sticky)
	return z
}

// round rounds the mantissa to the precision; sticky tells that the value is larger than the mantissa by less than its last bit.
func (z *Float) round(sticky uint) {
	z.acc = Exact
	if z.form != finite {
		return
	}
	all := uint(len(z.mant)) * wordBits
	prec := uint(z.prec)
	if all <= prec {
		z.trim()
		return
	}
	drop := all - prec
	half := z.mant.bit(drop - 1)
	if sticky == 0 {
		sticky = z.mant.sticky(drop - 1)
	}
	m := nat(nil).shr(z.mant, drop)
	if half|sticky != 0 {
		up := false
		switch z.mode {
		case ToNearestEven:
			up = half != 0 && (sticky != 0 || m[0]&1 != 0)
		case ToNearestAway:
			up = half != 0
		case AwayFromZero:
			up = true
		case ToNegativeInf:
			up = z.neg
		case ToPositiveInf:
			up = !z.neg
		}
		z.acc = makeAcc(up != z.neg)
		if up {
			m = m.add(m, natOne)
			if uint(m.bitLen()) > prec {
				if z.exp == MaxExp {
					z.form = inf
					return
				}
				z.exp++
			}
		}
	}
	s := uint(bits.LeadingZeros(uint(m[len(m)-1])))
	z.mant = z.mant.make(len(m))
	shlVU(z.mant, m, s)
	z.trim()
}

// trim takes zero words off the low end.
func (z *Float) trim() {
	i := 0
	for i < len(z.mant)-1 && z.mant[i] == 0 {
		i++
	}
	if i > 0 {
		n := copy(z.mant, z.mant[i:])
		z.mant = z.mant[:n]
	}
}

// whole gives the mantissa as a whole number and its exponent.
func (x *Float) whole() (nat, int64) {
	return x.mant, int64(x.exp) - int64(len(x.mant))*wordBits
}

// SetUint64 sets z to x; a precision of 0 becomes 64.
func (z *Float) SetUint64(x uint64) *Float { return z.setInt(false, nat(nil).setWord(Word(x)), 64) }

// SetInt64 sets z to x; a precision of 0 becomes 64.
func (z *Float) SetInt64(x int64) *Float {
	return z.setInt(x < 0, nat(nil).setWord(Word(magnitude(x))), 64)
}

// SetInt sets z to x; a precision of 0 becomes the length of x, but at least 64.
func (z *Float) SetInt(x *Int) *Float {
	return z.setInt(x.neg, x.abs, uint32(max(x.BitLen(), 64)))
}

func (z *Float) setInt(neg bool, x nat, prec uint32) *Float {
	if z.prec == 0 {
		z.prec = prec
	}
	return z.setNat(neg, x, 0, 0)
}

// SetFloat64 sets z to x; a precision of 0 becomes 53. It panics for a NaN.
func (z *Float) SetFloat64(x float64) *Float {
	if z.prec == 0 {
		z.prec = 53
	}
	if math.IsNaN(x) {
		panic(ErrNaN{"Float.SetFloat64(NaN)"})
	}
	z.acc = Exact
	z.neg = math.Signbit(x)
	if math.IsInf(x, 0) {
		z.form = inf
		return z
	}
	f, exp := math.Frexp(math.Abs(x))
	return z.setNat(z.neg, nat(nil).setWord(Word(f*(1<<53))), int64(exp)-53, 0)
}

// SetRat sets z to x; a precision of 0 becomes the largest of the lengths of numerator and denominator, and 64.
func (z *Float) SetRat(x *Rat) *Float {
	if x.IsInt() {
		return z.SetInt(x.Num())
	}
	var a, b Float
	a.SetInt(x.Num())
	b.SetInt(x.Denom())
	if z.prec == 0 {
		z.prec = max(a.prec, b.prec)
	}
	return z.Quo(&a, &b)
}

// SetInf sets z to an infinity.
func (z *Float) SetInf(signbit bool) *Float {
	z.acc = Exact
	z.form = inf
	z.neg = signbit
	return z
}

// Set sets z to x; a precision of 0 becomes that of x.
func (z *Float) Set(x *Float) *Float {
	if z == x {
		return z
	}
	z.acc = Exact
	z.form, z.neg = x.form, x.neg
	if x.form == finite {
		z.exp = x.exp
		z.mant = nat(nil).set(x.mant)
	}
	if z.prec == 0 {
		z.prec = x.prec
	} else if z.prec < x.prec {
		z.round(0)
	}
	return z
}

// Copy sets z to x with its precision, mode and accuracy.
func (z *Float) Copy(x *Float) *Float {
	if z != x {
		m := nat(nil).set(x.mant)
		*z = *x
		z.mant = m
	}
	return z
}

// Abs sets z to |x|.
func (z *Float) Abs(x *Float) *Float {
	z.Set(x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Float) Neg(x *Float) *Float {
	z.Set(x)
	z.neg = !z.neg
	return z
}

// Cmp gives -1, 0 or +1 as x is less than, equal to or greater than y.
func (x *Float) Cmp(y *Float) int {
	a, b := x.order(), y.order()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == 1:
		return x.cmpAbs(y)
	case a == -1:
		return y.cmpAbs(x)
	}
	return 0
}

func (x *Float) order() int {
	n := int(x.form)
	if x.neg {
		n = -n
	}
	return n
}

// cmpAbs compares finite values without sign.
func (x *Float) cmpAbs(y *Float) int {
	if x.exp != y.exp {
		if x.exp < y.exp {
			return -1
		}
		return 1
	}
	i, j := len(x.mant), len(y.mant)
	for i > 0 || j > 0 {
		var a, b Word
		if i > 0 {
			i--
			a = x.mant[i]
		}
		if j > 0 {
			j--
			b = y.mant[j]
		}
		if a != b {
			if a < b {
				return -1
			}
			return 1
		}
	}
	return 0
}

func (z *Float) operands(x, y *Float) {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
}

// Add sets z to x+y. It panics for infinities of opposite sign.
func (z *Float) Add(x, y *Float) *Float {
	z.operands(x, y)
	return z.sum(x, y, y.neg, "addition of infinities with opposite signs")
}

// Sub sets z to x-y. It panics for infinities of equal sign.
func (z *Float) Sub(x, y *Float) *Float {
	z.operands(x, y)
	return z.sum(x, y, !y.neg, "subtraction of infinities with equal signs")
}

func (z *Float) sum(x, y *Float, yneg bool, nan string) *Float {
	switch {
	case x.form == finite && y.form == finite:
		z.sumFinite(x, y, yneg)
	case x.form == inf && y.form == inf && x.neg != yneg:
		z.acc, z.form, z.neg = Exact, zero, false
		panic(ErrNaN{nan})
	case x.form == zero && y.form == zero:
		z.acc, z.form = Exact, zero
		z.neg = x.neg && yneg
	case x.form == inf || y.form == zero:
		z.Set(x)
	default:
		// Rounded with the sign of y, as the official library has it.
		z.Set(y)
		z.neg = yneg
	}
	return z
}

func (z *Float) sumFinite(x, y *Float, yneg bool) {
	xneg := x.neg
	if x.cmpAbs(y) < 0 {
		x, y, xneg, yneg = y, x, yneg, xneg
	}
	a, ea := x.whole()
	b, eb := y.whole()
	// So far apart that of the smaller one only its presence counts: it becomes one bit behind all others.
	if far := int64(z.prec) + int64(len(a))*wordBits + 3; int64(x.exp)-int64(y.exp) > far {
		b, eb = natOne, int64(x.exp)-far
	}
	if ea > eb {
		a = nat(nil).shl(a, uint(ea-eb))
		ea = eb
	} else if eb > ea {
		b = nat(nil).shl(b, uint(eb-ea))
	}
	var m nat
	if xneg == yneg {
		m = nat(nil).add(a, b)
	} else {
		m = nat(nil).sub(a, b)
	}
	if len(m) == 0 {
		z.acc, z.form = Exact, zero
		z.neg = z.mode == ToNegativeInf
		return
	}
	z.setNat(xneg, m, ea, 0)
}

// Mul sets z to x*y. It panics for zero times infinity.
func (z *Float) Mul(x, y *Float) *Float {
	z.operands(x, y)
	neg := x.neg != y.neg
	switch {
	case x.form == finite && y.form == finite:
		a, ea := x.whole()
		b, eb := y.whole()
		return z.setNat(neg, nat(nil).mul(a, b), ea+eb, 0)
	case x.form == zero && y.form == inf || x.form == inf && y.form == zero:
		z.acc, z.form, z.neg = Exact, zero, false
		panic(ErrNaN{"multiplication of zero with infinity"})
	case x.form == inf || y.form == inf:
		z.form = inf
	default:
		z.form = zero
	}
	z.acc, z.neg = Exact, neg
	return z
}

// Quo sets z to x/y. It panics for 0/0 and Inf/Inf.
func (z *Float) Quo(x, y *Float) *Float {
	z.operands(x, y)
	neg := x.neg != y.neg
	switch {
	case x.form == finite && y.form == finite:
		a, ea := x.whole()
		b, eb := y.whole()
		// Bits enough for the precision and for rounding.
		s := max(int(z.prec)+2+b.bitLen()-a.bitLen(), 0)
		q, r := nat(nil).div(nil, nat(nil).shl(a, uint(s)), b)
		sticky := uint(0)
		if len(r) > 0 {
			sticky = 1
		}
		return z.setNat(neg, q, ea-eb-int64(s), sticky)
	case x.form == y.form:
		z.acc, z.form, z.neg = Exact, zero, false
		panic(ErrNaN{"division of zero by zero or infinity by infinity"})
	case x.form == zero || y.form == inf:
		z.form = zero
	default:
		z.form = inf
	}
	z.acc, z.neg = Exact, neg
	return z
}

// Sqrt sets z to the square root of x. It panics if x is negative.
func (z *Float) Sqrt(x *Float) *Float {
	if z.prec == 0 {
		z.prec = x.prec
	}
	if x.Sign() < 0 {
		panic(ErrNaN{"square root of negative operand"})
	}
	if x.form != finite {
		z.acc, z.form, z.neg = Exact, x.form, x.neg
		return z
	}
	a, e := x.whole()
	s := max(2*(int(z.prec)+2)-a.bitLen(), 0)
	if (e-int64(s))&1 != 0 {
		s++
	}
	a = nat(nil).shl(a, uint(s))
	r := nat(nil).sqrt(a)
	sticky := uint(0)
	if nat(nil).sqr(r).cmp(a) != 0 {
		sticky = 1
	}
	return z.setNat(false, r, (e-int64(s))/2, sticky)
}

// trunc gives the absolute value without what is behind the point.
func (x *Float) truncated() (m nat, exact bool) {
	m, e := x.whole()
	if e >= 0 {
		return nat(nil).shl(m, uint(e)), true
	}
	return nat(nil).shr(m, uint(-e)), m.sticky(uint(-e)) == 0
}

// Int sets z, or a new Int, to x without what is behind the point; nil for infinities.
func (x *Float) Int(z *Int) (*Int, Accuracy) {
	if z == nil && x.form <= finite {
		z = new(Int)
	}
	switch x.form {
	case zero:
		return z.SetInt64(0), Exact
	case inf:
		return nil, makeAcc(x.neg)
	}
	acc := makeAcc(x.neg)
	if x.exp <= 0 {
		return z.SetInt64(0), acc
	}
	m, exact := x.truncated()
	z.abs, z.neg = m, x.neg
	if exact {
		acc = Exact
	}
	return z, acc
}

// Int64 gives x without what is behind the point, or the nearest int64.
func (x *Float) Int64() (int64, Accuracy) {
	if x.form == finite && x.exp <= 63 {
		i, acc := x.Int(nil)
		return i.Int64(), acc
	}
	if x.form == zero {
		return 0, Exact
	}
	if x.neg {
		if x.form == finite && x.exp == 64 && x.MinPrec() == 1 {
			return math.MinInt64, Exact
		}
		return math.MinInt64, Above
	}
	return math.MaxInt64, Below
}

// Uint64 gives x without what is behind the point, or the nearest uint64.
func (x *Float) Uint64() (uint64, Accuracy) {
	switch {
	case x.form == zero:
		return 0, Exact
	case x.neg:
		return 0, Above
	case x.form == finite && x.exp <= 64:
		i, acc := x.Int(nil)
		if x.MinPrec() <= 64 && x.exp > 0 {
			acc = Exact // as the official library has it, also with digits behind the point
		}
		return i.Uint64(), acc
	}
	return math.MaxUint64, Below
}

// Rat sets z, or a new Rat, to x; nil for infinities.
func (x *Float) Rat(z *Rat) (*Rat, Accuracy) {
	if z == nil && x.form <= finite {
		z = new(Rat)
	}
	switch x.form {
	case zero:
		return z.SetInt64(0), Exact
	case inf:
		return nil, makeAcc(x.neg)
	}
	m, e := x.whole()
	z.a.neg = x.neg
	if e >= 0 {
		z.a.abs = nat(nil).shl(m, uint(e))
		z.b.abs = z.b.abs.setWord(1)
	} else {
		z.a.abs = nat(nil).set(m)
		z.b.abs = nat(nil).shl(natOne, uint(-e))
	}
	return z.norm(), Exact
}

// Float32 gives the nearest float32.
func (x *Float) Float32() (float32, Accuracy) {
	f, acc := x.toFloat(24, -149, 128)
	return float32(f), acc
}

// Float64 gives the nearest float64.
func (x *Float) Float64() (float64, Accuracy) { return x.toFloat(53, -1074, 1024) }

func (x *Float) toFloat(prec, smallest, limit int) (float64, Accuracy) {
	sign := 1.0
	if x.neg {
		sign = -1
	}
	switch x.form {
	case zero:
		return math.Copysign(0, sign), Exact
	case inf:
		return math.Inf(int(sign)), Exact
	}
	// Fewer bits for what will be subnormal.
	p := min(prec, int(x.exp)-smallest)
	if p < 0 {
		return math.Copysign(0, sign), makeAcc(x.neg)
	}
	if p == 0 {
		// Half of the smallest number, or up to all of it.
		if x.MinPrec() == 1 {
			return math.Copysign(0, sign), makeAcc(x.neg)
		}
		return sign * math.Ldexp(1, smallest), makeAcc(!x.neg)
	}
	var r Float
	r.prec = uint32(p)
	r.Set(x)
	if int(r.exp) > limit || r.form == inf {
		return math.Inf(int(sign)), makeAcc(!x.neg)
	}
	m := float64(r.mant[len(r.mant)-1] >> 11)
	return sign * math.Ldexp(m, int(r.exp)-53), r.acc
}
