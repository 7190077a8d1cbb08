package strings

import (
	"internal/bytealg"
	"iter"
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

func split(s, sep string, keep, n int) []string {
	return bytealg.Split[string, bytealg.Strings](s, sep, keep, n)
}

// SplitSeq gives the parts that Split gives.
func SplitSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, 0) }

// SplitAfterSeq gives the parts that SplitAfter gives.
func SplitAfterSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, len(sep)) }

func splitSeq(s, sep string, keep int) iter.Seq[string] {
	return func(yield func(string) bool) { bytealg.EachPart[string, bytealg.Strings](s, sep, keep, yield) }
}

// Lines gives the lines of s with the newlines that end them. If s does not end
// with one, neither does the last line; if s is empty there is none.
func Lines(s string) iter.Seq[string] {
	return func(yield func(string) bool) { bytealg.EachLine[string, bytealg.Strings](s, yield) }
}

// Fields gives the parts of s between runs of white space, as unicode.IsSpace
// defines it: none if there is nothing else.
func Fields(s string) []string {
	if fields, ok := fieldsASCII(s); ok {
		return fields
	}
	return bytealg.Fields[string, bytealg.Strings](s)
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
	return bytealg.FieldsFunc[string, bytealg.Strings](s, f)
}

// FieldsSeq gives the parts that Fields gives.
func FieldsSeq(s string) iter.Seq[string] {
	return func(yield func(string) bool) { bytealg.EachWord[string, bytealg.Strings](s, yield) }
}

// FieldsFuncSeq gives the parts that FieldsFunc gives.
func FieldsFuncSeq(s string, f func(rune) bool) iter.Seq[string] {
	return func(yield func(string) bool) { bytealg.EachField[string, bytealg.Strings](s, f, yield) }
}
