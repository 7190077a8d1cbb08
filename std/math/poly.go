package math

// poly gives c[0] + c[1]*x + c[2]*x*x + ..., by Horner's rule.
func poly(c []float64, x float64) float64 {
	s := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		s = s*x + c[i]
	}
	return s
}

// ratio gives p(x)/q(x).
func ratio(p, q []float64, x float64) float64 {
	return poly(p, x) / poly(q, x)
}
