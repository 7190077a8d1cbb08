// Package bytealg has what packages strings and bytes have in common: searching
// (this file), taking apart (split.go, fields.go), and their readers. Byte slices
// come as strings that share their memory, see View, or as a Kind of text.
//
// Loops go by words of eight bytes where they can; there is no assembly.
package bytealg

import (
	"math/bits"
	"unsafe"
)

// View gives a string that shares b's memory. It must not be kept beyond the
// call it is made for.
func View(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// word loads the eight bytes of s at i, the first lowest.
func word(s string, i int) uint64 {
	return *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i))
}

const (
	ones  = 0x0101010101010101 // each byte 1
	highs = 0x8080808080808080 // the top bit of each byte
)

// zeroBytes has the top bit set of the first zero byte of x and of none before
// it; what is behind it does not count.
func zeroBytes(x uint64) uint64 { return (x - ones) &^ x & highs }

// IndexByte is where c first is in s, -1 if it is not.
func IndexByte(s string, c byte) int {
	i := 0
	for pattern := uint64(c) * ones; i+8 <= len(s); i += 8 {
		if z := zeroBytes(word(s, i) ^ pattern); z != 0 {
			return i + bits.TrailingZeros64(z)/8
		}
	}
	for ; i < len(s); i++ {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// LastIndexByte is where c last is in s, -1 if it is not.
func LastIndexByte(s string, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// CountByte counts the bytes c in s.
func CountByte(s string, c byte) int {
	n, i := 0, 0
	for pattern := uint64(c) * ones; i+8 <= len(s); i += 8 {
		x := word(s, i) ^ pattern
		// The top bit of each byte of y is set unless the byte of x is zero.
		y := (x&^highs + (highs - ones)) | x
		n += 8 - bits.OnesCount64(y&highs)
	}
	for ; i < len(s); i++ {
		if s[i] == c {
			n++
		}
	}
	return n
}

// Compare gives -1, 0, +1 as a is less than, equal to, greater than b.
func Compare(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for ; i+8 <= n; i += 8 {
		x, y := word(a, i), word(b, i)
		if x != y {
			if bits.ReverseBytes64(x) < bits.ReverseBytes64(y) {
				return -1
			}
			return +1
		}
	}
	for ; i < n; i++ {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return +1
		}
	}
	switch {
	case len(a) < len(b):
		return -1
	case len(a) > len(b):
		return +1
	}
	return 0
}

// Index is where substr first is in s, -1 if it is not.
func Index(s, substr string) int {
	n := len(substr)
	switch {
	case n == 0:
		return 0
	case n == 1:
		return IndexByte(s, substr[0])
	case n >= len(s):
		if s == substr {
			return 0
		}
		return -1
	}
	// Go from one place that has the first and the last byte to the next, eight
	// places at a time. If the rest fails to match too often, hash.
	c0, c1 := substr[0], substr[n-1]
	last := len(s) - n
	fails, i := 0, 0
	for p0, p1 := uint64(c0)*ones, uint64(c1)*ones; i+7 <= last; i += 8 {
		for z := zeroBytes(word(s, i) ^ p0 | word(s, i+n-1) ^ p1); z != 0; z &= z - 1 {
			at := i + bits.TrailingZeros64(z)/8
			if s[at:at+n] == substr {
				return at
			}
			fails++
		}
		if fails >= 8+i>>4 {
			o := indexHash(s[i:], substr)
			if o < 0 {
				return -1
			}
			return i + o
		}
	}
	for i <= last {
		if s[i] != c0 {
			o := IndexByte(s[i+1:last+1], c0)
			if o < 0 {
				return -1
			}
			i += o + 1
		}
		if s[i+n-1] == c1 && s[i:i+n] == substr {
			return i
		}
		i++
	}
	return -1
}

const prime = 16777619 // of the hash: that of FNV

// power gives prime**n.
func power(n int) uint32 {
	pow, sq := uint32(1), uint32(prime)
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			pow *= sq
		}
		sq *= sq
	}
	return pow
}

// indexHash is Index by Rabin and Karp's method.
func indexHash(s, substr string) int {
	n := len(substr)
	var want, h uint32
	for i := 0; i < n; i++ {
		want = want*prime + uint32(substr[i])
		h = h*prime + uint32(s[i])
	}
	pow := power(n)
	for i := n; ; i++ {
		if h == want && s[i-n:i] == substr {
			return i - n
		}
		if i == len(s) {
			return -1
		}
		h = h*prime + uint32(s[i]) - pow*uint32(s[i-n])
	}
}

// LastIndex is where substr last is in s, -1 if it is not.
func LastIndex(s, substr string) int {
	n := len(substr)
	switch {
	case n == 0:
		return len(s)
	case n == 1:
		return LastIndexByte(s, substr[0])
	case n >= len(s):
		if s == substr {
			return 0
		}
		return -1
	}
	// As indexHash, from the end.
	last := len(s) - n
	var want, h uint32
	for i := n - 1; i >= 0; i-- {
		want = want*prime + uint32(substr[i])
		h = h*prime + uint32(s[last+i])
	}
	pow := power(n)
	for i := last; ; i-- {
		if h == want && s[i:i+n] == substr {
			return i
		}
		if i == 0 {
			return -1
		}
		h = h*prime + uint32(s[i-1]) - pow*uint32(s[i+n-1])
	}
}
