package math

// Bessel functions of order n, by the recurrence f(n+1) == 2*n/x*f(n) - f(n-1).

// From here on the leading term of the asymptotic series is enough.
const besselHuge = 1 << 302

// hugePhase gives, times sqrt(2), the cosine of x less n*Pi/2 + Pi/4, or for a
// shift of 1 the sine.
func hugePhase(x float64, n int) float64 {
	s, c := Sincos(x)
	switch n & 3 {
	case 0:
		return c + s
	case 1:
		return -c + s
	case 2:
		return -c - s
	}
	return c - s
}

// Jn gives the Bessel function of the first kind of order n.
func Jn(n int, x float64) float64 {
	switch {
	case IsNaN(x):
		return x
	case IsInf(x, 0):
		return 0
	case n == 0:
		return J0(x)
	case x == 0:
		return 0
	}
	// J(-n, x) == J(n, -x) == (-1)**n * J(n, x).
	if n < 0 {
		n, x = -n, -x
	}
	if n == 1 {
		return J1(x)
	}
	neg := x < 0 && n&1 != 0
	x = Abs(x)
	var b float64
	switch {
	case float64(n) <= x && x >= besselHuge:
		b = invSqrtPi * hugePhase(x, n) / Sqrt(x)
	case float64(n) <= x:
		b = J1(x)
		for i, a := 1, J0(x); i < n; i++ {
			a, b = b, b*(float64(i+i)/x)-a
		}
	case x < 0x1p-29:
		// (x/2)**n / n!
		if n > 33 {
			break // underflow
		}
		h := x * 0.5
		b = h
		a := 1.0
		for i := 2; i <= n; i++ {
			a *= float64(i)
			b *= h
		}
		b /= a
	default:
		b = jnBackward(n, x)
	}
	if neg {
		return -b
	}
	return b
}

// jnBackward goes from high orders down to 0, which is stable for n > x: the ratio
// of two neighbours far up comes from a continued fraction, J0 gives the scale.
func jnBackward(n int, x float64) float64 {
	// How far up: until the denominators of the fraction reach 1e9.
	w := float64(n+n) / x
	h := 2 / x
	q0, z := w, w+h
	q1 := w*z - 1
	k := 1
	for q1 < 1e9 {
		k++
		z += h
		q0, q1 = q1, z*q1-q0
	}
	t := 0.0
	for i := 2 * (n + k); i >= n+n; i -= 2 {
		t = 1 / (float64(i)/x - t)
	}
	a, b := t, 1.0
	// (2/x)**n * n!, about the factor of growth, says whether to rescale.
	grows := float64(n)*Log(Abs(h*float64(n))) >= 7.09782712893383973096e+02
	for i := n - 1; i > 0; i-- {
		a, b = b, b*float64(i+i)/x-a
		if grows && b > 1e100 {
			a /= b
			t /= b
			b = 1
		}
	}
	return t * J0(x) / b
}

// Yn gives the Bessel function of the second kind of order n: -Inf for 0, +Inf for
// odd n < 0 there, NaN below.
func Yn(n int, x float64) float64 {
	switch {
	case x < 0 || IsNaN(x):
		return NaN()
	case IsInf(x, 1):
		return 0
	case n == 0:
		return Y0(x)
	case x == 0:
		if n < 0 && n&1 != 0 {
			return Inf(1)
		}
		return Inf(-1)
	}
	// Y(-n, x) == (-1)**n * Y(n, x).
	neg := n < 0 && n&1 != 0
	if n < 0 {
		n = -n
	}
	var b float64
	switch {
	case n == 1:
		b = Y1(x)
	case x >= besselHuge:
		b = invSqrtPi * hugePhase(x, n+1) / Sqrt(x) // a quarter turn on
	default:
		b = Y1(x)
		for i, a := 1, Y0(x); i < n && !IsInf(b, -1); i++ {
			a, b = b, float64(i+i)/x*b-a
		}
	}
	if neg {
		return -b
	}
	return b
}
