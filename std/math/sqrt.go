package math

// Sqrt gives the square root of x, correctly rounded. That of -0 is -0, that of
// any other negative number NaN.
func Sqrt(x float64) float64 {
	switch {
	case x == 0 || IsNaN(x) || IsInf(x, 1):
		return x
	case x < 0:
		return NaN()
	}
	x, e := normalize(x)
	b := Float64bits(x)
	exp := int(b>>fracBits) - bias + e
	m := b&fracMask | 1<<fracBits
	if exp&1 != 0 {
		m <<= 1
		exp--
	}
	// The root has 53 bits and one to round by: found bit by bit, the way it is
	// done on paper. It is never a tie, for the square would have too many bits.
	m <<= 1
	var root, rem uint64
	for bit := uint64(1) << (fracBits + 1); bit != 0; bit >>= 1 {
		if t := rem + bit; t <= m {
			rem = t + bit
			m -= t
			root += bit
		}
		m <<= 1
	}
	if m != 0 {
		root += root & 1
	}
	return Float64frombits(root>>1 + uint64(exp/2+bias-1)<<fracBits)
}
