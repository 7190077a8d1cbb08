package syntax

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// String gives an expression that parses to this tree.
func (re *Regexp) String() string {
	var b strings.Builder
	write(&b, re)
	return b.String()
}

func write(b *strings.Builder, re *Regexp) {
	switch re.Op {
	case OpNoMatch:
		b.WriteString(`[^\x00-\x{10FFFF}]`)
	case OpEmptyMatch:
		b.WriteString(`(?:)`)
	case OpLiteral:
		if re.Flags&FoldCase != 0 {
			b.WriteString(`(?i:`)
		}
		for _, r := range re.Rune {
			quote(b, r, false)
		}
		if re.Flags&FoldCase != 0 {
			b.WriteString(`)`)
		}
	case OpCharClass:
		writeClass(b, re.Rune)
	case OpAnyCharNotNL:
		b.WriteString(`(?-s:.)`)
	case OpAnyChar:
		b.WriteString(`(?s:.)`)
	case OpBeginLine:
		b.WriteString(`(?m:^)`)
	case OpEndLine:
		b.WriteString(`(?m:$)`)
	case OpBeginText:
		b.WriteString(`\A`)
	case OpEndText:
		if re.Flags&WasDollar != 0 {
			b.WriteString(`(?-m:$)`)
		} else {
			b.WriteString(`\z`)
		}
	case OpWordBoundary:
		b.WriteString(`\b`)
	case OpNoWordBoundary:
		b.WriteString(`\B`)
	case OpCapture:
		if re.Name != "" {
			b.WriteString(`(?P<` + re.Name + `>`)
		} else {
			b.WriteString(`(`)
		}
		if re.Sub[0].Op != OpEmptyMatch {
			write(b, re.Sub[0])
		}
		b.WriteString(`)`)
	case OpStar, OpPlus, OpQuest, OpRepeat:
		writeRepeat(b, re)
	case OpConcat:
		for _, sub := range re.Sub {
			writeGrouped(b, sub, sub.Op == OpAlternate)
		}
	case OpAlternate:
		for i, sub := range re.Sub {
			if i > 0 {
				b.WriteString(`|`)
			}
			write(b, sub)
		}
	default:
		b.WriteString("<invalid op" + strconv.Itoa(int(re.Op)) + ">")
	}
}

func writeGrouped(b *strings.Builder, re *Regexp, group bool) {
	if !group {
		write(b, re)
		return
	}
	b.WriteString(`(?:`)
	write(b, re)
	b.WriteString(`)`)
}

func writeRepeat(b *strings.Builder, re *Regexp) {
	sub := re.Sub[0]
	writeGrouped(b, sub, sub.Op > OpCapture || sub.Op == OpLiteral && len(sub.Rune) > 1)
	switch re.Op {
	case OpStar:
		b.WriteString(`*`)
	case OpPlus:
		b.WriteString(`+`)
	case OpQuest:
		b.WriteString(`?`)
	case OpRepeat:
		b.WriteString(`{` + strconv.Itoa(re.Min))
		if re.Max != re.Min {
			b.WriteString(`,`)
			if re.Max >= 0 {
				b.WriteString(strconv.Itoa(re.Max))
			}
		}
		b.WriteString(`}`)
	}
	if re.Flags&NonGreedy != 0 {
		b.WriteString(`?`)
	}
}

func writeClass(b *strings.Builder, class []rune) {
	if len(class) == 0 {
		b.WriteString(`[^\x00-\x{10FFFF}]`)
		return
	}
	b.WriteString(`[`)
	if class[0] == 0 && class[len(class)-1] == utf8.MaxRune && len(class) > 2 {
		b.WriteString(`^`)
		class = negate(class)
	}
	for i := 0; i < len(class); i += 2 {
		lo, hi := class[i], class[i+1]
		quote(b, lo, lo == '-')
		if lo != hi {
			if hi != lo+1 {
				b.WriteString(`-`)
			}
			quote(b, hi, hi == '-')
		}
	}
	b.WriteString(`]`)
}

const meta = `\.+*?()|[]{}^$`

func quote(b *strings.Builder, r rune, force bool) {
	switch {
	case unicode.IsPrint(r):
		if force || strings.ContainsRune(meta, r) {
			b.WriteString(`\`)
		}
		b.WriteRune(r)
	case r == '\a':
		b.WriteString(`\a`)
	case r == '\f':
		b.WriteString(`\f`)
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\r':
		b.WriteString(`\r`)
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\v':
		b.WriteString(`\v`)
	case r < 0x10:
		b.WriteString(`\x0` + strconv.FormatInt(int64(r), 16))
	case r < 0x100:
		b.WriteString(`\x` + strconv.FormatInt(int64(r), 16))
	default:
		b.WriteString(`\x{` + strconv.FormatInt(int64(r), 16) + `}`)
	}
}
