package math

// Exp2 and Expm1 reduce x to r + k*Ln2 with |r| <= Ln2/2, r being the difference
// of hi and a small lo, and go on as FDLIBM does. For Exp2 that is
//
//	e**r == 1 + r + r*c/(2-c), c == r - t*P(t), t == r*r.

const (
	expMax = 7.09782712893383973096e+02  // beyond, overflow
	expMin = -7.45133219101941108420e+02 // below, 0
)

// Exp gives e**x. Of very large values it is +Inf, of very small ones 0 or 1.
//
// After N. Shibata, "Efficient evaluation methods of elementary functions suitable
// for SIMD computation": the Taylor series of e**r - 1 for r/16, then four times
// (1+y)**2 - 1 == y*(y+2). The products are added without rounding, which takes
// an FMA instruction to be quick; so does the official library where there is one.
func Exp(x float64) float64 {
	const (
		ln2Upper = 0x1.62e42fefap-1 // FMA makes the product with k exact anyway
		ln2Lower = 0x1.cf79abc9e3b39p-40
	)
	switch {
	case IsNaN(x) || IsInf(x, 1):
		return x
	case x > expMax:
		return Inf(1)
	case x < expMin:
		return 0
	}
	k := RoundToEven(x * Log2E)
	r := FMA(-k, ln2Lower, FMA(-k, ln2Upper, x)) / 16
	t := FMA(1.0/40320, r, 1.0/5040)
	t = FMA(t, r, 1.0/720)
	t = FMA(t, r, 1.0/120)
	t = FMA(t, r, 1.0/24)
	t = FMA(t, r, 1.0/6)
	t = FMA(t, r, 1.0/2)
	t = FMA(t, r, 1)
	y := r * t
	y *= y + 2
	y *= y + 2
	y *= y + 2
	return Ldexp(FMA(y, y+2, 1), int(k))
}

// Exp2 gives 2**x, with Exp's special cases.
func Exp2(x float64) float64 {
	switch {
	case IsNaN(x) || IsInf(x, 1):
		return x
	case x >= 1024:
		return Inf(1)
	case x < -1075:
		return 0
	}
	k := int(x + Copysign(0.5, x))
	f := x - float64(k)
	return expReduced(f*ln2Hi, -f*ln2Lo, k)
}

// expReduced gives e**(hi-lo) * 2**k.
func expReduced(hi, lo float64, k int) float64 {
	r := hi - lo
	t := r * r
	c := r - t*poly(expP[:], t)
	return Ldexp(1-((lo-(r*c)/(2-c))-hi), k)
}

// Expm1 gives e**x - 1, accurately also where e**x is almost 1. Of very large
// values it is +Inf, of very small ones -1.
func Expm1(x float64) float64 {
	switch {
	case IsNaN(x) || IsInf(x, 1):
		return x
	case x > expMax:
		return Inf(1)
	case x < -56*Ln2:
		return -1
	case Abs(x) < 0x1p-54:
		return x
	}
	k, c := 0, 0.0 // c is what rounding of the reduced x lost
	if a := Abs(x); a > 0.5*Ln2 {
		k = int(Copysign(1, x))
		if a >= 1.5*Ln2 {
			k = int(Log2E*x + Copysign(0.5, x))
		}
		hi, lo := x-float64(k)*ln2Hi, float64(k)*ln2Lo
		x = hi - lo
		c = (hi - x) - lo
	}
	half := 0.5 * x
	z := x * half
	r := 1 + z*poly(expm1P[:], z)
	t := 3 - r*half
	e := z * ((r - t) / (6 - x*t))
	if k == 0 {
		return x - (x*e - z)
	}
	e = x*(e-c) - c
	e -= z
	switch {
	case k == -1:
		return 0.5*(x-e) - 0.5
	case k == 1 && x < -0.25:
		return -2 * (e - (x + 0.5))
	case k == 1:
		return 1 + 2*(x-e)
	case k <= -2 || k > 56:
		return Ldexp(1-(e-x), k) - 1
	}
	small := Ldexp(1, -k)
	if k < 20 {
		return Ldexp((1-small)-(e-x), k)
	}
	return Ldexp((x-(e+small))+1, k)
}
