package math

import "math/bits"

// unpack splits a finite non-zero number into sign, exponent and a fraction with
// its top bit at bit 63: |f| == m/2**63 * 2**exp.
func unpack(f float64) (neg bool, exp int, m uint64) {
	b := Float64bits(f)
	neg = b&signBit != 0
	exp = int(b >> fracBits & expMask)
	m = b & fracMask
	if exp == 0 {
		s := bits.LeadingZeros64(m)
		return neg, 1 - bias + 11 - s, m << uint(s)
	}
	return neg, exp - bias, (m | 1<<fracBits) << 11
}

// shiftRight shifts the two words right and keeps in the lowest bit whether any
// one bit got lost.
func shiftRight(hi, lo uint64, n uint) (uint64, uint64) {
	switch {
	case n == 0:
		return hi, lo
	case n >= 128:
		return 0, nonzero(hi | lo)
	case n >= 64:
		lost := lo | hi<<(128-n) // a shift by 64 gives 0
		return 0, hi>>(n-64) | nonzero(lost)
	}
	return hi >> n, lo>>n | hi<<(64-n) | nonzero(lo<<(64-n))
}

func nonzero(x uint64) uint64 {
	if x != 0 {
		return 1
	}
	return 0
}

// FMA gives x*y + z, rounded once.
func FMA(x, y, z float64) float64 {
	if x == 0 || y == 0 || Abs(x) > MaxFloat64 || Abs(y) > MaxFloat64 || x != x || y != y {
		return x*y + z // exact product, or no number at all
	}
	if z == 0 {
		return x * y // rounded once; +z would take the sign off a product rounded to zero
	}
	if Abs(z) > MaxFloat64 || z != z {
		return z
	}
	xneg, xe, xm := unpack(x)
	yneg, ye, ym := unpack(y)
	zneg, ze, zm := unpack(z)

	// The product in two words with its top bit at bit 126, leaving room for a
	// carry; the fraction p stands for p/2**126 * 2**pe.
	pneg := xneg != yneg
	pe := xe + ye
	p1, p0 := bits.Mul64(xm, ym)
	if p1>>63 != 0 {
		p1, p0 = shiftRight(p1, p0, 1)
		pe++
	}
	z1, z0 := zm>>1, zm<<63

	// Let p be the one that is greater, and shift the other to its exponent.
	if ze > pe || ze == pe && (z1 > p1 || z1 == p1 && z0 > p0) {
		pneg, pe, p1, p0, zneg, ze, z1, z0 = zneg, ze, z1, z0, pneg, pe, p1, p0
	}
	z1, z0 = shiftRight(z1, z0, uint(pe-ze))
	var c uint64
	if pneg == zneg {
		p0, c = bits.Add64(p0, z0, 0)
		p1, _ = bits.Add64(p1, z1, c)
	} else {
		p0, c = bits.Sub64(p0, z0, 0)
		p1, _ = bits.Sub64(p1, z1, c)
		if p1|p0 == 0 {
			return 0
		}
	}

	// Normalize to one word with the top bit at bit 63 and the lowest one sticky.
	if p1 == 0 {
		p1, p0 = p0, 0
		pe -= 64
	}
	s := bits.LeadingZeros64(p1)
	m := p1<<uint(s) | p0>>uint(64-s)
	pe += 1 - s
	if p0<<uint(s) != 0 {
		m |= 1
	}
	return pack(pneg, pe, m)
}

// pack rounds m/2**63 * 2**exp to nearest even; the top bit of m is set, its
// lowest stands for all that follows.
func pack(neg bool, exp int, m uint64) float64 {
	var sign uint64
	if neg {
		sign = signBit
	}
	drop := uint(11)
	biased := exp + bias
	if biased <= 0 { // subnormal
		drop += uint(1 - biased)
		if drop > 64 {
			drop = 64
			m = 1 // far below half of the least number
		}
		biased = 0
	} else {
		biased-- // the top bit adds 1 to the exponent field
	}
	q := m >> drop // 0 for a shift by 64
	half := uint64(1) << (drop - 1)
	rest := m & (half<<1 - 1)
	if rest > half || rest == half && q&1 != 0 {
		q++
	}
	if biased >= 2*bias {
		return Float64frombits(sign | infBits)
	}
	// A carry out of the fraction is one into the exponent, up to infinity.
	return Float64frombits(sign | uint64(biased)<<fracBits + q)
}
