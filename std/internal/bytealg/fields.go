package bytealg

import (
	"unicode"
	"unicode/utf8"
)

// IsSpaceASCII reports whether c is ASCII white space.
func IsSpaceASCII(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// IndexFunc gives the first place of a code point of s for which f is want, -1 if there is none.
func IndexFunc(s string, f func(rune) bool, want bool) int {
	for i, r := range s {
		if f(r) == want {
			return i
		}
	}
	return -1
}

// NextField finds the first field of s from i on: where f is false. If there is
// none, start is len(s).
func NextField(s string, i int, f func(rune) bool) (start, end int) {
	start = i
	if o := IndexFunc(s[start:], f, false); o >= 0 {
		start += o
	} else {
		return len(s), len(s)
	}
	if o := IndexFunc(s[start:], f, true); o >= 0 {
		return start, start + o
	}
	return start, len(s)
}

// NextWord is NextField for white space.
func NextWord(s string, i int) (start, end int) {
	for start = i; start < len(s) && IsSpaceASCII(s[start]); start++ {
	}
	for end = start; end < len(s) && s[end] < utf8.RuneSelf && !IsSpaceASCII(s[end]); end++ {
	}
	if end == len(s) || s[end] < utf8.RuneSelf {
		return start, end
	}
	return NextField(s, i, unicode.IsSpace)
}

// Fields gives the words of s.
func Fields[S Text, K Kind[S]](s S) []S {
	var k K
	text, n := k.View(s), 0
	for start, end := NextWord(text, 0); start < end; start, end = NextWord(text, end) {
		n++
	}
	fields := make([]S, 0, n)
	for start, end := NextWord(text, 0); start < end; start, end = NextWord(text, end) {
		fields = append(fields, k.Part(s, start, end))
	}
	return fields
}

// FieldsFunc gives the parts of s between runs of code points for which f is true.
func FieldsFunc[S Text, K Kind[S]](s S, f func(rune) bool) []S {
	var k K
	text, fields := k.View(s), []S{}
	for start, end := NextField(text, 0, f); start < end; start, end = NextField(text, end, f) {
		fields = append(fields, k.Part(s, start, end))
	}
	return fields
}

// EachWord yields the words of s.
func EachWord[S Text, K Kind[S]](s S, yield func(S) bool) {
	var k K
	for start, end := NextWord(k.View(s), 0); start < end; start, end = NextWord(k.View(s), end) {
		if !yield(k.Part(s, start, end)) {
			return
		}
	}
}

// EachField yields what FieldsFunc gives.
func EachField[S Text, K Kind[S]](s S, f func(rune) bool, yield func(S) bool) {
	var k K
	for start, end := NextField(k.View(s), 0, f); start < end; start, end = NextField(k.View(s), end, f) {
		if !yield(k.Part(s, start, end)) {
			return
		}
	}
}
