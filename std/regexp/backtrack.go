package regexp

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// maxVisited limits the memory for visited places, in words.
const maxVisited = 1 << 20

// A backtracker searches depth first. Which alternatives were entered at which places is remembered for the time
// of a search, so that none is entered twice: that keeps time linear. Alternatives that the next byte decides are
// remembered at every sixteenth place only.
type backtracker struct {
	visited []uint64 // for each 64 places, a word for each alternative
	top     int      // words in use
	base    int      // first place
	jobs    []job
	slots   []int
	best    []int
	full    bool // more memory would be needed than allowed
}

// A job is a branch not yet taken, or a capture to be set back (pc is restore).
type job struct {
	pc   uint32
	slot uint32
	pos  int
}

const restore = ^uint32(0)

// search finds the first match from pos on. The capture slots are filled as far as dst has room; their number is at
// least 2, or 0 if places are of no interest.
func (re *Regexp) search(s string, pos int, dst []int) ([]int, bool) {
	p := re.prog
	b, _ := p.back.Get().(*backtracker)
	if b == nil {
		b = &backtracker{}
	}
	b.base = pos
	ncap := len(dst)
	if cap(b.slots) < ncap {
		b.slots, b.best = make([]int, ncap), make([]int, ncap)
	}
	b.slots, b.best = b.slots[:ncap], b.best[:ncap]
	ok := b.run(re, s, pos)
	full := b.full
	if ok {
		copy(dst, b.best)
	}
	clear(b.visited[:b.top])
	b.top, b.full, b.jobs = 0, false, b.jobs[:0]
	p.back.Put(b)
	if full {
		return re.searchNFA(&textInput{s}, pos, dst)
	}
	return dst, ok
}

// run tries the places at which a match can begin.
func (b *backtracker) run(re *Regexp, s string, pos int) bool {
	p := re.prog
	if p.begin {
		return pos == 0 && b.try(re, s, 0)
	}
	for {
		switch {
		case len(p.prefix) > 0:
			i := strings.Index(s[pos:], p.prefix)
			if i < 0 {
				return false
			}
			pos += i
		case p.first != nil:
			f := p.first
			for pos < len(s) && f[s[pos]] == 0 {
				pos++
			}
			if pos == len(s) {
				return false
			}
		}
		if b.try(re, s, pos) {
			return true
		}
		if b.full || pos >= len(s) {
			return false
		}
		if s[pos] < utf8.RuneSelf {
			pos++
		} else {
			_, n := utf8.DecodeRuneInString(s[pos:])
			pos += n
		}
	}
}

// enter tells whether alternative n is entered for the first time at pos.
func (b *backtracker) enter(p *program, n uint32, pos int) bool {
	rel := pos - b.base
	w := rel>>6*p.alts + int(n)
	if w >= b.top {
		if !b.grow(rel>>6*p.alts + p.alts) {
			return false
		}
	}
	bit := uint64(1) << (rel & 63)
	if b.visited[w]&bit != 0 {
		return false
	}
	b.visited[w] |= bit
	return true
}

func (b *backtracker) grow(n int) bool {
	if n > len(b.visited) {
		if n > maxVisited {
			b.full = true
			return false
		}
		v := make([]uint64, max(n, 2*len(b.visited), 16))
		copy(v, b.visited[:b.top])
		b.visited = v
	}
	b.top = n
	return true
}

// try looks for a match that begins at start, and leaves its captures in best.
func (b *backtracker) try(re *Regexp, s string, start int) bool {
	p := re.prog
	code := p.code
	for i := range b.slots {
		b.slots[i] = -1
	}
	if len(b.slots) > 0 {
		b.slots[0] = start
	}
	matched, end := false, -1
	b.jobs = append(b.jobs[:0], job{pc: p.start, pos: start})
	for len(b.jobs) > 0 {
		j := b.jobs[len(b.jobs)-1]
		b.jobs = b.jobs[:len(b.jobs)-1]
		if j.pc == restore {
			b.slots[j.slot] = j.pos
			continue
		}
		pc, pos := j.pc, j.pos
	path:
		for {
			i := &code[pc]
			switch i.op {
			case opByte:
				if pos >= len(s) || s[pos] != i.lit[0] {
					break path
				}
				pos++
			case opString:
				if len(s)-pos < len(i.lit) || s[pos:pos+len(i.lit)] != i.lit {
					break path
				}
				pos += len(i.lit)
			case opClass:
				if pos >= len(s) {
					break path
				}
				if c := s[pos]; c < utf8.RuneSelf {
					if i.ascii[c>>6]>>(c&63)&1 == 0 {
						break path
					}
					pos++
				} else {
					r, n := utf8.DecodeRuneInString(s[pos:])
					if !i.slow.MatchRune(r) {
						break path
					}
					pos += n
				}
			case opAny, opAnyNoNL:
				if pos >= len(s) {
					break path
				}
				if c := s[pos]; c < utf8.RuneSelf {
					if c == '\n' && i.op == opAnyNoNL {
						break path
					}
					pos++
				} else {
					_, n := utf8.DecodeRuneInString(s[pos:])
					pos += n
				}
			case opAlt:
				which := byte(3)
				if i.choose != nil {
					if pos < len(s) {
						which = i.choose[s[pos]]
					} else {
						which = i.atEnd
					}
				}
				switch which {
				case 0:
					break path
				case 1, 2:
					// Now and then remembered too, lest each begin runs through the same text again.
					if pos&15 == 0 && !b.enter(p, i.number, pos) {
						if b.full {
							return false
						}
						break path
					}
					if pc = i.out; which == 2 {
						pc = i.arg
					}
					continue path
				}
				if !b.enter(p, i.number, pos) {
					if b.full {
						return false
					}
					break path
				}
				b.jobs = append(b.jobs, job{pc: i.arg, pos: pos})
				pc = i.out
				continue path
			case opCapture:
				if int(i.arg) < len(b.slots) {
					b.jobs = append(b.jobs, job{pc: restore, slot: i.arg, pos: b.slots[i.arg]})
					b.slots[i.arg] = pos
				}
			case opEmpty:
				if want := syntax.EmptyOp(i.arg); conditions(s, pos)&want != want {
					break path
				}
			case opMatch:
				if matched && pos <= end {
					break path
				}
				matched, end = true, pos
				if len(b.slots) == 0 {
					return true
				}
				b.slots[1] = pos
				copy(b.best, b.slots)
				if !re.longest || pos == len(s) {
					return true
				}
				break path
			default:
				break path
			}
			pc = i.out
		}
	}
	return matched
}
