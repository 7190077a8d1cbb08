package regexp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// replace copies s with each match replaced by what repl appends; nil if there is no match.
func (re *Regexp) replace(s string, nslots int, repl func(dst []byte, m []int) []byte) []byte {
	var out []byte
	last, pos := 0, 0 // ends of the last match and of what was searched
	room := make([]int, nslots)
	for pos <= len(s) {
		m, ok := re.search(s, pos, room)
		if !ok {
			break
		}
		out = append(out, s[last:m[0]]...)
		// An empty match right behind another is not replaced.
		if m[1] > last || m[0] == 0 {
			out = repl(out, m)
		}
		last = m[1]
		// On by a rune at least.
		w := 1
		if pos < len(s) {
			_, w = utf8.DecodeRuneInString(s[pos:])
		}
		if pos+w > m[1] {
			pos += w
		} else {
			pos = m[1]
		}
		if out == nil {
			out = []byte{}
		}
	}
	if out == nil {
		return nil
	}
	return append(out, s[last:]...)
}

// ReplaceAllString replaces matches in src by repl, in which $1, ${name} and the like stand for captures as in Expand.
func (re *Regexp) ReplaceAllString(src, repl string) string {
	n := 2
	if strings.Contains(repl, "$") {
		n = re.slots()
	}
	b := re.replace(src, n, func(dst []byte, m []int) []byte { return re.expand(dst, repl, src, m) })
	if b == nil {
		return src
	}
	return string(b)
}

// ReplaceAllLiteralString replaces matches in src by repl as it is.
func (re *Regexp) ReplaceAllLiteralString(src, repl string) string {
	b := re.replace(src, 2, func(dst []byte, m []int) []byte { return append(dst, repl...) })
	if b == nil {
		return src
	}
	return string(b)
}

// ReplaceAllStringFunc replaces matches in src by what repl gives for them.
func (re *Regexp) ReplaceAllStringFunc(src string, repl func(string) string) string {
	b := re.replace(src, 2, func(dst []byte, m []int) []byte { return append(dst, repl(src[m[0]:m[1]])...) })
	if b == nil {
		return src
	}
	return string(b)
}

// ReplaceAll replaces matches in a copy of src by repl, in which $1, ${name} and the like stand for captures.
func (re *Regexp) ReplaceAll(src, repl []byte) []byte {
	n := 2
	r := string(repl)
	if strings.Contains(r, "$") {
		n = re.slots()
	}
	s := view(src)
	b := re.replace(s, n, func(dst []byte, m []int) []byte { return re.expand(dst, r, s, m) })
	return copied(b, src)
}

// ReplaceAllLiteral replaces matches in a copy of src by repl as it is.
func (re *Regexp) ReplaceAllLiteral(src, repl []byte) []byte {
	b := re.replace(view(src), 2, func(dst []byte, m []int) []byte { return append(dst, repl...) })
	return copied(b, src)
}

// ReplaceAllFunc replaces matches in a copy of src by what repl gives for them.
func (re *Regexp) ReplaceAllFunc(src []byte, repl func([]byte) []byte) []byte {
	b := re.replace(view(src), 2, func(dst []byte, m []int) []byte { return append(dst, repl(src[m[0]:m[1]:m[1]])...) })
	return copied(b, src)
}

func copied(b, src []byte) []byte {
	if b == nil {
		return append(b, src...)
	}
	return b
}

// Expand appends template to dst with $1, $name, ${1} or ${name} replaced by captures of a match in src. A name
// is as long as possible; $$ stands for a dollar; unknown names stand for nothing.
func (re *Regexp) Expand(dst []byte, template []byte, src []byte, match []int) []byte {
	return re.expand(dst, string(template), view(src), match)
}

// ExpandString is Expand for strings.
func (re *Regexp) ExpandString(dst []byte, template string, src string, match []int) []byte {
	return re.expand(dst, template, src, match)
}

func (re *Regexp) expand(dst []byte, template, src string, m []int) []byte {
	for {
		before, after, found := strings.Cut(template, "$")
		dst = append(dst, before...)
		if !found {
			return dst
		}
		template = after
		if strings.HasPrefix(template, "$") {
			dst = append(dst, '$')
			template = template[1:]
			continue
		}
		name, num, rest, ok := reference(template)
		if !ok {
			dst = append(dst, '$') // stands for itself
			continue
		}
		template = rest
		if num >= 0 {
			if 2*num+1 < len(m) && m[2*num] >= 0 {
				dst = append(dst, text(src, m, num)...)
			}
			continue
		}
		for i, n := range re.names {
			if n == name && 2*i+1 < len(m) && m[2*i] >= 0 {
				dst = append(dst, text(src, m, i)...)
				break
			}
		}
	}
}

// reference reads what stands behind a dollar: a name, which is a number if num is not -1.
func reference(s string) (name string, num int, rest string, ok bool) {
	brace := strings.HasPrefix(s, "{")
	if brace {
		s = s[1:]
	}
	i := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i += n
	}
	if i == 0 {
		return
	}
	name, rest = s[:i], s[i:]
	if brace {
		if !strings.HasPrefix(rest, "}") {
			return
		}
		rest = rest[1:]
	}
	num = 0
	for _, c := range []byte(name) {
		if c < '0' || c > '9' || num >= 1e8 {
			num = -1
			break
		}
		num = num*10 + int(c-'0')
	}
	if name[0] == '0' && len(name) > 1 {
		num = -1
	}
	return name, num, rest, true
}

// Split cuts s at the matches into at most n parts; all of them if n is negative.
func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if len(re.expr) > 0 && len(s) == 0 {
		return []string{""}
	}
	var parts []string
	begin, end := 0, 0
	for _, m := range re.FindAllStringIndex(s, n) {
		if n > 0 && len(parts) == n-1 {
			break
		}
		end = m[0]
		if m[1] != 0 {
			parts = append(parts, s[begin:end])
		}
		begin = m[1]
	}
	if end != len(s) {
		parts = append(parts, s[begin:])
	}
	return parts
}
