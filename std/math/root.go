package math

// Cbrt gives the cube root of x.
func Cbrt(x float64) float64 {
	if x == 0 || IsNaN(x) || IsInf(x, 0) {
		return x
	}
	// As FDLIBM does: a third of the exponent gives 5 bits, a rational function of r 23.
	const (
		third          = 715094163 << 32 // of the bias, and what makes the error small
		thirdSubnormal = 696219795 << 32
		c              = 19.0 / 35
		d              = -864.0 / 1225
		e              = 99.0 / 70
		f              = 45.0 / 28
		g              = 5.0 / 14
	)
	a := Abs(x)
	t := Float64frombits(Float64bits(a)/3 + third)
	if a < 0x1p-1022 {
		t = Float64frombits(Float64bits(a*0x1p54)/3 + thirdSubnormal)
	}
	r := t * t / a
	s := c + r*t
	t *= g + f/(s+e+d/s)
	// With t cut to 22 bits, and made a little too large, its square is exact; so
	// Newton's step is rounded only where it is added.
	t = Float64frombits(Float64bits(t)&^(1<<30-1) + 1<<30)
	r = a / (t * t)
	t += t * ((r - t) / (t + t + r))
	return Copysign(t, x)
}

// Hypot gives Sqrt(p*p + q*q) without overflow on the way. It is +Inf if either is
// infinite.
func Hypot(p, q float64) float64 {
	p, q = Abs(p), Abs(q)
	switch {
	case IsInf(p, 1) || IsInf(q, 1):
		return Inf(1)
	case IsNaN(p) || IsNaN(q):
		return NaN()
	}
	if p < q {
		p, q = q, p
	}
	if p == 0 {
		return 0
	}
	q /= p
	return p * Sqrt(1+q*q)
}
