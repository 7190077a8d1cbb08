// Package bytes works on byte slices as package strings does on strings.
//
// Most of it looks at a slice through a string that shares its memory (view) and
// leaves the work to package strings; results are slices of the argument at the
// same place. search.go finds and trims, split.go takes apart, build.go makes new
// slices; Buffer and Reader have files of their own.
package bytes

import (
	"internal/bytealg"
	"strings"
	"unicode"
	"unicode/utf8"
)

func view(b []byte) string { return bytealg.View(b) }

// Equal reports whether a and b have the same length and bytes; nil equals an
// empty slice.
func Equal(a, b []byte) bool { return view(a) == view(b) }

// Compare gives -1, 0 or +1 as a is less than, equal to or greater than b, byte
// by byte; nil equals an empty slice.
func Compare(a, b []byte) int { return bytealg.Compare(view(a), view(b)) }

// EqualFold reports whether s and t are equal but for case, as Unicode's simple
// folding defines it.
func EqualFold(s, t []byte) bool { return strings.EqualFold(view(s), view(t)) }

// Contains reports whether subslice is within b.
func Contains(b, subslice []byte) bool { return Index(b, subslice) >= 0 }

// ContainsAny reports whether any of the code points of chars is within b.
func ContainsAny(b []byte, chars string) bool { return IndexAny(b, chars) >= 0 }

// ContainsRune reports whether r is within b.
func ContainsRune(b []byte, r rune) bool { return IndexRune(b, r) >= 0 }

// ContainsFunc reports whether f is true for a code point of b.
func ContainsFunc(b []byte, f func(rune) bool) bool { return IndexFunc(b, f) >= 0 }

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix []byte) bool { return strings.HasPrefix(view(s), view(prefix)) }

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix []byte) bool { return strings.HasSuffix(view(s), view(suffix)) }

// Count counts the places of sep in s that do not overlap. The empty slice is
// before each code point and at the end.
func Count(s, sep []byte) int { return strings.Count(view(s), view(sep)) }

// Index gives the first place of sep in s, -1 if there is none.
func Index(s, sep []byte) int { return bytealg.Index(view(s), view(sep)) }

// IndexByte gives the first place of c in b, -1 if there is none.
func IndexByte(b []byte, c byte) int { return bytealg.IndexByte(view(b), c) }

// IndexRune gives the first place of r in s, -1 if there is none. For
// utf8.RuneError that is any invalid sequence, too; what is no code point is
// nowhere.
func IndexRune(s []byte, r rune) int { return strings.IndexRune(view(s), r) }

// IndexAny gives the first place in s of any of the code points of chars, -1 if
// there is none.
func IndexAny(s []byte, chars string) int { return strings.IndexAny(view(s), chars) }

// IndexFunc gives the first place in s of a code point for which f is true, -1 if
// there is none.
func IndexFunc(s []byte, f func(r rune) bool) int { return strings.IndexFunc(view(s), f) }

// LastIndex gives the last place of sep in s, -1 if there is none.
func LastIndex(s, sep []byte) int { return bytealg.LastIndex(view(s), view(sep)) }

// LastIndexByte gives the last place of c in s, -1 if there is none.
func LastIndexByte(s []byte, c byte) int { return bytealg.LastIndexByte(view(s), c) }

// LastIndexAny gives the last place in s of any of the code points of chars, -1
// if there is none.
func LastIndexAny(s []byte, chars string) int { return strings.LastIndexAny(view(s), chars) }

// LastIndexFunc gives the last place in s of a code point for which f is true, -1
// if there is none.
func LastIndexFunc(s []byte, f func(r rune) bool) int { return strings.LastIndexFunc(view(s), f) }

// Cut gives what is before and after the first sep in s, and true; or s, nil and
// false if there is no sep.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// CutLast gives what is before and after the last sep in s, and true; or s, nil and
// false if there is no sep.
func CutLast(s, sep []byte) (before, after []byte, found bool) {
	if i := LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// CutPrefix gives s without the prefix and true, or s and false if it does not
// begin with it.
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix gives s without the suffix and true, or s and false if it does not
// end with it.
func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// TrimPrefix gives s without the prefix, if it begins with it.
func TrimPrefix(s, prefix []byte) []byte {
	s, _ = CutPrefix(s, prefix)
	return s
}

// TrimSuffix gives s without the suffix, if it ends with it.
func TrimSuffix(s, suffix []byte) []byte {
	s, _ = CutSuffix(s, suffix)
	return s
}

// TrimLeftFunc takes off the leading code points for which f is true.
func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	return tail(s, len(strings.TrimLeftFunc(view(s), f)))
}

// TrimRightFunc takes off the trailing code points for which f is true.
func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	return s[:len(strings.TrimRightFunc(view(s), f))]
}

// TrimFunc takes off the leading and trailing code points for which f is true.
func TrimFunc(s []byte, f func(r rune) bool) []byte {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// TrimLeft takes off the leading code points that are in cutset.
func TrimLeft(s []byte, cutset string) []byte {
	return tail(s, len(strings.TrimLeft(view(s), cutset)))
}

// TrimRight takes off the trailing code points that are in cutset.
func TrimRight(s []byte, cutset string) []byte {
	return s[:len(strings.TrimRight(view(s), cutset))]
}

// Trim takes off the leading and trailing code points that are in cutset.
func Trim(s []byte, cutset string) []byte { return TrimRight(TrimLeft(s, cutset), cutset) }

// isSpace is unicode.IsSpace, quick for ASCII.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return unicode.IsSpace(r)
}

// TrimSpace takes off leading and trailing white space, as unicode.IsSpace
// defines it.
func TrimSpace(s []byte) []byte {
	t := view(s)
	start := len(t)
	for i, r := range t {
		if !isSpace(r) {
			start = i
			break
		}
	}
	if start == len(t) {
		return nil
	}
	return s[start : start+len(strings.TrimSpace(t[start:]))]
}

// tail gives the last n bytes of s; nil for none of them, as the official
// library does.
func tail(s []byte, n int) []byte {
	if n == 0 {
		return nil
	}
	return s[len(s)-n:]
}

// Runes gives the code points of s.
func Runes(s []byte) []rune {
	runes := make([]rune, 0, utf8.RuneCount(s))
	for _, r := range view(s) {
		runes = append(runes, r)
	}
	return runes
}
