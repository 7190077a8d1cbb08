package math

// Cbrt gives the cube root of x.
func Cbrt(x float64) float64 {
	if x == 0 || IsNaN(x) || IsInf(x, 0) {
		return x
	}
	// a == m * 2**e with e a multiple of 3 and 0.125 <= m < 1.
	m, e := Frexp(Abs(x))
	for e%3 != 0 {
		m *= 0.5
		e++
	}
	// A parabola gives 4 bits, Halley's iteration three times as many each time.
	t := 0.3812 + m*(1.0706-m*0.4565)
	t *= (t*t*t + 2*m) / (2*t*t*t + m)
	t *= (t*t*t + 2*m) / (2*t*t*t + m)
	// With t cut to 20 bits, and made a little too large, its square is exact; so
	// Newton's step is rounded only where it is added.
	t = Float64frombits(Float64bits(t)&^(1<<30-1) + 1<<30)
	r := m / (t * t)
	t += t * ((r - t) / (t + t + r))
	return Copysign(Ldexp(t, e/3), x)
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
