package big

// karatsubaWords is the length from which Karatsuba's method pays.
const karatsubaWords = 40

func (z nat) mul(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	m, n := len(x), len(y)
	switch {
	case n == 0:
		return z[:0]
	case n == 1:
		return z.mulAddWW(x, y[0], 0)
	}
	if alias(z, x) || alias(z, y) {
		z = nil
	}
	z = z.make(m + n)
	mulTo(z, x, y)
	return z.norm()
}

// mulAddWW sets z to x*y + r.
func (z nat) mulAddWW(x nat, y, r Word) nat {
	if len(x) == 0 || y == 0 {
		return z.setWord(r)
	}
	n := len(x)
	z = z.make(n + 1)
	z[n] = mulAddVWW(z[:n], x, y, r)
	return z.norm()
}

// mulTo sets z, which has len(x)+len(y) words and shares none with them, to x*y; len(x) >= len(y).
func mulTo(z, x, y []Word) {
	n := len(y)
	if n < karatsubaWords {
		clear(z)
		for i, w := range y {
			if w != 0 {
				z[len(x)+i] = addMulVVW(z[i:i+len(x)], x, w)
			}
		}
		return
	}
	if len(x) == n {
		karatsuba(z, x, y)
		return
	}
	// Pieces of x as long as y.
	clear(z)
	piece := make([]Word, 2*n)
	for i := 0; i < len(x); i += n {
		part := x[i:min(i+n, len(x))]
		t := piece[:len(part)+n]
		if len(part) == n {
			karatsuba(t, part, y)
		} else {
			mulTo(t, y, part)
		}
		c := addVV(z[i:i+len(t)], z[i:i+len(t)], t)
		if rest := z[i+len(t):]; len(rest) > 0 {
			addVW(rest, rest, c)
		}
	}
}

// karatsuba multiplies x and y of equal length by three products of halves.
func karatsuba(z, x, y []Word) {
	n := len(x)
	if n < karatsubaWords {
		mulTo(z, x, y)
		return
	}
	k := n - n/2 // the low halves are not shorter
	x0, x1, y0, y1 := x[:k], x[k:], y[:k], y[k:]
	mulTo(z[:2*k], x0, y0)
	mulTo(z[2*k:], x1, y1)
	// (x0+x1)*(y0+y1) - x0*y0 - x1*y1, with one word more for carries.
	room := make([]Word, 2*(k+1)+2*(k+1))
	xs, ys, mid := room[:k+1], room[k+1:2*k+2], room[2*k+2:]
	sum := func(s, a, b []Word) {
		c := addVV(s[:len(b)], a, b)
		s[k] = addVW(s[len(b):k], a[len(b):], c)
	}
	sum(xs, x0, x1)
	sum(ys, y0, y1)
	mulTo(mid, xs, ys)
	low, high := z[:2*k], z[2*k:]
	subAt(mid, low)
	subAt(mid, high)
	t := nat(mid).norm()
	c := addVV(z[k:k+len(t)], z[k:k+len(t)], t)
	addVW(z[k+len(t):], z[k+len(t):], c)
}

// subAt subtracts y from the longer x.
func subAt(x, y []Word) {
	c := subVV(x[:len(y)], x, y)
	subVW(x[len(y):], x[len(y):], c)
}

func (z nat) sqr(x nat) nat { return z.mul(x, x) }

// mulRange gives the product of all numbers from a to b.
func (z nat) mulRange(a, b uint64) nat {
	switch {
	case a == 0:
		return z[:0]
	case a > b:
		return z.setWord(1)
	case a == b:
		return z.setWord(Word(a))
	case a+1 == b:
		return z.mul(nat(nil).setWord(Word(a)), nat(nil).setWord(Word(b)))
	}
	m := a + (b-a)/2
	return z.mul(nat(nil).mulRange(a, m), nat(nil).mulRange(m+1, b))
}
