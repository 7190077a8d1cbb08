// Package strings works on strings in UTF-8.
//
// search.go finds, split.go takes apart, build.go puts together and maps, trim.go
// takes off; Builder, Reader and Replacer have files of their own. Package bytes
// uses these functions for byte slices.
package strings

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// Contains reports whether substr is within s.
func Contains(s, substr string) bool { return Index(s, substr) >= 0 }

// ContainsAny reports whether any of the code points of chars is within s.
func ContainsAny(s, chars string) bool { return IndexAny(s, chars) >= 0 }

// ContainsRune reports whether r is within s.
func ContainsRune(s string, r rune) bool { return IndexRune(s, r) >= 0 }

// ContainsFunc reports whether f is true for a code point of s.
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

// Compare gives -1, 0 or +1 as a is less than, equal to or greater than b, byte
// by byte. The operators ==, < and so on usually say it better.
func Compare(a, b string) int { return bytealg.Compare(a, b) }

// Count counts the places of substr in s that do not overlap. The empty string is
// before each code point and at the end.
func Count(s, substr string) int { return bytealg.Count(s, substr) }

// Index gives the first place of substr in s, -1 if there is none.
func Index(s, substr string) int { return bytealg.Index(s, substr) }

// IndexByte gives the first place of c in s, -1 if there is none.
func IndexByte(s string, c byte) int { return bytealg.IndexByte(s, c) }

// IndexRune gives the first place of r in s, -1 if there is none. For
// utf8.RuneError that is any invalid sequence, too; what is no code point is
// nowhere.
func IndexRune(s string, r rune) int {
	switch {
	case 0 <= r && r < utf8.RuneSelf:
		return IndexByte(s, byte(r))
	case r == utf8.RuneError:
		for i, c := range s {
			if c == utf8.RuneError {
				return i
			}
		}
		return -1
	case !utf8.ValidRune(r):
		return -1
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	return Index(s, string(buf[:n]))
}

// IndexAny gives the first place in s of any of the code points of chars, -1 if
// there is none.
func IndexAny(s, chars string) int {
	if chars == "" {
		return -1
	}
	if set, ok := makeASCIISet(chars); ok {
		for i := 0; i < len(s); i++ {
			if set.has(s[i]) {
				return i
			}
		}
		return -1
	}
	for i, c := range s {
		if IndexRune(chars, c) >= 0 {
			return i
		}
	}
	return -1
}

// IndexFunc gives the first place in s of a code point for which f is true, -1 if
// there is none.
func IndexFunc(s string, f func(rune) bool) int { return bytealg.IndexFunc(s, f, true) }

// LastIndex gives the last place of substr in s, -1 if there is none.
func LastIndex(s, substr string) int { return bytealg.LastIndex(s, substr) }

// LastIndexByte gives the last place of c in s, -1 if there is none.
func LastIndexByte(s string, c byte) int { return bytealg.LastIndexByte(s, c) }

// LastIndexAny gives the last place in s of any of the code points of chars, -1
// if there is none.
func LastIndexAny(s, chars string) int {
	if chars == "" {
		return -1
	}
	if set, ok := makeASCIISet(chars); ok {
		for i := len(s) - 1; i >= 0; i-- {
			if set.has(s[i]) {
				return i
			}
		}
		return -1
	}
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if IndexRune(chars, r) >= 0 {
			return i
		}
	}
	return -1
}

// LastIndexFunc gives the last place in s of a code point for which f is true, -1
// if there is none.
func LastIndexFunc(s string, f func(rune) bool) int { return lastIndexFunc(s, f, true) }

func lastIndexFunc(s string, f func(rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if f(r) == want {
			return i
		}
	}
	return -1
}

// asciiSet is a set of ASCII characters, a bit for each.
type asciiSet [4]uint32

// makeASCIISet gives the set of the characters of chars, if all are ASCII.
func makeASCIISet(chars string) (set asciiSet, ok bool) {
	for i := 0; i < len(chars); i++ {
		c := chars[i]
		if c >= utf8.RuneSelf {
			return set, false
		}
		set[c/32] |= 1 << (c % 32)
	}
	return set, true
}

func (set *asciiSet) has(c byte) bool {
	return c < utf8.RuneSelf && set[c/32]>>(c%32)&1 != 0
}

// EqualFold reports whether s and t are equal but for case, as Unicode's simple
// folding defines it.
func EqualFold(s, t string) bool {
	i := 0
	for n := min(len(s), len(t)); i < n; i++ {
		a, b := s[i], t[i]
		if a|b >= utf8.RuneSelf {
			return equalFoldRunes(s[i:], t[i:])
		}
		if a == b {
			continue
		}
		if a|0x20 != b|0x20 || a|0x20 < 'a' || 'z' < a|0x20 {
			return false
		}
	}
	return len(s) == len(t)
}

func equalFoldRunes(s, t string) bool {
	for _, a := range s {
		if t == "" {
			return false
		}
		b, size := utf8.DecodeRuneInString(t)
		t = t[size:]
		if a == b {
			continue
		}
		// Folding b on leads back to b, past a if they are equal.
		r := unicode.SimpleFold(b)
		for r != b && r != a {
			r = unicode.SimpleFold(r)
		}
		if r != a {
			return false
		}
	}
	return t == ""
}

// Cut gives what is before and after the first sep in s, and true; or s, "" and
// false if there is no sep.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// CutLast gives what is before and after the last sep in s, and true; or s, "" and
// false if there is no sep.
func CutLast(s, sep string) (before, after string, found bool) {
	if i := LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// CutPrefix gives s without the prefix and true, or s and false if it does not
// begin with it.
func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix gives s without the suffix and true, or s and false if it does not
// end with it.
func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}
