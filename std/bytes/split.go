package bytes

import (
	"internal/bytealg"
	"iter"
)

// SplitN gives the parts of s between seps, at most n of them, the last being the
// rest: none if n is 0, all if n is negative. An empty sep splits after each code
// point; an invalid byte counts as one. Appending to a part but the last does not
// write over s.
func SplitN(s, sep []byte, n int) [][]byte { return split(s, sep, 0, n) }

// SplitAfterN is SplitN, but each part keeps the sep it ends with.
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

// Split is SplitN for all parts.
func Split(s, sep []byte) [][]byte { return split(s, sep, 0, -1) }

// SplitAfter is SplitAfterN for all parts.
func SplitAfter(s, sep []byte) [][]byte { return split(s, sep, len(sep), -1) }

func split(s, sep []byte, keep, n int) [][]byte {
	return bytealg.Split[[]byte, bytealg.Bytes](s, sep, keep, n)
}

// SplitSeq gives the parts that Split gives.
func SplitSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, 0) }

// SplitAfterSeq gives the parts that SplitAfter gives.
func SplitAfterSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, len(sep)) }

func splitSeq(s, sep []byte, keep int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) { bytealg.EachPart[[]byte, bytealg.Bytes](s, sep, keep, yield) }
}

// Lines gives the lines of s with the newlines that end them. If s does not end
// with one, neither does the last line; if s is empty there is none.
func Lines(s []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) { bytealg.EachLine[[]byte, bytealg.Bytes](s, yield) }
}

// Fields gives the parts of s between runs of white space, as unicode.IsSpace
// defines it: none if there is nothing else.
func Fields(s []byte) [][]byte { return bytealg.Fields[[]byte, bytealg.Bytes](s) }

// FieldsFunc gives the parts of s between runs of code points for which f is
// true: none if there is nothing else. f must be a function of its argument only.
func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	return bytealg.FieldsFunc[[]byte, bytealg.Bytes](s, f)
}

// FieldsSeq gives the parts that Fields gives.
func FieldsSeq(s []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) { bytealg.EachWord[[]byte, bytealg.Bytes](s, yield) }
}

// FieldsFuncSeq gives the parts that FieldsFunc gives.
func FieldsFuncSeq(s []byte, f func(rune) bool) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) { bytealg.EachField[[]byte, bytealg.Bytes](s, f, yield) }
}
