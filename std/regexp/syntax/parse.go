package syntax

import (
	"strings"
	"unicode/utf8"
)

// Limits: how often a part can be repeated in all, how deep trees are, how many instructions programs have.
const (
	maxRepeat = 1000
	maxDepth  = 1000
	maxInsts  = 128 << 20 / 40
)

// parser reads an expression by recursive descent. Mistakes are panics with an *Error, which Parse catches.
type parser struct {
	whole string
	rest  string
	flags Flags
	caps  int
	depth int
}

func fail(code ErrorCode, expr string) { panic(&Error{code, expr}) }

// Parse parses an expression.
func Parse(s string, flags Flags) (re *Regexp, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			re, err = nil, e
		}
	}()
	p := &parser{whole: s, rest: s, flags: flags}
	if flags&Literal != 0 {
		checkUTF8(s)
		var lit []*Regexp
		for _, r := range s {
			lit = append(lit, p.literal(r))
		}
		return finish(p.concat(lit)), nil
	}
	re = p.alternation()
	if p.rest != "" { // a parenthesis stopped it
		fail(ErrUnexpectedParen, s)
	}
	return finish(re), nil
}

// finish checks the size of what will be compiled, and the depth.
func finish(re *Regexp) *Regexp {
	if size(re) > maxInsts {
		fail(ErrLarge, re.String())
	}
	return re
}

func size(re *Regexp) int64 {
	var n int64
	switch re.Op {
	case OpLiteral:
		n = int64(len(re.Rune))
	case OpCapture, OpStar:
		n = 2 + size(re.Sub[0])
	case OpPlus, OpQuest:
		n = 1 + size(re.Sub[0])
	case OpConcat, OpAlternate:
		for _, sub := range re.Sub {
			n += size(sub)
		}
		if re.Op == OpAlternate {
			n += int64(len(re.Sub) - 1)
		}
	case OpRepeat:
		sub := size(re.Sub[0])
		if re.Max == -1 {
			if re.Min == 0 {
				n = 2 + sub
			} else {
				n = 1 + int64(re.Min)*sub
			}
		} else {
			n = int64(re.Max)*sub + int64(re.Max-re.Min)
		}
	}
	return max(1, n)
}

func checkUTF8(s string) {
	if !utf8.ValidString(s) {
		fail(ErrInvalidUTF8, s)
	}
}

// next takes a rune off.
func (p *parser) next() rune {
	r, n := utf8.DecodeRuneInString(p.rest)
	if r == utf8.RuneError && n == 1 {
		fail(ErrInvalidUTF8, p.rest)
	}
	p.rest = p.rest[n:]
	return r
}

// alternation parses up to the end or a closing parenthesis.
func (p *parser) alternation() *Regexp {
	if p.depth++; p.depth > maxDepth {
		fail(ErrNestingDepth, p.whole)
	}
	defer func() { p.depth-- }()
	alts := []*Regexp{p.sequence()}
	for strings.HasPrefix(p.rest, "|") {
		p.rest = p.rest[1:]
		alts = append(alts, p.sequence())
	}
	return p.alternate(alts)
}

// sequence parses a concatenation.
func (p *parser) sequence() *Regexp {
	var items []*Regexp
	lastRepeat := "" // from the repetition that came last, to the end of the expression
	for p.rest != "" {
		start := p.rest
		isRepeat := false
		switch c := p.rest[0]; c {
		case '|', ')':
			return p.concat(items)
		case '(':
			if p.flags&PerlX != 0 && strings.HasPrefix(p.rest, "(?") {
				// Nil for mere flags: a repetition cannot follow them.
				items = append(items, p.perlGroup())
				break
			}
			p.rest = p.rest[1:]
			items = append(items, p.capture("", start))
		case '[':
			items = append(items, p.class())
		case '.':
			p.rest = p.rest[1:]
			op := OpAnyCharNotNL
			if p.flags&DotNL != 0 {
				op = OpAnyChar
			}
			items = append(items, p.op(op))
		case '^':
			p.rest = p.rest[1:]
			op := OpBeginLine
			if p.flags&OneLine != 0 {
				op = OpBeginText
			}
			items = append(items, p.op(op))
		case '$':
			p.rest = p.rest[1:]
			re := p.op(OpEndLine)
			if p.flags&OneLine != 0 {
				re.Op = OpEndText
				re.Flags |= WasDollar
			}
			items = append(items, re)
		case '*', '+', '?', '{':
			min, max, ok := p.repetition()
			if !ok {
				p.rest = p.rest[1:]
				items = append(items, p.literal('{'))
				break
			}
			isRepeat = true
			lazy := p.flags & NonGreedy
			if p.flags&PerlX != 0 {
				if strings.HasPrefix(p.rest, "?") {
					p.rest = p.rest[1:]
					lazy ^= NonGreedy
				}
				if lastRepeat != "" {
					// In Perl a** is an error, and a++ and the like mean something else.
					fail(ErrInvalidRepeatOp, lastRepeat[:len(lastRepeat)-len(p.rest)])
				}
			}
			written := start[:len(start)-len(p.rest)]
			if len(items) == 0 || items[len(items)-1] == nil {
				fail(ErrMissingRepeatArgument, written)
			}
			last := len(items) - 1
			items[last] = p.repeat(c, items[last], min, max, lazy, written)
		case '\\':
			items = append(items, p.escape()...)
		default:
			items = append(items, p.literal(p.next()))
		}
		lastRepeat = ""
		if isRepeat {
			lastRepeat = start
		}
	}
	return p.concat(items)
}

