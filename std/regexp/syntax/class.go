package syntax

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A class is a list of pairs of bounds. It is clean if the pairs are in order and have gaps between them.

// class parses a class in brackets.
func (p *parser) class() *Regexp {
	start := p.rest
	p.rest = p.rest[1:]
	negated := strings.HasPrefix(p.rest, "^")
	var class []rune
	if negated {
		p.rest = p.rest[1:]
		// Newline is left out, by taking it in before negation.
		if p.flags&ClassNL == 0 {
			class = append(class, '\n', '\n')
		}
	}
	for first := true; p.rest == "" || p.rest[0] != ']' || first; first = false {
		// POSIX allows - to stand for itself only first and last; Perl does anywhere.
		if strings.HasPrefix(p.rest, "-") && p.flags&PerlX == 0 && !first && (len(p.rest) == 1 || p.rest[1] != ']') {
			_, n := utf8.DecodeRuneInString(p.rest[1:])
			fail(ErrInvalidCharRange, p.rest[:1+n])
		}
		if strings.HasPrefix(p.rest, "[:") {
			if end := strings.Index(p.rest[2:], ":]"); end >= 0 {
				name := p.rest[2 : 2+end]
				bare, neg := strings.CutPrefix(name, "^")
				set := posixSets[bare]
				if set == nil {
					fail(ErrInvalidCharRange, p.rest[:end+4])
				}
				p.rest = p.rest[end+4:]
				class = p.addSet(class, set, neg)
				continue
			}
		}
		var ok bool
		if class, ok = p.classEscape(class, true); ok {
			continue
		}
		written := p.rest
		lo := p.classRune(start)
		hi := lo
		if len(p.rest) >= 2 && p.rest[0] == '-' && p.rest[1] != ']' {
			p.rest = p.rest[1:]
			hi = p.classRune(start)
			if hi < lo {
				fail(ErrInvalidCharRange, written[:len(written)-len(p.rest)])
			}
		}
		if p.flags&FoldCase != 0 {
			class = addFolded(class, lo, hi)
		} else {
			class = append(class, lo, hi)
		}
	}
	p.rest = p.rest[1:]
	class = clean(class)
	if negated {
		class = negate(class)
	}
	return p.newClass(class)
}

// classRune parses one rune of a class.
func (p *parser) classRune(start string) rune {
	if p.rest == "" {
		fail(ErrMissingBracket, start)
	}
	if p.rest[0] == '\\' {
		return p.escapedRune()
	}
	return p.next()
}

// clean sorts the pairs and joins those that touch.
func clean(class []rune) []rune {
	if len(class) < 4 {
		return class
	}
	pairs := make([][2]rune, len(class)/2)
	for i := range pairs {
		pairs[i] = [2]rune{class[2*i], class[2*i+1]}
	}
	slices.SortFunc(pairs, func(a, b [2]rune) int {
		if a[0] != b[0] {
			return int(a[0] - b[0])
		}
		return int(b[1] - a[1])
	})
	out := class[:2]
	out[0], out[1] = pairs[0][0], pairs[0][1]
	for _, q := range pairs[1:] {
		if last := &out[len(out)-1]; q[0] <= *last+1 {
			*last = max(*last, q[1])
		} else {
			out = append(out, q[0], q[1])
		}
	}
	return out
}

// negate gives the complement of a clean class.
func negate(class []rune) []rune {
	var out []rune
	next := rune(0)
	for i := 0; i < len(class); i += 2 {
		if next < class[i] {
			out = append(out, next, class[i]-1)
		}
		next = class[i+1] + 1
	}
	if next <= utf8.MaxRune {
		out = append(out, next, utf8.MaxRune)
	}
	return out
}

// The runes outside of these bounds have one case only.
const (
	firstFold = 0x41
	lastFold  = 0x1e943
)

// addFolded adds a range with all cases of its letters.
func addFolded(class []rune, lo, hi rune) []rune {
	class = append(class, lo, hi)
	for r := max(lo, firstFold); r <= min(hi, lastFold); r++ {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			if lo <= f && f <= hi {
				continue
			}
			// Runs of letters give runs of their other cases.
			if n := len(class); n > 2 && class[n-1] == f-1 {
				class[n-1] = f
			} else {
				class = append(class, f, f)
			}
		}
	}
	return class
}

func hasFold(r rune) bool {
	return firstFold <= r && r <= lastFold && unicode.SimpleFold(r) != r
}

// minFold gives the smallest rune among the cases of r.
func minFold(r rune) rune {
	if r < firstFold || r > lastFold {
		return r
	}
	m := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		m = min(m, f)
	}
	return m
}

// perlSet gives the set of \d, \s, \w and their opposites.
func perlSet(c byte) (set []rune, negated bool) {
	switch c {
	case 'd', 'D':
		return []rune{'0', '9'}, c == 'D'
	case 's', 'S':
		return []rune{'\t', '\n', '\f', '\r', ' ', ' '}, c == 'S'
	case 'w', 'W':
		return []rune{'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}, c == 'W'
	}
	return nil, false
}

var posixSets = map[string][]rune{
	"alnum":  {'0', '9', 'A', 'Z', 'a', 'z'},
	"alpha":  {'A', 'Z', 'a', 'z'},
	"ascii":  {0, 0x7f},
	"blank":  {'\t', '\t', ' ', ' '},
	"cntrl":  {0, 0x1f, 0x7f, 0x7f},
	"digit":  {'0', '9'},
	"graph":  {'!', '~'},
	"lower":  {'a', 'z'},
	"print":  {' ', '~'},
	"punct":  {'!', '/', ':', '@', '[', '`', '{', '~'},
	"space":  {'\t', '\r', ' ', ' '},
	"upper":  {'A', 'Z'},
	"word":   {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'},
	"xdigit": {'0', '9', 'A', 'F', 'a', 'f'},
}

// unicodeSet gives the set of a category or script, nil if there is none of that name. Spelling is free: case, spaces,
// hyphens and underscores do not count.
func unicodeSet(name string) []rune {
	switch loose(name) {
	case "any":
		return []rune{0, utf8.MaxRune}
	case "ascii":
		return []rune{0, 0x7f}
	case "assigned":
		return negate(tableSet(unicode.Categories["Cn"]))
	case "lc":
		return clean(slices.Concat(tableSet(unicode.Lu), tableSet(unicode.Ll), tableSet(unicode.Lt)))
	}
	if t := lookup(unicode.Categories, name); t != nil {
		return tableSet(t)
	}
	if t := lookup(unicode.Scripts, name); t != nil {
		return tableSet(t)
	}
	key := loose(name)
	for alias, short := range unicode.CategoryAliases {
		if loose(alias) == key {
			if loose(short) != key {
				return unicodeSet(short)
			}
		}
	}
	return nil
}

func lookup(tables map[string]*unicode.RangeTable, name string) *unicode.RangeTable {
	if t := tables[name]; t != nil {
		return t
	}
	key := loose(name)
	for n, t := range tables {
		if len(n) >= len(key) && loose(n) == key {
			return t
		}
	}
	return nil
}

func loose(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_' || r == '-' || r == ' ':
			return -1
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func tableSet(t *unicode.RangeTable) []rune {
	var set []rune
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			set = append(set, lo, hi)
			return
		}
		for r := lo; r <= hi; r += stride {
			set = append(set, r, r)
		}
	}
	for _, r := range t.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return clean(set)
}
