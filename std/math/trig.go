package math

import "math/bits"

// Sine and cosine reduce x to z + j*Pi/4 with j even and |z| <= Pi/4, after
// Cephes; j modulo 8 tells which function of z it is, and its sign.

// reduce gives z and j for x >= 0.
func reduce(x float64) (j uint64, z float64) {
	const large = 1 << 29
	if x >= large {
		return reduceLarge(x)
	}
	j = uint64(x * (4 / Pi))
	y := float64(j)
	if j&1 != 0 {
		j++
		y++
	}
	return j & 7, ((x - y*pi4A) - y*pi4B) - y*pi4C
}

// reduceLarge is reduce after M. Payne and R. Hanek: of the product with 4/Pi it
// computes only the bits that matter modulo 8.
func reduceLarge(x float64) (j uint64, z float64) {
	const piOver4 = Pi / 4
	b := Float64bits(x)
	exp := int(b>>fracBits&expMask) - bias - fracBits // x == m * 2**exp
	m := b&fracMask | 1<<fracBits
	// The bits of 4/Pi from place exp-61 on (counting from the point), such that
	// the product's top three bits are j.
	word, shift := uint(exp+61)/64, uint(exp+61)%64
	at := func(i uint) uint64 {
		return fourOverPi[i]<<shift | fourOverPi[i+1]>>(64-shift)
	}
	hi2, lo2 := bits.Mul64(at(word+1), m)
	hi, _ := bits.Mul64(at(word+2), m)
	lo, carry := bits.Add64(lo2, hi, 0)
	hi = at(word)*m + hi2 + carry
	j = hi >> 61
	// The rest is a fraction, of which 53 bits count; for odd j, less 1.
	hi = hi<<3 | lo>>61
	lo <<= 3
	lz := uint(bits.LeadingZeros64(hi))
	hi = hi<<lz | lo>>(64-lz)
	z = Ldexp(float64(hi>>11), -53-int(lz))
	if j&1 != 0 {
		j++
		z--
	}
	return j & 7, z * piOver4
}

func sinPoly(z float64) float64 {
	t := z * z
	return z + z*t*(((((sinP[5]*t+sinP[4])*t+sinP[3])*t+sinP[2])*t+sinP[1])*t+sinP[0])
}

func cosPoly(z float64) float64 {
	t := z * z
	return 1 - 0.5*t + t*t*(((((cosP[5]*t+cosP[4])*t+cosP[3])*t+cosP[2])*t+cosP[1])*t+cosP[0])
}

// Sin gives the sine of x, in radians; NaN for infinities.
func Sin(x float64) float64 {
	if x == 0 || IsNaN(x) {
		return x
	}
	if IsInf(x, 0) {
		return NaN()
	}
	j, z := reduce(Abs(x))
	neg := x < 0
	if j > 3 {
		neg = !neg
		j -= 4
	}
	y := sinPoly(z)
	if j == 2 {
		y = cosPoly(z)
	}
	if neg {
		return -y
	}
	return y
}

// Cos gives the cosine of x, in radians; NaN for infinities.
func Cos(x float64) float64 {
	if IsNaN(x) || IsInf(x, 0) {
		return NaN()
	}
	j, z := reduce(Abs(x))
	neg := 2 <= j && j < 6
	y := cosPoly(z)
	if j == 2 || j == 6 {
		y = sinPoly(z)
	}
	if neg {
		return -y
	}
	return y
}

// Sincos gives Sin(x) and Cos(x).
func Sincos(x float64) (sin, cos float64) {
	switch {
	case x == 0:
		return x, 1
	case IsNaN(x) || IsInf(x, 0):
		return NaN(), NaN()
	}
	j, z := reduce(Abs(x))
	sin, cos = sinPoly(z), cosPoly(z)
	if j == 2 || j == 6 {
		sin, cos = cos, sin
	}
	if (x < 0) != (j > 3) {
		sin = -sin
	}
	if 2 <= j && j < 6 {
		cos = -cos
	}
	return
}

// Tan gives the tangent of x, in radians; NaN for infinities.
func Tan(x float64) float64 {
	if x == 0 || IsNaN(x) {
		return x
	}
	if IsInf(x, 0) {
		return NaN()
	}
	j, z := reduce(Abs(x))
	y := z
	if t := z * z; t > 1e-14 {
		y = z + z*(t*poly(tanP[:], t)/poly(tanQ[:], t))
	}
	if j&2 != 0 {
		y = -1 / y
	}
	if x < 0 {
		y = -y
	}
	return y
}
