package main

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

var pieces = []string{"a", "b", "ab", "aab", "A", "Z", " ", "\t", "\n", "é", "É", "ß", "ſ", "K", "k", "\u2028", "\u00a0", "日本", "\xff", "\xe6\x97", "\xed\xa0\x80", "\ufffd", "\U0001f600", "_", "9", "ǆ", "İ", "ı", "i", ",", "\x85", "hello world", "aaaaaaaaaaaaaaaaab", "\x00", "\"", "\\n", "'", "0x1p", "1_0"}

func (r *rng) text(max int) string {
	s := ""
	k := 1 + r.intn(len(pieces))
	for n := r.intn(max + 1); n > 0; n-- {
		s += pieces[r.intn(k)]
	}
	return s
}

func (r *rng) float() float64 {
	switch r.intn(4) {
	case 0:
		return float64(r.intn(100000)) / 1000
	case 1:
		return math.Float64frombits(uint64(r.intn(2048))<<52 + r.next()%3 - 1)
	case 2:
		return float64(int64(r.next())) / 65536
	}
	return math.Float64frombits(r.next())
}

func testStrconv() {
	r := rng(1)
	short, fixed, parse, ints, quote := newDigest("strconv shortest"), newDigest("strconv fixed"), newDigest("strconv parse"), newDigest("strconv integers"), newDigest("strconv quote")
	for i := 0; i < 3000; i++ {
		f := r.float()
		short.add(strconv.FormatFloat(f, 'g', -1, 64), strconv.FormatFloat(f, 'e', -1, 32), strconv.FormatFloat(f, 'x', -1, 64))
		s := strconv.FormatFloat(f, "eEfgGbxX"[r.intn(8)], r.intn(25), 64)
		fixed.add(s)
		if i%100 == 0 {
			fixed.add(strconv.FormatFloat(f, 'f', 400, 64))
		}
		for _, t := range []string{s, strconv.FormatFloat(f, 'g', r.intn(30)-1, 64), r.text(3) + s, strconv.Itoa(r.intn(1000)) + "e" + strconv.Itoa(r.intn(700)-350)} {
			g, err := strconv.ParseFloat(t, 64)
			parse.add(g, err)
			g, err = strconv.ParseFloat(t, 32)
			parse.add(g, err)
		}
		n := r.next() >> uint(r.intn(64))
		base := 2 + r.intn(35)
		s = strconv.FormatInt(int64(n), base)
		ints.add(s, strconv.FormatUint(n, base), strconv.Itoa(int(n)))
		v, err := strconv.ParseInt(s+r.text(1), []int{0, base, 10}[r.intn(3)], r.intn(65))
		ints.add(v, err)
		u, err := strconv.ParseUint(s, base, r.intn(65))
		ints.add(u, err)
		w, err := strconv.Atoi(s)
		ints.add(w, err)
		t := r.text(6)
		q := strconv.Quote(t)
		quote.add(q, strconv.QuoteToASCII(t), strconv.QuoteToGraphic(t), strconv.CanBackquote(t))
		for _, x := range []string{q, t, q[:len(q)-1], "`" + t + "`", "'" + t + "'"} {
			y, err := strconv.Unquote(x)
			quote.add(y, err)
			y, err = strconv.QuotedPrefix(x + t)
			quote.add(y, err)
		}
	}
	short.done()
	fixed.done()
	parse.done()
	ints.done()
	quote.done()
}

func testStrings() {
	r := rng(2)
	find, split, build, trim, repl := newDigest("strings find"), newDigest("strings split"), newDigest("strings build"), newDigest("strings trim"), newDigest("strings replacer")
	for i := 0; i < 3000; i++ {
		s, sub, u := r.text(14), r.text(2), r.text(2)
		if i%3 == 0 && s != "" {
			k := r.intn(len(s))
			sub = s[k : k+r.intn(len(s)-k+1)]
		}
		n := r.intn(6) - 1
		f := []func(rune) bool{unicode.IsSpace, unicode.IsUpper, func(r rune) bool { return r > 'b' }}[r.intn(3)]
		find.add(strings.Index(s, sub), strings.LastIndex(s, sub), strings.Count(s, sub), strings.IndexAny(s, sub), strings.LastIndexAny(s, sub), strings.IndexFunc(s, f), strings.LastIndexFunc(s, f), strings.IndexByte(s, 'b'), strings.IndexRune(s, 'é'), strings.EqualFold(s, strings.ToUpper(s)), strings.EqualFold(sub, u), strings.Compare(s, sub), strings.Contains(s, u))
		a, b, ok := strings.Cut(s, sub)
		find.add(a, b, ok)
		split.add(strings.SplitN(s, sub, n), strings.SplitAfter(s, sub), strings.Fields(s), strings.FieldsFunc(s, f))
		for x := range strings.SplitSeq(s, sub) {
			split.add(x)
		}
		for x := range strings.Lines(s) {
			split.add(x)
			if r.intn(3) == 0 {
				break
			}
		}
		for x := range strings.FieldsSeq(s) {
			split.add(x)
		}
		build.add(strings.Join([]string{s, sub, u}, u), strings.Repeat(u, n+1), strings.Replace(s, sub, u, n), strings.ToUpper(s), strings.ToLower(s), strings.ToTitle(s), strings.Title(s), strings.ToValidUTF8(s, u), strings.Map(func(r rune) rune {
			if r == 'a' {
				return -1
			}
			return r + 1
		}, s))
		trim.add(strings.Trim(s, sub), strings.TrimLeft(s, sub), strings.TrimRight(s, u), strings.TrimSpace(s), strings.TrimFunc(s, f), strings.TrimPrefix(s, sub), strings.TrimSuffix(s, sub))
		rep := strings.NewReplacer(r.text(1), r.text(2), r.text(2), r.text(1), "b", "c")
		repl.add(rep.Replace(s))
		repl.try(func() { strings.Repeat("x", -1) })
	}
	find.done()
	split.done()
	build.done()
	trim.done()
	repl.done()
}

