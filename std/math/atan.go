package math

// Arc functions, after Cephes.

// atanSmall gives the arctangent for 0 <= x <= 0.66.
func atanSmall(x float64) float64 {
	t := x * x
	return x*(t*poly(atanP[:], t)/poly(atanQ[:], t)) + x
}

// atanPositive gives the arctangent for x >= 0.
func atanPositive(x float64) float64 {
	const tan3Pi8 = 2.41421356237309504880
	switch {
	case x <= 0.66:
		return atanSmall(x)
	case x > tan3Pi8:
		return Pi/2 - atanSmall(1/x) + piTail
	}
	return Pi/4 + atanSmall((x-1)/(x+1)) + 0.5*piTail
}

// Atan gives the arctangent of x, in radians.
func Atan(x float64) float64 {
	switch {
	case x == 0:
		return x
	case x > 0:
		return atanPositive(x)
	}
	return -atanPositive(-x)
}

// Asin gives the arcsine of x, in radians; NaN for |x| > 1.
func Asin(x float64) float64 {
	if x == 0 {
		return x
	}
	a := Abs(x)
	if !(a <= 1) {
		return NaN()
	}
	c := Sqrt(1 - a*a)
	if a > 0.7 {
		a = Pi/2 - atanPositive(c/a)
	} else {
		a = atanPositive(a / c)
	}
	return Copysign(a, x)
}

// Acos gives the arccosine of x, in radians; NaN for |x| > 1.
func Acos(x float64) float64 { return Pi/2 - Asin(x) }

// Atan2 gives the angle of the point (x, y), in radians between -Pi and Pi. The
// signs of zeros count; an infinite coordinate outweighs a finite one.
func Atan2(y, x float64) float64 {
	switch {
	case IsNaN(y) || IsNaN(x):
		return NaN()
	case y == 0:
		if x > 0 || x == 0 && !Signbit(x) {
			return Copysign(0, y)
		}
		return Copysign(Pi, y)
	case x == 0:
		return Copysign(Pi/2, y)
	case IsInf(x, 0):
		angle := 0.0
		if x < 0 {
			angle = Pi
		}
		if IsInf(y, 0) {
			angle = Pi / 4
			if x < 0 {
				angle = 3 * Pi / 4
			}
		}
		return Copysign(angle, y)
	case IsInf(y, 0):
		return Copysign(Pi/2, y)
	}
	q := Atan(y / x)
	if x < 0 {
		if q <= 0 {
			return q + Pi
		}
		return q - Pi
	}
	return q
}
