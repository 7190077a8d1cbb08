// Package cmplx has the elementary functions of complex numbers. Special values follow Annex G of C99.
//
// This file has the parts of a number, powers and logarithms; read trig.go and inverse.go next.
package cmplx

import "math"

// Abs gives the absolute value of x.
func Abs(x complex128) float64 { return math.Hypot(real(x), imag(x)) }

// Phase gives the argument of x, in [-Pi, Pi].
func Phase(x complex128) float64 { return math.Atan2(imag(x), real(x)) }

// Polar gives absolute value and phase of x.
func Polar(x complex128) (r, θ float64) { return Abs(x), Phase(x) }

// Rect gives the number of absolute value r and phase θ.
func Rect(r, θ float64) complex128 {
	s, c := math.Sincos(θ)
	return complex(r*c, r*s)
}

// Conj gives the conjugate of x.
func Conj(x complex128) complex128 { return complex(real(x), -imag(x)) }

// Inf gives an infinity, complex(+Inf, +Inf).
func Inf() complex128 { return complex(math.Inf(1), math.Inf(1)) }

// NaN gives a number that is none in both parts.
func NaN() complex128 { return complex(math.NaN(), math.NaN()) }

// IsInf tells whether a part of x is infinite.
func IsInf(x complex128) bool { return math.IsInf(real(x), 0) || math.IsInf(imag(x), 0) }

// IsNaN tells whether a part of x is not a number and none is infinite.
func IsNaN(x complex128) bool {
	return !IsInf(x) && (math.IsNaN(real(x)) || math.IsNaN(imag(x)))
}

// Log gives the natural logarithm of x.
func Log(x complex128) complex128 { return complex(math.Log(Abs(x)), Phase(x)) }

// Log10 gives the decimal logarithm of x.
func Log10(x complex128) complex128 {
	z := Log(x)
	return complex(math.Log10E*real(z), math.Log10E*imag(z))
}

// Exp gives e**x.
func Exp(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case math.IsInf(re, 0):
		switch {
		case re > 0 && im == 0:
			return x
		case math.IsInf(im, 0) || math.IsNaN(im):
			if re < 0 {
				return complex(0, math.Copysign(0, im))
			}
			return complex(math.Inf(1), math.NaN())
		}
	case math.IsNaN(re) && im == 0:
		return complex(math.NaN(), im)
	}
	r := math.Exp(re)
	s, c := math.Sincos(im)
	return complex(r*c, r*s)
}

// Pow gives x**y. Pow(0, ±0) is 1; Pow(0, c) with a negative real part of c is infinite: Inf+0i when the
// imaginary part of c is zero, else Inf+Inf i.
func Pow(x, y complex128) complex128 {
	if x == 0 {
		switch re, im := real(y), imag(y); {
		case y == 0:
			return 1
		case re < 0 && im == 0:
			return complex(math.Inf(1), 0)
		case re < 0:
			return Inf()
		case re > 0:
			return 0
		}
		panic("not reached")
	}
	modulus := Abs(x)
	if modulus == 0 {
		return 0
	}
	r := math.Pow(modulus, real(y))
	arg := Phase(x)
	theta := real(y) * arg
	if imag(y) != 0 {
		r *= math.Exp(-imag(y) * arg)
		theta += imag(y) * math.Log(modulus)
	}
	return Rect(r, theta)
}

// Sqrt gives the square root of x whose real part is not negative.
func Sqrt(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0:
		switch {
		case re == 0:
			return complex(0, im)
		case re < 0:
			return complex(0, math.Copysign(math.Sqrt(-re), im))
		}
		return complex(math.Sqrt(re), im)
	case math.IsInf(im, 0):
		return complex(math.Inf(1), im)
	case re == 0:
		r := math.Sqrt(0.5 * math.Abs(im))
		return complex(r, math.Copysign(r, im))
	}
	// Scaled by a power of four, so that the absolute value neither overflows nor loses digits.
	a, b, scale := re, im, 1.0
	switch {
	case math.Abs(a) > 4 || math.Abs(b) > 4:
		a, b, scale = a*0.25, b*0.25, 2
	default:
		a, b, scale = a*0x1p54, b*0x1p54, 0x1p-27
	}
	r := math.Hypot(a, b)
	var t float64
	if a > 0 {
		t = math.Sqrt(0.5*r + 0.5*a)
		r = scale * math.Abs((0.5*b)/t)
		t *= scale
	} else {
		r = math.Sqrt(0.5*r - 0.5*a)
		t = scale * math.Abs((0.5*b)/r)
		r *= scale
	}
	return complex(t, math.Copysign(r, b))
}
