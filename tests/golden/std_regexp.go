// Package regexp: syntax and its errors, searching by hand-made and generated expressions, replacing.
package main

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

var patterns = []string{
	``, `a`, `^abc$`, `a*`, `a+?`, `(a|ab)(c|bcd)(d*)`, `\d+`, `[a-z]+@[a-z]+\.com`, `(?i)hello|WORLD`, `(?i)straße`, `(?i)[k-m]+`, `(?s)a.b`, `(?m)^x.*$`, `\bfoo\b`, `\B.\B`,
	`(a*)*`, `(a*)+`, `(a|b)*?c`, `(?:(a)|b)*`, `x{2,4}`, `x{2,4}?`, `(ab){0,2}c`, `[^\n]+`, `\pL+`, `\p{Greek}+`, `\PL+`, `[\p{Lu}\d]+`, `\p{^Greek}`, `[[:alpha:]]+[[:^space:]]`, `[^[:digit:]]+`,
	`(?P<year>\d{4})-(?P<month>\d\d)`, `(?<k>\w+)=(?<v>\w*)`, `\Qa.b*\E+`, `\x41\x{42}\103`, `[\w.-]+`, `a|`, `|a`, `()`, `(|a)+`, `(a|)*`, `(?U)a+`, `(?U)a+?`, `\z`, `\A\s*\z`, `(?:ab)*c`, `\.`, `é+`, `世.`, `[世-界]`,
	`a.c`, `(?i:a)B`, `[^a]`, `.`, `.*`, `(.*)(.*)`, `(.*?)(.+)`, `(foo|foobar)baz?`, `\w+\s\w+`, `((((((((((a))))))))))`, `(?i)\x{212a}`, `[\x00-\x{10FFFF}]`, `[^\x00-\x{10FFFF}]`, `\pN`, `\p{Letter}`, `\p{ greek }`, `\p{Any}`, `a\/b`, `\_`, `(?i)(?-i)A`, `$`, `^`, `(?m)^`, `(?m)$`, `^$`, `a$b`, `[a-c]|[x-z]|1`, `[]a]`, `[^]a]`, `[a-]`, `[-a]`, `[a-b-c]`, `a{,2}`, `a{2`, `a{0}`, `a{0,0}b`, `(a{1,2}){2}`, `a**`,
	`(`, `)`, `a)`, `(a`, `[`, `[a`, `[z-a]`, `*`, `+a`, `a{1001}`, `a{2,1}`, `(?P<n`, `(?P<n>a`, `(?P<>a)`, `(?P<n>a)(?P<n>b)`, `(?=a)`, `(?!a)`, `(?i`, `(?i-)`, `(?`, `(?z)`, `\`, `\8`, `\1`, `\q`, `\x`, `\xz`, `\x{110000}`, `\pX`, `\p{Foo}`, `[[:foo:]]`, `a\`, `[a\`, `a++`, `a{2}{3}`, `(?i)*`, `|*`, `(*)`, "\xff", "a\xffb", "[\xff]", `((a{100}){100}){100}`, `\C`, `(?P=n)`, `(?<n`, `[\d-z]`, `[a-\d]`, `\Q`, `\Qab`, `a\Qb\E*`, `(?#x)`, `x{a}`, `x{1,a}`, `{`, `{1}`, `^*`, `$+`, `\b*`, `(^)*`, `(?:^)+a`,
}

var texts = []string{"", "a", "abc", "aaa", "abcd", "ab\ncd", "x1\nx22\n", "hello World HELLO", "foo bar.foo_bar foo", "me@example.com, you@x.com", "2024-05 and 1999-12", "k=v x= =y", "a.b**", "ABC", "STRASSE straße STRAßE", "κόσμος αβγ K k \u212a", "éé世界", "\xff\xfea\xff", "  ", "xxxxx", "foobarbaz foobaz", "aab|ab", "abababc", "a\x00b", "-]a^", "1a2b3c", "a/b_c"}

func try(p string, posix bool) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Printf("PANIC %q %v\n", p, r)
		}
	}()
	var re *regexp.Regexp
	var err error
	if posix {
		re, err = regexp.CompilePOSIX(p)
	} else {
		re, err = regexp.Compile(p)
	}
	if err != nil {
		fmt.Printf("%q: %v\n", p, err)
		return
	}
	pre, all := re.LiteralPrefix()
	fmt.Printf("%q: %d %q %q %v\n", p, re.NumSubexp(), re.SubexpNames(), pre, all)
	for _, s := range texts {
		m := re.FindAllStringSubmatchIndex(s, -1)
		if !re.MatchString(s) != (m == nil) {
			fmt.Println("MatchString differs")
		}
		r := re.FindReaderSubmatchIndex(strings.NewReader(s))
		if strings.IndexByte(s, 0xff) < 0 && fmt.Sprint(r) != fmt.Sprint(re.FindStringSubmatchIndex(s)) {
			fmt.Println("reader differs", r, re.FindStringSubmatchIndex(s))
		}
		fmt.Printf("  %q %v %q %q\n", s, m, re.ReplaceAllString(s, "<$0$1>"), re.Split(s, -1))
	}
	re.Longest()
	for _, s := range texts {
		fmt.Printf(" %v", re.FindStringSubmatchIndex(s))
	}
	fmt.Println()
}

