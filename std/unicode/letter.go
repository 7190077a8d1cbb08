// Package unicode tells what kind of character a code point is, and maps letters
// between cases.
//
// The tables (tables_*.go) are written by gen/tables.mjs from the Unicode
// database; each is a variable of its own. Only the maps of all categories,
// scripts and properties refer to many, and no function here refers to those
// maps. Read next: classes.go for the Is functions, case.go for case.
package unicode

const (
	MaxRune         = '\U0010FFFF' // the greatest code point
	ReplacementChar = '\uFFFD'     // stands for what is no code point
	MaxASCII        = '\u007F'     // the greatest ASCII value
	MaxLatin1       = '\u00FF'     // the greatest Latin-1 value
)

// A RangeTable is a set of code points as two lists of ranges, both sorted and
// without overlap: those of 16 bits, and those of which at least one end needs
// more.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int // how many of R16 end within Latin-1
}

// A Range16 is the code points from Lo to Hi, both included, in steps of Stride.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// A Range32 is a Range16 for code points that need more than 16 bits.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// Is reports whether r is in the table.
func Is(rangeTab *RangeTable, r rune) bool {
	if uint32(r) < 1<<16 {
		if is16(rangeTab.R16, uint16(r)) {
			return true
		}
		// A table may have a small code point among the large ones.
	}
	return r >= 0 && is32(rangeTab.R32, uint32(r))
}

// isBeyondLatin1 is Is for a table of ours and an r above Latin-1.
func isBeyondLatin1(t *RangeTable, r rune) bool {
	if uint32(r) < 1<<16 {
		return is16(t.R16[t.LatinOffset:], uint16(r))
	}
	return r >= 0 && is32(t.R32, uint32(r))
}

func is16(ranges []Range16, r uint16) bool {
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch t := &ranges[mid]; {
		case r < t.Lo:
			hi = mid
		case r > t.Hi:
			lo = mid + 1
		default:
			return t.Stride == 1 || (r-t.Lo)%t.Stride == 0
		}
	}
	return false
}

func is32(ranges []Range32, r uint32) bool {
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch t := &ranges[mid]; {
		case r < t.Lo:
			hi = mid
		case r > t.Hi:
			lo = mid + 1
		default:
			return t.Stride == 1 || (r-t.Lo)%t.Stride == 0
		}
	}
	return false
}

// In reports whether r is in one of the tables.
func In(r rune, ranges ...*RangeTable) bool { return IsOneOf(ranges, r) }

// IsOneOf reports whether r is in one of the tables. In is the nicer way to say
// it.
func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}
