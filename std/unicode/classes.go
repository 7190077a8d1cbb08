package unicode

// Classes of Latin-1 characters, bits of the entries of latin1. A letter that has
// no case has both bits of case.
const (
	cControl = 1 << iota
	cBlank   // a space character that is not printable
	cPrint
	cUpper
	cLower
	cPunct
	cSymbol
	cNumber
)

// cSpace marks white space. No punctuation is, so that the bit can serve twice.
const (
	cSpace  = cPunct | cSymbol
	cLetter = cUpper | cLower
)

// PrintRanges are the tables of the characters for which IsPrint is true, other
// than U+0020.
var PrintRanges = []*RangeTable{&tableL, &tableM, &tableN, &tableP, &tableS}

// GraphicRanges are the tables of the characters for which IsGraphic is true.
var GraphicRanges = []*RangeTable{&tableL, &tableM, &tableN, &tableP, &tableS, &tableZs}

// IsLetter reports whether r is a letter (category L).
func IsLetter(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cLetter != 0
	}
	return isBeyondLatin1(&tableL, r)
}

// IsUpper reports whether r is an upper case letter.
func IsUpper(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cLetter == cUpper
	}
	return isBeyondLatin1(&tableLu, r)
}

// IsLower reports whether r is a lower case letter.
func IsLower(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cLetter == cLower
	}
	return isBeyondLatin1(&tableLl, r)
}

// IsTitle reports whether r is a title case letter.
func IsTitle(r rune) bool {
	return r > MaxLatin1 && isBeyondLatin1(&tableLt, r)
}

// IsMark reports whether r is a mark (category M).
func IsMark(r rune) bool {
	return r > MaxLatin1 && isBeyondLatin1(&tableM, r)
}

// IsNumber reports whether r is a number (category N).
func IsNumber(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cNumber != 0
	}
	return isBeyondLatin1(&tableN, r)
}

// IsDigit reports whether r is a decimal digit.
func IsDigit(r rune) bool {
	if r <= MaxLatin1 {
		return '0' <= r && r <= '9'
	}
	return isBeyondLatin1(&tableNd, r)
}

// IsPunct reports whether r is punctuation (category P).
func IsPunct(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cSpace == cPunct
	}
	return isBeyondLatin1(&tableP, r)
}

// IsSymbol reports whether r is a symbol (category S).
func IsSymbol(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cSpace == cSymbol
	}
	return isBeyondLatin1(&tableS, r)
}

// IsSpace reports whether r is white space: of Latin-1 '\t', '\n', '\v', '\f',
// '\r', ' ', U+0085 (NEL) and U+00A0 (NBSP), else what has property White_Space.
func IsSpace(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cSpace == cSpace
	}
	return isBeyondLatin1(&propWhite_Space, r)
}

// IsControl reports whether r is a control character. Other characters of
// category C are not.
func IsControl(r rune) bool {
	return uint32(r) <= MaxLatin1 && latin1[r]&cControl != 0
}

// IsPrint reports whether r is printable: a letter, mark, number, punctuation or
// symbol, or the ASCII space.
func IsPrint(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&cPrint != 0
	}
	return isBeyondLatin1(&tableL, r) || isBeyondLatin1(&tableM, r) || isBeyondLatin1(&tableN, r) ||
		isBeyondLatin1(&tableP, r) || isBeyondLatin1(&tableS, r)
}

// IsGraphic reports whether r is graphic: a letter, mark, number, punctuation,
// symbol or space character (category Zs).
func IsGraphic(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&(cPrint|cBlank) != 0
	}
	return IsPrint(r) || isBeyondLatin1(&tableZs, r)
}
