// Package utf8 translates between runes and UTF-8.
//
// A sequence is valid if it is the shortest encoding of a code point that is no
// surrogate half; anything else decodes as RuneError with width 1, one byte at a
// time. leadOf says for each first byte how long its sequence is and in which
// range its second byte must lie; all functions here work from it.
package utf8

const (
	RuneError = '\uFFFD'     // what invalid UTF-8 decodes to
	RuneSelf  = 0x80         // runes below are single bytes
	MaxRune   = '\U0010FFFF' // the greatest code point
	UTFMax    = 4            // the most bytes of an encoded rune
)

const (
	surrogateMin = 0xD800
	surrogateMax = 0xDFFF
)

const (
	max1 = 1<<7 - 1
	max2 = 1<<11 - 1
	max3 = 1<<16 - 1

	contMin = 0x80 // a continuation byte is in contMin..contMax
	contMax = 0xBF
)

// lead says what may follow a first byte. size is 1 for ASCII, 0 for a byte that
// starts no sequence; lo and hi bound the second byte.
type lead struct {
	size   uint8
	lo, hi uint8
}

// leadOf classifies a first byte of 0x80 or more.
func leadOf(b byte) lead {
	switch {
	case b < 0xC2:
		return lead{0, 1, 0} // continuation byte, or overlong
	case b < 0xE0:
		return lead{2, contMin, contMax}
	case b == 0xE0:
		return lead{3, 0xA0, contMax} // below: overlong
	case b == 0xED:
		return lead{3, contMin, 0x9F} // above: surrogates
	case b < 0xF0:
		return lead{3, contMin, contMax}
	case b == 0xF0:
		return lead{4, 0x90, contMax} // below: overlong
	case b < 0xF4:
		return lead{4, contMin, contMax}
	case b == 0xF4:
		return lead{4, contMin, 0x8F} // above: more than MaxRune
	}
	return lead{0, 1, 0}
}

func isCont(b byte) bool { return b&0xC0 == 0x80 }

// text lets one body serve strings and byte slices.
type text interface{ ~string | ~[]byte }

func fullRune[T text](p T) bool {
	n := len(p)
	if n == 0 {
		return false
	}
	if p[0] < RuneSelf {
		return true
	}
	l := leadOf(p[0])
	if n >= int(l.size) {
		return true
	}
	// Too short, unless what is there is invalid already.
	if n > 1 && (p[1] < l.lo || l.hi < p[1]) {
		return true
	}
	return n > 2 && !isCont(p[2])
}

// FullRune reports whether p starts with a complete encoding of a rune. An
// invalid one counts as complete, for it will decode as an error of width 1.
func FullRune(p []byte) bool { return fullRune(p) }

// FullRuneInString is FullRune for a string.
func FullRuneInString(s string) bool { return fullRune(s) }

// decode decodes the rune at the start of p; p[0] is RuneSelf or more.
func decode[T text](p T) (rune, int) {
	l := leadOf(p[0])
	n := len(p)
	if n < 2 || p[1] < l.lo || l.hi < p[1] {
		return RuneError, 1
	}
	switch l.size {
	case 2:
		return rune(p[0]&0x1F)<<6 | rune(p[1]&0x3F), 2
	case 3:
		if n < 3 || !isCont(p[2]) {
			return RuneError, 1
		}
		return rune(p[0]&0x0F)<<12 | rune(p[1]&0x3F)<<6 | rune(p[2]&0x3F), 3
	}
	if n < 4 || !isCont(p[2]) || !isCont(p[3]) {
		return RuneError, 1
	}
	return rune(p[0]&0x07)<<18 | rune(p[1]&0x3F)<<12 | rune(p[2]&0x3F)<<6 | rune(p[3]&0x3F), 4
}

// DecodeRune decodes the first rune of p and gives its width in bytes: 0 with
// RuneError if p is empty, 1 with RuneError if the encoding is invalid.
func DecodeRune(p []byte) (r rune, size int) {
	if len(p) == 0 {
		return RuneError, 0
	}
	if p[0] < RuneSelf {
		return rune(p[0]), 1
	}
	return decode(p)
}

// DecodeRuneInString is DecodeRune for a string.
func DecodeRuneInString(s string) (r rune, size int) {
	if len(s) == 0 {
		return RuneError, 0
	}
	if s[0] < RuneSelf {
		return rune(s[0]), 1
	}
	return decode(s)
}

