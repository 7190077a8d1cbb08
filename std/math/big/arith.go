// Package big has numbers of arbitrary size: integers (Int), quotients (Rat), and floating-point numbers of chosen
// precision (Float).
//
// All rest on nat, the natural numbers as slices of words: arith.go loops over words, nat.go adds and shifts, natmul.go
// multiplies, natdiv.go divides, natconv.go converts to text and back, natmod.go has powers, roots and primes.
package big

import "math/bits"

// A Word is a digit of a number, in base 2**64.
type Word uint

const wordBits = bits.UintSize

// addVV sets z to x + y, all of the same length, and gives the carry.
func addVV(z, x, y []Word) Word {
	x, y = x[:len(z)], y[:len(z)]
	c := uint(0)
	for i := range z {
		s, cc := bits.Add(uint(x[i]), uint(y[i]), c)
		z[i], c = Word(s), cc
	}
	return Word(c)
}

// subVV sets z to x - y and gives the borrow.
func subVV(z, x, y []Word) Word {
	x, y = x[:len(z)], y[:len(z)]
	c := uint(0)
	for i := range z {
		s, cc := bits.Sub(uint(x[i]), uint(y[i]), c)
		z[i], c = Word(s), cc
	}
	return Word(c)
}

// addVW sets z to x + y for a word y.
func addVW(z, x []Word, y Word) Word {
	x = x[:len(z)]
	c := uint(y)
	for i := range z {
		if c == 0 {
			copy(z[i:], x[i:])
			return 0
		}
		s, cc := bits.Add(uint(x[i]), c, 0)
		z[i], c = Word(s), cc
	}
	return Word(c)
}

// subVW sets z to x - y for a word y.
func subVW(z, x []Word, y Word) Word {
	x = x[:len(z)]
	c := uint(y)
	for i := range z {
		if c == 0 {
			copy(z[i:], x[i:])
			return 0
		}
		s, cc := bits.Sub(uint(x[i]), c, 0)
		z[i], c = Word(s), cc
	}
	return Word(c)
}

// shlVU sets z to x << s for 0 <= s < 64 and gives what is shifted out. z may begin at x or above.
func shlVU(z, x []Word, s uint) Word {
	if len(z) == 0 {
		return 0
	}
	if s == 0 {
		copy(z, x)
		return 0
	}
	x = x[:len(z)]
	out := x[len(z)-1] >> (wordBits - s)
	for i := len(z) - 1; i > 0; i-- {
		z[i] = x[i]<<s | x[i-1]>>(wordBits-s)
	}
	z[0] = x[0] << s
	return out
}

// shrVU sets z to x >> s for 0 <= s < 64. z may begin at x or below.
func shrVU(z, x []Word, s uint) {
	if len(z) == 0 {
		return
	}
	if s == 0 {
		copy(z, x)
		return
	}
	x = x[:len(z)]
	for i := 0; i < len(z)-1; i++ {
		z[i] = x[i]>>s | x[i+1]<<(wordBits-s)
	}
	z[len(z)-1] = x[len(z)-1] >> s
}

// mulAddVWW sets z to x*y + r for words y and r.
func mulAddVWW(z, x []Word, y, r Word) Word {
	x = x[:len(z)]
	c := uint(r)
	for i := range z {
		hi, lo := bits.Mul(uint(x[i]), uint(y))
		s, cc := bits.Add(lo, c, 0)
		z[i], c = Word(s), hi+cc
	}
	return Word(c)
}

// addMulVVW adds x*y to z for a word y.
func addMulVVW(z, x []Word, y Word) Word {
	x = x[:len(z)]
	c := uint(0)
	for i := range z {
		hi, lo := bits.Mul(uint(x[i]), uint(y))
		s, c1 := bits.Add(lo, uint(z[i]), 0)
		s, c2 := bits.Add(s, c, 0)
		z[i], c = Word(s), hi+c1+c2
	}
	return Word(c)
}

// subMulVVW subtracts x*y from z for a word y.
func subMulVVW(z, x []Word, y Word) Word {
	x = x[:len(z)]
	c := uint(0)
	for i := range z {
		hi, lo := bits.Mul(uint(x[i]), uint(y))
		s, c1 := bits.Sub(uint(z[i]), lo, 0)
		s, c2 := bits.Sub(s, c, 0)
		z[i], c = Word(s), hi+c1+c2
	}
	return Word(c)
}

// reciprocal gives (B*B-1)/d - B for a word d whose top bit is set, B being the base.
func reciprocal(d Word) Word {
	q, _ := bits.Div(^uint(d), ^uint(0), uint(d))
	return Word(q)
}

// divWW divides hi:lo by d, whose top bit is set and which is greater than hi, with the help of its reciprocal
// (Möller and Granlund, Improved division by invariant integers, algorithm 4).
func divWW(hi, lo, d, recip Word) (q, r Word) {
	q1, q0 := bits.Mul(uint(recip), uint(hi))
	q0, c := bits.Add(q0, uint(lo), 0)
	q1, _ = bits.Add(q1, uint(hi)+1, c)
	r = lo - Word(q1)*d
	if uint(r) > q0 {
		q1--
		r += d
	}
	if r >= d {
		q1++
		r -= d
	}
	return Word(q1), r
}

// divWVW sets z to hi:x / d and gives the remainder, for any d > hi.
func divWVW(z []Word, hi Word, x []Word, d Word) Word {
	s := uint(bits.LeadingZeros(uint(d)))
	d <<= s
	recip := reciprocal(d)
	x = x[:len(z)]
	r := hi << s
	if s > 0 && len(x) > 0 {
		r |= x[len(x)-1] >> (wordBits - s)
	}
	for i := len(z) - 1; i >= 0; i-- {
		w := x[i] << s
		if s > 0 && i > 0 {
			w |= x[i-1] >> (wordBits - s)
		}
		z[i], r = divWW(r, w, d, recip)
	}
	return r >> s
}