func testBytes() {
	r := rng(3)
	funcs, buffer := newDigest("bytes functions"), newDigest("bytes Buffer")
	var buf bytes.Buffer
	for i := 0; i < 3000; i++ {
		s, sub := []byte(r.text(10)), []byte(r.text(2))
		funcs.add(bytes.Index(s, sub), bytes.Count(s, sub), bytes.Equal(s, sub), bytes.Compare(s, sub), bytes.ToUpper(s), bytes.TrimSpace(s), bytes.Title(s), bytes.ReplaceAll(s, sub, []byte("-")), bytes.Join(bytes.Fields(s), sub), bytes.Join(bytes.Split(s, sub), []byte("|")), bytes.Repeat(sub, 3))
		switch r.intn(8) {
		case 0, 1:
			n, err := buf.Write(s)
			buffer.add(n, err)
		case 2:
			n, err := buf.WriteRune(rune(r.intn(0x120000)))
			buffer.add(n, err)
		case 3:
			p := make([]byte, r.intn(20))
			n, err := buf.Read(p)
			buffer.add(n, p, err)
		case 4:
			c, n, err := buf.ReadRune()
			buffer.add(c, n, err, buf.UnreadRune())
		case 5:
			line, err := buf.ReadString('\n')
			buffer.add(line, err)
		case 6:
			buffer.add(buf.Next(r.intn(5)), buf.WriteByte('x'))
		case 7:
			buffer.add(buf.Len(), buf.String())
		}
	}
	funcs.done()
	buffer.done()
}

func testUnicode() {
	classes, cases, u8, u16 := newDigest("unicode classes"), newDigest("unicode cases"), newDigest("utf8"), newDigest("utf16")
	for c := rune(0); c < 0x110005; c += 1 + c>>12 {
		bits := 0
		for i, f := range []func(rune) bool{unicode.IsLetter, unicode.IsUpper, unicode.IsLower, unicode.IsTitle, unicode.IsMark, unicode.IsNumber, unicode.IsDigit, unicode.IsPunct, unicode.IsSymbol, unicode.IsSpace, unicode.IsControl, unicode.IsPrint, unicode.IsGraphic, strconv.IsPrint, utf8.ValidRune} {
			if f(c) {
				bits |= 1 << i
			}
		}
		classes.add(bits)
		cases.add(unicode.ToUpper(c), unicode.ToLower(c), unicode.ToTitle(c), unicode.SimpleFold(c))
		u8.add(utf8.RuneLen(c), utf8.AppendRune(nil, c))
		x, y := utf16.EncodeRune(c)
		u16.add(x, y, utf16.RuneLen(c))
	}
	classes.add(unicode.Is(unicode.Han, '日'), unicode.In('Ω', unicode.Latin, unicode.Greek), unicode.Is(unicode.Categories["Nd"], '٣'), len(unicode.Scripts), unicode.Is(unicode.Properties["Dash"], '-'))
	r := rng(4)
	for i := 0; i < 5000; i++ {
		s := r.text(5)
		if len(s) > 2 {
			s = s[r.intn(2):]
		}
		c, n := utf8.DecodeRuneInString(s)
		u8.add(c, n, utf8.RuneCountInString(s), utf8.ValidString(s), utf8.FullRuneInString(s), utf8.Valid([]byte(s)))
		c, n = utf8.DecodeLastRuneInString(s)
		u8.add(c, n)
		for i, c := range s {
			u8.add(i, c)
		}
		for _, c := range utf16.Decode(utf16.Encode([]rune(s))) {
			u16.add(c)
		}
	}
	classes.done()
	cases.done()
	u8.done()
	u16.done()
}
