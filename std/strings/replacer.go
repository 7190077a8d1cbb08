package strings

import "io"

// A Replacer replaces several strings at once. Several goroutines may use it at
// the same time.
type Replacer struct {
	bytes   *byteReplacer // if all strings to be replaced are single bytes
	generic *genericReplacer
}

// NewReplacer gives a Replacer for a list of pairs: old, new, old, new. At each
// place of the text the first old in the list that is there is replaced; what
// was replaced is not looked at again. It panics if the list is odd.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 != 0 {
		panic("strings.NewReplacer: odd argument count")
	}
	for i := 0; i < len(oldnew); i += 2 {
		if len(oldnew[i]) != 1 {
			return &Replacer{generic: newGenericReplacer(oldnew)}
		}
	}
	return &Replacer{bytes: newByteReplacer(oldnew)}
}

// Replace gives s with all replacements made.
func (r *Replacer) Replace(s string) string {
	switch {
	case r.bytes != nil:
		return r.bytes.replace(s)
	case r.generic == nil:
		return s
	}
	return r.generic.replace(s)
}

// WriteString writes s to w with all replacements made.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	return io.WriteString(w, r.Replace(s))
}

// A byteReplacer has what to put for each byte.
type byteReplacer struct {
	news  [256]string
	found [256]bool // whether to replace it
}

func newByteReplacer(oldnew []string) *byteReplacer {
	r := new(byteReplacer)
	for i := 0; i < len(oldnew); i += 2 {
		if c := oldnew[i][0]; !r.found[c] {
			r.found[c] = true
			r.news[c] = oldnew[i+1]
		}
	}
	return r
}

func (r *byteReplacer) replace(s string) string {
	n, changed := len(s), false
	for i := 0; i < len(s); i++ {
		if r.found[s[i]] {
			n += len(r.news[s[i]]) - 1
			changed = true
		}
	}
	if !changed {
		return s
	}
	var b Builder
	b.Grow(n)
	start := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; r.found[c] {
			b.WriteString(s[start:i])
			b.WriteString(r.news[c])
			start = i + 1
		}
	}
	b.WriteString(s[start:])
	return b.String()
}

// A genericReplacer has the pairs in order, and which of them can match where a
// given byte is. An empty old can match anywhere.
type genericReplacer struct {
	pairs   []pair
	byFirst [256][]int32 // indices of pairs
	empty   int          // index of the pair with the empty old, or -1
}

type pair struct{ old, new string }

func newGenericReplacer(oldnew []string) *genericReplacer {
	r := &genericReplacer{empty: -1}
	for i := 0; i < len(oldnew); i += 2 {
		k := int32(len(r.pairs))
		r.pairs = append(r.pairs, pair{oldnew[i], oldnew[i+1]})
		if old := oldnew[i]; old != "" {
			r.byFirst[old[0]] = append(r.byFirst[old[0]], k)
		} else if r.empty < 0 {
			r.empty = int(k)
		}
	}
	return r
}

// match gives the pair that applies at the start of s, nil if none does.
func (r *genericReplacer) match(s string, allowEmpty bool) *pair {
	var empty *pair
	limit := int32(len(r.pairs))
	if allowEmpty && r.empty >= 0 {
		empty = &r.pairs[r.empty]
		limit = int32(r.empty)
	}
	if s != "" {
		for _, k := range r.byFirst[s[0]] {
			if k > limit {
				break
			}
			if HasPrefix(s, r.pairs[k].old) {
				return &r.pairs[k]
			}
		}
	}
	return empty
}

func (r *genericReplacer) replace(s string) string {
	var b Builder
	start := 0          // up to here it is done
	afterEmpty := false // the empty old does not match twice at a place
	changed := false
	for i := 0; i <= len(s); {
		if i < len(s) && r.empty < 0 && r.byFirst[s[i]] == nil {
			i++
			continue
		}
		p := r.match(s[i:], !afterEmpty)
		afterEmpty = p != nil && p.old == ""
		if p == nil {
			i++
			continue
		}
		if !changed {
			changed = true
			b.Grow(len(s))
		}
		b.WriteString(s[start:i])
		b.WriteString(p.new)
		i += len(p.old)
		start = i
	}
	if !changed {
		return s
	}
	b.WriteString(s[start:])
	return b.String()
}
