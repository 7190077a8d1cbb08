package cmplx

import "math"

// Asin gives the inverse sine of x.
func Asin(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && math.Abs(re) <= 1:
		return complex(math.Asin(re), im)
	case re == 0 && math.Abs(im) <= 1:
		return complex(re, math.Asinh(im))
	case math.IsNaN(im):
		switch {
		case re == 0:
			return complex(re, math.NaN())
		case math.IsInf(re, 0):
			return complex(math.NaN(), re)
		}
		return NaN()
	case math.IsInf(im, 0):
		switch {
		case math.IsNaN(re):
			return x
		case math.IsInf(re, 0):
			return complex(math.Copysign(math.Pi/4, re), im)
		}
		return complex(math.Copysign(0, re), im)
	case math.IsInf(re, 0):
		return complex(math.Copysign(math.Pi/2, re), math.Copysign(re, im))
	}
	w := asin(re, im)
	if re == 0 && im > 0 {
		w = complex(0, imag(w))
	}
	return w
}

// asin is Asin for finite numbers by Kahan's formulas, which lose no digits near the branch points.
func asin(re, im float64) complex128 {
	a, b := Sqrt(complex(1-re, -im)), Sqrt(complex(1+re, im))
	return complex(
		math.Atan2(re, real(a)*real(b)-imag(a)*imag(b)),
		math.Asinh(real(a)*imag(b)-imag(a)*real(b)))
}

// Acos gives the inverse cosine of x.
func Acos(x complex128) complex128 {
	w := Asin(x)
	return complex(math.Pi/2-real(w), -imag(w))
}

// Atan gives the inverse tangent of x.
func Atan(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0:
		return complex(math.Atan(re), im)
	case re == 0 && math.Abs(im) <= 1:
		return complex(re, math.Atanh(im))
	case math.IsInf(im, 0) || math.IsInf(re, 0):
		if math.IsNaN(re) {
			return complex(math.NaN(), math.Copysign(0, im))
		}
		return complex(math.Copysign(math.Pi/2, re), math.Copysign(0, im))
	case math.IsNaN(re) || math.IsNaN(im):
		return NaN()
	}
	x2 := re * re
	a := 1 - x2 - im*im
	if a == 0 {
		return NaN()
	}
	t := 0.5 * math.Atan2(2*re, a)
	if t == math.Pi/2 {
		t = -t
	}
	up, down := im+1, im-1
	d := x2 + down*down
	if d == 0 {
		return NaN()
	}
	return complex(t, 0.25*math.Log((x2+up*up)/d))
}

// Asinh gives the inverse hyperbolic sine of x.
func Asinh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && math.Abs(re) <= 1:
		return complex(math.Asinh(re), im)
	case re == 0 && math.Abs(im) <= 1:
		return complex(re, math.Asin(im))
	case math.IsInf(re, 0):
		switch {
		case math.IsInf(im, 0):
			return complex(re, math.Copysign(math.Pi/4, im))
		case math.IsNaN(im):
			return x
		}
		return complex(re, math.Copysign(0, im))
	case math.IsNaN(re):
		switch {
		case im == 0:
			return x
		case math.IsInf(im, 0):
			return complex(im, re)
		}
		return NaN()
	case math.IsInf(im, 0):
		return complex(math.Copysign(im, re), math.Copysign(math.Pi/2, im))
	}
	w := asin(-im, re)
	if im == 0 && re < 0 {
		return complex(imag(w), 0)
	}
	return complex(imag(w), -real(w))
}

// Acosh gives the inverse hyperbolic cosine of x.
func Acosh(x complex128) complex128 {
	if x == 0 {
		return complex(0, math.Copysign(math.Pi/2, imag(x)))
	}
	w := Acos(x)
	if imag(w) <= 0 {
		return complex(-imag(w), real(w))
	}
	return complex(imag(w), -real(w))
}

// Atanh gives the inverse hyperbolic tangent of x.
func Atanh(x complex128) complex128 {
	w := Atan(complex(-imag(x), real(x)))
	return complex(imag(w), -real(w))
}
