package bits

// overflowError is the panic value of a division whose quotient does not fit: a
// runtime.Error, like that of a division by zero.
type overflowError struct{}

func (overflowError) RuntimeError() {}

func (overflowError) Error() string { return "runtime error: integer overflow" }

// Add gives x + y + carry and the carry out; carry must be 0 or 1.
func Add(x, y, carry uint) (sum, carryOut uint) {
	s, c := Add64(uint64(x), uint64(y), uint64(carry))
	return uint(s), uint(c)
}

// Add32 gives x + y + carry and the carry out; carry must be 0 or 1.
func Add32(x, y, carry uint32) (sum, carryOut uint32) {
	s := uint64(x) + uint64(y) + uint64(carry)
	return uint32(s), uint32(s >> 32)
}

// Add64 gives x + y + carry and the carry out; carry must be 0 or 1.
func Add64(x, y, carry uint64) (sum, carryOut uint64) {
	sum = x + y + carry
	// The top bit carries if both operands have it, or one has and the sum lost it.
	carryOut = (x&y | (x|y)&^sum) >> 63
	return
}

// Sub gives x - y - borrow and the borrow out; borrow must be 0 or 1.
func Sub(x, y, borrow uint) (diff, borrowOut uint) {
	d, b := Sub64(uint64(x), uint64(y), uint64(borrow))
	return uint(d), uint(b)
}

// Sub32 gives x - y - borrow and the borrow out; borrow must be 0 or 1.
func Sub32(x, y, borrow uint32) (diff, borrowOut uint32) {
	d := uint64(x) - uint64(y) - uint64(borrow)
	return uint32(d), uint32(d >> 63)
}

// Sub64 gives x - y - borrow and the borrow out; borrow must be 0 or 1.
func Sub64(x, y, borrow uint64) (diff, borrowOut uint64) {
	diff = x - y - borrow
	// The top bit borrows if only y has it, or if they agree and the difference has it.
	borrowOut = (^x&y | ^(x^y)&diff) >> 63
	return
}

// Mul gives the product of x and y as two words.
func Mul(x, y uint) (hi, lo uint) {
	h, l := Mul64(uint64(x), uint64(y))
	return uint(h), uint(l)
}

// Mul32 gives the product of x and y as two words.
func Mul32(x, y uint32) (hi, lo uint32) {
	p := uint64(x) * uint64(y)
	return uint32(p >> 32), uint32(p)
}

// Mul64 gives the product of x and y as two words.
func Mul64(x, y uint64) (hi, lo uint64) {
	const low = 1<<32 - 1
	x0, x1 := x&low, x>>32
	y0, y1 := y&low, y>>32
	// Schoolbook with 32-bit digits; none of these sums overflows.
	p00 := x0 * y0
	mid := x1*y0 + p00>>32
	mid2 := x0*y1 + mid&low
	hi = x1*y1 + mid>>32 + mid2>>32
	lo = x * y
	return
}

// Div gives quotient and remainder of (hi, lo) by y. It panics if y is 0, or if
// the quotient does not fit in a word: if y <= hi.
func Div(hi, lo, y uint) (quo, rem uint) {
	q, r := Div64(uint64(hi), uint64(lo), uint64(y))
	return uint(q), uint(r)
}

// Div32 gives quotient and remainder of (hi, lo) by y. It panics if y is 0, or
// if the quotient does not fit in a word: if y <= hi.
func Div32(hi, lo, y uint32) (quo, rem uint32) {
	if y <= hi {
		checkDivisor(uint64(y))
		panic(overflowError{})
	}
	z := uint64(hi)<<32 | uint64(lo)
	return uint32(z / uint64(y)), uint32(z % uint64(y))
}

// Div64 gives quotient and remainder of (hi, lo) by y. It panics if y is 0, or
// if the quotient does not fit in a word: if y <= hi.
func Div64(hi, lo, y uint64) (quo, rem uint64) {
	if y <= hi {
		checkDivisor(uint64(y))
		panic(overflowError{})
	}
	if hi == 0 {
		return lo / y, lo % y
	}
	// Knuth's algorithm D with 32-bit digits and a normalized divisor.
	s := uint(LeadingZeros64(y))
	y <<= s
	hi = hi<<s | lo>>(64-s)
	lo <<= s
	q1, r := digit(hi, uint32(lo>>32), y)
	q0, r := digit(r, uint32(lo), y)
	return q1<<32 | q0, r >> s
}

// checkDivisor panics as the operator / does if y is 0.
func checkDivisor(y uint64) uint64 { return 1 / y }

// digit divides the three digits (hi, lo) by the two digits of y, whose top bit
// is set; hi < y, so the quotient is one digit.
func digit(hi uint64, lo uint32, y uint64) (quo, rem uint64) {
	y1, y0 := y>>32, y&(1<<32-1)
	q := hi / y1
	r := hi % y1
	// The estimate from the leading digits is at most two too large.
	for q >= 1<<32 || q*y0 > r<<32|uint64(lo) {
		q--
		r += y1
		if r >= 1<<32 {
			break
		}
	}
	return q, hi<<32 + uint64(lo) - q*y
}

// Rem gives the remainder of (hi, lo) by y; it panics if y is 0, but not if the
// quotient does not fit.
func Rem(hi, lo, y uint) uint { return uint(Rem64(uint64(hi), uint64(lo), uint64(y))) }

// Rem32 gives the remainder of (hi, lo) by y; it panics if y is 0, but not if
// the quotient does not fit.
func Rem32(hi, lo, y uint32) uint32 {
	return uint32((uint64(hi)<<32 | uint64(lo)) % uint64(y))
}

// Rem64 gives the remainder of (hi, lo) by y; it panics if y is 0, but not if
// the quotient does not fit.
func Rem64(hi, lo, y uint64) uint64 {
	// With hi reduced modulo y the quotient fits.
	_, r := Div64(hi%y, lo, y)
	return r
}
