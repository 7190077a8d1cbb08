package syntax

import (
	"strconv"
	"strings"
	"unicode"
)

// A Prog is a compiled expression.
type Prog struct {
	Inst   []Inst
	Start  int // where it starts
	NumCap int // slots of captures, two for each
}

// An InstOp is what an instruction does.
type InstOp uint8

// The instructions.
const (
	InstAlt InstOp = iota
	InstAltMatch
	InstCapture
	InstEmptyWidth
	InstMatch
	InstFail
	InstNop
	InstRune
	InstRune1
	InstRuneAny
	InstRuneAnyNotNL
)

var instNames = [...]string{"InstAlt", "InstAltMatch", "InstCapture", "InstEmptyWidth", "InstMatch", "InstFail", "InstNop", "InstRune", "InstRune1", "InstRuneAny", "InstRuneAnyNotNL"}

func (i InstOp) String() string {
	if int(i) < len(instNames) {
		return instNames[i]
	}
	return ""
}

// An EmptyOp is a set of conditions on a place between runes.
type EmptyOp uint8

// The conditions.
const (
	EmptyBeginLine EmptyOp = 1 << iota
	EmptyEndLine
	EmptyBeginText
	EmptyEndText
	EmptyWordBoundary
	EmptyNoWordBoundary
)

// EmptyOpContext gives the conditions that hold between two runes, -1 standing for the begin or the end of the text.
func EmptyOpContext(r1, r2 rune) EmptyOp {
	var op EmptyOp
	if r1 < 0 {
		op |= EmptyBeginText | EmptyBeginLine
	} else if r1 == '\n' {
		op |= EmptyBeginLine
	}
	if r2 < 0 {
		op |= EmptyEndText | EmptyEndLine
	} else if r2 == '\n' {
		op |= EmptyEndLine
	}
	if IsWordChar(r1) != IsWordChar(r2) {
		return op | EmptyWordBoundary
	}
	return op | EmptyNoWordBoundary
}

// IsWordChar tells whether r is one of \w.
func IsWordChar(r rune) bool { return r == '_' || isAlnum(r) }

// An Inst is an instruction.
type Inst struct {
	Op   InstOp
	Out  uint32 // what comes next
	Arg  uint32 // the second choice, the slot, or the conditions
	Rune []rune
}

// op takes the special cases of InstRune together.
func (i *Inst) op() InstOp {
	switch i.Op {
	case InstRune1, InstRuneAny, InstRuneAnyNotNL:
		return InstRune
	}
	return i.Op
}

// skipNop follows instructions that do nothing.
func (p *Prog) skipNop(pc uint32) *Inst {
	i := &p.Inst[pc]
	for i.Op == InstNop || i.Op == InstCapture {
		i = &p.Inst[i.Out]
	}
	return i
}

// Prefix gives a literal with which all matches begin, and whether that is all of the expression.
func (p *Prog) Prefix() (prefix string, complete bool) {
	i := p.skipNop(uint32(p.Start))
	if i.op() != InstRune || len(i.Rune) != 1 {
		return "", i.Op == InstMatch
	}
	var b strings.Builder
	for i.op() == InstRune && len(i.Rune) == 1 && Flags(i.Arg)&FoldCase == 0 && i.Rune[0] != unicode.ReplacementChar {
		b.WriteRune(i.Rune[0])
		i = p.skipNop(i.Out)
	}
	return b.String(), i.Op == InstMatch
}

// StartCond gives the conditions that must hold where a match begins, all bits if there is no match.
func (p *Prog) StartCond() EmptyOp {
	var flag EmptyOp
	i := &p.Inst[p.Start]
	for {
		switch i.Op {
		case InstEmptyWidth:
			flag |= EmptyOp(i.Arg)
		case InstFail:
			return ^EmptyOp(0)
		case InstCapture, InstNop:
		default:
			return flag
		}
		i = &p.Inst[i.Out]
	}
}

// MatchRune tells whether an InstRune takes r.
func (i *Inst) MatchRune(r rune) bool { return i.MatchRunePos(r) >= 0 }

// MatchRunePos gives the number of the pair of i.Rune that r is in, -1 if none.
func (i *Inst) MatchRunePos(r rune) int {
	rs := i.Rune
	if len(rs) == 1 {
		if r == rs[0] {
			return 0
		}
		if Flags(i.Arg)&FoldCase != 0 {
			for f := unicode.SimpleFold(rs[0]); f != rs[0]; f = unicode.SimpleFold(f) {
				if r == f {
					return 0
				}
			}
		}
		return -1
	}
	lo, hi := 0, len(rs)/2
	for lo < hi {
		m := int(uint(lo+hi) / 2)
		switch {
		case r < rs[2*m]:
			hi = m
		case r > rs[2*m+1]:
			lo = m + 1
		default:
			return m
		}
	}
	return -1
}

// MatchEmptyWidth tells whether the condition of an InstEmptyWidth holds between two runes.
func (i *Inst) MatchEmptyWidth(before, after rune) bool {
	want := EmptyOp(i.Arg)
	return EmptyOpContext(before, after)&want == want
}

func (p *Prog) String() string {
	var b strings.Builder
	for j := range p.Inst {
		pc := strconv.Itoa(j)
		if j == p.Start {
			pc += "*"
		}
		b.WriteString("   "[min(len(pc), 3):] + pc + "\t" + p.Inst[j].String() + "\n")
	}
	return b.String()
}

func (i *Inst) String() string {
	out, arg := strconv.Itoa(int(i.Out)), strconv.Itoa(int(i.Arg))
	switch i.Op {
	case InstAlt:
		return "alt -> " + out + ", " + arg
	case InstAltMatch:
		return "altmatch -> " + out + ", " + arg
	case InstCapture:
		return "cap " + arg + " -> " + out
	case InstEmptyWidth:
		return "empty " + arg + " -> " + out
	case InstMatch:
		return "match"
	case InstFail:
		return "fail"
	case InstNop:
		return "nop -> " + out
	case InstRune:
		if i.Rune == nil {
			return "rune <nil>"
		}
		s := "rune " + strconv.QuoteToASCII(string(i.Rune))
		if Flags(i.Arg)&FoldCase != 0 {
			s += "/i"
		}
		return s + " -> " + out
	case InstRune1:
		return "rune1 " + strconv.QuoteToASCII(string(i.Rune)) + " -> " + out
	case InstRuneAny:
		return "any -> " + out
	case InstRuneAnyNotNL:
		return "anynotnl -> " + out
	}
	return ""
}
