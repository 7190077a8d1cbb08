package unicode

// Cases: indices of CaseRange.Delta, and what To maps to.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

// UpperLower as a delta says that upper and lower case letters alternate in the
// range, the first being upper case.
const UpperLower = MaxRune + 1

// d has what to add to a letter for each case.
type d [MaxCase]rune

// A CaseRange is letters whose mappings add the same, or, with UpperLower,
// alternate.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

// A SpecialCase is case mappings of a language that differ from the usual ones.
type SpecialCase []CaseRange

// TurkishCase has the mappings of the letters i with and without dot.
var TurkishCase = SpecialCase{
	{0x0049, 0x0049, d{0, 0x131 - 0x49, 0}},
	{0x0069, 0x0069, d{0x130 - 0x69, 0, 0x130 - 0x69}},
	{0x0130, 0x0130, d{0, 0x69 - 0x130, 0}},
	{0x0131, 0x0131, d{0x49 - 0x131, 0, 0x49 - 0x131}},
}

// AzeriCase is like TurkishCase.
var AzeriCase = SpecialCase{
	{0x0049, 0x0049, d{0, 0x131 - 0x49, 0}},
	{0x0069, 0x0069, d{0x130 - 0x69, 0, 0x130 - 0x69}},
	{0x0130, 0x0130, d{0, 0x69 - 0x130, 0}},
	{0x0131, 0x0131, d{0x49 - 0x131, 0, 0x49 - 0x131}},
}

// to maps r by the ranges and reports whether it is in one.
func to(_case int, r rune, ranges []CaseRange) (mapped rune, found bool) {
	if _case < 0 || MaxCase <= _case {
		return ReplacementChar, false
	}
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		t := &ranges[mid]
		switch {
		case r < rune(t.Lo):
			hi = mid
		case r > rune(t.Hi):
			lo = mid + 1
		case t.Delta[_case] == UpperLower:
			// Pairs start at even distances; title case is upper case.
			return rune(t.Lo) + (r-rune(t.Lo))&^1 + rune(_case&1), true
		default:
			return r + t.Delta[_case], true
		}
	}
	return r, false
}

// To maps r to a case: UpperCase, LowerCase or TitleCase.
func To(_case int, r rune) rune {
	r, _ = to(_case, r, CaseRanges)
	return r
}

// ToUpper maps r to upper case.
func ToUpper(r rune) rune {
	if r <= MaxASCII {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return To(UpperCase, r)
}

// ToLower maps r to lower case.
func ToLower(r rune) rune {
	if r <= MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return To(LowerCase, r)
}

// ToTitle maps r to title case.
func ToTitle(r rune) rune {
	if r <= MaxASCII {
		return ToUpper(r)
	}
	return To(TitleCase, r)
}

func (special SpecialCase) to(_case int, r rune) rune {
	mapped, found := to(_case, r, special)
	if !found {
		return To(_case, r)
	}
	return mapped
}

// ToUpper maps r to upper case, special's mapping taking precedence.
func (special SpecialCase) ToUpper(r rune) rune { return special.to(UpperCase, r) }

// ToTitle maps r to title case, special's mapping taking precedence.
func (special SpecialCase) ToTitle(r rune) rune { return special.to(TitleCase, r) }

// ToLower maps r to lower case, special's mapping taking precedence.
func (special SpecialCase) ToLower(r rune) rune { return special.to(LowerCase, r) }

// SimpleFold walks through the letters that are the same as r but for case, as
// simple folding defines it: it gives the next greater one, or the least if r is
// the greatest; so calls in turn come back to r. If there is no other, or r is no
// code point, it gives r.
//
//	SimpleFold('A') = 'a', SimpleFold('a') = 'A'
//	SimpleFold('K') = 'k', SimpleFold('k') = '\u212A', SimpleFold('\u212A') = 'K'
//	SimpleFold('1') = '1'
func SimpleFold(r rune) rune {
	if r < 0 || r > MaxRune {
		return r
	}
	lo, hi := 0, len(orbits)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if rune(orbits[mid].from) < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(orbits) && rune(orbits[lo].from) == r {
		return rune(orbits[lo].to)
	}
	// Two letters, or one.
	if l := ToLower(r); l != r {
		return l
	}
	return ToUpper(r)
}
