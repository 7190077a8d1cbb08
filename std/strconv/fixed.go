package strconv

import "math/bits"

// setFixed makes the digits those of mant * 2**exp, rounded to nearest even: to n
// places after the point, or if n is negative to -n significant digits. It
// reports whether 128-bit arithmetic was good enough.
func (d *digits) setFixed(buf *[24]byte, mant uint64, exp, n int) bool {
	top := exp + bits.Len64(mant) - 1 // 2**top <= value < 2**(top+1)
	k := n                            // scale by 10**k and round to an integer
	if n < 0 {
		if n < -17 {
			return false
		}
		k = -n - 1 - floorLog10Pow2(top)
	} else if n > 300 || top+floorLog2Pow10(n) > 60 {
		return false
	}
	v, ok := scaleRound(mant, exp, k)
	if ok && n < 0 && v >= uint64Pow10(-n) {
		// The estimate of the first digit's place was one too low.
		k--
		v, ok = scaleRound(mant, exp, k)
	}
	if !ok {
		return false
	}
	if v == 0 {
		d.d, d.dp = nil, 0
		return true
	}
	d.set(buf, v, -k)
	return true
}

// scaleRound gives mant * 2**exp * 10**k as an integer, which must fit in 64 bits.
func scaleRound(mant uint64, exp, k int) (v uint64, ok bool) {
	if k < pow10Min || k > pow10Max {
		return 0, false
	}
	p := mulPow10(mant, k)
	return p.round(-p.exp - exp - 128)
}

func uint64Pow10(n int) uint64 {
	v := uint64(1)
	for ; n > 0; n-- {
		v *= 10
	}
	return v
}

// setExact is setFixed with arithmetic of any size.
func (d *digits) setExact(mant uint64, exp, n int) {
	b := newBig(mant)
	k := 0
	if exp >= 0 {
		b = b.shl(exp)
	} else {
		// m / 2**e == m * 5**e / 10**e
		b = b.mulPow5(-exp)
		k = exp
	}
	d.d = b.decimal()
	d.dp = len(d.d) + k
	keep := -n
	if n >= 0 {
		keep = d.dp + n
	}
	d.roundTo(keep)
}

// roundTo rounds the digits, which are exact, to the first keep of them; a tie
// goes to the even digit.
func (d *digits) roundTo(keep int) {
	switch {
	case keep >= len(d.d):
		return
	case keep < 0:
		d.d, d.dp = nil, 0
		return
	}
	up := d.d[keep] >= '5'
	if d.d[keep] == '5' && zeros(d.d[keep+1:]) {
		up = keep > 0 && (d.d[keep-1]-'0')&1 != 0
	}
	d.d = d.d[:keep]
	if up {
		i := keep - 1
		for i >= 0 && d.d[i] == '9' {
			i--
		}
		if i < 0 {
			d.d = append(d.d[:0], '1')
			d.dp++
		} else {
			d.d[i]++
			d.d = d.d[:i+1]
		}
	}
	if len(d.d) == 0 {
		d.dp = 0
	}
}

func zeros(d []byte) bool {
	for _, c := range d {
		if c != '0' {
			return false
		}
	}
	return true
}
