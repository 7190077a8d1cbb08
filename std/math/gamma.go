package math

// Gamma gives the Gamma function of x. It is ±Inf for ±0, and NaN for -Inf and the
// negative integers.
//
// Between 2 and 3 it is a rational function; other numbers are brought there by
// Gamma(x+1) = x*Gamma(x), or, from 33 on, are left to Stirling's formula.
func Gamma(x float64) float64 {
	switch {
	case IsNaN(x) || IsInf(x, 1):
		return x
	case x == 0:
		return Copysign(Inf(1), x)
	case x < 0 && (IsInf(x, -1) || x == Floor(x)):
		return NaN()
	}
	if a := Abs(x); a > 33 {
		if x > 0 {
			y1, y2 := stirling(x)
			return y1 * y2
		}
		return gammaReflected(a)
	}
	z := 1.0
	for x >= 3 {
		x--
		z *= x
	}
	for x < 0 {
		if x > -1e-9 {
			return gammaSmall(x, z)
		}
		z /= x
		x++
	}
	for x < 2 {
		if x < 1e-9 {
			return gammaSmall(x, z)
		}
		z /= x
		x++
	}
	if x == 2 {
		return z
	}
	return z * poly(gammaP[:], x-2) / poly(gammaQ[:], x-2)
}

// gammaSmall gives z*Gamma(x) for |x| < 1e-9.
func gammaSmall(x, z float64) float64 {
	const euler = 0.57721566490153286060651209008240243104215933593992
	if x == 0 {
		return Inf(1)
	}
	return z / ((1 + euler*x) * x)
}

// stirling gives Gamma(x) as a product, for x > 33: the product may overflow where
// its inverse is wanted.
func stirling(x float64) (y1, y2 float64) {
	if x > 200 {
		return Inf(1), 1
	}
	const (
		sqrtTwoPi = 2.506628274631000502417
		maxPow    = 143.01608 // beyond, Pow(x, x) would overflow
	)
	w := 1 / x
	w = 1 + w*poly(stirlingP[:], w)
	y1 = Exp(x)
	y2 = 1.0
	if x > maxPow {
		v := Pow(x, 0.5*x-0.25)
		y1, y2 = v, v/y1
	} else {
		y1 = Pow(x, x-0.5) / y1
	}
	return y1, sqrtTwoPi * w * y2
}

// gammaReflected gives Gamma(-a), for a > 33 that is no integer, by Gamma(a) *
// Gamma(-a) = -Pi/(a*sin(Pi*a)).
func gammaReflected(a float64) float64 {
	floor := Floor(a)
	neg := int64(floor)&1 == 0
	frac := a - floor
	if frac > 0.5 {
		frac = a - (floor + 1)
	}
	s := a * Sin(Pi*frac)
	if s == 0 {
		return NaN()
	}
	y1, y2 := stirling(a)
	y := Pi / (Abs(s) * y1 * y2)
	if abs := Abs(s) * y1; IsInf(abs, 0) || IsInf(abs*y2, 0) {
		y = Pi / Abs(s) / y1 / y2
	}
	if neg {
		return -y
	}
	return y
}

// Lgamma gives the natural logarithm of the absolute value of Gamma(x), and the
// sign of Gamma(x), -1 or +1. It is ±Inf for ±Inf, +Inf for 0 and the negative integers. The
// intervals are those of FDLIBM.
func Lgamma(x float64) (lgamma float64, sign int) {
	switch {
	case IsNaN(x):
		return x, 1
	case IsInf(x, 0):
		return x, 1
	case x == 0:
		return Inf(1), 1
	}
	if x > 0 {
		if x < 0x1p-70 {
			return -Log(x), 1
		}
		return lgammaPositive(x), 1
	}
	x = -x
	switch {
	case x < 0x1p-70:
		return -Log(x), -1
	case x >= 1<<52: // an integer
		return Inf(1), 1
	}
	t := sinPi(x) // of -x it is the opposite
	if t == 0 {
		return Inf(1), 1
	}
	sign = 1
	if t > 0 {
		sign = -1
	}
	return Log(Pi/Abs(t*x)) - lgammaPositive(x), sign
}

// sinPi gives Sin(Pi*x) for x > 0.
func sinPi(x float64) float64 {
	if x < 0.25 {
		return Sin(Pi * x)
	}
	x = Mod(x, 2)
	switch n := int(x * 4); {
	case x == 1 || x == 0:
		return 0
	case n == 0:
		return Sin(Pi * x)
	case n <= 2:
		return Cos(Pi * (0.5 - x))
	case n <= 4:
		return Sin(Pi * (1 - x))
	case n <= 6:
		return -Cos(Pi * (x - 1.5))
	}
	return Sin(Pi * (x - 2))
}

// lgammaPositive gives the logarithm of Gamma(x) for x >= 2**-70.
func lgammaPositive(x float64) float64 {
	switch {
	case x == 1 || x == 2:
		return 0
	case x < 2:
		return lgammaBelow2(x)
	case x < 8:
		n := int(x)
		y := x - float64(n)
		r := 0.5*y + y*ratio(lgDP[:], lgDQ[:], y)
		z := 1.0
		for i := n - 1; i >= 2; i-- {
			z *= y + float64(i)
		}
		if n > 2 {
			r += Log(z)
		}
		return r
	case x < 1<<58:
		t := Log(x)
		z := 1 / x
		return (x-0.5)*(t-1) + (lgHalf + z*poly(lgEP[:], z*z))
	}
	return x * (Log(x) - 1)
}

func lgammaBelow2(x float64) float64 {
	r, base := 0.0, 0.0
	if x <= 0.9 {
		// Gamma(x) = Gamma(1+x)/x; distances are taken from x itself, for the sum
		// would be rounded.
		r, base = -Log(x), 1
	}
	switch {
	case base+x >= 1.7316:
		return r + lgNear2((2-base)-x)
	case base+x >= 1.2316:
		return r + lgNearMin(x-(lgMinX-base))
	}
	return r + lgNear1(x-(1-base))
}

func lgNear2(y float64) float64 { return y*poly(lgAP[:], y) - 0.5*y }

func lgNearMin(y float64) float64 {
	return lgMin + (y*y*poly(lgBP[:], y) + lgMinTail)
}

func lgNear1(y float64) float64 { return -0.5*y + y*ratio(lgCP[:], lgCQ[:], y) }