func decodeLast[T text](p T) (rune, int) {
	end := len(p)
	if end == 0 {
		return RuneError, 0
	}
	if b := p[end-1]; b < RuneSelf {
		return rune(b), 1
	}
	// Back over continuation bytes to a byte that may start the sequence.
	limit := max(end-UTFMax, 0)
	for start := end - 1; start >= limit; start-- {
		if isCont(p[start]) {
			continue
		}
		if p[start] < RuneSelf {
			break
		}
		if r, size := decode(p[start:]); start+size == end {
			return r, size
		}
		break
	}
	return RuneError, 1
}

// DecodeLastRune decodes the last rune of p and gives its width in bytes: 0 with
// RuneError if p is empty, 1 with RuneError if the encoding is invalid.
func DecodeLastRune(p []byte) (r rune, size int) { return decodeLast(p) }

// DecodeLastRuneInString is DecodeLastRune for a string.
func DecodeLastRuneInString(s string) (r rune, size int) { return decodeLast(s) }

// RuneLen gives the width of r's encoding, -1 if r has none.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r <= max1:
		return 1
	case r <= max2:
		return 2
	case surrogateMin <= r && r <= surrogateMax:
		return -1
	case r <= max3:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes the encoding of r into p, which must be large enough, and
// gives its width. A rune that has none is encoded as RuneError.
func EncodeRune(p []byte, r rune) int {
	if uint32(r) <= max1 {
		p[0] = byte(r)
		return 1
	}
	switch i := uint32(r); {
	case i <= max2:
		_ = p[1]
		p[0] = 0xC0 | byte(r>>6)
		p[1] = 0x80 | byte(r)&0x3F
		return 2
	case i < surrogateMin, surrogateMax < i && i <= max3:
		_ = p[2]
		p[0] = 0xE0 | byte(r>>12)
		p[1] = 0x80 | byte(r>>6)&0x3F
		p[2] = 0x80 | byte(r)&0x3F
		return 3
	case i > max3 && i <= MaxRune:
		_ = p[3]
		p[0] = 0xF0 | byte(r>>18)
		p[1] = 0x80 | byte(r>>12)&0x3F
		p[2] = 0x80 | byte(r>>6)&0x3F
		p[3] = 0x80 | byte(r)&0x3F
		return 4
	}
	_ = p[2]
	p[0], p[1], p[2] = 0xEF, 0xBF, 0xBD
	return 3
}

// AppendRune appends the encoding of r to p. A rune that has none is encoded as
// RuneError.
func AppendRune(p []byte, r rune) []byte {
	if uint32(r) <= max1 {
		return append(p, byte(r))
	}
	var buf [UTFMax]byte
	n := EncodeRune(buf[:], r)
	return append(p, buf[:n]...)
}

func runeCount[T text](p T) int {
	count := 0
	for i := 0; i < len(p); count++ {
		if p[i] < RuneSelf {
			i++
			continue
		}
		_, size := decode(p[i:])
		i += size
	}
	return count
}

// RuneCount counts the runes in p; each byte of an invalid encoding counts as a
// rune.
func RuneCount(p []byte) int { return runeCount(p) }

// RuneCountInString is RuneCount for a string.
func RuneCountInString(s string) (n int) { return runeCount(s) }

// RuneStart reports whether b could be the first byte of an encoding, valid or
// not: the others are 10xxxxxx in binary.
func RuneStart(b byte) bool { return !isCont(b) }

func valid[T text](p T) bool {
	i := 0
	for i < len(p) {
		// Eight bytes of ASCII at a time.
		if i+8 <= len(p) &&
			(p[i]|p[i+1]|p[i+2]|p[i+3]|p[i+4]|p[i+5]|p[i+6]|p[i+7]) < RuneSelf {
			i += 8
			continue
		}
		if p[i] < RuneSelf {
			i++
			continue
		}
		r, size := decode(p[i:])
		if r == RuneError && size == 1 {
			return false
		}
		i += size
	}
	return true
}

// Valid reports whether p consists of valid encodings only.
func Valid(p []byte) bool { return valid(p) }

// ValidString is Valid for a string.
func ValidString(s string) bool { return valid(s) }

// ValidRune reports whether r has an encoding: it is a code point and no
// surrogate half.
func ValidRune(r rune) bool {
	return 0 <= r && r < surrogateMin || surrogateMax < r && r <= MaxRune
}
