// Package syntax parses regular expressions of RE2's syntax into trees and compiles trees to programs.
//
// parse.go makes trees, class.go and escape.go their character classes, simplify.go takes counted repetitions out, string.go
// prints; compile.go makes programs (prog.go).
package syntax

import "slices"

// A Regexp is a node of a syntax tree.
type Regexp struct {
	Op       Op
	Flags    Flags
	Sub      []*Regexp  // operands
	Sub0     [1]*Regexp // room for one operand
	Rune     []rune     // of OpLiteral; of OpCharClass, pairs of bounds
	Rune0    [2]rune    // room for short Rune
	Min, Max int        // of OpRepeat; Max -1 is no limit
	Cap      int        // number of an OpCapture
	Name     string     // name of an OpCapture, if any
}

// An Op is the operator of a node.
type Op uint8

// The operators.
const (
	OpNoMatch        Op = 1 + iota // nothing
	OpEmptyMatch                   // the empty string
	OpLiteral                      // the runes
	OpCharClass                    // a rune within the ranges
	OpAnyCharNotNL                 // a rune but newline
	OpAnyChar                      // a rune
	OpBeginLine                    // begin of a line
	OpEndLine                      // end of a line
	OpBeginText                    // begin of the text
	OpEndText                      // end of the text
	OpWordBoundary                 // \b
	OpNoWordBoundary               // \B
	OpCapture                      // what Sub[0] matches, remembered
	OpStar                         // Sub[0] any number of times
	OpPlus                         // Sub[0] at least once
	OpQuest                        // Sub[0] or nothing
	OpRepeat                       // Sub[0] Min to Max times
	OpConcat                       // all operands in order
	OpAlternate                    // one of the operands
)

var opNames = [...]string{"", "NoMatch", "EmptyMatch", "Literal", "CharClass", "AnyCharNotNL", "AnyChar", "BeginLine", "EndLine", "BeginText", "EndText", "WordBoundary", "NoWordBoundary", "Capture", "Star", "Plus", "Quest", "Repeat", "Concat", "Alternate"}

func (i Op) String() string {
	if 0 < i && int(i) < len(opNames) {
		return opNames[i]
	}
	if i == opPseudo {
		return "opPseudo"
	}
	return "Op(" + itoa(int(i)) + ")"
}

const opPseudo Op = 128

// Flags say what syntax is allowed, and how parts of an expression match.
type Flags uint16

// The flags.
const (
	FoldCase      Flags = 1 << iota // letters match whatever their case
	Literal                         // the whole expression is a literal
	ClassNL                         // [^a] and [[:space:]] match newline
	DotNL                           // . matches newline
	OneLine                         // ^ and $ match at begin and end of the text only
	NonGreedy                       // repetitions prefer fewer
	PerlX                           // allow Perl's extensions
	UnicodeGroups                   // allow \p{Han} and \P{Han}
	WasDollar                       // an OpEndText was $, not \z
	Simple                          // no counted repetition in here

	MatchNL = ClassNL | DotNL

	Perl        = ClassNL | OneLine | PerlX | UnicodeGroups // as near to Perl as possible
	POSIX Flags = 0                                         // POSIX's syntax
)

// Equal tells whether two trees are equal.
func (x *Regexp) Equal(y *Regexp) bool {
	if x == nil || y == nil {
		return x == y
	}
	if x.Op != y.Op {
		return false
	}
	switch x.Op {
	case OpEndText:
		return x.Flags&WasDollar == y.Flags&WasDollar
	case OpLiteral, OpCharClass:
		return x.Flags&FoldCase == y.Flags&FoldCase && slices.Equal(x.Rune, y.Rune)
	case OpStar, OpPlus, OpQuest:
		return x.Flags&NonGreedy == y.Flags&NonGreedy && x.Sub[0].Equal(y.Sub[0])
	case OpRepeat:
		return x.Flags&NonGreedy == y.Flags&NonGreedy && x.Min == y.Min && x.Max == y.Max && x.Sub[0].Equal(y.Sub[0])
	case OpCapture:
		return x.Cap == y.Cap && x.Name == y.Name && x.Sub[0].Equal(y.Sub[0])
	}
	return slices.EqualFunc(x.Sub, y.Sub, (*Regexp).Equal)
}

// MaxCap gives the highest number of a capture.
func (re *Regexp) MaxCap() int {
	n := 0
	if re.Op == OpCapture {
		n = re.Cap
	}
	for _, sub := range re.Sub {
		n = max(n, sub.MaxCap())
	}
	return n
}

// CapNames gives the names of captures by number, "" where there is none.
func (re *Regexp) CapNames() []string {
	names := make([]string, re.MaxCap()+1)
	re.capNames(names)
	return names
}

func (re *Regexp) capNames(names []string) {
	if re.Op == OpCapture {
		names[re.Cap] = re.Name
	}
	for _, sub := range re.Sub {
		sub.capNames(names)
	}
}

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
