// Package subtle has operations whose time does not depend on the data.
package subtle

// ConstantTimeCompare gives 1 if x and y have the same bytes, else 0. It looks at no byte if the lengths differ.
func ConstantTimeCompare(x, y []byte) int {
	if len(x) != len(y) {
		return 0
	}
	var d byte
	for i := range x {
		d |= x[i] ^ y[i]
	}
	return ConstantTimeByteEq(d, 0)
}

// ConstantTimeSelect gives x if v is 1 and y if v is 0.
func ConstantTimeSelect(v, x, y int) int { return ^(v-1)&x | (v-1)&y }

// ConstantTimeByteEq gives 1 if x and y are equal, else 0.
func ConstantTimeByteEq(x, y uint8) int { return int((uint32(x^y) - 1) >> 31) }

// ConstantTimeEq gives 1 if x and y are equal, else 0.
func ConstantTimeEq(x, y int32) int { return int((uint64(uint32(x^y)) - 1) >> 63) }

// ConstantTimeCopy copies y to x if v is 1 and leaves x if v is 0. It panics if the lengths differ.
func ConstantTimeCopy(v int, x, y []byte) {
	if len(x) != len(y) {
		panic("subtle: slices have different lengths")
	}
	mask := byte(v - 1)
	for i := range x {
		x[i] = x[i]&mask | y[i]&^mask
	}
}

// ConstantTimeLessOrEq gives 1 if x <= y, else 0, for numbers from 0 to 2**31-1.
func ConstantTimeLessOrEq(x, y int) int {
	return int((uint32(int32(x)-int32(y)-1) >> 31) & 1)
}

// XORBytes stores x[i]^y[i] in dst for the length of the shorter operand, which it returns. It panics if dst is
// shorter than that, or overlaps an operand without beginning where it begins.
func XORBytes(dst, x, y []byte) int {
	n := min(len(x), len(y))
	if n == 0 {
		return 0
	}
	if n > len(dst) {
		panic("subtle.XORBytes: dst too short")
	}
	if overlaps(dst[:n], x[:n]) || overlaps(dst[:n], y[:n]) {
		panic("subtle.XORBytes: invalid overlap")
	}
	dst, x, y = dst[:n], x[:n], y[:n]
	for i := range dst {
		dst[i] = x[i] ^ y[i]
	}
	return n
}

// WithDataIndependentTiming calls f. On this architecture nothing has to be switched on for it.
func WithDataIndependentTiming(f func()) { f() }
