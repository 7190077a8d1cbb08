package testing

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// matcher chooses tests by name and makes names of subtests unique.
type matcher struct {
	match     func(pat, str string) (bool, error)
	run, skip [][]string // alternatives of elements
	mu        sync.Mutex
	used      map[string]int
}

func newMatcher(match func(pat, str string) (bool, error), run, flag, skip string) *matcher {
	m := &matcher{match: match, run: splitPattern(run), skip: splitPattern(skip), used: make(map[string]int)}
	m.verify(m.run, flag)
	m.verify(m.skip, "-test.skip")
	return m
}

func (m *matcher) verify(pattern [][]string, flag string) {
	for _, alt := range pattern {
		for i, elem := range alt {
			alt[i] = rewrite(elem)
			if _, err := m.match(alt[i], "non-empty"); err != nil {
				fmt.Fprintf(os.Stderr, "testing: invalid regexp for element %d of %s (%q): %s\n", i, flag, elem, err)
				os.Exit(1)
			}
		}
	}
}

// splitPattern splits at | into alternatives and at / into elements, but not inside of brackets and parentheses.
func splitPattern(s string) [][]string {
	if s == "" {
		return nil
	}
	all := [][]string{nil}
	bracket, paren, start := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			bracket++
		case ']':
			bracket = max(bracket-1, 0)
		case '(':
			if bracket == 0 {
				paren++
			}
		case ')':
			if bracket == 0 {
				paren--
			}
		case '\\':
			i++
		case '/', '|':
			if bracket == 0 && paren == 0 {
				last := len(all) - 1
				all[last] = append(all[last], s[start:i])
				start = i + 1
				if s[i] == '|' {
					all = append(all, nil)
				}
			}
		}
	}
	last := len(all) - 1
	all[last] = append(all[last], s[start:])
	return all
}

// accepts tells whether the elements of a name match one of the alternatives, and whether only a part of it was needed.
func (m *matcher) accepts(pattern [][]string, elems []string) (ok, partial bool) {
	for _, alt := range pattern {
		good := true
		for i, e := range elems {
			if i >= len(alt) {
				break
			}
			if ok, _ := m.match(alt[i], e); !ok {
				good = false
				break
			}
		}
		if good {
			if len(elems) >= len(alt) {
				return true, false
			}
			ok, partial = true, true
		}
	}
	return ok, partial
}

// fullName gives the unique name of a subtest of parent, and whether it is to be run.
func (m *matcher) fullName(parent *common, sub string) (name string, ok bool) {
	name = sub
	m.mu.Lock()
	defer m.mu.Unlock()
	if parent != nil && parent.level > 0 {
		name = m.unique(parent.name, rewrite(sub))
	}
	elems := strings.Split(name, "/")
	if m.run != nil {
		if ok, _ := m.accepts(m.run, elems); !ok {
			return name, false
		}
	}
	if skip, partial := m.accepts(m.skip, elems); skip && !partial {
		return name, false
	}
	return name, true
}

// unique appends #01, #02, … to a name that was used before.
func (m *matcher) unique(parent, sub string) string {
	base := parent + "/" + sub
	for {
		n := m.used[base]
		m.used[base] = n + 1
		if n == 0 && sub != "" {
			prefix, num := cutNumber(base)
			if num < 0 || num >= m.used[prefix] {
				return base
			}
			// That name was made already for another test.
			continue
		}
		name := fmt.Sprintf("%s#%02d", base, n)
		if m.used[name] == 0 {
			m.used[name] = 1
			return name
		}
	}
}

// cutNumber takes a suffix like #07 off, number -1 if there is none.
func cutNumber(s string) (string, int) {
	i := strings.LastIndexByte(s, '#')
	if i < 0 || len(s)-i-1 < 2 {
		return s, -1
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil || n < 0 {
		return s, -1
	}
	return s[:i], n
}

// rewrite replaces white space by underscores and escapes what cannot be printed.
func rewrite(s string) string {
	var b []byte
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			b = append(b, '_')
		case !strconv.IsPrint(r):
			q := strconv.QuoteRune(r)
			b = append(b, q[1:len(q)-1]...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}
