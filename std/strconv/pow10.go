package strconv

import "math/bits"

// floorLog2Pow10 is the greatest x with 2**x <= 10**k, for the table's k.
func floorLog2Pow10(k int) int { return (k * 1741647) >> 19 }

// floorLog10Pow2 is the greatest x with 10**x <= 2**e, for |e| < 2000.
func floorLog10Pow2(e int) int { return (e * 315653) >> 20 }

// pow10Exact says that the table's entry for k is 10**k itself, not rounded.
func pow10Exact(k int) bool { return 0 <= k && k <= 55 }

// A product is m * 10**k to 192 bits: (w2, w1, w0) * 2**exp, with the top bit of
// w2 set. Unless exact, the true value is greater by less than two units of w1.
type product struct {
	w2, w1, w0 uint64
	exp        int
	exact      bool
}

// mulPow10 multiplies m, not 0, by 10**k, k being one of the table's.
func mulPow10(m uint64, k int) product {
	s := bits.LeadingZeros64(m)
	m <<= uint(s)
	g := &pow10Tab[k-pow10Min]
	hi, mid := bits.Mul64(m, g[0])
	mid2, lo := bits.Mul64(m, g[1])
	mid, carry := bits.Add64(mid, mid2, 0)
	p := product{hi + carry, mid, lo, floorLog2Pow10(k) - 127 - s, pow10Exact(k)}
	if p.w2>>63 == 0 {
		p.w2 = p.w2<<1 | p.w1>>63
		p.w1 = p.w1<<1 | p.w0>>63
		p.w0 <<= 1
		p.exp--
	}
	return p
}

// round gives p / 2**(128+drop+p.exp), that is p without its lowest 128+drop
// bits, rounded to nearest even. ok is false if the error of p might matter.
func (p *product) round(drop int) (n uint64, ok bool) {
	if drop > 64 { // less than a half
		return 0, drop > 65 || p.exact || p.w2 < maxUint64
	}
	// Shifts by 64 give 0, as they should.
	d := uint(drop)
	n = p.w2 >> d
	frac := p.w2<<(64-d) | p.w1>>d
	rest := p.w1<<(64-d) | p.w0
	const half = 1 << 63
	if !p.exact && (frac-(half-2) < 2 || frac >= maxUint64-1) {
		return 0, false
	}
	if frac > half || frac == half && (rest != 0 || !p.exact || n&1 != 0) {
		n++
	}
	return n, true
}
