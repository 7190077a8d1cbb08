package cmplx

import "math"

// Sin gives the sine of x.
func Sin(x complex128) complex128 {
	w := Sinh(complex(-imag(x), real(x)))
	return complex(imag(w), -real(w))
}

// Cos gives the cosine of x.
func Cos(x complex128) complex128 {
	if real(x) == 0 && math.IsNaN(imag(x)) {
		return complex(math.NaN(), 0)
	}
	return Cosh(complex(-imag(x), real(x)))
}

// Tan gives the tangent of x.
func Tan(x complex128) complex128 {
	w := Tanh(complex(-imag(x), real(x)))
	return complex(imag(w), -real(w))
}

// Cot gives the cotangent of x.
func Cot(x complex128) complex128 {
	d := math.Cosh(2*imag(x)) - math.Cos(2*real(x))
	if math.Abs(d) < 0.25 {
		d = coshMinusCos(x)
	}
	if d == 0 {
		return Inf()
	}
	return complex(math.Sin(2*real(x))/d, -math.Sinh(2*imag(x))/d)
}

// Sinh gives the hyperbolic sine of x.
func Sinh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case re == 0 && (math.IsInf(im, 0) || math.IsNaN(im)):
		return complex(re, math.NaN())
	case math.IsInf(re, 0):
		switch {
		case im == 0:
			return complex(re, im)
		case math.IsInf(im, 0) || math.IsNaN(im):
			return complex(re, math.NaN())
		}
	case im == 0 && math.IsNaN(re):
		return complex(math.NaN(), im)
	}
	s, c := math.Sincos(im)
	sh, ch := sinhcosh(re)
	return complex(c*sh, s*ch)
}

// Cosh gives the hyperbolic cosine of x.
func Cosh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case re == 0 && (math.IsInf(im, 0) || math.IsNaN(im)):
		return complex(math.NaN(), re*math.Copysign(0, im))
	case math.IsInf(re, 0):
		switch {
		case im == 0:
			return complex(math.Inf(1), im*math.Copysign(0, re))
		case math.IsInf(im, 0) || math.IsNaN(im):
			return complex(math.Inf(1), math.NaN())
		}
	case im == 0 && math.IsNaN(re):
		return complex(math.NaN(), im)
	}
	s, c := math.Sincos(im)
	sh, ch := sinhcosh(re)
	return complex(c*ch, s*sh)
}

// Tanh gives the hyperbolic tangent of x.
func Tanh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case math.IsInf(re, 0):
		if math.IsInf(im, 0) || math.IsNaN(im) {
			return complex(math.Copysign(1, re), math.Copysign(0, im))
		}
		return complex(math.Copysign(1, re), math.Copysign(0, math.Sin(2*im)))
	case im == 0 && math.IsNaN(re):
		return complex(math.NaN(), im)
	}
	d := math.Cosh(2*re) + math.Cos(2*im)
	if d == 0 {
		return Inf()
	}
	return complex(math.Sinh(2*re)/d, math.Sin(2*im)/d)
}

// sinhcosh gives both hyperbolic functions of x.
func sinhcosh(x float64) (sh, ch float64) {
	if math.Abs(x) <= 0.5 {
		return math.Sinh(x), math.Cosh(x)
	}
	e := math.Exp(x)
	half := 0.5 / e
	e *= 0.5
	return e - half, e + half
}

// coshMinusCos is cosh(2y) - cos(2x) where both are near to each other, by its power series after x was
// reduced to a small angle.
func coshMinusCos(z complex128) float64 {
	x := math.Remainder(math.Abs(2*real(z)), 2*math.Pi)
	y := math.Abs(2 * imag(z))
	x, y = x*x, y*y
	// sum of (y**n - (-1)**n * x**n) / (2n)! for n > 0, squares already taken
	xn, yn, fact, sum := 1.0, 1.0, 1.0, 0.0
	for n := 1.0; ; n++ {
		xn *= -x
		yn *= y
		fact *= (2*n - 1) * (2 * n)
		t := (yn - xn) / fact
		sum += t
		if !(math.Abs(t) > 1e-17*math.Abs(sum)) {
			return sum
		}
	}
}
