package syntax

import (
	"strings"
	"unicode/utf8"
)

// escape parses what begins with a backslash outside of a class: usually one node, more or none for \Q…\E.
func (p *parser) escape() []*Regexp {
	if p.flags&PerlX != 0 && len(p.rest) >= 2 {
		op := Op(0)
		switch p.rest[1] {
		case 'A':
			op = OpBeginText
		case 'b':
			op = OpWordBoundary
		case 'B':
			op = OpNoWordBoundary
		case 'z':
			op = OpEndText
		case 'C':
			// A single byte: not supported, since matching is by runes.
			fail(ErrInvalidEscape, p.rest[:2])
		case 'Q':
			text, rest, _ := strings.Cut(p.rest[2:], `\E`)
			p.rest = rest
			var items []*Regexp
			checkUTF8(text)
			for _, r := range text {
				items = append(items, p.literal(r))
			}
			return items
		}
		if op != 0 {
			p.rest = p.rest[2:]
			return []*Regexp{p.op(op)}
		}
	}
	if class, ok := p.classEscape(nil, false); ok {
		return []*Regexp{p.newClass(clean(class))}
	}
	return []*Regexp{p.literal(p.escapedRune())}
}

// classEscape adds a class like \d or \pL to class, if p.rest begins with one.
func (p *parser) classEscape(class []rune, inClass bool) ([]rune, bool) {
	if len(p.rest) < 2 || p.rest[0] != '\\' {
		return class, false
	}
	if p.flags&UnicodeGroups != 0 && (p.rest[1] == 'p' || p.rest[1] == 'P') {
		return p.unicodeClass(class), true
	}
	if p.flags&PerlX == 0 {
		return class, false
	}
	set, negated := perlSet(p.rest[1])
	if set == nil {
		return class, false
	}
	p.rest = p.rest[2:]
	return p.addSet(class, set, negated), true
}

// addSet adds a set of runes to class, folded or negated as it has to be.
func (p *parser) addSet(class, set []rune, negated bool) []rune {
	if p.flags&FoldCase != 0 {
		var folded []rune
		for i := 0; i < len(set); i += 2 {
			folded = addFolded(folded, set[i], set[i+1])
		}
		set = clean(folded)
	}
	if negated {
		set = negate(set)
	}
	return append(class, set...)
}

// unicodeClass parses \pL, \p{Greek}, \P… or \p{^…}.
func (p *parser) unicodeClass(class []rune) []rune {
	start := p.rest
	negated := p.rest[1] == 'P'
	p.rest = p.rest[2:]
	if p.rest == "" {
		fail(ErrInvalidCharRange, start)
	}
	c := p.next()
	var name string
	if c != '{' {
		name = string(c)
	} else {
		end := strings.IndexByte(p.rest, '}')
		if end < 0 {
			checkUTF8(start)
			fail(ErrInvalidCharRange, start)
		}
		name = p.rest[:end]
		p.rest = p.rest[end+1:]
		checkUTF8(name)
	}
	written := start[:len(start)-len(p.rest)]
	if strings.HasPrefix(name, "^") {
		negated = !negated
		name = name[1:]
	}
	set := unicodeSet(name)
	if set == nil {
		fail(ErrInvalidCharRange, written)
	}
	return p.addSet(class, set, negated)
}

// escapedRune parses an escape that stands for one rune.
func (p *parser) escapedRune() rune {
	start := p.rest
	p.rest = p.rest[1:]
	if p.rest == "" {
		fail(ErrTrailingBackslash, "")
	}
	c := p.next()
	switch c {
	case '1', '2', '3', '4', '5', '6', '7':
		// A digit alone would refer back to a capture.
		if p.rest == "" || p.rest[0] < '0' || p.rest[0] > '7' {
			break
		}
		return p.octal(c - '0')
	case '0':
		return p.octal(0)
	case 'x':
		if p.rest == "" {
			break
		}
		if r, ok := p.hex(); ok {
			return r
		}
	case 'a':
		return '\a'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'v':
		return '\v'
	default:
		if c < utf8.RuneSelf && !isAlnum(c) {
			return c
		}
	}
	fail(ErrInvalidEscape, start[:len(start)-len(p.rest)])
	return 0
}

func (p *parser) octal(r rune) rune {
	for i := 1; i < 3 && p.rest != "" && '0' <= p.rest[0] && p.rest[0] <= '7'; i++ {
		r = r*8 + rune(p.rest[0]-'0')
		p.rest = p.rest[1:]
	}
	return r
}

// hex parses two digits, or any number of them in braces.
func (p *parser) hex() (rune, bool) {
	c := p.next()
	if c != '{' {
		x := digit(c)
		if p.rest == "" {
			return 0, false
		}
		y := digit(p.next())
		return x<<4 | y, x >= 0 && y >= 0
	}
	r, digits := rune(0), 0
	for {
		if p.rest == "" {
			return 0, false
		}
		if c = p.next(); c == '}' {
			return r, digits > 0
		}
		d := digit(c)
		if d < 0 {
			return 0, false
		}
		if r = r<<4 | d; r > utf8.MaxRune {
			return 0, false
		}
		digits++
	}
}

func digit(c rune) rune {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return -1
}
