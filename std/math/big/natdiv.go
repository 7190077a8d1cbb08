package big

import "math/bits"

// recursiveWords is the length of a divisor from which division by halves pays.
const recursiveWords = 80

// div sets z to u/v and gives the remainder, in the memory of z2 if it has room.
func (z nat) div(z2, u, v nat) (q, r nat) {
	switch {
	case len(v) == 0:
		panic("division by zero")
	case u.cmp(v) < 0:
		r = z2.set(u)
		return z[:0], r
	case len(v) == 1:
		var w Word
		q, w = z.divW(u, v[0])
		return q, z2.setWord(w)
	}
	if len(v) >= recursiveWords && len(u)-len(v) >= recursiveWords/2 {
		q, r := divBlocks(u, v)
		return z.set(q), z2.set(r)
	}
	q, r = divKnuth(u, v)
	return q, r
}

// divW divides by a word.
func (z nat) divW(x nat, y Word) (q nat, r Word) {
	switch {
	case y == 0:
		panic("division by zero")
	case y == 1:
		return z.set(x), 0
	case len(x) == 0:
		return z[:0], 0
	}
	z = z.make(len(x))
	r = divWVW(z, 0, x, y)
	return z.norm(), r
}

// modW gives the remainder of a division by a word.
func (x nat) modW(d Word) Word {
	s := uint(bits.LeadingZeros(uint(d)))
	d <<= s
	recip := reciprocal(d)
	var r Word
	for i := len(x) - 1; i >= 0; i-- {
		// The remainder times the base, plus a word, all shifted.
		hi, lo := r, x[i]
		if s > 0 {
			hi |= lo >> (wordBits - s)
			lo <<= s
		}
		_, r = divWW(hi, lo, d, recip)
	}
	return r >> s
}

// divKnuth divides as on paper (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D); v has two words or more.
func divKnuth(u, v nat) (q, r nat) {
	n := len(v)
	m := len(u) - n
	s := uint(bits.LeadingZeros(uint(v[n-1])))
	d := make(nat, n)
	shlVU(d, v, s)
	rest := make(nat, len(u)+1)
	rest[len(u)] = shlVU(rest[:len(u)], u, s)
	q = make(nat, m+1)
	top, second := d[n-1], d[n-2]
	recip := reciprocal(top)
	for j := m; j >= 0; j-- {
		// The digit, at most one too large after looking at two words of the divisor.
		digit := ^Word(0)
		if hi := rest[j+n]; hi != top {
			var rem Word
			digit, rem = divWW(hi, rest[j+n-1], top, recip)
			for {
				h, l := bits.Mul(uint(digit), uint(second))
				if h < uint(rem) || h == uint(rem) && l <= uint(rest[j+n-2]) {
					break
				}
				digit--
				before := rem
				rem += top
				if rem < before {
					break
				}
			}
		}
		c := subMulVVW(rest[j:j+n], d, digit)
		if rest[j+n] < c {
			c2 := addVV(rest[j:j+n], rest[j:j+n], d)
			rest[j+n] += c2
			digit--
		}
		rest[j+n] -= c
		q[j] = digit
	}
	shrVU(rest, rest, s)
	return q.norm(), rest[:n].norm()
}

// divBlocks divides by halves (Burnikel and Ziegler, Fast recursive division), so that multiplication does most of the work.
func divBlocks(u, v nat) (q, r nat) {
	// The divisor becomes n words, a small number of them times a power of two, with the top bit set.
	parts := 1
	for len(v)/parts >= recursiveWords {
		parts *= 2
	}
	n := (len(v) + parts - 1) / parts * parts
	s := uint(n*wordBits - v.bitLen())
	d := nat(nil).shl(v, s)
	rest := nat(nil).shl(u, s)
	blocks := max(2, (rest.bitLen()+n*wordBits)/(n*wordBits)) // the top bit stays clear
	q = make(nat, (blocks-1)*n)
	r = part(rest, (blocks-1)*n, n)
	for i := blocks - 2; i >= 0; i-- {
		var digit nat
		digit, r = div21(join(r, part(rest, i*n, n), n), d, n)
		copy(q[i*n:], digit)
	}
	return q.norm(), nat(nil).shr(r, s)
}

// part gives words i to i+n of x.
func part(x nat, i, n int) nat {
	if i >= len(x) {
		return nil
	}
	return x[i:min(i+n, len(x))].norm()
}

// join gives hi:lo, lo having n words.
func join(hi, lo nat, n int) nat {
	if len(hi) == 0 {
		return lo
	}
	z := make(nat, n+len(hi))
	copy(z, lo)
	copy(z[n:], hi)
	return z
}

// div21 divides a, of 2n words and less than b times the base to the n, by b of n words.
func div21(a, b nat, n int) (q, r nat) {
	if n%2 != 0 || n < recursiveWords {
		if a.cmp(b) < 0 {
			return nil, a
		}
		return divKnuth(a, b)
	}
	h := n / 2
	q1, r1 := div32(part(a, n, n), part(a, h, h), b, h)
	q0, r := div32(r1, part(a, 0, h), b, h)
	return join(q1, q0, h), r
}

// div32 divides hi:lo, of 2h and h words, by b of 2h words.
func div32(hi, lo, b nat, h int) (q, r nat) {
	b1, b0 := part(b, h, h), part(b, 0, h)
	a1 := part(hi, h, h)
	var c nat
	if a1.cmp(b1) < 0 {
		q, c = div21(hi, b1, h)
	} else {
		// The digit is the largest there is.
		q = make(nat, h)
		for i := range q {
			q[i] = ^Word(0)
		}
		c = nat(nil).sub(hi, join(b1, nil, h))
		c = c.add(c, b1)
	}
	d := nat(nil).mul(q, b0)
	r = join(c, lo, h)
	for r.cmp(d) < 0 {
		r = nat(nil).add(r, b)
		q = nat(nil).sub(q, natOne)
	}
	return q, nat(nil).sub(r, d)
}
