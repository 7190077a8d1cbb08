package math

// The error function: rational functions on intervals that FDLIBM's design has
// proved good, where |x| is small of erf, else of the logarithm of erfc.

// erfcTail gives x*erfc(x) for 1.25 <= x < 28.
func erfcTail(x float64) float64 {
	s := 1 / (x * x)
	var r float64
	if x < 1/0.35 {
		r = ratio(erfCP[:], erfCQ[:], s)
	} else {
		r = ratio(erfDP[:], erfDQ[:], s)
	}
	// x*x is split in two, so that the great part of it is exact.
	z := Float64frombits(Float64bits(x) &^ (1<<32 - 1))
	return Exp(-z*z-0.5625) * Exp((z-x)*(z+x)+r)
}

// Erf gives the error function of x.
func Erf(x float64) float64 {
	const efx = 2/SqrtPi - 1
	a := Abs(x)
	switch {
	case IsNaN(x):
		return x
	case a < 0x1p-28:
		if a < 0x1p-1018 { // no rounding among subnormal numbers
			return 0.125 * (8*x + 8*efx*x)
		}
		return x + efx*x
	case a < 0.84375:
		return x + x*ratio(erfAP[:], erfAQ[:], x*x)
	case a < 1.25:
		a = erfOne + ratio(erfBP[:], erfBQ[:], a-1)
	case a >= 6:
		a = 1
	default:
		a = 1 - erfcTail(a)/a
	}
	return Copysign(a, x)
}

// Erfc gives 1 - Erf(x), accurately also where Erf(x) is almost 1.
func Erfc(x float64) float64 {
	a := Abs(x)
	switch {
	case IsNaN(x):
		return x
	case a < 0x1p-56:
		return 1 - x
	case a < 0.84375:
		y := a * ratio(erfAP[:], erfAQ[:], a*a)
		if a < 0.25 {
			y = a + y
		} else {
			y = 0.5 + (y + (a - 0.5))
		}
		return 1 - Copysign(y, x)
	case a < 1.25:
		y := ratio(erfBP[:], erfBQ[:], a-1)
		if x > 0 {
			return 1 - erfOne - y
		}
		return 1 + erfOne + y
	case x < -6:
		return 2
	case x >= 28:
		return 0
	}
	y := erfcTail(a) / a
	if x < 0 {
		return 2 - y
	}
	return y
}

// Erfinv gives the inverse of Erf: ±Inf for ±1, NaN beyond. The intervals are
// those of M. Wichura's algorithm AS 241.
func Erfinv(x float64) float64 {
	a := Abs(x)
	switch {
	case a > 1 || IsNaN(x):
		return NaN()
	case a == 1:
		return Copysign(Inf(1), x)
	case a <= 0.85:
		r := 0.180625 - 0.25*x*x
		return x * poly(erfinvAP[:], r) / poly(erfinvAQ[:], r) / Sqrt2
	}
	r := Sqrt(Ln2 - Log(1-a))
	if r <= 5 {
		r = ratio(erfinvBP[:], erfinvBQ[:], r-1.6)
	} else {
		r = ratio(erfinvCP[:], erfinvCQ[:], r-5)
	}
	return Copysign(r/Sqrt2, x)
}

// Erfcinv gives the inverse of Erfc: +Inf for 0, -Inf for 2, NaN outside.
func Erfcinv(x float64) float64 { return Erfinv(1 - x) }
