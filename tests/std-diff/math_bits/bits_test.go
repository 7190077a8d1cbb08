package bits_test

import (
	"fmt"
	"math/bits"
	"math/rand"
	"testing"
	"time"

	ours "gorcstd/math/bits"
)

func try(f func() string) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint("panic: ", r)
		}
	}()
	return f()
}

func TestBits(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	word := func() uint64 {
		switch r.Intn(4) {
		case 0:
			return uint64(r.Intn(3)) - 1
		case 1:
			return 1<<uint(r.Intn(64)) - uint64(r.Intn(2))
		}
		return r.Uint64() >> uint(r.Intn(64))
	}
	for start := time.Now(); time.Since(start) < 3*time.Second && !t.Failed(); {
		x, y, z, k := word(), word(), word(), r.Intn(200)-100
		c := uint64(r.Intn(2))
		eq := func(what string, a, b any) {
			if a != b {
				t.Errorf("%s %x %x %x %d: %v %v", what, x, y, z, k, a, b)
			}
		}
		p := func(a ...any) string { return fmt.Sprint(a...) }
		eq("count", p(ours.LeadingZeros(uint(x)), ours.LeadingZeros8(uint8(x)), ours.LeadingZeros16(uint16(x)), ours.LeadingZeros32(uint32(x)), ours.LeadingZeros64(x), ours.TrailingZeros(uint(x)), ours.TrailingZeros8(uint8(x)), ours.TrailingZeros16(uint16(x)), ours.TrailingZeros32(uint32(x)), ours.TrailingZeros64(x)),
			p(bits.LeadingZeros(uint(x)), bits.LeadingZeros8(uint8(x)), bits.LeadingZeros16(uint16(x)), bits.LeadingZeros32(uint32(x)), bits.LeadingZeros64(x), bits.TrailingZeros(uint(x)), bits.TrailingZeros8(uint8(x)), bits.TrailingZeros16(uint16(x)), bits.TrailingZeros32(uint32(x)), bits.TrailingZeros64(x)))
		eq("len", p(ours.Len(uint(x)), ours.Len8(uint8(x)), ours.Len16(uint16(x)), ours.Len32(uint32(x)), ours.Len64(x), ours.OnesCount(uint(x)), ours.OnesCount8(uint8(x)), ours.OnesCount16(uint16(x)), ours.OnesCount32(uint32(x)), ours.OnesCount64(x)),
			p(bits.Len(uint(x)), bits.Len8(uint8(x)), bits.Len16(uint16(x)), bits.Len32(uint32(x)), bits.Len64(x), bits.OnesCount(uint(x)), bits.OnesCount8(uint8(x)), bits.OnesCount16(uint16(x)), bits.OnesCount32(uint32(x)), bits.OnesCount64(x)))
		eq("rev", p(ours.Reverse(uint(x)), ours.Reverse8(uint8(x)), ours.Reverse16(uint16(x)), ours.Reverse32(uint32(x)), ours.Reverse64(x), ours.ReverseBytes(uint(x)), ours.ReverseBytes16(uint16(x)), ours.ReverseBytes32(uint32(x)), ours.ReverseBytes64(x)),
			p(bits.Reverse(uint(x)), bits.Reverse8(uint8(x)), bits.Reverse16(uint16(x)), bits.Reverse32(uint32(x)), bits.Reverse64(x), bits.ReverseBytes(uint(x)), bits.ReverseBytes16(uint16(x)), bits.ReverseBytes32(uint32(x)), bits.ReverseBytes64(x)))
		eq("rot", p(ours.RotateLeft(uint(x), k), ours.RotateLeft8(uint8(x), k), ours.RotateLeft16(uint16(x), k), ours.RotateLeft32(uint32(x), k), ours.RotateLeft64(x, k)),
			p(bits.RotateLeft(uint(x), k), bits.RotateLeft8(uint8(x), k), bits.RotateLeft16(uint16(x), k), bits.RotateLeft32(uint32(x), k), bits.RotateLeft64(x, k)))
		two := func(a, b any) string { return p(a, b) }
		q := func(what string, f func(x, y, z uint64) (uint64, uint64), g func(x, y, z uint64) (uint64, uint64), z uint64) {
			eq(what, try(func() string { a, b := f(x, y, z); return two(a, b) }), try(func() string { a, b := g(x, y, z); return two(a, b) }))
		}
		q("Add64", ours.Add64, bits.Add64, c)
		q("Sub64", ours.Sub64, bits.Sub64, c)
		q("Div64", ours.Div64, bits.Div64, z)
		wide := func(f func(x, y, z uint) (uint, uint)) func(x, y, z uint64) (uint64, uint64) {
			return func(x, y, z uint64) (uint64, uint64) {
				a, b := f(uint(x), uint(y), uint(z))
				return uint64(a), uint64(b)
			}
		}
		q("Add", wide(ours.Add), wide(bits.Add), c)
		q("Sub", wide(ours.Sub), wide(bits.Sub), c)
		q("Div", wide(ours.Div), wide(bits.Div), z)
		wide32 := func(f func(x, y, z uint32) (uint32, uint32)) func(x, y, z uint64) (uint64, uint64) {
			return func(x, y, z uint64) (uint64, uint64) {
				a, b := f(uint32(x), uint32(y), uint32(z))
				return uint64(a), uint64(b)
			}
		}
		q("Add32", wide32(ours.Add32), wide32(bits.Add32), c)
		q("Sub32", wide32(ours.Sub32), wide32(bits.Sub32), c)
		q("Div32", wide32(ours.Div32), wide32(bits.Div32), z)
		q("Mul64", func(x, y, z uint64) (uint64, uint64) { return ours.Mul64(x, y) }, func(x, y, z uint64) (uint64, uint64) { return bits.Mul64(x, y) }, 0)
		q("Mul32", func(x, y, z uint64) (uint64, uint64) {
			a, b := ours.Mul32(uint32(x), uint32(y))
			return uint64(a), uint64(b)
		}, func(x, y, z uint64) (uint64, uint64) {
			a, b := bits.Mul32(uint32(x), uint32(y))
			return uint64(a), uint64(b)
		}, 0)
		q("Rem64", func(x, y, z uint64) (uint64, uint64) {
			return ours.Rem64(x, y, z), uint64(ours.Rem32(uint32(x), uint32(y), uint32(z)))
		}, func(x, y, z uint64) (uint64, uint64) {
			return bits.Rem64(x, y, z), uint64(bits.Rem32(uint32(x), uint32(y), uint32(z)))
		}, z)
	}
}
