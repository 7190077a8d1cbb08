package strconv

import "unicode/utf8"

const (
	lowerHex = "0123456789abcdef"
	upperHex = "0123456789ABCDEF"
)

// A charset says which runes may stand in a quoted text as they are.
type charset uint8

const (
	printable charset = iota
	ascii             // printable and ASCII
	graphic           // printable, or another space
)

func (c charset) has(r rune) bool {
	switch c {
	case ascii:
		return r < utf8.RuneSelf && IsPrint(r)
	case graphic:
		return IsGraphic(r)
	}
	return IsPrint(r)
}

// Quote gives s as a Go string literal in double quotes, with escapes (\t, \n,
// \xFF, \u0100) for what IsPrint does not accept.
func Quote(s string) string { return quoted(s, printable) }

// AppendQuote appends what Quote gives.
func AppendQuote(dst []byte, s string) []byte { return appendQuoted(dst, s, printable) }

// QuoteToASCII is Quote with escapes for all that is not ASCII, too.
func QuoteToASCII(s string) string { return quoted(s, ascii) }

// AppendQuoteToASCII appends what QuoteToASCII gives.
func AppendQuoteToASCII(dst []byte, s string) []byte { return appendQuoted(dst, s, ascii) }

// QuoteToGraphic is Quote with escapes only for what IsGraphic does not accept.
func QuoteToGraphic(s string) string { return quoted(s, graphic) }

// AppendQuoteToGraphic appends what QuoteToGraphic gives.
func AppendQuoteToGraphic(dst []byte, s string) []byte { return appendQuoted(dst, s, graphic) }

// QuoteRune gives r as a Go character literal in single quotes, with an escape
// if IsPrint does not accept it. What is no code point becomes U+FFFD.
func QuoteRune(r rune) string { return string(AppendQuoteRune(nil, r)) }

// AppendQuoteRune appends what QuoteRune gives.
func AppendQuoteRune(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, printable) }

// QuoteRuneToASCII is QuoteRune with an escape for all that is not ASCII, too.
func QuoteRuneToASCII(r rune) string { return string(AppendQuoteRuneToASCII(nil, r)) }

// AppendQuoteRuneToASCII appends what QuoteRuneToASCII gives.
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, ascii) }

// QuoteRuneToGraphic is QuoteRune with an escape only for what IsGraphic does not
// accept.
func QuoteRuneToGraphic(r rune) string { return string(AppendQuoteRuneToGraphic(nil, r)) }

// AppendQuoteRuneToGraphic appends what QuoteRuneToGraphic gives.
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, graphic) }

func quoted(s string, set charset) string {
	return string(appendQuoted(make([]byte, 0, len(s)+len(s)/2+2), s, set))
}

func appendQuoted(dst []byte, s string, set charset) []byte {
	dst = append(dst, '"')
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, '\\', 'x', lowerHex[s[0]>>4], lowerHex[s[0]&0xF])
		} else {
			dst = appendEscaped(dst, r, '"', set)
		}
		s = s[n:]
	}
	return append(dst, '"')
}

func appendQuotedRune(dst []byte, r rune, set charset) []byte {
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	dst = append(dst, '\'')
	dst = appendEscaped(dst, r, '\'', set)
	return append(dst, '\'')
}

// appendEscaped appends r, with an escape if need be.
func appendEscaped(dst []byte, r rune, quote byte, set charset) []byte {
	if r == rune(quote) || r == '\\' {
		return append(dst, '\\', byte(r))
	}
	if set.has(r) {
		return utf8.AppendRune(dst, r)
	}
	if '\a' <= r && r <= '\r' {
		return append(dst, '\\', "abtnvfr"[r-'\a'])
	}
	digits := 8
	letter := byte('U')
	switch {
	case r < ' ' || r == 0x7F:
		letter, digits = 'x', 2
	case r < 0x10000:
		letter, digits = 'u', 4
	}
	dst = append(dst, '\\', letter)
	for shift := (digits - 1) * 4; shift >= 0; shift -= 4 {
		dst = append(dst, lowerHex[r>>uint(shift)&0xF])
	}
	return dst
}

// CanBackquote reports whether s can stand unchanged between backquotes on one
// line: it has no control characters but tab, no backquote, no byte order mark
// and no invalid UTF-8.
func CanBackquote(s string) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch {
		case r == utf8.RuneError && n == 1,
			r < ' ' && r != '\t',
			r == '`', r == 0x7F, r == 0xFEFF:
			return false
		}
	}
	return true
}

// IsPrint reports whether r is printable as unicode.IsPrint defines it: a letter,
// mark, number, punctuation, symbol or ASCII space.
func IsPrint(r rune) bool {
	switch {
	case r < 0:
		return false
	case r < 0x7F:
		return r >= ' '
	case r < 0x10000:
		return inRanges(print16[:], uint16(r))
	}
	return inRanges(print32[:], uint32(r))
}

// IsGraphic reports whether r is graphic as unicode.IsGraphic defines it:
// printable or a space character.
func IsGraphic(r rune) bool {
	return IsPrint(r) || isGraphicSpace(r)
}

// inRanges finds x in a sorted list of pairs: first, last.
func inRanges[T uint16 | uint32](ranges []T, x T) bool {
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := int(uint(lo+hi)>>1) &^ 1
		switch {
		case x < ranges[mid]:
			hi = mid
		case x > ranges[mid+1]:
			lo = mid + 2
		default:
			return true
		}
	}
	return false
}
