package big

import (
	"math/bits"
	"math/rand"
)

// expNN gives x**y mod m, or x**y if m is zero.
func (z nat) expNN(x, y, m nat) nat {
	switch {
	case len(m) == 1 && m[0] == 1:
		return z[:0]
	case len(y) == 0:
		return z.setWord(1)
	case len(x) == 0:
		return z[:0]
	case len(x) == 1 && x[0] == 1:
		return z.setWord(1)
	case len(m) == 0:
		r := nat(nil).set(x)
		for i := y.bitLen() - 2; i >= 0; i-- {
			r = nat(nil).sqr(r)
			if y.bit(uint(i)) != 0 {
				r = r.mul(r, x)
			}
		}
		return r
	}
	if x.cmp(m) >= 0 {
		_, x = nat(nil).div(nil, x, m)
		if len(x) == 0 {
			return z[:0]
		}
	}
	if m[0]&1 != 0 && (len(y) > 1 || y[0] > 16) {
		return z.set(expMontgomery(x, y, m))
	}
	reduce := func(p nat) nat {
		_, r := nat(nil).div(nil, p, m)
		return r
	}
	return z.set(window(x, y, natOne, func(a, b nat) nat { return reduce(nat(nil).mul(a, b)) }))
}

// window raises x to y with four bits of y at a time.
func window(x, y, one nat, mul func(a, b nat) nat) nat {
	if y.bitLen() <= 8 {
		r := x
		for i := y.bitLen() - 2; i >= 0; i-- {
			r = mul(r, r)
			if y.bit(uint(i)) != 0 {
				r = mul(r, x)
			}
		}
		return r
	}
	var powers [16]nat
	powers[0], powers[1] = one, x
	for i := 2; i < 16; i++ {
		powers[i] = mul(powers[i-1], x)
	}
	var r nat
	first := true
	for i := len(y) - 1; i >= 0; i-- {
		for s := wordBits - 4; s >= 0; s -= 4 {
			w := y[i] >> s & 15
			if first {
				if w != 0 {
					r, first = powers[w], false
				}
				continue
			}
			for range 4 {
				r = mul(r, r)
			}
			if w != 0 {
				r = mul(r, powers[w])
			}
		}
	}
	return r
}

// expMontgomery is expNN for an odd m and x < m; numbers are kept multiplied by R, the base to the number of words.
func expMontgomery(x, y, m nat) nat {
	n := len(m)
	// -1/m modulo the base, by Newton's iteration.
	inv := 2 - m[0]
	for t := m[0] - 1; ; {
		t *= t
		if t == 0 {
			break
		}
		inv *= t + 1
	}
	k := -inv
	toR := func(a nat) nat {
		t := make(nat, n+len(a))
		copy(t[n:], a)
		_, r := nat(nil).div(nil, t.norm(), m)
		return r.fixed(n)
	}
	t := make(nat, 2*n+1)
	mul := func(a, b nat) nat {
		r := make(nat, n)
		montgomery(r, a, b, m, k, t)
		return r
	}
	r := window(toR(x), y, toR(natOne), mul)
	r = mul(r, nat{1}.fixed(n)).norm()
	if r.cmp(m) >= 0 {
		r = r.sub(r, m)
	}
	return r
}

// fixed gives x with n words.
func (x nat) fixed(n int) nat {
	z := make(nat, n)
	copy(z, x)
	return z
}

// montgomery sets z to x*y/R mod m up to a multiple of m; z is less than R. t has 2n+1 words of room.
func montgomery(z, x, y, m nat, k Word, t nat) {
	n := len(m)
	clear(t)
	c := Word(0)
	for i := range n {
		d := y[i]
		c2 := addMulVVW(t[i:i+n], x, d)
		c3 := addMulVVW(t[i:i+n], m, t[i]*k)
		s, a := bits.Add(uint(c), uint(c2), 0)
		s, b := bits.Add(s, uint(c3), 0)
		t[n+i] = Word(s)
		c = Word(a + b)
	}
	if c != 0 {
		subVV(z, t[n:2*n], m)
	} else {
		copy(z, t[n:2*n])
	}
}

