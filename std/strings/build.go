package strings

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

const maxInt = int(^uint(0) >> 1)

// Clone gives a copy of s in memory of its own: so that a small part of a large
// string does not keep all of it.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	var b Builder
	b.Grow(len(s))
	b.WriteString(s)
	return b.String()
}

// Join puts the elements together with sep between them.
func Join(elems []string, sep string) string {
	switch len(elems) {
	case 0:
		return ""
	case 1:
		return elems[0]
	}
	var b Builder
	b.Grow(bytealg.JoinLen[string, bytealg.Strings](elems, sep))
	b.WriteString(elems[0])
	for _, e := range elems[1:] {
		b.WriteString(sep)
		b.WriteString(e)
	}
	return b.String()
}

// Repeat gives count copies of s in a row. It panics if count is negative or the
// result would be too long.
func Repeat(s string, count int) string {
	switch {
	case count < 0:
		panic("strings: negative Repeat count")
	case count == 0 || s == "":
		return ""
	case count == 1:
		return s
	case len(s) > maxInt/count:
		panic("strings: Repeat output length overflow")
	}
	n := len(s) * count
	var b Builder
	b.Grow(n)
	b.WriteString(s)
	for b.Len() < n {
		done := b.String()
		b.WriteString(done[:min(n-len(done), len(done))])
	}
	return b.String()
}

// Replace gives s with the first n olds, or all if n is negative, replaced by
// new. An empty old is before each code point and at the end.
func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	m := Count(s, old)
	if m == 0 {
		return s
	}
	if n < 0 || m < n {
		n = m
	}
	var b Builder
	b.Grow(len(s) + n*(len(new)-len(old)))
	start := 0
	for i := range n {
		j := start
		if old != "" {
			j += Index(s[start:], old)
		} else if i > 0 {
			_, size := utf8.DecodeRuneInString(s[start:])
			j += size
		}
		b.WriteString(s[start:j])
		b.WriteString(new)
		start = j + len(old)
	}
	b.WriteString(s[start:])
	return b.String()
}

// ReplaceAll is Replace for all olds.
func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

// Map gives s with each code point replaced by what mapping gives for it; if that
// is negative, by nothing.
func Map(mapping func(rune) rune, s string) string {
	// Nothing is copied up to the first change. An invalid byte, which comes as
	// utf8.RuneError, is a change even if that is what it is mapped to.
	for i, c := range s {
		r := mapping(c)
		size := utf8.RuneLen(c)
		if c == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		if r == c && (c != utf8.RuneError || size > 1) {
			continue
		}
		var b Builder
		b.Grow(len(s) + utf8.UTFMax)
		b.WriteString(s[:i])
		if r >= 0 {
			b.WriteRune(r)
		}
		for _, c := range s[i+size:] {
			if r := mapping(c); r >= 0 {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	return s
}

// mapASCII changes the case of the letters from first to first+25, if s is
// ASCII.
func mapASCII(s string, first byte) (mapped string, ok bool) {
	change := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return "", false
		}
		if change < 0 && c-first < 26 {
			change = i
		}
	}
	if change < 0 {
		return s, true
	}
	var b Builder
	b.Grow(len(s))
	b.WriteString(s[:change])
	for i := change; i < len(s); i++ {
		c := s[i]
		if c-first < 26 {
			c ^= 0x20
		}
		b.WriteByte(c)
	}
	return b.String(), true
}

// ToUpper gives s with all letters in upper case.
func ToUpper(s string) string {
	if m, ok := mapASCII(s, 'a'); ok {
		return m
	}
	return Map(unicode.ToUpper, s)
}

// ToLower gives s with all letters in lower case.
func ToLower(s string) string {
	if m, ok := mapASCII(s, 'A'); ok {
		return m
	}
	return Map(unicode.ToLower, s)
}

// ToTitle gives s with all letters in title case.
func ToTitle(s string) string { return Map(unicode.ToTitle, s) }

// ToUpperSpecial is ToUpper with c's mappings taking precedence.
func ToUpperSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower with c's mappings taking precedence.
func ToLowerSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle with c's mappings taking precedence.
func ToTitleSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToTitle, s) }

// ToValidUTF8 gives s with each run of invalid bytes replaced by replacement.
func ToValidUTF8(s, replacement string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b Builder
	b.Grow(len(s) + len(replacement))
	inRun := false
	for i, c := range s {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				if !inRun {
					b.WriteString(replacement)
				}
				inRun = true
				continue
			}
		}
		inRun = false
		b.WriteRune(c)
	}
	return b.String()
}

// isSeparator says where a word begins, for Title.
func isSeparator(r rune) bool {
	if r < utf8.RuneSelf {
		return !('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z' || r == '_')
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && unicode.IsSpace(r)
}

// Title gives s with the first letter of each word in title case.
//
// Deprecated: where words begin is not as Unicode has it. golang.org/x/text/cases
// knows.
func Title(s string) string {
	prev := ' '
	return Map(func(r rune) rune {
		start := isSeparator(prev)
		prev = r
		if start {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}