func (p *parser) op(op Op) *Regexp { return &Regexp{Op: op, Flags: p.flags} }

// literal makes a node for a rune. A folded one stands for all cases of its letter.
func (p *parser) literal(r rune) *Regexp {
	re := &Regexp{Op: OpLiteral, Flags: p.flags}
	if p.flags&FoldCase != 0 {
		if m := minFold(r); m != r || hasFold(r) {
			r = m
		} else {
			re.Flags &^= FoldCase
		}
	}
	re.Rune0[0] = r
	re.Rune = re.Rune0[:1]
	return re
}

// concat joins items; neighbouring literals become one.
func (p *parser) concat(items []*Regexp) *Regexp {
	var out []*Regexp
	for _, re := range items {
		if re == nil {
			continue
		}
		if n := len(out); n > 0 && re.Op == OpLiteral && out[n-1].Op == OpLiteral && re.Flags&FoldCase == out[n-1].Flags&FoldCase {
			out[n-1].Rune = append(out[n-1].Rune, re.Rune...)
			continue
		}
		if re.Op == OpConcat {
			out = append(out, re.Sub...)
			continue
		}
		out = append(out, re)
	}
	switch len(out) {
	case 0:
		return p.op(OpEmptyMatch)
	case 1:
		return out[0]
	}
	return &Regexp{Op: OpConcat, Flags: p.flags, Sub: out}
}

// alternate joins alternatives; neighbouring ones that are a single rune become a class.
func (p *parser) alternate(alts []*Regexp) *Regexp {
	var out []*Regexp
	var class []rune // collected for the alternatives since out
	single := 0
	var one *Regexp
	flush := func() {
		switch {
		case single == 1:
			out = append(out, one)
		case single > 1:
			out = append(out, p.newClass(clean(class)))
		}
		class, single = nil, 0
	}
	for _, re := range alts {
		ok := true
		switch {
		case re.Op == OpLiteral && len(re.Rune) == 1:
			if re.Flags&FoldCase != 0 {
				class = addFolded(class, re.Rune[0], re.Rune[0])
			} else {
				class = append(class, re.Rune[0], re.Rune[0])
			}
		case re.Op == OpCharClass:
			class = append(class, re.Rune...)
		case re.Op == OpAnyChar:
			class = append(class, 0, utf8.MaxRune)
		case re.Op == OpAnyCharNotNL:
			class = append(class, 0, '\n'-1, '\n'+1, utf8.MaxRune)
		default:
			ok = false
		}
		if ok {
			single++
			one = re
			continue
		}
		flush()
		if re.Op == OpAlternate {
			out = append(out, re.Sub...)
		} else {
			out = append(out, re)
		}
	}
	flush()
	out = p.factor(out)
	if len(out) == 1 {
		return out[0]
	}
	return &Regexp{Op: OpAlternate, Flags: p.flags, Sub: out}
}

