package bytes

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// isSpace is unicode.IsSpace, quick for ASCII.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return unicode.IsSpace(r)
}

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

// split splits and keeps that many bytes of each sep.
func split(s, sep []byte, keep, n int) [][]byte {
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	n = min(n, len(s)+1)
	parts := make([][]byte, 0, n)
	for len(parts) < n-1 {
		i := Index(s, sep)
		if i < 0 {
			break
		}
		parts = append(parts, s[:i+keep:i+keep])
		s = s[i+len(sep):]
	}
	return append(parts, s)
}

// explode splits s after each code point.
func explode(s []byte, n int) [][]byte {
	if n < 0 || n > len(s) {
		n = len(s)
	}
	parts := make([][]byte, 0, n)
	for len(s) > 0 {
		if len(parts) == n-1 {
			return append(parts, s)
		}
		_, size := utf8.DecodeRune(s)
		parts = append(parts, s[:size:size])
		s = s[size:]
	}
	return parts
}

// SplitSeq gives the parts that Split gives.
func SplitSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, 0) }

// SplitAfterSeq gives the parts that SplitAfter gives.
func SplitAfterSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, len(sep)) }

func splitSeq(s, sep []byte, keep int) iter.Seq[[]byte] {
	if len(sep) == 0 {
		return func(yield func([]byte) bool) {
			for rest := s; len(rest) > 0; {
				_, size := utf8.DecodeRune(rest)
				if !yield(rest[:size:size]) {
					return
				}
				rest = rest[size:]
			}
		}
	}
	return func(yield func([]byte) bool) {
		rest := s
		for {
			i := Index(rest, sep)
			if i < 0 {
				yield(rest[:len(rest):len(rest)])
				return
			}
			if !yield(rest[: i+keep : i+keep]) {
				return
			}
			rest = rest[i+len(sep):]
		}
	}
}

// Lines gives the lines of s with the newlines that end them. If s does not end
// with one, neither does the last line; if s is empty there is none.
func Lines(s []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for rest := s; len(rest) > 0; {
			end := IndexByte(rest, '\n') + 1
			if end == 0 {
				end = len(rest)
			}
			if !yield(rest[:end:end]) {
				return
			}
			rest = rest[end:]
		}
	}
}

// nextField finds the first field of s from i on: where f is false. If there is
// none, start is len(s).
func nextField(s []byte, i int, f func(rune) bool) (start, end int) {
	for start = i; start < len(s); {
		r, size := utf8.DecodeRune(s[start:])
		if !f(r) {
			break
		}
		start += size
	}
	for end = start; end < len(s); {
		r, size := utf8.DecodeRune(s[end:])
		if f(r) {
			break
		}
		end += size
	}
	return start, end
}

// Fields gives the parts of s between runs of white space, as unicode.IsSpace
// defines it: none if there is nothing else.
func Fields(s []byte) [][]byte { return FieldsFunc(s, isSpace) }

// FieldsFunc gives the parts of s between runs of code points for which f is
// true: none if there is nothing else. f must be a function of its argument only.
func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	fields := [][]byte{}
	for start, end := nextField(s, 0, f); start < end; start, end = nextField(s, end, f) {
		fields = append(fields, s[start:end:end])
	}
	return fields
}

// FieldsSeq gives the parts that Fields gives.
func FieldsSeq(s []byte) iter.Seq[[]byte] { return FieldsFuncSeq(s, isSpace) }

// FieldsFuncSeq gives the parts that FieldsFunc gives.
func FieldsFuncSeq(s []byte, f func(rune) bool) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for start, end := nextField(s, 0, f); start < end; start, end = nextField(s, end, f) {
			if !yield(s[start:end:end]) {
				return
			}
		}
	}
}
