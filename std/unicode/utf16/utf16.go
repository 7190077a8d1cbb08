// Package utf16 translates between runes and UTF-16.
package utf16

const (
	replacement = '\uFFFD'
	maxRune     = '\U0010FFFF'

	highMin = 0xD800 // high halves of surrogate pairs: highMin <= r < lowMin
	lowMin  = 0xDC00 // low halves: lowMin <= r < lowEnd
	lowEnd  = 0xE000

	suppMin = 0x10000 // the first rune that needs a pair
)

// IsSurrogate reports whether r is half of a surrogate pair.
func IsSurrogate(r rune) bool { return highMin <= r && r < lowEnd }

// DecodeRune gives the rune a surrogate pair encodes, U+FFFD if it is no pair.
func DecodeRune(r1, r2 rune) rune {
	if highMin <= r1 && r1 < lowMin && lowMin <= r2 && r2 < lowEnd {
		return (r1-highMin)<<10 | (r2 - lowMin) + suppMin
	}
	return replacement
}

// EncodeRune gives the surrogate pair that encodes r, U+FFFD twice if r is not
// encoded as a pair.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < suppMin || r > maxRune {
		return replacement, replacement
	}
	r -= suppMin
	return highMin + r>>10, lowMin + r&0x3FF
}

// RuneLen gives the number of 16-bit words of r's encoding, -1 if r has none.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < highMin, lowEnd <= r && r < suppMin:
		return 1
	case suppMin <= r && r <= maxRune:
		return 2
	}
	return -1
}

// AppendRune appends the encoding of r to a, that of U+FFFD if r has none.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

// Encode gives the encoding of the runes in s.
func Encode(s []rune) []uint16 {
	n := len(s)
	for _, r := range s {
		if r >= suppMin {
			n++
		}
	}
	a := make([]uint16, 0, n)
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// Decode gives the runes that s encodes, U+FFFD for a half without its pair.
func Decode(s []uint16) []rune {
	runes := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			if i+1 < len(s) && r < lowMin && lowMin <= s[i+1] && s[i+1] < lowEnd {
				r = DecodeRune(r, rune(s[i+1]))
				i++
			} else {
				r = replacement
			}
		}
		runes = append(runes, r)
	}
	return runes
}
