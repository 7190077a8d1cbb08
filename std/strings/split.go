package strings

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// SplitN gives the parts of s between seps, at most n of them, the last being the
// rest: none if n is 0, all if n is negative. An empty sep splits after each code
// point; an invalid byte counts as one.
func SplitN(s, sep string, n int) []string { return split(s, sep, 0, n) }

// SplitAfterN is SplitN, but each part keeps the sep it ends with.
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

// Split is SplitN for all parts.
func Split(s, sep string) []string { return split(s, sep, 0, -1) }

// SplitAfter is SplitAfterN for all parts.
func SplitAfter(s, sep string) []string { return split(s, sep, len(sep), -1) }

// split splits and keeps that many bytes of each sep.
func split(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	n = min(n, len(s)+1)
	parts := make([]string, 0, n)
	for len(parts) < n-1 {
		i := Index(s, sep)
		if i < 0 {
			break
		}
		parts = append(parts, s[:i+keep])
		s = s[i+len(sep):]
	}
	return append(parts, s)
}

// explode splits s after each code point.
func explode(s string, n int) []string {
	count := utf8.RuneCountInString(s)
	if n < 0 || n > count {
		n = count
	}
	parts := make([]string, n)
	for i := range parts {
		if i == n-1 {
			parts[i] = s
			break
		}
		_, size := utf8.DecodeRuneInString(s)
		parts[i] = s[:size]
		s = s[size:]
	}
	return parts
}

// SplitSeq gives the parts that Split gives.
func SplitSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, 0) }

// SplitAfterSeq gives the parts that SplitAfter gives.
func SplitAfterSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, len(sep)) }

func splitSeq(s, sep string, keep int) iter.Seq[string] {
	if sep == "" {
		return func(yield func(string) bool) {
			for rest := s; rest != ""; {
				_, size := utf8.DecodeRuneInString(rest)
				if !yield(rest[:size]) {
					return
				}
				rest = rest[size:]
			}
		}
	}
	return func(yield func(string) bool) {
		rest := s
		for {
			i := Index(rest, sep)
			if i < 0 {
				yield(rest)
				return
			}
			if !yield(rest[:i+keep]) {
				return
			}
			rest = rest[i+len(sep):]
		}
	}
}

// Lines gives the lines of s with the newlines that end them. If s does not end
// with one, neither does the last line; if s is empty there is none.
func Lines(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := s; rest != ""; {
			end := IndexByte(rest, '\n') + 1
			if end == 0 {
				end = len(rest)
			}
			if !yield(rest[:end]) {
				return
			}
			rest = rest[end:]
		}
	}
}

func isSpaceASCII(c byte) bool {
	return c == ' ' || '\t' <= c && c <= '\r'
}

// nextField finds the first field of s from i on: where f is false. If there is
// none, start is len(s).
func nextField(s string, i int, f func(rune) bool) (start, end int) {
	start = i
	if o := indexFunc(s[start:], f, false); o >= 0 {
		start += o
	} else {
		return len(s), len(s)
	}
	if o := indexFunc(s[start:], f, true); o >= 0 {
		return start, start + o
	}
	return start, len(s)
}

// nextWord is nextField for white space.
func nextWord(s string, i int) (start, end int) {
	for start = i; start < len(s) && isSpaceASCII(s[start]); start++ {
	}
	for end = start; end < len(s) && s[end] < utf8.RuneSelf && !isSpaceASCII(s[end]); end++ {
	}
	if end == len(s) || s[end] < utf8.RuneSelf {
		return start, end
	}
	return nextField(s, i, unicode.IsSpace)
}

// Fields gives the parts of s between runs of white space, as unicode.IsSpace
// defines it: none if there is nothing else.
func Fields(s string) []string {
	if fields, ok := fieldsASCII(s); ok {
		return fields
	}
	n := 0
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		n++
	}
	fields := make([]string, 0, n)
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		fields = append(fields, s[start:end])
	}
	return fields
}

// space is 1 for the bytes that are ASCII white space.
var space = [256]uint8{'\t': 1, '\n': 1, '\v': 1, '\f': 1, '\r': 1, ' ': 1}

// fieldsASCII is Fields if s is ASCII.
func fieldsASCII(s string) ([]string, bool) {
	n, all, last := 0, byte(0), uint8(1)
	for i := 0; i < len(s); i++ {
		c := s[i]
		all |= c
		now := space[c]
		n += int(last &^ now)
		last = now
	}
	if all >= utf8.RuneSelf {
		return nil, false
	}
	fields := make([]string, n)
	for k, i := 0, 0; k < len(fields); k++ {
		for space[s[i]] != 0 {
			i++
		}
		start := i
		for i < len(s) && space[s[i]] == 0 {
			i++
		}
		fields[k] = s[start:i]
	}
	return fields, true
}

// FieldsFunc gives the parts of s between runs of code points for which f is
// true: none if there is nothing else. f must be a function of its argument only.
func FieldsFunc(s string, f func(rune) bool) []string {
	fields := []string{}
	for start, end := nextField(s, 0, f); start < end; start, end = nextField(s, end, f) {
		fields = append(fields, s[start:end])
	}
	return fields
}

// FieldsSeq gives the parts that Fields gives.
func FieldsSeq(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
			if !yield(s[start:end]) {
				return
			}
		}
	}
}

// FieldsFuncSeq gives the parts that FieldsFunc gives.
func FieldsFuncSeq(s string, f func(rune) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for start, end := nextField(s, 0, f); start < end; start, end = nextField(s, end, f) {
			if !yield(s[start:end]) {
				return
			}
		}
	}
}
