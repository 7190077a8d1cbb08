package bytealg

import "unicode/utf8"

// Split gives the parts of s between seps with so many bytes of each sep, at most n of them, the last being the rest: none
// if n is 0, all if n is negative. An empty sep splits after each code point.
func Split[S Text, K Kind[S]](s, sep S, keep, n int) []S {
	var k K
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode[S, K](s, n)
	}
	text, between := k.View(s), k.View(sep)
	if n < 0 {
		n = Count(text, between) + 1
	}
	n = min(n, len(s)+1)
	parts := make([]S, 0, n)
	start := 0
	for len(parts) < n-1 {
		i := Index(text[start:], between)
		if i < 0 {
			break
		}
		parts = append(parts, k.Part(s, start, start+i+keep))
		start += i + len(sep)
	}
	return append(parts, s[start:])
}

// explode splits s after each code point.
func explode[S Text, K Kind[S]](s S, n int) []S {
	var k K
	if n < 0 || n > len(s) {
		n = len(s)
	}
	parts := make([]S, 0, min(n, utf8.RuneCountInString(k.View(s))))
	for start := 0; start < len(s); {
		if len(parts) == n-1 {
			return append(parts, s[start:])
		}
		_, size := utf8.DecodeRuneInString(k.View(s[start:]))
		parts = append(parts, k.Part(s, start, start+size))
		start += size
	}
	return parts
}

// Count counts the places of substr in s that do not overlap.
func Count(s, substr string) int {
	switch len(substr) {
	case 0:
		return utf8.RuneCountInString(s) + 1
	case 1:
		return CountByte(s, substr[0])
	}
	n := 0
	for {
		i := Index(s, substr)
		if i < 0 {
			return n
		}
		n++
		s = s[i+len(substr):]
	}
}

// EachPart yields what Split gives for all parts.
func EachPart[S Text, K Kind[S]](s, sep S, keep int, yield func(S) bool) {
	var k K
	for start := 0; ; {
		rest := s[start:]
		if len(sep) == 0 {
			if len(rest) == 0 {
				return
			}
			_, size := utf8.DecodeRuneInString(k.View(rest))
			if !yield(k.Part(rest, 0, size)) {
				return
			}
			start += size
			continue
		}
		i := Index(k.View(rest), k.View(sep))
		if i < 0 {
			yield(k.Part(rest, 0, len(rest)))
			return
		}
		if !yield(k.Part(rest, 0, i+keep)) {
			return
		}
		start += i + len(sep)
	}
}

// EachLine yields the lines of s with the newlines that end them.
func EachLine[S Text, K Kind[S]](s S, yield func(S) bool) {
	var k K
	for start := 0; start < len(s); {
		end := IndexByte(k.View(s[start:]), '\n')
		if end < 0 {
			end = len(s)
		} else {
			end += start + 1
		}
		if !yield(k.Part(s, start, end)) {
			return
		}
		start = end
	}
}

// JoinLen gives the length of what Join makes of some elements. It panics if that is too long.
func JoinLen[S Text, K Kind[S]](elems []S, sep S) int {
	const maxInt = int(^uint(0) >> 1)
	n := 0
	fits := len(sep) == 0 || len(sep) < maxInt/(len(elems)-1)
	if fits {
		n = len(sep) * (len(elems) - 1)
	}
	for _, e := range elems {
		fits = fits && len(e) <= maxInt-n
		n += len(e)
	}
	if !fits {
		pkg, _, _ := (*new(K)).Words()
		panic(pkg + ": Join output length overflow")
	}
	return n
}