// factor takes common literal beginnings of neighbouring alternatives out: abc|abd becomes ab(?:c|d).
func (p *parser) factor(alts []*Regexp) []*Regexp {
	var out []*Regexp
	for i := 0; i < len(alts); {
		lit, flags := leading(alts[i])
		n := i + 1
		for ; n < len(alts); n++ {
			other, f := leading(alts[n])
			same := 0
			for same < len(lit) && same < len(other) && lit[same] == other[same] {
				same++
			}
			if same == 0 || f != flags {
				break
			}
			lit = lit[:same]
		}
		if n == i+1 {
			out = append(out, alts[i])
			i = n
			continue
		}
		var tails []*Regexp
		prefix := &Regexp{Op: OpLiteral, Flags: flags, Rune: append([]rune(nil), lit...)}
		for _, re := range alts[i:n] {
			tails = append(tails, withoutLeading(re, len(lit)))
		}
		out = append(out, &Regexp{Op: OpConcat, Flags: p.flags, Sub: []*Regexp{prefix, p.alternate(tails)}})
		i = n
	}
	return out
}

// leading gives the literal with which re begins.
func leading(re *Regexp) ([]rune, Flags) {
	if re.Op == OpConcat && len(re.Sub) > 0 {
		re = re.Sub[0]
	}
	if re.Op != OpLiteral {
		return nil, 0
	}
	return re.Rune, re.Flags & FoldCase
}

// withoutLeading gives re without its first n runes.
func withoutLeading(re *Regexp, n int) *Regexp {
	if re.Op == OpConcat {
		first := withoutLeading(re.Sub[0], n)
		rest := re.Sub[1:]
		if first.Op != OpEmptyMatch {
			rest = append([]*Regexp{first}, rest...)
		}
		if len(rest) == 1 {
			return rest[0]
		}
		return &Regexp{Op: OpConcat, Flags: re.Flags, Sub: rest}
	}
	if n == len(re.Rune) {
		return &Regexp{Op: OpEmptyMatch, Flags: re.Flags &^ FoldCase}
	}
	return &Regexp{Op: OpLiteral, Flags: re.Flags, Rune: re.Rune[n:]}
}

// newClass makes a node of a clean class.
func (p *parser) newClass(class []rune) *Regexp {
	flags := p.flags
	if len(class) == 2 && class[0] == 0 && class[1] == utf8.MaxRune {
		return &Regexp{Op: OpAnyChar, Flags: flags | DotNL}
	}
	if len(class) == 4 && class[0] == 0 && class[1] == '\n'-1 && class[2] == '\n'+1 && class[3] == utf8.MaxRune {
		return &Regexp{Op: OpAnyCharNotNL, Flags: flags &^ DotNL}
	}
	return &Regexp{Op: OpCharClass, Flags: flags &^ FoldCase, Rune: class}
}

// repetition reads *, +, ? or {n,m}; not ok if a brace is a literal one.
func (p *parser) repetition() (min, max int, ok bool) {
	c := p.rest[0]
	if c == '{' {
		written := p.rest
		min, max, rest, ok := counts(p.rest[1:])
		if !ok {
			return 0, 0, false
		}
		p.rest = rest
		if min < 0 || min > maxRepeat || max > maxRepeat || max >= 0 && min > max {
			fail(ErrInvalidRepeatSize, written[:len(written)-len(rest)])
		}
		return min, max, true
	}
	p.rest = p.rest[1:]
	switch c {
	case '*':
		return 0, -1, true
	case '+':
		return 1, -1, true
	}
	return 0, 1, true
}

// counts reads n}, n,} or n,m}; numbers that are too large become -1 for the first and over the limit for the second.
func counts(s string) (min, max int, rest string, ok bool) {
	min, s, ok = count(s)
	if !ok || s == "" {
		return 0, 0, "", false
	}
	max = min
	if s[0] == ',' {
		s = s[1:]
		if s == "" {
			return 0, 0, "", false
		}
		if s[0] == '}' {
			max = -1
		} else {
			if max, s, ok = count(s); !ok {
				return 0, 0, "", false
			}
			if max < 0 {
				min = -1
			}
		}
	}
	if s == "" || s[0] != '}' {
		return 0, 0, "", false
	}
	return min, max, s[1:], true
}

// count reads a number without leading zeros.
func count(s string) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		if n < 1e8 {
			n = n*10 + int(s[i]-'0')
		}
		i++
	}
	if i == 0 || i > 1 && s[0] == '0' {
		return 0, s, false
	}
	if n >= 1e8 {
		n = -1
	}
	return n, s[i:], true
}

