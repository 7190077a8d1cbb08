package big

import (
	"math/bits"
	"math/rand"
)

// A nat is a natural number, lowest word first, without zero words on top. Zero has no words. Methods put their result into the
// memory of the receiver if it has room; operands may be the receiver unless a method says otherwise.
type nat []Word

var (
	natOne = nat{1}
	natTwo = nat{2}
)

func (z nat) norm() nat {
	i := len(z)
	for i > 0 && z[i-1] == 0 {
		i--
	}
	return z[:i]
}

// make gives n words, not zeroed.
func (z nat) make(n int) nat {
	if n <= cap(z) {
		return z[:n]
	}
	if n == 1 {
		return make(nat, 1)
	}
	return make(nat, n, n+4)
}

func (z nat) setWord(x Word) nat {
	if x == 0 {
		return z[:0]
	}
	z = z.make(1)
	z[0] = x
	return z
}

func (z nat) set(x nat) nat {
	z = z.make(len(x))
	copy(z, x)
	return z
}

// alias tells whether x and y share memory, given that both end their memory where their arrays end.
func alias(x, y nat) bool {
	return cap(x) > 0 && cap(y) > 0 && &x[0:cap(x)][cap(x)-1] == &y[0:cap(y)][cap(y)-1]
}

func (x nat) cmp(y nat) int {
	if len(x) != len(y) {
		if len(x) < len(y) {
			return -1
		}
		return 1
	}
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			if x[i] < y[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

func (z nat) add(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	if len(y) == 0 {
		return z.set(x)
	}
	m, n := len(x), len(y)
	z = z.make(m + 1)
	c := addVV(z[:n], x, y)
	z[m] = addVW(z[n:m], x[n:], c)
	return z.norm()
}

// sub needs x >= y.
func (z nat) sub(x, y nat) nat {
	m, n := len(x), len(y)
	if n == 0 {
		return z.set(x)
	}
	if m < n {
		panic("underflow")
	}
	z = z.make(m)
	c := subVV(z[:n], x, y)
	if subVW(z[n:], x[n:], c) != 0 {
		panic("underflow")
	}
	return z.norm()
}

func (x nat) bitLen() int {
	if len(x) == 0 {
		return 0
	}
	return (len(x)-1)*wordBits + bits.Len(uint(x[len(x)-1]))
}

func (x nat) trailingZeroBits() uint {
	for i, w := range x {
		if w != 0 {
			return uint(i)*wordBits + uint(bits.TrailingZeros(uint(w)))
		}
	}
	return 0
}

func (z nat) shl(x nat, s uint) nat {
	if len(x) == 0 {
		return z[:0]
	}
	if s == 0 {
		return z.set(x)
	}
	w, n := int(s/wordBits), len(x)
	z = z.make(n + w + 1)
	z[n+w] = shlVU(z[w:n+w], x, s%wordBits)
	clear(z[:w])
	return z.norm()
}

func (z nat) shr(x nat, s uint) nat {
	w := int(s / wordBits)
	if s/wordBits >= uint(len(x)) {
		return z[:0]
	}
	if s == 0 {
		return z.set(x)
	}
	n := len(x) - w
	z = z.make(n)
	shrVU(z, x[w:], s%wordBits)
	return z.norm()
}

// bit gives bit i.
func (x nat) bit(i uint) uint {
	if i/wordBits >= uint(len(x)) {
		return 0
	}
	return uint(x[i/wordBits]>>(i%wordBits)) & 1
}

func (z nat) setBit(x nat, i, b uint) nat {
	j, m := int(i/wordBits), Word(1)<<(i%wordBits)
	if b == 0 {
		z = z.set(x)
		if j < len(z) {
			z[j] &^= m
		}
		return z.norm()
	}
	n := len(x)
	z = z.make(max(n, j+1))
	copy(z, x)
	if j >= n {
		clear(z[n:])
	}
	z[j] |= m
	return z
}

// sticky gives 1 if one of the i low bits is set.
func (x nat) sticky(i uint) uint {
	if len(x) > 0 && x.trailingZeroBits() < i {
		return 1
	}
	return 0
}

// trunc sets z to the n low bits of x.
func (z nat) trunc(x nat, n uint) nat {
	w := int((n + wordBits - 1) / wordBits)
	if len(x) < w {
		return z.set(x)
	}
	z = z.set(x[:w])
	if n%wordBits != 0 {
		z[w-1] &= 1<<(n%wordBits) - 1
	}
	return z.norm()
}

func (z nat) and(x, y nat) nat {
	n := min(len(x), len(y))
	z = z.make(n)
	for i := range z {
		z[i] = x[i] & y[i]
	}
	return z.norm()
}

func (z nat) andNot(x, y nat) nat {
	n := min(len(x), len(y))
	z = z.make(len(x))
	for i := 0; i < n; i++ {
		z[i] = x[i] &^ y[i]
	}
	copy(z[n:], x[n:])
	return z.norm()
}

func (z nat) or(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	z = z.make(len(x))
	for i := range y {
		z[i] = x[i] | y[i]
	}
	copy(z[len(y):], x[len(y):])
	return z
}

func (z nat) xor(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	z = z.make(len(x))
	for i := range y {
		z[i] = x[i] ^ y[i]
	}
	copy(z[len(y):], x[len(y):])
	return z.norm()
}

// random gives a number below limit.
func (z nat) random(rnd *rand.Rand, limit nat, n int) nat {
	if alias(z, limit) {
		z = nil
	}
	z = z.make(len(limit))
	top := uint(n % wordBits)
	if top == 0 {
		top = wordBits
	}
	mask := Word(1)<<top - 1
	if top == wordBits {
		mask = ^Word(0)
	}
	for {
		for i := range z {
			z[i] = Word(rnd.Uint32()) | Word(rnd.Uint32())<<32
		}
		z[len(limit)-1] &= mask
		if z.cmpRaw(limit) < 0 {
			return z.norm()
		}
	}
}

// cmpRaw is cmp for equal lengths, z not being normalized.
func (z nat) cmpRaw(y nat) int { return z.norm().cmp(y) }

// bytes puts x into the end of buf, highest byte first, and gives where it begins; -1 if there is no room.
func (x nat) bytes(buf []byte) int {
	i := len(buf)
	for _, w := range x {
		for j := 0; j < wordBits/8; j++ {
			if i > 0 {
				i--
				buf[i] = byte(w)
			} else if byte(w) != 0 {
				return -1
			}
			w >>= 8
		}
	}
	for i < len(buf) && buf[i] == 0 {
		i++
	}
	return i
}

func (z nat) setBytes(buf []byte) nat {
	z = z.make((len(buf) + wordBits/8 - 1) / (wordBits / 8))
	i := len(buf)
	for k := range z {
		var w Word
		for s := uint(0); s < wordBits && i > 0; s += 8 {
			i--
			w |= Word(buf[i]) << s
		}
		z[k] = w
	}
	return z.norm()
}