// sqrt gives the whole part of the square root.
func (z nat) sqrt(x nat) nat {
	if x.cmp(natOne) <= 0 {
		return z.set(x)
	}
	// Newton's iteration from above.
	a := nat(nil).shl(natOne, uint(x.bitLen()+1)/2)
	for {
		b, _ := nat(nil).div(nil, x, a)
		b = b.add(b, a)
		b = b.shr(b, 1)
		if b.cmp(a) >= 0 {
			return z.set(a)
		}
		a = b
	}
}

// probablyPrimeMR makes reps tests of Miller and Rabin with random bases, and one with base 2.
func (n nat) probablyPrimeMR(reps int) bool {
	m := nat(nil).sub(n, natOne)
	k := m.trailingZeroBits()
	q := nat(nil).shr(m, k)
	nm3 := nat(nil).sub(m, natTwo)
	rnd := rand.New(rand.NewSource(int64(n[0])))
	size := nm3.bitLen()
next:
	for i := 0; i < reps; i++ {
		x := natTwo
		if i < reps-1 {
			x = nat(nil).random(rnd, nm3, size)
			x = x.add(x, natTwo)
		}
		y := nat(nil).expNN(x, q, n)
		if y.cmp(natOne) == 0 || y.cmp(m) == 0 {
			continue
		}
		for j := uint(1); j < k; j++ {
			y = nat(nil).sqr(y)
			_, y = nat(nil).div(nil, y, n)
			if y.cmp(m) == 0 {
				continue next
			}
			if y.cmp(natOne) == 0 {
				return false
			}
		}
		return false
	}
	return true
}

// probablyPrimeLucas is the extra strong Lucas test (Baillie and Wagstaff, Grantham).
func (n nat) probablyPrimeLucas() bool {
	if len(n) == 0 || n.cmp(natOne) == 0 {
		return false
	}
	if n[0]&1 == 0 {
		return n.cmp(natTwo) == 0
	}
	// The first P with (P*P-4 / n) == -1.
	p := Word(3)
	d := nat{1}
	t1 := nat(nil)
	for ; ; p++ {
		if p > 10000 {
			panic("math/big: internal error: cannot find (D/n) = -1 for " + string(n.text(false, 10)))
		}
		d = d.setWord(p*p - 4)
		j := Jacobi(&Int{abs: d}, &Int{abs: n})
		if j == -1 {
			break
		}
		if j == 0 {
			// d has a factor in common with n: p+2, if n is prime.
			return len(n) == 1 && n[0] == p+2
		}
		if p == 40 {
			t1 = t1.sqrt(n)
			t1 = nat(nil).sqr(t1)
			if t1.cmp(n) == 0 {
				return false // a square has no such P
			}
		}
	}
	s := nat(nil).add(n, natOne)
	r := s.trailingZeroBits()
	s = nat(nil).shr(s, r)
	nm2 := nat(nil).sub(n, natTwo)
	natP := nat(nil).setWord(p)
	vk, vk1 := nat(nil).setWord(2), nat(nil).setWord(p)
	mod := func(x nat) nat {
		_, x = nat(nil).div(nil, x, n)
		return x
	}
	// mulSub is a*b - c mod n.
	mulSub := func(a, b, c nat) nat {
		t := nat(nil).mul(a, b)
		t = t.add(t, n)
		return mod(t.sub(t, c))
	}
	for i := s.bitLen(); i >= 0; i-- {
		if s.bit(uint(i)) != 0 {
			vk, vk1 = mulSub(vk, vk1, natP), mulSub(vk1, vk1, natTwo)
		} else {
			vk, vk1 = mulSub(vk, vk, natTwo), mulSub(vk, vk1, natP)
		}
	}
	if vk.cmp(natTwo) == 0 || vk.cmp(nm2) == 0 {
		// U(s) == 0 if also P*V(s) == 2*V(s+1).
		a := nat(nil).mul(vk, natP)
		b := nat(nil).shl(vk1, 1)
		if a.cmp(b) < 0 {
			a, b = b, a
		}
		if len(mod(nat(nil).sub(a, b))) == 0 {
			return true
		}
	}
	for t := 0; t < int(r)-1; t++ {
		if len(vk) == 0 {
			return true
		}
		if len(vk) == 1 && vk[0] == 2 {
			return false
		}
		vk = mulSub(vk, vk, natTwo)
	}
	return false
}