// repeat makes the node of a repetition.
func (p *parser) repeat(c byte, sub *Regexp, min, max int, lazy Flags, written string) *Regexp {
	re := &Regexp{Flags: p.flags&^NonGreedy | lazy, Min: min, Max: max}
	switch c {
	case '*':
		re.Op = OpStar
	case '+':
		re.Op = OpPlus
	case '?':
		re.Op = OpQuest
	default:
		re.Op = OpRepeat
	}
	if re.Op != OpRepeat {
		re.Min, re.Max = 0, 0
		// Repeated repetition: (?:a*)* and the like, where one star is enough.
		if sub.Flags&NonGreedy == re.Flags&NonGreedy && (sub.Op == OpStar || sub.Op == OpPlus || sub.Op == OpQuest) {
			if sub.Op == re.Op {
				return sub
			}
			return &Regexp{Op: OpStar, Flags: re.Flags, Sub: sub.Sub}
		}
	}
	re.Sub0[0] = sub
	re.Sub = re.Sub0[:1]
	if re.Op == OpRepeat && (min >= 2 || max >= 2) && !validRepeat(re, maxRepeat) {
		fail(ErrInvalidRepeatSize, written)
	}
	if d := height(re, 0); d > maxDepth {
		fail(ErrNestingDepth, p.whole)
	}
	return re
}

// height is how deep a chain of repetitions is; other nesting is counted by alternation.
func height(re *Regexp, n int) int {
	for ; len(re.Sub) == 1 && n <= maxDepth; n++ {
		re = re.Sub[0]
	}
	return n
}

// validRepeat tells whether nested counts stay below n together.
func validRepeat(re *Regexp, n int) bool {
	if re.Op == OpRepeat {
		m := re.Max
		if m == 0 {
			return true
		}
		if m < 0 {
			m = re.Min
		}
		if m > n {
			return false
		}
		if m > 0 {
			n /= m
		}
	}
	for _, sub := range re.Sub {
		if !validRepeat(sub, n) {
			return false
		}
	}
	return true
}

// capture parses the rest of a capturing group.
func (p *parser) capture(name, start string) *Regexp {
	p.caps++
	re := &Regexp{Op: OpCapture, Flags: p.flags, Cap: p.caps, Name: name}
	re.Sub0[0] = p.group(p.flags)
	re.Sub = re.Sub0[:1]
	return re
}

// group parses up to and with the closing parenthesis, then goes back to the flags.
func (p *parser) group(after Flags) *Regexp {
	re := p.alternation()
	if p.rest == "" {
		fail(ErrMissingParen, p.whole)
	}
	p.rest = p.rest[1:]
	p.flags = after
	return re
}

// perlGroup parses what begins with (?. It gives nil for mere flags.
func (p *parser) perlGroup() *Regexp {
	t := p.rest
	if strings.HasPrefix(t, "(?P<") || strings.HasPrefix(t, "(?<") {
		open := strings.IndexByte(t, '<') + 1
		end := strings.IndexByte(t, '>')
		if end < 0 {
			checkUTF8(t)
			fail(ErrInvalidNamedCapture, t)
		}
		whole, name := t[:end+1], t[open:end]
		checkUTF8(name)
		if !isName(name) {
			fail(ErrInvalidNamedCapture, whole)
		}
		p.rest = t[end+1:]
		return p.capture(name, t)
	}
	p.rest = t[2:]
	flags, sign, any := p.flags, +1, false
	for p.rest != "" {
		switch p.next() {
		case 'i':
			flags |= FoldCase
		case 'm':
			flags &^= OneLine
		case 's':
			flags |= DotNL
		case 'U':
			flags |= NonGreedy
		case '-':
			if sign < 0 {
				p.badPerl(t)
			}
			sign = -1
			flags = ^flags // so that setting means clearing; turned back below
			any = false
			continue
		case ':', ')':
			group := t[len(t)-len(p.rest)-1] == ':'
			if sign < 0 {
				if !any {
					p.badPerl(t)
				}
				flags = ^flags
			}
			if !group {
				p.flags = flags
				return nil
			}
			after := p.flags
			p.flags = flags
			re := p.group(after)
			// Not to be merged into what is around: (?:ab)* is not ab*.
			if re.Op == OpLiteral && len(re.Rune) > 1 || re.Op == OpConcat {
				return &Regexp{Op: OpConcat, Flags: re.Flags, Sub: []*Regexp{re}}
			}
			return re
		default:
			p.badPerl(t)
		}
		any = true
	}
	p.badPerl(t)
	return nil
}

// badPerl complains about a group up to where it was read.
func (p *parser) badPerl(t string) {
	fail(ErrInvalidPerlOp, t[:len(t)-len(p.rest)])
}

func isName(s string) bool {
	for _, r := range s {
		if r != '_' && !isAlnum(r) {
			return false
		}
	}
	return s != ""
}

func isAlnum(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}
