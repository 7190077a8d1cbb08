package regexp

import (
	"io"
	"regexp/syntax"
	"unicode/utf8"
)

// An input gives the runes of a text.
type input interface {
	// step gives the rune at pos and its width, -1 and 0 at the end.
	step(pos int) (r rune, width int)
	// before gives the rune before pos, -1 at the begin.
	before(pos int) rune
}

type textInput struct{ s string }

func (t *textInput) step(pos int) (rune, int) {
	if pos >= len(t.s) {
		return -1, 0
	}
	if c := t.s[pos]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(t.s[pos:])
}

func (t *textInput) before(pos int) rune {
	if pos == 0 {
		return -1
	}
	r, _ := utf8.DecodeLastRuneInString(t.s[:pos])
	return r
}

// readerInput can be read once, in order.
type readerInput struct {
	r   io.RuneReader
	end bool
	pos int
}

func (t *readerInput) step(pos int) (rune, int) {
	if t.end || pos != t.pos {
		return -1, 0
	}
	r, n, err := t.r.ReadRune()
	if err != nil {
		t.end = true
		return -1, 0
	}
	t.pos += n
	return r, n
}

func (t *readerInput) before(int) rune { return -1 }

// queue is a set of instructions in the order of preference, with the captures of each.
type queue struct {
	sparse []uint32
	dense  []uint32
	slots  []int // ncap for each instruction
}

func (q *queue) has(pc uint32) bool {
	i := q.sparse[pc]
	return int(i) < len(q.dense) && q.dense[i] == pc
}

func (q *queue) add(pc uint32) {
	q.sparse[pc] = uint32(len(q.dense))
	q.dense = append(q.dense, pc)
}

// nfa runs all possibilities side by side, a rune at a time.
type nfa struct {
	now, next queue
	ncap      int
	slots     []int // of the possibility being followed
	best      []int
	todo      []job // pc restore sets a slot back
}

func newNFA(n, ncap int) *nfa {
	q := func() queue {
		return queue{make([]uint32, n), make([]uint32, 0, n), make([]int, n*ncap)}
	}
	return &nfa{now: q(), next: q(), ncap: ncap, slots: make([]int, ncap), best: make([]int, ncap)}
}

// searchReader finds the first match in a reader's text; nil if there is none.
func (re *Regexp) searchReader(r io.RuneReader, ncap int) []int {
	dst, ok := re.searchNFA(&readerInput{r: r}, 0, make([]int, ncap))
	if !ok {
		return nil
	}
	return dst
}

func (re *Regexp) searchNFA(in input, pos int, dst []int) ([]int, bool) {
	p := re.prog.source
	// Also without interest in captures, the begin is needed to find the leftmost match.
	ncap := max(len(dst), 2)
	m, _ := re.prog.nfas.Get().(*nfa)
	if m == nil || m.ncap != ncap {
		m = newNFA(len(p.Inst), ncap)
	}
	ok := m.run(re, in, pos, len(dst) == 0)
	copy(dst, m.best)
	m.now.dense, m.next.dense = m.now.dense[:0], m.next.dense[:0]
	re.prog.nfas.Put(m)
	return dst, ok
}

// run leaves the captures of the match in best. any: some match is enough.
func (m *nfa) run(re *Regexp, in input, pos int, any bool) bool {
	p := re.prog.source
	begin := re.prog.begin
	if begin && pos != 0 {
		return false
	}
	matched := false
	before := in.before(pos)
	r, width := in.step(pos)
	for {
		if len(m.now.dense) == 0 && (matched || begin && pos != 0) {
			break
		}
		here := syntax.EmptyOpContext(before, r)
		if !matched && (!begin || pos == 0) {
			for i := range m.slots {
				m.slots[i] = -1
			}
			m.slots[0] = pos
			m.follow(p, &m.now, uint32(p.Start), pos, here)
		}
		var r2 rune = -1
		width2 := 0
		if width > 0 {
			r2, width2 = in.step(pos + width)
		}
		after := syntax.EmptyOpContext(r, r2)
		m.next.dense = m.next.dense[:0]
	step:
		for _, pc := range m.now.dense {
			slots := m.now.slots[int(pc)*m.ncap:][:m.ncap]
			if re.longest && matched && m.best[0] < slots[0] {
				continue // begins too late
			}
			i := &p.Inst[pc]
			take := false
			switch i.Op {
			case syntax.InstMatch:
				if !re.longest || !matched || m.best[1] < pos {
					copy(m.best, slots)
					m.best[1] = pos
				}
				matched = true
				if any {
					return true
				}
				if !re.longest {
					break step // the rest is less preferred
				}
			case syntax.InstRune:
				take = width > 0 && i.MatchRune(r)
			case syntax.InstRune1:
				take = width > 0 && r == i.Rune[0]
			case syntax.InstRuneAny:
				take = width > 0
			case syntax.InstRuneAnyNotNL:
				take = width > 0 && r != '\n'
			}
			if take {
				copy(m.slots, slots)
				m.follow(p, &m.next, i.Out, pos+width, after)
			}
		}
		if width == 0 {
			break
		}
		m.now, m.next = m.next, m.now
		before = r
		pos += width
		r, width = r2, width2
	}
	return matched
}

// follow adds pc to q, and what can be reached from it without taking a rune.
func (m *nfa) follow(p *syntax.Prog, q *queue, pc uint32, pos int, here syntax.EmptyOp) {
	m.todo = append(m.todo[:0], job{pc: pc})
	for len(m.todo) > 0 {
		j := m.todo[len(m.todo)-1]
		m.todo = m.todo[:len(m.todo)-1]
		if j.pc == restore {
			m.slots[j.slot] = j.pos
			continue
		}
		for pc := j.pc; !q.has(pc); {
			q.add(pc)
			i := &p.Inst[pc]
			switch i.Op {
			case syntax.InstAlt, syntax.InstAltMatch:
				m.todo = append(m.todo, job{pc: i.Arg})
				pc = i.Out
				continue
			case syntax.InstNop:
				pc = i.Out
				continue
			case syntax.InstEmptyWidth:
				if want := syntax.EmptyOp(i.Arg); here&want == want {
					pc = i.Out
					continue
				}
			case syntax.InstCapture:
				if int(i.Arg) < m.ncap {
					m.todo = append(m.todo, job{pc: restore, slot: i.Arg, pos: m.slots[i.Arg]})
					m.slots[i.Arg] = pos
				}
				pc = i.Out
				continue
			case syntax.InstFail:
			default:
				copy(q.slots[int(pc)*m.ncap:], m.slots)
			}
			break
		}
	}
}
