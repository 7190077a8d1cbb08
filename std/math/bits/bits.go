// Package bits counts and moves bits of unsigned integers, and multiplies,
// divides and adds with results of double width.
//
// The compiler knows these functions by name and replaces most calls with an
// instruction or two; the bodies define what those must compute and are what a
// function value runs. Read next: arith.go.
package bits

// UintSize is the size of a uint in bits.
const UintSize = 32 << (^uint(0) >> 63)

// LeadingZeros counts the zero bits above the highest one bit; UintSize for 0.
func LeadingZeros(x uint) int { return UintSize - Len(x) }

// LeadingZeros8 counts the zero bits above the highest one bit; 8 for 0.
func LeadingZeros8(x uint8) int { return 8 - Len8(x) }

// LeadingZeros16 counts the zero bits above the highest one bit; 16 for 0.
func LeadingZeros16(x uint16) int { return 16 - Len16(x) }

// LeadingZeros32 counts the zero bits above the highest one bit; 32 for 0.
func LeadingZeros32(x uint32) int { return 32 - Len32(x) }

// LeadingZeros64 counts the zero bits above the highest one bit; 64 for 0. The
// compiler has an instruction for calls of it, that in Len64 among them.
func LeadingZeros64(x uint64) int { return 64 - Len64(x) }

// TrailingZeros counts the zero bits below the lowest one bit; UintSize for 0.
func TrailingZeros(x uint) int {
	if UintSize == 32 {
		return TrailingZeros32(uint32(x))
	}
	return TrailingZeros64(uint64(x))
}

// TrailingZeros8 counts the zero bits below the lowest one bit; 8 for 0.
func TrailingZeros8(x uint8) int { return TrailingZeros32(uint32(x) | 1<<8) }

// TrailingZeros16 counts the zero bits below the lowest one bit; 16 for 0.
func TrailingZeros16(x uint16) int { return TrailingZeros32(uint32(x) | 1<<16) }

// TrailingZeros32 counts the zero bits below the lowest one bit; 32 for 0.
func TrailingZeros32(x uint32) int { return TrailingZeros64(uint64(x) | 1<<32) }

// TrailingZeros64 counts the zero bits below the lowest one bit; 64 for 0.
func TrailingZeros64(x uint64) int {
	if x == 0 {
		return 64
	}
	// The ones below the lowest one bit, and nothing else.
	return OnesCount64(x&-x - 1)
}

// OnesCount counts the one bits.
func OnesCount(x uint) int { return OnesCount64(uint64(x)) }

// OnesCount8 counts the one bits.
func OnesCount8(x uint8) int { return OnesCount64(uint64(x)) }

// OnesCount16 counts the one bits.
func OnesCount16(x uint16) int { return OnesCount64(uint64(x)) }

// OnesCount32 counts the one bits.
func OnesCount32(x uint32) int { return OnesCount64(uint64(x)) }

// Masks of alternating runs of bits: pairs of bits, nibbles, bytes and so on.
const (
	mask1  = 0x5555555555555555
	mask2  = 0x3333333333333333
	mask4  = 0x0F0F0F0F0F0F0F0F
	mask8  = 0x00FF00FF00FF00FF
	mask16 = 0x0000FFFF0000FFFF
)

// OnesCount64 counts the one bits.
func OnesCount64(x uint64) int {
	// Sums in ever wider fields; the multiplication adds up the bytes.
	x -= x >> 1 & mask1
	x = x&mask2 + x>>2&mask2
	x = (x + x>>4) & mask4
	return int(x * 0x0101010101010101 >> 56)
}

// RotateLeft rotates x left by k bits modulo UintSize; right for negative k.
func RotateLeft(x uint, k int) uint {
	s := uint(k) & (UintSize - 1)
	return x<<s | x>>(UintSize-s)
}

// RotateLeft8 rotates x left by k bits modulo 8; right for negative k.
func RotateLeft8(x uint8, k int) uint8 {
	s := uint(k) & 7
	return x<<s | x>>(8-s)
}

// RotateLeft16 rotates x left by k bits modulo 16; right for negative k.
func RotateLeft16(x uint16, k int) uint16 {
	s := uint(k) & 15
	return x<<s | x>>(16-s)
}

// RotateLeft32 rotates x left by k bits modulo 32; right for negative k.
func RotateLeft32(x uint32, k int) uint32 {
	s := uint(k) & 31
	return x<<s | x>>(32-s)
}

// RotateLeft64 rotates x left by k bits modulo 64; right for negative k.
func RotateLeft64(x uint64, k int) uint64 {
	s := uint(k) & 63
	return x<<s | x>>(64-s)
}

// Reverse puts the bits in the opposite order.
func Reverse(x uint) uint { return uint(Reverse64(uint64(x)) >> (64 - UintSize)) }

// Reverse8 puts the bits in the opposite order.
func Reverse8(x uint8) uint8 { return uint8(Reverse64(uint64(x)) >> 56) }

// Reverse16 puts the bits in the opposite order.
func Reverse16(x uint16) uint16 { return uint16(Reverse64(uint64(x)) >> 48) }

// Reverse32 puts the bits in the opposite order.
func Reverse32(x uint32) uint32 { return uint32(Reverse64(uint64(x)) >> 32) }

// Reverse64 puts the bits in the opposite order.
func Reverse64(x uint64) uint64 {
	x = x>>1&mask1 | x&mask1<<1
	x = x>>2&mask2 | x&mask2<<2
	x = x>>4&mask4 | x&mask4<<4
	return ReverseBytes64(x)
}

// ReverseBytes puts the bytes in the opposite order.
func ReverseBytes(x uint) uint { return uint(ReverseBytes64(uint64(x)) >> (64 - UintSize)) }

// ReverseBytes16 puts the bytes in the opposite order.
func ReverseBytes16(x uint16) uint16 { return x>>8 | x<<8 }

// ReverseBytes32 puts the bytes in the opposite order.
func ReverseBytes32(x uint32) uint32 {
	x = x>>8&(mask8&0xFFFFFFFF) | x&(mask8&0xFFFFFFFF)<<8
	return x>>16 | x<<16
}

// ReverseBytes64 puts the bytes in the opposite order.
func ReverseBytes64(x uint64) uint64 {
	x = x>>8&mask8 | x&mask8<<8
	x = x>>16&mask16 | x&mask16<<16
	return x>>32 | x<<32
}

// Len gives the number of bits it takes to write x; 0 for 0.
func Len(x uint) int { return Len64(uint64(x)) }

// Len8 gives the number of bits it takes to write x; 0 for 0.
func Len8(x uint8) int { return Len64(uint64(x)) }

// Len16 gives the number of bits it takes to write x; 0 for 0.
func Len16(x uint16) (n int) { return Len64(uint64(x)) }

// Len32 gives the number of bits it takes to write x; 0 for 0.
func Len32(x uint32) (n int) { return Len64(uint64(x)) }

// Len64 gives the number of bits it takes to write x; 0 for 0.
func Len64(x uint64) (n int) { return 64 - LeadingZeros64(x) }
