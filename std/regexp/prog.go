package regexp

import (
	"regexp/syntax"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// opcode is what an instruction of the program for texts in memory does.
type opcode uint8

const (
	opFail opcode = iota
	opMatch
	opByte    // the byte lit[0]
	opString  // the text lit
	opClass   // a rune of a class
	opAny     // any rune
	opAnyNoNL // any rune but newline
	opAlt     // out or arg, the former preferred
	opCapture // the place goes to slot arg
	opEmpty   // the conditions arg hold
)

// An instruction. Alternatives look at the next byte first: choose says which of both can go on with it.
type instr struct {
	op     opcode
	out    uint32
	arg    uint32
	number uint32 // of an opAlt among its like
	lit    string
	ascii  [2]uint64    // the part of a class below 0x80
	slow   *syntax.Inst // the rest of a class
	choose *[256]byte   // bit 0: out, bit 1: arg
	atEnd  byte         // the same at the end of the text
}

// program is a compiled expression in the form for searching. It does not change.
type program struct {
	source *syntax.Prog
	code   []instr
	start  uint32
	alts   int
	prefix string
	first  *[256]byte // the bytes with which a match can begin; nil if it can be empty
	begin  bool       // only matches at the begin of the text
	back   sync.Pool  // of *backtracker
	nfas   sync.Pool  // of *nfa
}

func newProgram(p *syntax.Prog, prefix string) *program {
	prog := &program{source: p, prefix: prefix}
	prog.begin = p.StartCond()&syntax.EmptyBeginText != 0
	prog.code = make([]instr, len(p.Inst))
	for pc := range p.Inst {
		prog.translate(uint32(pc))
	}
	prog.start = prog.target(uint32(p.Start))
	prog.joinLiterals()
	n := len(prog.code)
	b := &firstBytes{p: prog, known: make([]*byteSet, n), done: make([]bool, n), seen: make([]uint32, n)}
	prog.alternatives(b)
	if f := b.of(prog.start); f != nil && *f != (byteSet{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}) {
		prog.first = new([256]byte)
		f.mark(prog.first, 1)
	}
	return prog
}

// target skips instructions that do nothing.
func (p *program) target(pc uint32) uint32 {
	for p.source.Inst[pc].Op == syntax.InstNop {
		pc = p.source.Inst[pc].Out
	}
	return pc
}

func (p *program) translate(pc uint32) {
	in := &p.source.Inst[pc]
	i := &p.code[pc]
	switch in.Op {
	case syntax.InstFail, syntax.InstNop:
		return
	case syntax.InstMatch:
		i.op = opMatch
		return
	}
	i.out = p.target(in.Out)
	switch in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		i.op = opAlt
		i.arg = p.target(in.Arg)
	case syntax.InstCapture:
		i.op, i.arg = opCapture, in.Arg
	case syntax.InstEmptyWidth:
		i.op, i.arg = opEmpty, in.Arg
	case syntax.InstRuneAny:
		i.op = opAny
	case syntax.InstRuneAnyNotNL:
		i.op = opAnyNoNL
	default:
		r := in.Rune
		if len(r) == 1 && syntax.Flags(in.Arg)&syntax.FoldCase == 0 && r[0] != utf8.RuneError {
			i.op, i.lit = opString, string(r)
			if r[0] < utf8.RuneSelf {
				i.op = opByte
			}
			return
		}
		i.op, i.slow = opClass, in
		for c := rune(0); c < utf8.RuneSelf; c++ {
			if in.MatchRune(c) {
				i.ascii[c>>6] |= 1 << (c & 63)
			}
		}
	}
}

// joinLiterals makes one instruction of a literal of several runes, at each of its runes, since any can be jumped to.
func (p *program) joinLiterals() {
	for pc := range p.code {
		i := &p.code[pc]
		if i.op != opByte && i.op != opString {
			continue
		}
		lit, out := i.lit, i.out
		for n := 0; n < 64; n++ {
			next := &p.code[out]
			if next.op != opByte && next.op != opString || len(lit)+len(next.lit) > 128 || int(out) == pc {
				break
			}
			lit += next.lit
			out = next.out
			if len(next.lit) > 4 { // joined already
				break
			}
		}
		if len(lit) > 1 {
			i.op = opString
		}
		i.lit, i.out = lit, out
	}
}

// alternatives numbers them and computes what each can do with the next byte.
func (p *program) alternatives(b *firstBytes) {
	for pc := range p.code {
		i := &p.code[pc]
		if i.op != opAlt {
			continue
		}
		i.number = uint32(p.alts)
		p.alts++
		if p.alts > 2000 {
			continue // not worth the room
		}
		out, arg := b.of(i.out), b.of(i.arg)
		if out == nil && arg == nil {
			continue
		}
		i.choose = new([256]byte)
		out.mark(i.choose, 1)
		arg.mark(i.choose, 2)
		if out == nil {
			i.atEnd |= 1
		}
		if arg == nil {
			i.atEnd |= 2
		}
	}
}

