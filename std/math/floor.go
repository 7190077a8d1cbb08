package math

// Rounding to integers, by masking off fraction bits. Zeros keep their sign,
// infinities and NaN are left alone.

// Floor gives the greatest integer not above x.
func Floor(x float64) float64 {
	t := Trunc(x)
	if t > x {
		return t - 1
	}
	return t
}

// Ceil gives the least integer not below x.
func Ceil(x float64) float64 {
	t := Trunc(x)
	if t < x {
		// The sum may be zero, and must then be negative zero.
		return Copysign(t+1, x)
	}
	return t
}

// Trunc gives the integer part of x.
func Trunc(x float64) float64 {
	b := Float64bits(x)
	e := int(b>>fracBits&expMask) - bias
	switch {
	case e < 0:
		return Float64frombits(b & signBit)
	case e < fracBits:
		return Float64frombits(b &^ (fracMask >> uint(e)))
	}
	return x
}

// Round gives the integer nearest to x, the one further from zero in a tie.
func Round(x float64) float64 {
	t := Trunc(x)
	if Abs(x-t) >= 0.5 {
		return t + Copysign(1, x)
	}
	return t
}

// RoundToEven gives the integer nearest to x, the even one in a tie.
func RoundToEven(x float64) float64 {
	if !(Abs(x) < 1<<fracBits) {
		return x
	}
	// Adding 2**52 leaves no bits for the fraction.
	magic := Copysign(1<<fracBits, x)
	return Copysign(x+magic-magic, x)
}

// Modf splits f into integer part and fraction, both with the sign of f. The
// fraction of an infinity is NaN.
func Modf(f float64) (integer float64, fractional float64) {
	integer = Trunc(f)
	fractional = Copysign(f-integer, f)
	return
}
