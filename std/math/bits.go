package math

import "unsafe"

// The fields of a float64: sign, 11 bits of biased exponent, 52 of fraction.
const (
	signBit  = 1 << 63
	fracBits = 52
	fracMask = 1<<fracBits - 1
	expMask  = 0x7FF
	bias     = 1023

	infBits = expMask << fracBits
	nanBits = infBits | 1
)

// Float64bits gives the IEEE 754 representation of f.
func Float64bits(f float64) uint64 { return *(*uint64)(unsafe.Pointer(&f)) }

// Float64frombits gives the number whose IEEE 754 representation is b.
func Float64frombits(b uint64) float64 { return *(*float64)(unsafe.Pointer(&b)) }

// Float32bits gives the IEEE 754 representation of f.
func Float32bits(f float32) uint32 { return *(*uint32)(unsafe.Pointer(&f)) }

// Float32frombits gives the number whose IEEE 754 representation is b.
func Float32frombits(b uint32) float32 { return *(*float32)(unsafe.Pointer(&b)) }

// Inf gives positive infinity if sign >= 0, else negative infinity.
func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(infBits)
	}
	return Float64frombits(infBits | signBit)
}

// NaN gives a value that is not a number.
func NaN() float64 { return Float64frombits(0x7FF8000000000001) }

// IsNaN reports whether f is not a number.
func IsNaN(f float64) (is bool) { return f != f }

// IsInf reports whether f is an infinity: the positive one if sign > 0, the
// negative one if sign < 0, either if sign is 0.
func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

// Signbit reports whether x has a minus sign, as negative zero does.
func Signbit(x float64) bool { return Float64bits(x)&signBit != 0 }

// Copysign gives f with the sign of sign.
func Copysign(f, sign float64) float64 {
	return Float64frombits(Float64bits(f)&^signBit | Float64bits(sign)&signBit)
}

// Abs gives x without its sign.
func Abs(x float64) float64 { return Float64frombits(Float64bits(x) &^ signBit) }

// normalize scales a subnormal number by 2**52, so that its exponent field
// counts: x == y * 2**exp.
func normalize(x float64) (y float64, exp int) {
	if Abs(x) < 0x1p-1022 {
		return x * (1 << fracBits), -fracBits
	}
	return x, 0
}

// Frexp splits f into a fraction and a power of two: f == frac * 2**exp, with
// 0.5 <= |frac| < 1. Zeros, infinities and NaN are their own fraction, with 0.
func Frexp(f float64) (frac float64, exp int) {
	if f == 0 || IsInf(f, 0) || IsNaN(f) {
		return f, 0
	}
	f, exp = normalize(f)
	b := Float64bits(f)
	exp += int(b>>fracBits&expMask) - bias + 1
	b = b&^(expMask<<fracBits) | (bias-1)<<fracBits
	return Float64frombits(b), exp
}

// Ldexp gives frac * 2**exp: the inverse of Frexp.
func Ldexp(frac float64, exp int) float64 {
	if frac == 0 || IsInf(frac, 0) || IsNaN(frac) {
		return frac
	}
	frac, e := normalize(frac)
	b := Float64bits(frac)
	// Far-off exponents are cut short before they are added, lest they wrap.
	exp = max(min(exp, 1<<20), -1<<20)
	exp += e + int(b>>fracBits&expMask) - bias
	switch {
	case exp > bias:
		return Copysign(Inf(1), frac)
	case exp < -bias-fracBits:
		return Copysign(0, frac)
	}
	// Subnormal results are rounded once, by the last multiplication.
	scale := 1.0
	if exp < -bias+1 {
		exp += fracBits + 1
		scale = 0x1p-53
	}
	b = b&^(expMask<<fracBits) | uint64(exp+bias)<<fracBits
	return scale * Float64frombits(b)
}

// Logb gives the binary exponent of x: that of 1 <= |x|/2**n < 2. It is +Inf for
// infinities, -Inf for 0, NaN for NaN.
func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case IsInf(x, 0):
		return Inf(1)
	case IsNaN(x):
		return x
	}
	return float64(ilogb(x))
}

// Ilogb is Logb as an integer: MaxInt32 for infinities and NaN, MinInt32 for 0.
func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case IsNaN(x), IsInf(x, 0):
		return MaxInt32
	}
	return ilogb(x)
}

func ilogb(x float64) int {
	x, e := normalize(x)
	return int(Float64bits(x)>>fracBits&expMask) - bias + e
}

// Nextafter gives the number next to x towards y; x itself if they are equal,
// NaN if either is NaN.
func Nextafter(x, y float64) (r float64) {
	switch {
	case IsNaN(x) || IsNaN(y):
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(SmallestNonzeroFloat64, y)
	case (y > x) == (x > 0): // away from zero
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

// Nextafter32 is Nextafter for float32.
func Nextafter32(x, y float32) (r float32) {
	switch {
	case x != x || y != y:
		return float32(NaN())
	case x == y:
		return x
	case x == 0:
		return float32(Copysign(SmallestNonzeroFloat32, float64(y)))
	case (y > x) == (x > 0):
		return Float32frombits(Float32bits(x) + 1)
	}
	return Float32frombits(Float32bits(x) - 1)
}

// Max gives the greater of x and y. +Inf wins over NaN, NaN over the rest, +0
// over -0.
func Max(x, y float64) float64 {
	switch {
	case IsInf(x, 1) || IsInf(y, 1):
		return Inf(1)
	case IsNaN(x) || IsNaN(y):
		return NaN()
	case x == 0 && y == 0:
		if Signbit(x) {
			return y
		}
		return x
	case x > y:
		return x
	}
	return y
}

// Min gives the lesser of x and y. -Inf wins over NaN, NaN over the rest, -0
// over +0.
func Min(x, y float64) float64 {
	switch {
	case IsInf(x, -1) || IsInf(y, -1):
		return Inf(-1)
	case IsNaN(x) || IsNaN(y):
		return NaN()
	case x == 0 && y == 0:
		if Signbit(x) {
			return x
		}
		return y
	case x < y:
		return x
	}
	return y
}

// Dim gives x-y, or 0 if that is negative. The difference of equal infinities is
// NaN.
func Dim(x, y float64) float64 {
	d := x - y
	if d <= 0 {
		return 0
	}
	return d // positive or NaN
}
