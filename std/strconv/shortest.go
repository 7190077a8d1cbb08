package strconv

import "math/bits"

// shortest finds the decimal d * 10**k with the fewest digits that rounds to the
// float mant * 2**exp, and of those the one nearest to it. narrow says that the
// next float below is only half as far away as the one above. It is the
// algorithm Schubfach: R. Giulietti, "The Schubfach way to render doubles".
//
// The rounding interval is scaled by a power of ten such that it is wider than 1
// and narrower than 10: then the candidates are a multiple of 10 in it, which is
// shorter and the only one, or else the integers on both sides of the value. The
// scaled numbers are in quarters, their lowest bit is set if anything was lost.
func shortest(mant uint64, exp int, narrow bool) (d uint64, k int) {
	lo, mid, hi := 4*mant-2, 4*mant, 4*mant+2
	k = (exp * 1262611) >> 22 // floor(log10(2**exp))
	if narrow {
		lo++
		k = (exp*1262611 - 524031) >> 22 // floor(log10(2**exp * 3/4))
	}
	g := pow10Tab[-k-pow10Min]
	if !pow10Exact(-k) { // here it takes values rounded up
		var c uint64
		g[1], c = bits.Add64(g[1], 1, 0)
		g[0] += c
	}
	h := uint(exp + floorLog2Pow10(-k) + 1)
	lo = mulOdd(&g, lo<<h)
	mid = mulOdd(&g, mid<<h)
	hi = mulOdd(&g, hi<<h)
	if mant&1 != 0 { // the ends of the interval round to even neighbours
		lo++
		hi--
	}

	s := mid / 4
	if s >= 10 {
		t := s / 10
		down, up := lo <= 40*t, 40*t+40 <= hi
		if down != up {
			if up {
				t++
			}
			return t, k + 1
		}
	}
	down, up := lo <= 4*s, 4*s+4 <= hi
	if down == up {
		// Both: take the nearer, the even one in a tie.
		half := 4*s + 2
		up = mid > half || mid == half && s&1 != 0
	}
	if up {
		s++
	}
	return s, k
}

// mulOdd gives the high word of the product of g and c, a number of three words,
// with its lowest bit set if the rest is more than the error of g can make it.
func mulOdd(g *[2]uint64, c uint64) uint64 {
	x1, _ := bits.Mul64(g[1], c)
	y1, y0 := bits.Mul64(g[0], c)
	y0, carry := bits.Add64(y0, x1, 0)
	y1 += carry
	if y0 > 1 {
		y1 |= 1
	}
	return y1
}
