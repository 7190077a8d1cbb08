package strconv

import "math/bits"

const digitChars = "0123456789abcdefghijklmnopqrstuvwxyz"

// pairs has the two digits of each number below 100.
const pairs = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"

// FormatUint gives i in the given base, 2 to 36, with lower-case letters for the
// digits from 10.
func FormatUint(i uint64, base int) string {
	if i < 10 && base == 10 {
		return digitChars[i : i+1]
	}
	var buf [65]byte
	return string(buf[format(&buf, i, base, false):])
}

// FormatInt gives i in the given base, 2 to 36, with lower-case letters for the
// digits from 10.
func FormatInt(i int64, base int) string {
	if 0 <= i && i < 10 && base == 10 {
		return digitChars[i : i+1]
	}
	var buf [65]byte
	return string(buf[format(&buf, uint64(i), base, i < 0):])
}

// Itoa is FormatInt(int64(i), 10).
func Itoa(i int) string { return FormatInt(int64(i), 10) }

// AppendInt appends what FormatInt gives.
func AppendInt(dst []byte, i int64, base int) []byte {
	var buf [65]byte
	return append(dst, buf[format(&buf, uint64(i), base, i < 0):]...)
}

// AppendUint appends what FormatUint gives.
func AppendUint(dst []byte, i uint64, base int) []byte {
	var buf [65]byte
	return append(dst, buf[format(&buf, i, base, false):]...)
}

// format writes u, or if neg the negative number that u is as an int64, to the
// end of buf and gives where it starts.
func format(buf *[65]byte, u uint64, base int, neg bool) int {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
	if neg {
		u = -u
	}
	i := len(buf)
	switch {
	case base == 10:
		i = formatDecimal(buf[:], u)
	case base&(base-1) == 0:
		shift := uint(bits.TrailingZeros(uint(base)))
		mask := uint64(base) - 1
		for u > mask {
			i--
			buf[i] = digitChars[u&mask]
			u >>= shift
		}
		i--
		buf[i] = digitChars[u]
	default:
		b := uint64(base)
		for u >= b {
			i--
			q := u / b
			buf[i] = digitChars[u-q*b]
			u = q
		}
		i--
		buf[i] = digitChars[u]
	}
	if neg {
		i--
		buf[i] = '-'
	}
	return i
}

// formatDecimal writes u to the end of buf, which must have room, and gives where
// it starts.
func formatDecimal(buf []byte, u uint64) int {
	i := len(buf)
	for u >= 100 {
		q := u / 100
		p := (u - q*100) * 2
		u = q
		i -= 2
		buf[i+1] = pairs[p+1]
		buf[i] = pairs[p]
	}
	if u >= 10 {
		i -= 2
		buf[i+1] = pairs[u*2+1]
		buf[i] = pairs[u*2]
		return i
	}
	i--
	buf[i] = '0' + byte(u)
	return i
}