var seed = uint64(42)

func rnd(n int) int {
	seed = seed*6364136223846793005 + 1442695040888963407
	return int(seed>>33) % n
}

func gen(depth int) string {
	atoms := []string{"a", "b", "c", ".", "[ab]", "[^a]", "^", "$", `\b`, `\B`, "ab", "abc", "(?:a|b)", `\w`, ""}
	if depth == 0 {
		return atoms[rnd(len(atoms))]
	}
	switch rnd(7) {
	case 0:
		return gen(depth-1) + gen(depth-1)
	case 1:
		return "(" + gen(depth-1) + ")" + []string{"", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?"}[rnd(10)]
	case 2:
		return "(?:" + gen(depth-1) + ")" + []string{"", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,}", "{0,2}"}[rnd(10)]
	case 3:
		return "(" + gen(depth-1) + "|" + gen(depth-1) + ")"
	case 4:
		return gen(depth-1) + "|" + gen(depth-1)
	case 5:
		return gen(depth-1) + gen(depth-1) + gen(depth-1)
	}
	return "(?i:" + gen(depth-1) + ")"
}

func main() {
	for _, p := range patterns {
		try(p, false)
		try(p, true)
	}
	for i := 0; i < rounds; i++ {
		p := gen(1 + rnd(4))
		re, err := regexp.Compile(p)
		if err != nil {
			fmt.Printf("%q %v\n", p, err)
			continue
		}
		fmt.Printf("%q", p)
		for j := 0; j < 6; j++ {
			s := ""
			for k := rnd(9); k > 0; k-- {
				s += []string{"a", "b", "c", "A", "\n", " ", "é"}[rnd(7)]
			}
			fmt.Printf(" %q %v", s, re.FindAllStringSubmatchIndex(s, -1))
			if fmt.Sprint(re.FindReaderSubmatchIndex(strings.NewReader(s))) != fmt.Sprint(re.FindStringSubmatchIndex(s)) {
				fmt.Print("READER")
			}
			l := re.Copy()
			l.Longest()
			fmt.Printf("%v", l.FindStringSubmatchIndex(s))
			if fmt.Sprint(l.FindReaderSubmatchIndex(strings.NewReader(s))) != fmt.Sprint(l.FindStringSubmatchIndex(s)) {
				fmt.Print("READER")
			}
		}
		fmt.Println()
	}
	if len(texts) > 9 {
		rest()
	}
	_ = syntax.Perl
}

const rounds = 150

func rest() {
	re := regexp.MustCompile(`(?P<first>\w+)\s+(?P<second>\w+)`)
	fmt.Println(re.SubexpIndex("second"), re.SubexpIndex("none"), re, re.ReplaceAllString("hello world foo bar", "${second} $first $$ $x ${1}x $1x $0 ${bad $9"))
	fmt.Println(re.ReplaceAllLiteralString("a b c", "$1"), re.ReplaceAllStringFunc("a b c d", strings.ToUpper), string(re.ReplaceAll([]byte("a b"), []byte("$second"))), string(re.ReplaceAllFunc([]byte("a b"), func(b []byte) []byte { return append(b, '!') })), string(re.ReplaceAllLiteral([]byte("a b c"), []byte("$0"))))
	fmt.Printf("%q %q %q\n", re.Find([]byte("x y")), re.FindSubmatch([]byte("x y z")), re.FindAllSubmatch([]byte("x y z w"), -1))
	fmt.Printf("%q %q %v %v\n", re.FindAll([]byte("a b c d e"), 1), re.FindAllString("a b c d", -1), re.FindAllIndex([]byte("a b c d"), -1), re.FindReaderIndex(strings.NewReader("..a b")))
	fmt.Printf("%q\n", re.ExpandString(nil, "$second-$first", "hello world", re.FindStringSubmatchIndex("hello world")))
	for _, s := range []string{"", "a", "a,b,c", ",a,", "abc"} {
		for _, n := range []int{-1, 0, 1, 2} {
			fmt.Printf("%q ", regexp.MustCompile(",").Split(s, n))
			fmt.Printf("%q ", regexp.MustCompile("").Split(s, n))
			fmt.Printf("%q ", regexp.MustCompile("b*").Split(s, n))
		}
	}
	fmt.Println()
	fmt.Println(regexp.QuoteMeta(`a.b*c[d]\^$`), regexp.QuoteMeta("plain"))
	b, err := re.MarshalText()
	var re2 regexp.Regexp
	fmt.Println(string(b), err, re2.UnmarshalText([]byte("a(b")), re2.UnmarshalText(b), re2.String() == re.String())
	fmt.Println(regexp.Match("a+", []byte("baa")))
	fmt.Println(regexp.MatchString("a+(", "baa"))
	fmt.Println(regexp.MatchReader("a+", strings.NewReader("baa")))
	func() {
		defer func() { fmt.Println(recover()) }()
		regexp.MustCompile("a(`")
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		regexp.MustCompilePOSIX("a(")
	}()
	// Long texts: linear time, and searches that need much memory.
	long := strings.Repeat("a", 20000)
	fmt.Println(regexp.MustCompile(`(a*)*b`).MatchString(long), regexp.MustCompile(`(a|aa)+$`).FindStringIndex(long), regexp.MustCompile(`(x+x+)+y`).MatchString(strings.Repeat("x", 3000)))
	big := strings.Repeat("lorem ipsum dolor sit amet\n", 20000)
	fmt.Println(len(regexp.MustCompile(`\w+m\b`).FindAllString(big, -1)), len(regexp.MustCompile(`(?m)^lorem.*t$`).FindAllStringIndex(big, -1)), regexp.MustCompile(`(.|\n)*amet(.|\n)*zzz`).MatchString(big), len(regexp.MustCompile(`(?s)(.*)(.*)(.*)x?$`).FindStringSubmatchIndex(big)))
	for _, p := range []string{`a+`, `(a|b)*c`, `(?i)abc`, `[a-z]x{2,3}`, `^a$`, `(?P<n>x)`} {
		t, _ := syntax.Parse(p, syntax.Perl)
		prog, _ := syntax.Compile(t.Simplify())
		pre, c := prog.Prefix()
		fmt.Println(t.Op, t.MaxCap(), t.CapNames(), prog.NumCap, pre, c, prog.StartCond(), t.Equal(t))
	}
}
