// Package regexp searches by regular expressions of RE2's syntax, in time linear in the text.
//
// A search goes through prog.go's program: backtrack.go explores it depth first and remembers where it has been, for
// texts in memory; nfa.go runs all possibilities side by side, for readers and when that memory would grow
// too large. This file compiles expressions; find.go and replace.go have the methods.
package regexp

import (
	"io"
	"regexp/syntax"
	"strconv"
	"strings"
)

// Regexp is a compiled expression. Goroutines can share it, except for Longest.
type Regexp struct {
	expr     string
	prog     *program
	names    []string
	longest  bool
	numSub   int
	prefix   string
	complete bool // the prefix is the whole expression
}

// Compile compiles an expression with Perl's syntax; among the leftmost matches, the one that comes first in the
// order of alternatives and repetitions is preferred.
func Compile(expr string) (*Regexp, error) { return compile(expr, syntax.Perl, false) }

// CompilePOSIX compiles an expression with egrep's syntax; among the leftmost matches, the longest is preferred.
func CompilePOSIX(expr string) (*Regexp, error) { return compile(expr, syntax.POSIX, true) }

func compile(expr string, mode syntax.Flags, longest bool) (*Regexp, error) {
	tree, err := syntax.Parse(expr, mode)
	if err != nil {
		return nil, err
	}
	re := &Regexp{expr: expr, names: tree.CapNames(), longest: longest, numSub: tree.MaxCap()}
	p, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil, err
	}
	re.prefix, re.complete = p.Prefix()
	re.prog = newProgram(p, re.prefix)
	if re.prog.begin && re.prog.decided() {
		re.prefix, re.complete = re.prog.anchoredPrefix()
	}
	return re, nil
}

// MustCompile is Compile for expressions known to be good; it panics otherwise.
func MustCompile(str string) *Regexp {
	re, err := Compile(str)
	if err != nil {
		panic(`regexp: Compile(` + quote(str) + `): ` + err.Error())
	}
	return re
}

// MustCompilePOSIX is CompilePOSIX for expressions known to be good; it panics otherwise.
func MustCompilePOSIX(str string) *Regexp {
	re, err := CompilePOSIX(str)
	if err != nil {
		panic(`regexp: CompilePOSIX(` + quote(str) + `): ` + err.Error())
	}
	return re
}

func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// String gives the source of the expression.
func (re *Regexp) String() string { return re.expr }

// Copy gives a copy. It is not needed for use by several goroutines.
func (re *Regexp) Copy() *Regexp {
	c := *re
	return &c
}

// Longest makes later searches prefer the longest among the leftmost matches.
func (re *Regexp) Longest() { re.longest = true }

// NumSubexp gives the number of captures.
func (re *Regexp) NumSubexp() int { return re.numSub }

// SubexpNames gives the names of the captures by number; that of the whole expression is empty.
func (re *Regexp) SubexpNames() []string { return re.names }

// SubexpIndex gives the number of the first capture of a name, -1 if there is none.
func (re *Regexp) SubexpIndex(name string) int {
	if name != "" {
		for i, n := range re.names {
			if n == name {
				return i
			}
		}
	}
	return -1
}

// LiteralPrefix gives a text with which all matches begin, and whether it is all of the expression.
func (re *Regexp) LiteralPrefix() (prefix string, complete bool) { return re.prefix, re.complete }

// AppendText implements encoding.TextAppender: the source.
func (re *Regexp) AppendText(b []byte) ([]byte, error) { return append(b, re.expr...), nil }

// MarshalText implements encoding.TextMarshaler.
func (re *Regexp) MarshalText() ([]byte, error) { return re.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler by Compile.
func (re *Regexp) UnmarshalText(text []byte) error {
	c, err := Compile(string(text))
	if err == nil {
		*re = *c
	}
	return err
}

// MatchReader tells whether the text of a reader has a match. It may read beyond it.
func (re *Regexp) MatchReader(r io.RuneReader) bool { return re.searchReader(r, 0) != nil }

// MatchString tells whether s has a match.
func (re *Regexp) MatchString(s string) bool {
	_, ok := re.search(s, 0, nil)
	return ok
}

// Match tells whether b has a match.
func (re *Regexp) Match(b []byte) bool { return re.MatchString(view(b)) }

// MatchReader compiles pattern and tells whether the text of a reader has a match.
func MatchReader(pattern string, r io.RuneReader) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchReader(r), nil
}

// MatchString compiles pattern and tells whether s has a match.
func MatchString(pattern string, s string) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchString(s), nil
}

// Match compiles pattern and tells whether b has a match.
func Match(pattern string, b []byte) (matched bool, err error) { return MatchString(pattern, view(b)) }

// QuoteMeta gives an expression that matches s literally.
func QuoteMeta(s string) string {
	const meta = `\.+*?()|[]{}^$`
	i := strings.IndexAny(s, meta)
	if i < 0 {
		return s
	}
	b := make([]byte, i, 2*len(s))
	copy(b, s)
	for ; i < len(s); i++ {
		if strings.IndexByte(meta, s[i]) >= 0 {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}
