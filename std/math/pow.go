package math

// Pow gives x**y. With odd standing for an odd integer, its special cases, in
// order, are:
//
//	Pow(x, ±0) = 1, Pow(1, y) = 1
//	Pow(x, 1) = x
//	Pow(NaN, y) = Pow(x, NaN) = NaN
//	Pow(±0, y<0) = ±Inf for odd y, else +Inf
//	Pow(±0, y>0) = ±0 for odd y, else +0
//	Pow(-1, ±Inf) = 1
//	Pow(x, +Inf) = +Inf for |x| > 1, 0 for |x| < 1; the other way round for -Inf
//	Pow(±Inf, y) = Pow(±0, -y)
//	Pow(x, y) = NaN for finite x < 0 and finite y that is no integer
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case IsNaN(x) || IsNaN(y):
		return NaN()
	case x == 0:
		return powZero(x, y)
	case IsInf(y, 0):
		switch {
		case x == -1:
			return 1
		case (Abs(x) < 1) == (y > 0):
			return 0
		}
		return Inf(1)
	case IsInf(x, 0):
		if x < 0 {
			return powZero(Copysign(0, -1), -y)
		}
		return powZero(0, -y)
	case y == 0.5:
		return Sqrt(x)
	case y == -0.5:
		return 1 / Sqrt(x)
	}
	n, frac := Modf(Abs(y))
	if frac != 0 && x < 0 {
		return NaN()
	}
	if n >= 1<<63 {
		// So large that only x == -1 has a result that is neither 0 nor Inf.
		switch {
		case x == -1:
			return 1
		case (Abs(x) < 1) == (y > 0):
			return 0
		}
		return Inf(1)
	}

	// The result is m * 2**e: x**frac by logarithm, x**n by repeated squaring.
	m, e := 1.0, 0
	if frac != 0 {
		if frac > 0.5 {
			frac--
			n++
		}
		m = Exp(frac * Log(x))
	}
	sq, sqe := Frexp(x)
	for i := int64(n); i != 0; i >>= 1 {
		if sqe < -1<<12 || 1<<12 < sqe {
			e += sqe // far beyond the exponents there are
			break
		}
		if i&1 != 0 {
			m *= sq
			e += sqe
		}
		sq *= sq
		sqe <<= 1
		if sq < 0.5 {
			sq += sq
			sqe--
		}
	}
	if y < 0 {
		m, e = 1/m, -e
	}
	return Ldexp(m, e)
}

// powZero is Pow for x zero.
func powZero(x, y float64) float64 {
	odd := Abs(y) < 1<<53 && Trunc(y) == y && int64(y)&1 != 0
	r := 0.0
	if y < 0 {
		r = Inf(1)
	}
	if odd {
		return Copysign(r, x)
	}
	return r
}
