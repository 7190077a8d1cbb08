package math

// Mod gives the remainder of x/y with the sign of x: x - y*n, where n is the
// quotient rounded towards zero. It is exact. If x is infinite or y is 0 it is
// NaN; if y is infinite it is x.
func Mod(x, y float64) float64 {
	if y == 0 || IsInf(x, 0) || IsNaN(x) || IsNaN(y) {
		return NaN()
	}
	y = Abs(y)
	r := Abs(x)
	if y > MaxFloat64 || r < y {
		return x
	}
	yfr, yexp := Frexp(y)
	for r >= y {
		rfr, rexp := Frexp(r)
		if rfr < yfr {
			rexp--
		}
		// The greatest multiple of y by a power of two that is not above r.
		r -= Ldexp(y, rexp-yexp)
	}
	return Copysign(r, x)
}

// Remainder gives the remainder of x/y as IEEE 754 defines it: x - y*n, where n
// is the quotient rounded to the nearest integer, the even one in a tie. It is
// exact. If x is infinite or y is 0 it is NaN; if y is infinite it is x.
func Remainder(x, y float64) float64 {
	if y == 0 || IsInf(x, 0) || IsNaN(x) || IsNaN(y) {
		return NaN()
	}
	if IsInf(y, 0) {
		return x
	}
	y = Abs(y)
	r := Abs(x)
	if r == y {
		return Copysign(0, x)
	}
	if y <= MaxFloat64/2 {
		r = Mod(r, 2*y) // keeps the parity of the quotient
	}
	if y < 0x1p-1021 { // half of y may not be a number: double the rest
		if r+r > y {
			r -= y
			if r+r >= y {
				r -= y
			}
		}
	} else if half := y / 2; r > half {
		r -= y
		if r >= half {
			r -= y
		}
	}
	if Signbit(x) {
		return -r
	}
	return r
}

// Pow10 gives 10**n: 0 if n < -323, +Inf if n > 308.
func Pow10(n int) float64 {
	switch {
	case 0 <= n && n <= 308:
		return pow10hi[n/32] * pow10lo[n%32]
	case -323 <= n && n < 0:
		return pow10neg[-n/32] / pow10lo[-n%32]
	case n > 0:
		return Inf(1)
	}
	return 0
}

var pow10lo = [...]float64{
	1e00, 1e01, 1e02, 1e03, 1e04, 1e05, 1e06, 1e07, 1e08, 1e09,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
	1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29,
	1e30, 1e31,
}

var pow10hi = [...]float64{1e00, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288}

var pow10neg = [...]float64{1e-00, 1e-32, 1e-64, 1e-96, 1e-128, 1e-160, 1e-192, 1e-224, 1e-256, 1e-288, 1e-320}
