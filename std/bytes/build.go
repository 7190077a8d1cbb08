package bytes

import (
	"internal/bytealg"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

const maxInt = int(^uint(0) >> 1)

// owned gives a slice of the bytes of s: a new one, unless s is not in memory of
// s0, when it must be in memory that nobody else has.
func owned(s string, s0 []byte) []byte {
	if s == "" || unsafe.StringData(s) == unsafe.SliceData(s0) {
		return []byte(s)
	}
	return unsafe.Slice(unsafe.StringData(s), len(s))
}

// Clone gives a copy of b, nil for nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// Join gives a new slice of the elements with sep between them.
func Join(s [][]byte, sep []byte) []byte {
	switch len(s) {
	case 0:
		return []byte{}
	case 1:
		return append([]byte(nil), s[0]...)
	}
	b := append(make([]byte, 0, bytealg.JoinLen[[]byte, bytealg.Bytes](s, sep)), s[0]...)
	for _, e := range s[1:] {
		b = append(b, sep...)
		b = append(b, e...)
	}
	return b
}

// Repeat gives a new slice of count copies of b. It panics if count is negative
// or the result would be too long.
func Repeat(b []byte, count int) []byte {
	switch {
	case count < 0:
		panic("bytes: negative Repeat count")
	case count == 0 || len(b) == 0:
		return []byte{}
	case len(b) > maxInt/count:
		panic("bytes: Repeat output length overflow")
	}
	r := make([]byte, len(b)*count)
	for n := copy(r, b); n < len(r); n *= 2 {
		copy(r[n:], r[:n])
	}
	return r
}

// Replace gives a copy of s with the first n olds, or all if n is negative,
// replaced by new. An empty old is before each code point and at the end.
func Replace(s, old, new []byte, n int) []byte {
	if n == 0 || Count(s, old) == 0 {
		return append([]byte(nil), s...)
	}
	return owned(strings.Replace(view(s), view(old), view(new), n), s)
}

// ReplaceAll is Replace for all olds.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }

// Map gives a copy of s with each code point replaced by what mapping gives for
// it; if that is negative, by nothing.
func Map(mapping func(r rune) rune, s []byte) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		i += size
		if r = mapping(r); r >= 0 {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// ToUpper gives a copy of s with all letters in upper case.
func ToUpper(s []byte) []byte { return owned(strings.ToUpper(view(s)), s) }

// ToLower gives a copy of s with all letters in lower case.
func ToLower(s []byte) []byte { return owned(strings.ToLower(view(s)), s) }

// ToTitle gives a copy of s with all letters in title case.
func ToTitle(s []byte) []byte { return Map(unicode.ToTitle, s) }

// ToUpperSpecial is ToUpper with c's mappings taking precedence.
func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower with c's mappings taking precedence.
func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle with c's mappings taking precedence.
func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToTitle, s) }

// ToValidUTF8 gives a copy of s with each run of invalid bytes replaced by
// replacement.
func ToValidUTF8(s, replacement []byte) []byte {
	return owned(strings.ToValidUTF8(view(s), view(replacement)), s)
}

// Title gives a copy of s with the first letter of each word in title case.
//
// Deprecated: where words begin is not as Unicode has it. golang.org/x/text/cases
// knows.
func Title(s []byte) []byte { return owned(strings.Title(view(s)), s) }
