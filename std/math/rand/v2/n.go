//go:build go1.27

package rand

// N gives a number in [0, n) of any integer type. It panics if n <= 0.
func (r *Rand) N[Int intType](n Int) Int { return Int(r.uint64n(positive(n, "N"))) }
