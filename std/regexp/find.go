package regexp

import (
	"io"
	"slices"
	"unicode/utf8"
)

// The number of slots for all captures.
func (re *Regexp) slots() int { return 2 * (re.numSub + 1) }

// find gives the slots of the first match, nil if there is none.
func (re *Regexp) find(s string, n int) []int {
	dst, ok := re.search(s, 0, make([]int, n))
	if !ok {
		return nil
	}
	return dst
}

// pair finds the first match without captures.
func (re *Regexp) pair(s string) (begin, end int, ok bool) {
	var room [2]int
	dst, ok := re.search(s, 0, room[:])
	return dst[0], dst[1], ok
}

// all calls deliver with the slots of up to n matches that do not overlap; an empty match right behind another
// does not count. The slots are good only for the call.
func (re *Regexp) all(s string, n, nslots int, deliver func([]int)) {
	if n < 0 {
		n = len(s) + 1
	}
	room := make([]int, nslots)
	last := -1 // end of the match before
	for pos, i := 0, 0; i < n && pos <= len(s); {
		m, ok := re.search(s, pos, room)
		if !ok {
			return
		}
		accept := true
		if m[1] == pos {
			// Empty, where the search began.
			accept = m[0] != last
			if pos < len(s) {
				_, w := utf8.DecodeRuneInString(s[pos:])
				pos += w
			} else {
				pos = len(s) + 1
			}
		} else {
			pos = m[1]
		}
		last = m[1]
		if accept {
			deliver(m)
			i++
		}
	}
}

func text(s string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

func bytesOf(b []byte, m []int, i int) []byte {
	if m[2*i] < 0 {
		return nil
	}
	return b[m[2*i]:m[2*i+1]:m[2*i+1]]
}

func texts(s string, m []int) []string {
	out := make([]string, len(m)/2)
	for i := range out {
		out[i] = text(s, m, i)
	}
	return out
}

func bytesAll(b []byte, m []int) [][]byte {
	out := make([][]byte, len(m)/2)
	for i := range out {
		out[i] = bytesOf(b, m, i)
	}
	return out
}

// Find gives the first match in b, nil if there is none.
func (re *Regexp) Find(b []byte) []byte {
	begin, end, ok := re.pair(view(b))
	if !ok {
		return nil
	}
	return b[begin:end:end]
}

// FindIndex gives begin and end of the first match in b, nil if there is none.
func (re *Regexp) FindIndex(b []byte) (loc []int) { return re.find(view(b), 2) }

// FindString gives the first match in s; it is empty also if there is none.
func (re *Regexp) FindString(s string) string {
	begin, end, ok := re.pair(s)
	if !ok {
		return ""
	}
	return s[begin:end]
}

// FindStringIndex gives begin and end of the first match in s, nil if there is none.
func (re *Regexp) FindStringIndex(s string) (loc []int) { return re.find(s, 2) }

// FindReaderIndex gives begin and end of the first match in a reader's text, nil if there is none.
func (re *Regexp) FindReaderIndex(r io.RuneReader) (loc []int) { return re.searchReader(r, 2) }

// FindSubmatch gives the first match in b and its captures, nil if there is none.
func (re *Regexp) FindSubmatch(b []byte) [][]byte {
	m := re.find(view(b), re.slots())
	if m == nil {
		return nil
	}
	return bytesAll(b, m)
}

// FindSubmatchIndex gives begin and end of the first match in b and of its captures, -1 for those without part.
func (re *Regexp) FindSubmatchIndex(b []byte) []int { return re.find(view(b), re.slots()) }

// FindStringSubmatch gives the first match in s and its captures, nil if there is none.
func (re *Regexp) FindStringSubmatch(s string) []string {
	m := re.find(s, re.slots())
	if m == nil {
		return nil
	}
	return texts(s, m)
}

// FindStringSubmatchIndex gives begin and end of the first match in s and of its captures.
func (re *Regexp) FindStringSubmatchIndex(s string) []int { return re.find(s, re.slots()) }

// FindReaderSubmatchIndex gives begin and end of the first match in a reader's text and of its captures.
func (re *Regexp) FindReaderSubmatchIndex(r io.RuneReader) []int {
	return re.searchReader(r, re.slots())
}

// FindAll gives the matches in b, at most n if n is not negative.
func (re *Regexp) FindAll(b []byte, n int) (out [][]byte) {
	re.all(view(b), n, 2, func(m []int) { out = append(out, bytesOf(b, m, 0)) })
	return out
}

// FindAllIndex gives begin and end of the matches in b.
func (re *Regexp) FindAllIndex(b []byte, n int) (out [][]int) {
	return re.allIndex(view(b), n, 2)
}

// FindAllString gives the matches in s.
func (re *Regexp) FindAllString(s string, n int) (out []string) {
	re.all(s, n, 2, func(m []int) { out = append(out, s[m[0]:m[1]]) })
	return out
}

// FindAllStringIndex gives begin and end of the matches in s.
func (re *Regexp) FindAllStringIndex(s string, n int) [][]int { return re.allIndex(s, n, 2) }

// FindAllSubmatch gives the matches in b with their captures.
func (re *Regexp) FindAllSubmatch(b []byte, n int) (out [][][]byte) {
	re.all(view(b), n, re.slots(), func(m []int) { out = append(out, bytesAll(b, m)) })
	return out
}

// FindAllSubmatchIndex gives begin and end of the matches in b and of their captures.
func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return re.allIndex(view(b), n, re.slots())
}

// FindAllStringSubmatch gives the matches in s with their captures.
func (re *Regexp) FindAllStringSubmatch(s string, n int) (out [][]string) {
	re.all(s, n, re.slots(), func(m []int) { out = append(out, texts(s, m)) })
	return out
}

// FindAllStringSubmatchIndex gives begin and end of the matches in s and of their captures.
func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return re.allIndex(s, n, re.slots())
}

func (re *Regexp) allIndex(s string, n, nslots int) (out [][]int) {
	re.all(s, n, nslots, func(m []int) { out = append(out, slices.Clone(m)) })
	return out
}
