package strings

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// TrimLeftFunc takes off the leading code points for which f is true.
func TrimLeftFunc(s string, f func(rune) bool) string {
	i := bytealg.IndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	return s[i:]
}

// TrimRightFunc takes off the trailing code points for which f is true.
func TrimRightFunc(s string, f func(rune) bool) string {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i+size]
}

// TrimFunc takes off the leading and trailing code points for which f is true.
func TrimFunc(s string, f func(rune) bool) string {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// Trim takes off the leading and trailing code points that are in cutset.
func Trim(s, cutset string) string { return TrimRight(TrimLeft(s, cutset), cutset) }

// TrimLeft takes off the leading code points that are in cutset. For a prefix
// there is TrimPrefix.
func TrimLeft(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	if set, ok := makeASCIISet(cutset); ok {
		for len(s) > 0 && set.has(s[0]) {
			s = s[1:]
		}
		return s
	}
	return TrimLeftFunc(s, func(r rune) bool { return ContainsRune(cutset, r) })
}

// TrimRight takes off the trailing code points that are in cutset. For a suffix
// there is TrimSuffix.
func TrimRight(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	if set, ok := makeASCIISet(cutset); ok {
		for len(s) > 0 && set.has(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		return s
	}
	return TrimRightFunc(s, func(r rune) bool { return ContainsRune(cutset, r) })
}

// TrimSpace takes off leading and trailing white space, as unicode.IsSpace
// defines it.
func TrimSpace(s string) string {
	for len(s) > 0 && bytealg.IsSpaceASCII(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && bytealg.IsSpaceASCII(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if len(s) > 0 && s[0]|s[len(s)-1] >= utf8.RuneSelf {
		return TrimFunc(s, unicode.IsSpace)
	}
	return s
}

// TrimPrefix gives s without the prefix, if it begins with it.
func TrimPrefix(s, prefix string) string {
	s, _ = CutPrefix(s, prefix)
	return s
}

// TrimSuffix gives s without the suffix, if it ends with it.
func TrimSuffix(s, suffix string) string {
	s, _ = CutSuffix(s, suffix)
	return s
}
