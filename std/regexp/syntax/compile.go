package syntax

import "unicode/utf8"

// A hole is a place in the program that has to be filled with where to go on: instruction*2, +1 for Arg instead of Out.
// Holes of one fragment form a list through the places themselves; 0 ends it (instruction 0 is no place).
type holes struct{ head, tail uint32 }

// fragment is the code of a tree.
type fragment struct {
	start uint32
	out   holes
	empty bool // can match nothing
}

type compiler struct{ p *Prog }

// Compile compiles a simple tree.
func Compile(re *Regexp) (*Prog, error) {
	c := compiler{&Prog{NumCap: 2}}
	c.add(InstFail)
	f := c.tree(re)
	m := c.add(InstMatch)
	c.fill(f.out, m)
	c.p.Start = int(f.start)
	return c.p, nil
}

func (c *compiler) add(op InstOp) uint32 {
	c.p.Inst = append(c.p.Inst, Inst{Op: op})
	return uint32(len(c.p.Inst) - 1)
}

func (c *compiler) place(h uint32) *uint32 {
	i := &c.p.Inst[h>>1]
	if h&1 != 0 {
		return &i.Arg
	}
	return &i.Out
}

func (c *compiler) fill(h holes, to uint32) {
	for at := h.head; at != 0; {
		p := c.place(at)
		at, *p = *p, to
	}
}

func (c *compiler) join(a, b holes) holes {
	switch {
	case a.head == 0:
		return b
	case b.head == 0:
		return a
	}
	*c.place(a.tail) = b.head
	return holes{a.head, b.tail}
}

func outOf(i uint32) holes { return holes{i << 1, i << 1} }
func argOf(i uint32) holes { return holes{i<<1 | 1, i<<1 | 1} }

func (c *compiler) tree(re *Regexp) fragment {
	switch re.Op {
	case OpNoMatch:
		return fragment{}
	case OpEmptyMatch:
		return c.nop()
	case OpLiteral:
		if len(re.Rune) == 0 {
			return c.nop()
		}
		var f fragment
		for i := range re.Rune {
			g := c.rune(re.Rune[i:i+1], re.Flags)
			if i == 0 {
				f = g
			} else {
				f = c.cat(f, g)
			}
		}
		return f
	case OpCharClass:
		return c.rune(re.Rune, re.Flags)
	case OpAnyCharNotNL:
		return c.rune([]rune{0, '\n' - 1, '\n' + 1, utf8.MaxRune}, 0)
	case OpAnyChar:
		return c.rune([]rune{0, utf8.MaxRune}, 0)
	case OpBeginLine:
		return c.condition(EmptyBeginLine)
	case OpEndLine:
		return c.condition(EmptyEndLine)
	case OpBeginText:
		return c.condition(EmptyBeginText)
	case OpEndText:
		return c.condition(EmptyEndText)
	case OpWordBoundary:
		return c.condition(EmptyWordBoundary)
	case OpNoWordBoundary:
		return c.condition(EmptyNoWordBoundary)
	case OpCapture:
		open := c.slot(uint32(re.Cap) << 1)
		sub := c.tree(re.Sub[0])
		end := c.slot(uint32(re.Cap)<<1 | 1)
		return c.cat(c.cat(open, sub), end)
	case OpStar:
		return c.star(c.tree(re.Sub[0]), re.Flags&NonGreedy != 0)
	case OpPlus:
		return c.plus(c.tree(re.Sub[0]), re.Flags&NonGreedy != 0)
	case OpQuest:
		return c.quest(c.tree(re.Sub[0]), re.Flags&NonGreedy != 0)
	case OpConcat:
		if len(re.Sub) == 0 {
			return c.nop()
		}
		f := c.tree(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			f = c.cat(f, c.tree(sub))
		}
		return f
	case OpAlternate:
		var f fragment
		for i, sub := range re.Sub {
			if g := c.tree(sub); i == 0 {
				f = g
			} else {
				f = c.alt(f, g)
			}
		}
		return f
	}
	panic("regexp: unhandled case in compile")
}

func (c *compiler) nop() fragment {
	i := c.add(InstNop)
	return fragment{i, outOf(i), true}
}

func (c *compiler) slot(arg uint32) fragment {
	i := c.add(InstCapture)
	c.p.Inst[i].Arg = arg
	c.p.NumCap = max(c.p.NumCap, int(arg)+1)
	return fragment{i, outOf(i), true}
}

func (c *compiler) condition(op EmptyOp) fragment {
	i := c.add(InstEmptyWidth)
	c.p.Inst[i].Arg = uint32(op)
	return fragment{i, outOf(i), true}
}

// cat runs f, then g. A fragment that starts nowhere cannot match.
func (c *compiler) cat(f, g fragment) fragment {
	if f.start == 0 || g.start == 0 {
		return fragment{}
	}
	c.fill(f.out, g.start)
	return fragment{f.start, g.out, f.empty && g.empty}
}

func (c *compiler) alt(f, g fragment) fragment {
	switch {
	case f.start == 0:
		return g
	case g.start == 0:
		return f
	}
	i := c.add(InstAlt)
	c.p.Inst[i].Out, c.p.Inst[i].Arg = f.start, g.start
	return fragment{i, c.join(f.out, g.out), f.empty || g.empty}
}

func (c *compiler) quest(f fragment, lazy bool) fragment {
	i, hole := c.choice(f.start, lazy)
	return fragment{i, c.join(hole, f.out), true}
}

// choice adds an instruction that prefers to go to sub, or not to if lazy; the other way is the hole.
func (c *compiler) choice(sub uint32, lazy bool) (uint32, holes) {
	i := c.add(InstAlt)
	if lazy {
		c.p.Inst[i].Arg = sub
		return i, outOf(i)
	}
	c.p.Inst[i].Out = sub
	return i, argOf(i)
}

// loop leads from the end of f to a choice between f and what follows.
func (c *compiler) loop(f fragment, lazy bool) (uint32, holes) {
	i, hole := c.choice(f.start, lazy)
	c.fill(f.out, i)
	return i, hole
}

func (c *compiler) plus(f fragment, lazy bool) fragment {
	if f.start == 0 {
		return fragment{}
	}
	_, hole := c.loop(f, lazy)
	return fragment{f.start, hole, f.empty}
}

func (c *compiler) star(f fragment, lazy bool) fragment {
	if f.empty {
		// (x+)? keeps an empty iteration's captures as leftmost-first matching wants them.
		return c.quest(c.plus(f, lazy), lazy)
	}
	i, hole := c.loop(f, lazy)
	return fragment{i, hole, true}
}

func (c *compiler) rune(r []rune, flags Flags) fragment {
	pc := c.add(InstRune)
	i := &c.p.Inst[pc]
	i.Rune = r
	flags &= FoldCase
	if len(r) != 1 || !hasFold(r[0]) {
		flags = 0
	}
	i.Arg = uint32(flags)
	switch {
	case flags == 0 && (len(r) == 1 || len(r) == 2 && r[0] == r[1]):
		i.Op = InstRune1
		i.Rune = r[:1]
	case len(r) == 2 && r[0] == 0 && r[1] == utf8.MaxRune:
		i.Op = InstRuneAny
	case len(r) == 4 && r[0] == 0 && r[1] == '\n'-1 && r[2] == '\n'+1 && r[3] == utf8.MaxRune:
		i.Op = InstRuneAnyNotNL
	}
	return fragment{start: pc, out: outOf(pc)}
}
