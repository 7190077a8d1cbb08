// The walk over a format.

package fmt

import "unicode/utf8"

// tooLarge bounds widths and precisions.
const tooLarge = 1e6

// scanInt reads a decimal number at s[i:]; ok is false without digits. A number that is too large gives ok false too.
func scanInt(s string, i int) (n int, ok bool, next int) {
	for next = i; next < len(s) && '0' <= s[next] && s[next] <= '9'; next++ {
		if n > tooLarge {
			return 0, false, len(s)
		}
		n, ok = n*10+int(s[next]-'0'), true
	}
	return n, ok, next
}

// argIndex reads "[n]" at format[i:] if it is there: num is then the argument it names. found says that there were brackets.
func (p *printer) argIndex(num int, format string, i, count int) (newNum, next int, found bool) {
	if i >= len(format) || format[i] != '[' {
		return num, i, false
	}
	p.reordered = true
	for end := i + 1; end < len(format); end++ {
		if format[end] == ']' {
			n, ok, stop := scanInt(format[:end], i+1)
			if ok && stop == end && n >= 1 && n <= count {
				return n - 1, end + 1, true
			}
			p.goodIndex = false
			return num, end + 1, ok && stop == end
		}
	}
	p.goodIndex = false
	return num, i + 1, false
}

// intArg returns the int that a '*' takes.
func intArg(a []any, num int) (n int, ok bool, next int) {
	if num >= len(a) {
		return 0, false, num
	}
	switch v := a[num].(type) {
	case int:
		n, ok = v, true
	default:
		n, ok = reflectInt(v)
	}
	if ok && (n > tooLarge || n < -tooLarge) {
		n, ok = 0, false
	}
	return n, ok, num + 1
}

// flags reads flags at format[i:].
func (p *printer) flags(format string, i int) int {
	for ; i < len(format); i++ {
		switch format[i] {
		case '#':
			p.sharp = true
		case '0':
			p.zero = true
		case '+':
			p.plus = true
		case '-':
			p.minus = true
		case ' ':
			p.space = true
		default:
			return i
		}
	}
	return i
}

func (p *printer) printf(format string, a []any) *printer {
	num := 0 // the next argument
	afterIndex := false
	p.reordered = false
	for i := 0; i < len(format); {
		p.goodIndex = true
		text := i
		for i < len(format) && format[i] != '%' {
			i++
		}
		p.writeString(format[text:i])
		if i >= len(format) {
			break
		}
		p.spec = spec{}
		i = p.flags(format, i+1)

		num, i, afterIndex = p.argIndex(num, format, i, len(a))
		if i < len(format) && format[i] == '*' {
			i++
			p.wid, p.hasWid, num = intArg(a, num)
			if !p.hasWid {
				p.writeString("%!(BADWIDTH)")
			}
			if p.wid < 0 {
				p.wid, p.minus = -p.wid, true
			}
			afterIndex = false
		} else {
			p.wid, p.hasWid, i = scanInt(format, i)
			if afterIndex && p.hasWid { // "%[3]2d"
				p.goodIndex = false
			}
		}

		if i+1 <= len(format) && i < len(format) && format[i] == '.' {
			i++
			if afterIndex { // "%[3].2d"
				p.goodIndex = false
			}
			num, i, afterIndex = p.argIndex(num, format, i, len(a))
			if i < len(format) && format[i] == '*' {
				i++
				p.prec, p.hasPrec, num = intArg(a, num)
				if p.prec < 0 {
					p.prec, p.hasPrec = 0, false
				}
				if !p.hasPrec {
					p.writeString("%!(BADPREC)")
				}
				afterIndex = false
			} else {
				p.prec, p.hasPrec, i = scanInt(format, i)
				if !p.hasPrec {
					p.prec, p.hasPrec = 0, true
				}
			}
		}
		if !afterIndex {
			num, i, afterIndex = p.argIndex(num, format, i, len(a))
		}
		if i >= len(format) {
			p.writeString("%!(NOVERB)")
			break
		}
		verb, size := utf8.DecodeRuneInString(format[i:])
		i += size
		num = p.directive(verb, num, a)
	}
	if !p.reordered && num < len(a) {
		p.extra(a[num:])
	}
	return p
}

// directive writes one argument as verb and the flags say, and returns the number of the next.
func (p *printer) directive(verb rune, num int, a []any) int {
	switch {
	case verb == '%':
		p.writeByte('%')
		return num
	case !p.goodIndex:
		p.badArg(verb, "BADINDEX")
		return num
	case num >= len(a):
		p.badArg(verb, "MISSING")
		return num
	}
	switch verb {
	case 'w':
		if p.wrapErrs {
			if _, ok := a[num].(error); ok {
				p.wrapped = append(p.wrapped, num)
			}
		}
		fallthrough
	case 'v':
		if p.sharp {
			p.sharp, p.sharpV = false, true
		}
		if p.plus {
			p.plus, p.plusV = false, true
		}
	}
	p.printArg(a[num], verb)
	return num + 1
}

func (p *printer) badArg(verb rune, what string) {
	p.writeString("%!")
	p.writeRune(verb)
	p.writeByte('(')
	p.writeString(what)
	p.writeByte(')')
}

// extra reports arguments that no verb used.
func (p *printer) extra(a []any) {
	p.spec = spec{}
	p.writeString("%!(EXTRA ")
	for i, arg := range a {
		if i > 0 {
			p.writeString(", ")
		}
		if arg == nil {
			p.writeString("<nil>")
			continue
		}
		p.printArg(arg, 'T')
		p.writeByte('=')
		p.printArg(arg, 'v')
	}
	p.writeByte(')')
}
