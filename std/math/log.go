package math

// Logarithms split x into 2**k * (1+f) with 1+f near 1, between sqrt(1/2) and
// sqrt(2). With s == f/(2+f), as in FDLIBM,
//
//	log(1+f) == log((1+s)/(1-s)) == 2*s + s*R == f - (f*f/2 - s*(f*f/2 + R)).

// logR gives R for s.
func logR(s float64) float64 {
	z := s * s
	w := z * z
	even := w * (logP[1] + w*(logP[3]+w*logP[5]))
	odd := z * (logP[0] + w*(logP[2]+w*(logP[4]+w*logP[6])))
	return odd + even
}

// Log gives the natural logarithm of x: -Inf for 0, NaN for negative numbers.
func Log(x float64) float64 {
	switch {
	case IsNaN(x) || IsInf(x, 1):
		return x
	case x < 0:
		return NaN()
	case x == 0:
		return Inf(-1)
	}
	m, e := Frexp(x)
	if m < Sqrt2/2 {
		m *= 2
		e--
	}
	f := m - 1
	k := float64(e)
	s := f / (2 + f)
	half := 0.5 * f * f
	return k*ln2Hi - ((half - (s*(half+logR(s)) + k*ln2Lo)) - f)
}

// Log1p gives the natural logarithm of 1+x, accurately also where x is almost 0:
// -Inf for -1, NaN below.
func Log1p(x float64) float64 {
	switch {
	case x < -1 || IsNaN(x):
		return NaN()
	case x == -1:
		return Inf(-1)
	case IsInf(x, 1):
		return x
	}
	f, k, c := x, 0.0, 0.0
	switch ax := Abs(x); {
	case ax < 0x1p-54:
		return x
	case ax < 0x1p-29:
		return x - x*x*0.5
	case x >= Sqrt2-1 || x <= Sqrt2/2-1:
		u := 1 + x
		m, e := Frexp(u)
		if m < Sqrt2/2 {
			m *= 2
			e--
		}
		f, k = m-1, float64(e)
		// What rounding of u lost.
		if x >= 1 {
			c = 1 - (u - x)
		} else {
			c = x - (u - 1)
		}
		c /= u
	}
	half := 0.5 * f * f
	if Abs(f) < 0x1p-20 {
		if f == 0 {
			return k*ln2Hi + (c + k*ln2Lo)
		}
		r := half * (1 - 2.0/3*f)
		return k*ln2Hi - ((r - (k*ln2Lo + c)) - f)
	}
	s := f / (2 + f)
	z := s * s
	r := z * poly(logP[:], z)
	if k == 0 {
		return f - (half - s*(half+r))
	}
	return k*ln2Hi - ((half - (s*(half+r) + (k*ln2Lo + c))) - f)
}

// Log2 gives the logarithm of x to base 2, exactly for powers of 2; special cases
// are Log's.
func Log2(x float64) float64 {
	m, e := Frexp(x)
	if m == 0.5 {
		return float64(e - 1)
	}
	return Log(m)*(1/Ln2) + float64(e)
}

// Log10 gives the logarithm of x to base 10; special cases are Log's.
func Log10(x float64) float64 { return Log(x) * (1 / Ln10) }