// decided tells whether the next byte decides all alternatives, and matches end at the end of the text.
func (p *program) decided() bool {
	for pc := range p.code {
		i := &p.code[pc]
		if i.op == opAlt {
			if i.choose == nil || i.atEnd == 3 {
				return false
			}
			for _, c := range i.choose {
				if c == 3 {
					return false
				}
			}
		}
		switch i.op {
		case opFail, opMatch:
		case opEmpty:
			if p.code[i.out].op == opMatch && syntax.EmptyOp(i.arg)&syntax.EmptyEndText == 0 {
				return false
			}
		default:
			if p.code[i.out].op == opMatch || i.op == opAlt && p.code[i.arg].op == opMatch {
				return false
			}
		}
	}
	return true
}

// anchoredPrefix is Prefix for an expression that begins with the condition of the begin of the text.
func (p *program) anchoredPrefix() (prefix string, complete bool) {
	pc := p.start
	for {
		i := &p.code[pc]
		switch i.op {
		case opByte, opString:
			prefix += i.lit
		case opCapture:
		case opEmpty:
			if syntax.EmptyOp(i.arg)&syntax.EmptyEndText != 0 {
				return prefix, prefix != "" && p.code[i.out].op == opMatch
			}
		default:
			return prefix, false
		}
		pc = i.out
	}
}

// byteSet is a set of bytes; nil has all of them and the end of the text.
type byteSet [4]uint64

func (s *byteSet) add(c byte) { s[c>>6] |= 1 << (c & 63) }

// mark sets a bit for the bytes of a set.
func (s *byteSet) mark(table *[256]byte, bit byte) {
	for c := range table {
		if s == nil || s[c>>6]>>(c&63)&1 != 0 {
			table[c] |= bit
		}
	}
}

// firstBytes finds the bytes with which a match from an instruction on can begin.
type firstBytes struct {
	p     *program
	known []*byteSet
	done  []bool
	seen  []uint32 // number of the search that was here last
	now   uint32
	steps int
}

// of gives the bytes for pc, nil if a match can be empty.
func (b *firstBytes) of(pc uint32) *byteSet {
	if !b.done[pc] {
		f := new(byteSet)
		b.now++
		b.steps = 0
		if b.add(pc, f, 0) {
			b.known[pc] = f
		}
		b.done[pc] = true
	}
	return b.known[pc]
}

func (b *firstBytes) add(pc uint32, f *byteSet, depth int) bool {
	for {
		if b.seen[pc] == b.now {
			return true
		}
		b.seen[pc] = b.now
		if b.steps++; b.steps > 300 || depth > 100 {
			return false
		}
		i := &b.p.code[pc]
		switch i.op {
		case opFail:
			return true
		case opMatch:
			return false
		case opEmpty, opCapture:
			// A condition may hold: what follows counts.
			pc = i.out
			continue
		case opAlt:
			if !b.add(i.out, f, depth+1) {
				return false
			}
			pc = i.arg
			continue
		case opByte, opString:
			f.add(i.lit[0])
		case opAny, opAnyNoNL:
			nl := f[0] & (1 << '\n')
			*f = byteSet{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
			if i.op == opAnyNoNL && nl == 0 {
				f[0] &^= 1 << '\n'
			}
		case opClass:
			f[0] |= i.ascii[0]
			f[1] |= i.ascii[1]
			if i.beyondASCII() {
				f[2], f[3] = ^uint64(0), ^uint64(0)
			}
		}
		return true
	}
}

// beyondASCII tells whether a class may take a rune from 0x80 on.
func (i *instr) beyondASCII() bool {
	r := i.slow.Rune
	if syntax.Flags(i.slow.Arg)&syntax.FoldCase != 0 {
		return true
	}
	return len(r) > 0 && r[len(r)-1] >= utf8.RuneSelf
}

// view gives b as a string without copying, for the time of a search.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// conditions gives those that hold at a place of a text.
func conditions(s string, pos int) syntax.EmptyOp {
	var op syntax.EmptyOp
	before, after := false, false
	if pos == 0 {
		op |= syntax.EmptyBeginText | syntax.EmptyBeginLine
	} else {
		c := s[pos-1]
		if c == '\n' {
			op |= syntax.EmptyBeginLine
		}
		before = isWord(c)
	}
	if pos == len(s) {
		op |= syntax.EmptyEndText | syntax.EmptyEndLine
	} else {
		c := s[pos]
		if c == '\n' {
			op |= syntax.EmptyEndLine
		}
		after = isWord(c)
	}
	if before != after {
		return op | syntax.EmptyWordBoundary
	}
	return op | syntax.EmptyNoWordBoundary
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}
