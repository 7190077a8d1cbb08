package strconv

import "math/bits"

// A bigNat is a natural number of any size: words from the lowest up, without
// zeros at the top.
type bigNat []uint64

func newBig(x uint64) bigNat {
	b := make(bigNat, 0, 24)
	if x != 0 {
		b = append(b, x)
	}
	return b
}

// mulAdd gives b*m + a, in place if there is room.
func (b bigNat) mulAdd(m, a uint64) bigNat {
	for i, w := range b {
		hi, lo := bits.Mul64(w, m)
		lo, c := bits.Add64(lo, a, 0)
		b[i] = lo
		a = hi + c
	}
	if a != 0 {
		b = append(b, a)
	}
	return b
}

const (
	pow5Step = 27 // 5**27 is the greatest power in a word
	pow5Word = 7450580596923828125
)

// mulPow5 gives b * 5**n.
func (b bigNat) mulPow5(n int) bigNat {
	for ; n >= pow5Step; n -= pow5Step {
		b = b.mulAdd(pow5Word, 0)
	}
	m := uint64(1)
	for ; n > 0; n-- {
		m *= 5
	}
	return b.mulAdd(m, 0)
}

// shl gives b << n.
func (b bigNat) shl(n int) bigNat {
	if len(b) == 0 {
		return b
	}
	words, s := n/64, uint(n%64)
	r := make(bigNat, len(b)+words, len(b)+words+1)
	carry := uint64(0)
	for i, w := range b {
		r[i+words] = w<<s | carry
		carry = w >> (64 - s)
	}
	if carry != 0 {
		r = append(r, carry)
	}
	return r
}

// divSmall divides b by d in place and gives quotient and remainder.
func (b bigNat) divSmall(d uint64) (bigNat, uint64) {
	rem := uint64(0)
	for i := len(b) - 1; i >= 0; i-- {
		b[i], rem = bits.Div64(rem, b[i], d)
	}
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b, rem
}

// cmp gives -1, 0, +1 as b is less than, equal to, greater than c.
func (b bigNat) cmp(c bigNat) int {
	if len(b) != len(c) {
		if len(b) < len(c) {
			return -1
		}
		return +1
	}
	for i := len(b) - 1; i >= 0; i-- {
		switch {
		case b[i] < c[i]:
			return -1
		case b[i] > c[i]:
			return +1
		}
	}
	return 0
}

// decimal gives the digits of b, none for 0.
func (b bigNat) decimal() []byte {
	const chunk, chunkDigits = 1e19, 19
	buf := make([]byte, len(b)*20)
	i := len(buf)
	for len(b) > 0 {
		var rem uint64
		b, rem = b.divSmall(chunk)
		start := formatDecimal(buf[:i], rem)
		if len(b) == 0 {
			return buf[start:]
		}
		for start > i-chunkDigits {
			start--
			buf[start] = '0'
		}
		i = start
	}
	return nil
}
