package path

import (
	"errors"
	"unicode/utf8"
)

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether name matches the whole of pattern: * stands for any number of characters other than a slash, ? for one of
// them, [a-z] for one of a class, [^a-z] for one that is not in it; \ takes the meaning from the next character.
func Match(pattern, name string) (matched bool, err error) {
	if !valid(pattern) {
		return false, ErrBadPattern
	}
	// After a star, a mismatch goes back to it and lets it stand for one character more.
	star, rest := "", ""
	starred := false
	for pattern != "" || name != "" {
		if pattern != "" && pattern[0] == '*' {
			pattern = pattern[1:]
			star, rest, starred = pattern, name, true
			continue
		}
		if pattern != "" && name != "" {
			if p, n, ok := one(pattern, name); ok {
				pattern, name = p, n
				continue
			}
		}
		if !starred || rest == "" || rest[0] == '/' {
			return false, nil
		}
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		pattern, name = star, rest
	}
	return true, nil
}

// one matches one character, and returns what is behind it.
func one(pattern, name string) (p, n string, ok bool) {
	r, size := utf8.DecodeRuneInString(name)
	n = name[size:]
	switch pattern[0] {
	case '?':
		return pattern[1:], n, r != '/'
	case '[':
		p, ok = class(pattern[1:], r)
		return p, n, ok
	case '\\':
		pattern = pattern[1:]
	}
	return pattern[1:], name[1:], pattern[0] == name[0]
}

// class matches a class, whose [ was read, and returns what is behind it.
func class(pattern string, r rune) (p string, ok bool) {
	negated := pattern[0] == '^'
	if negated {
		pattern = pattern[1:]
	}
	found := false
	for first := true; first || pattern[0] != ']'; first = false {
		var lo, hi rune
		lo, pattern, _ = classChar(pattern)
		hi = lo
		if pattern[0] == '-' {
			hi, pattern, _ = classChar(pattern[1:])
		}
		found = found || lo <= r && r <= hi
	}
	return pattern[1:], found != negated
}

// classChar reads a character of a class; something has to follow it.
func classChar(pattern string) (r rune, p string, ok bool) {
	if pattern == "" || pattern[0] == '-' || pattern[0] == ']' {
		return 0, "", false
	}
	if pattern[0] == '\\' {
		pattern = pattern[1:]
		if pattern == "" {
			return 0, "", false
		}
	}
	r, size := utf8.DecodeRuneInString(pattern)
	p = pattern[size:]
	return r, p, p != "" && !(r == utf8.RuneError && size == 1)
}

// valid reports whether a pattern is well formed.
func valid(pattern string) bool {
	for pattern != "" {
		c := pattern[0]
		pattern = pattern[1:]
		switch c {
		case '\\':
			if pattern == "" {
				return false
			}
			pattern = pattern[1:]
		case '[':
			if pattern != "" && pattern[0] == '^' {
				pattern = pattern[1:]
			}
			for first := true; first || pattern[0] != ']'; first = false {
				var ok bool
				if _, pattern, ok = classChar(pattern); !ok {
					return false
				}
				if pattern[0] == '-' {
					if _, pattern, ok = classChar(pattern[1:]); !ok {
						return false
					}
				}
			}
			pattern = pattern[1:]
		}
	}
	return true
}
