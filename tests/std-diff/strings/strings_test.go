package strings_test

import (
	"fmt"
	"io"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	ours "gorcstd/strings"
	oursu "gorcstd/unicode"
)

var pieces = []string{"a", "b", "ab", "aab", "A", "Z", " ", "\t", "\n", "é", "É", "ß", "ſ", "K", "k", "\u2028", "\u00a0", "日本", "\xff", "\xe6\x97", "\xed\xa0\x80", "\ufffd", "\U0001f600", "_", "9", "ǆ", "ǅ", "İ", "ı", "i", ",", "\x85", "hello world", "aaaaaaaaaaaaaaaaab", "\x00"}

func text(r *rand.Rand, max int) string {
	var b strings.Builder
	k := 1 + r.Intn(len(pieces))
	for n := r.Intn(max + 1); n > 0; n-- {
		b.WriteString(pieces[r.Intn(k)])
	}
	return b.String()
}

func try(f func() any) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint("panic: ", r)
		}
	}()
	return fmt.Sprintf("%#v", f())
}

func TestFunctions(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	rounds := 0
	for start := time.Now(); time.Since(start) < 6*time.Second && !t.Failed(); rounds++ {
		s, sub, u := text(r, 14), text(r, 3), text(r, 2)
		if r.Intn(3) == 0 && len(s) > 0 {
			i := r.Intn(len(s))
			sub = s[i : i+r.Intn(len(s)-i+1)]
		}
		n := r.Intn(6) - 1
		ch := []rune(text(r, 1) + "x")[0]
		if r.Intn(10) == 0 {
			ch = rune(r.Intn(0x120000)) - 5
		}
		c := byte(r.Intn(256))
		if len(s) > 0 && r.Intn(2) == 0 {
			c = s[r.Intn(len(s))]
		}
		f := []func(rune) bool{unicode.IsSpace, unicode.IsUpper, func(r rune) bool { return r == unicode.ReplacementChar }, func(r rune) bool { return r > 'b' }}[r.Intn(4)]
		m := []func(rune) rune{unicode.ToUpper, func(r rune) rune { return r }, func(r rune) rune { return -1 }, func(r rune) rune {
			if r == 'a' {
				return -1
			}
			return r + 1
		}, func(r rune) rune { return 0x110000 }}[r.Intn(5)]
		eq := func(what string, a, b func() any) {
			if x, y := try(a), try(b); x != y {
				t.Errorf("%s(%q, %q, %q, %d, %q, %q): ours %s, official %s", what, s, sub, u, n, ch, c, x, y)
			}
		}
		l := func(x ...any) any { return fmt.Sprintf("%#v", x) }
		eq("Contains", func() any {
			return l(ours.Contains(s, sub), ours.ContainsAny(s, sub), ours.ContainsRune(s, ch), ours.ContainsFunc(s, f))
		},
			func() any {
				return l(strings.Contains(s, sub), strings.ContainsAny(s, sub), strings.ContainsRune(s, ch), strings.ContainsFunc(s, f))
			})
		eq("Index", func() any {
			return l(ours.Index(s, sub), ours.IndexAny(s, sub), ours.IndexByte(s, c), ours.IndexFunc(s, f), ours.IndexRune(s, ch))
		},
			func() any {
				return l(strings.Index(s, sub), strings.IndexAny(s, sub), strings.IndexByte(s, c), strings.IndexFunc(s, f), strings.IndexRune(s, ch))
			})
		eq("LastIndex", func() any {
			return l(ours.LastIndex(s, sub), ours.LastIndexAny(s, sub), ours.LastIndexByte(s, c), ours.LastIndexFunc(s, f))
		},
			func() any {
				return l(strings.LastIndex(s, sub), strings.LastIndexAny(s, sub), strings.LastIndexByte(s, c), strings.LastIndexFunc(s, f))
			})
		eq("Count", func() any {
			return l(ours.Count(s, sub), ours.Count(s, string(c)), ours.Compare(s, sub), ours.Compare(sub+s, sub+u), ours.Clone(s))
		},
			func() any {
				return l(strings.Count(s, sub), strings.Count(s, string(c)), strings.Compare(s, sub), strings.Compare(sub+s, sub+u), strings.Clone(s))
			})
		three := func(a, b string, c bool) any { return l(a, b, c) }
		two := func(a string, c bool) any { return l(a, c) }
		eq("Cut", func() any { return three(ours.Cut(s, sub)) }, func() any { return three(strings.Cut(s, sub)) })
		eq("CutPrefix", func() any { return two(ours.CutPrefix(s, sub)) }, func() any { return two(strings.CutPrefix(s, sub)) })
		eq("CutSuffix", func() any { return two(ours.CutSuffix(s, sub)) }, func() any { return two(strings.CutSuffix(s, sub)) })
		eq("Has", func() any { return l(ours.HasPrefix(s, sub), ours.HasSuffix(s, sub)) }, func() any { return l(strings.HasPrefix(s, sub), strings.HasSuffix(s, sub)) })
		eq("EqualFold", func() any {
			return l(ours.EqualFold(s, sub), ours.EqualFold(s, ours.ToUpper(s)), ours.EqualFold(s, strings.ToLower(s)), ours.EqualFold(u, sub))
		},
			func() any {
				return l(strings.EqualFold(s, sub), strings.EqualFold(s, strings.ToUpper(s)), strings.EqualFold(s, strings.ToLower(s)), strings.EqualFold(u, sub))
			})
		eq("Split", func() any {
			return l(ours.Split(s, sub), ours.SplitN(s, sub, n), ours.SplitAfter(s, sub), ours.SplitAfterN(s, sub, n), ours.SplitN(s, "", n))
		},
			func() any {
				return l(strings.Split(s, sub), strings.SplitN(s, sub, n), strings.SplitAfter(s, sub), strings.SplitAfterN(s, sub, n), strings.SplitN(s, "", n))
			})
		eq("Fields", func() any { return l(ours.Fields(s), ours.FieldsFunc(s, f)) }, func() any { return l(strings.Fields(s), strings.FieldsFunc(s, f)) })
		take := func(seq func(func(string) bool)) (x []string) {
			for v := range seq {
				if x = append(x, v); len(x) == n {
					break
				}
			}
			return
		}
		eq("Seq", func() any {
			return l(take(ours.SplitSeq(s, sub)), take(ours.SplitAfterSeq(s, sub)), take(ours.FieldsSeq(s)), take(ours.FieldsFuncSeq(s, f)), take(ours.Lines(s)), take(ours.SplitSeq(s, "")))
		},
			func() any {
				return l(take(strings.SplitSeq(s, sub)), take(strings.SplitAfterSeq(s, sub)), take(strings.FieldsSeq(s)), take(strings.FieldsFuncSeq(s, f)), take(strings.Lines(s)), take(strings.SplitSeq(s, "")))
			})
		eq("Join", func() any {
			return l(ours.Join([]string{s, sub, u}, u), ours.Join(nil, u), ours.Join([]string{s}, u), ours.Repeat(u, n), ours.Repeat("xyz", 1<<62))
		},
			func() any {
				return l(strings.Join([]string{s, sub, u}, u), strings.Join(nil, u), strings.Join([]string{s}, u), strings.Repeat(u, n), strings.Repeat("xyz", 1<<62))
			})
		eq("Repeat", func() any { return ours.Repeat(u, n) }, func() any { return strings.Repeat(u, n) })
		eq("Replace", func() any {
			return l(ours.Replace(s, sub, u, n), ours.ReplaceAll(s, sub, u), ours.Replace(s, "", u, n))
		},
			func() any {
				return l(strings.Replace(s, sub, u, n), strings.ReplaceAll(s, sub, u), strings.Replace(s, "", u, n))
			})
		eq("Map", func() any { return ours.Map(m, s) }, func() any { return strings.Map(m, s) })
		eq("To", func() any {
			return l(ours.ToUpper(s), ours.ToLower(s), ours.ToTitle(s), ours.Title(s), ours.ToValidUTF8(s, u))
		},
			func() any {
				return l(strings.ToUpper(s), strings.ToLower(s), strings.ToTitle(s), strings.Title(s), strings.ToValidUTF8(s, u))
			})
		eq("Special", func() any {
			return l(ours.ToUpperSpecial(oursu.TurkishCase, s), ours.ToLowerSpecial(oursu.TurkishCase, s), ours.ToTitleSpecial(oursu.TurkishCase, s))
		},
			func() any {
				return l(strings.ToUpperSpecial(unicode.TurkishCase, s), strings.ToLowerSpecial(unicode.TurkishCase, s), strings.ToTitleSpecial(unicode.TurkishCase, s))
			})
		eq("Trim", func() any {
			return l(ours.Trim(s, sub), ours.TrimLeft(s, sub), ours.TrimRight(s, sub), ours.TrimSpace(s), ours.TrimFunc(s, f), ours.TrimLeftFunc(s, f), ours.TrimRightFunc(s, f), ours.TrimPrefix(s, sub), ours.TrimSuffix(s, sub))
		},
			func() any {
				return l(strings.Trim(s, sub), strings.TrimLeft(s, sub), strings.TrimRight(s, sub), strings.TrimSpace(s), strings.TrimFunc(s, f), strings.TrimLeftFunc(s, f), strings.TrimRightFunc(s, f), strings.TrimPrefix(s, sub), strings.TrimSuffix(s, sub))
			})
		var on []string
		for k := r.Intn(5); k > 0; k-- {
			on = append(on, text(r, r.Intn(3)), text(r, 2))
		}
		if r.Intn(3) == 0 {
			for i := range on {
				if len(on[i]) > 1 && i%2 == 0 || i%2 == 0 && on[i] == "" {
					on[i] = "a"
				}
			}
		}
		if r.Intn(30) == 0 {
			on = append(on, "x")
		}
		eq(fmt.Sprintf("Replacer%q", on), func() any {
			p := ours.NewReplacer(on...)
			var b strings.Builder
			n, err := p.WriteString(&b, s)
			return l(p.Replace(s), b.String(), n, err)
		}, func() any {
			p := strings.NewReplacer(on...)
			var b strings.Builder
			n, err := p.WriteString(&b, s)
			return l(p.Replace(s), b.String(), n, err)
		})
	}
	t.Log(rounds)
}

func TestIndexLong(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 20000 {
		b := make([]byte, r.Intn(200))
		for i := range b {
			b[i] = "ab"[r.Intn(100)/90]
		}
		s := string(b)
		sub := strings.Repeat("a", r.Intn(20)) + "b"[:r.Intn(2)] + strings.Repeat("a", r.Intn(10))
		if x, y := ours.Index(s, sub), strings.Index(s, sub); x != y {
			t.Fatal(s, sub, x, y)
		}
		if x, y := ours.LastIndex(s, sub), strings.LastIndex(s, sub); x != y {
			t.Fatal(s, sub, x, y)
		}
	}
}

type reader interface {
	io.ReadSeeker
	io.ReaderAt
	io.WriterTo
	io.ByteScanner
	io.RuneScanner
	Len() int
	Size() int64
	Reset(string)
}

func TestReader(t *testing.T) {
	run := func(rd reader, seed int64) string {
		r := rand.New(rand.NewSource(seed))
		var log strings.Builder
		for range 30 {
			switch r.Intn(10) {
			case 0:
				b := make([]byte, r.Intn(5))
				n, err := rd.Read(b)
				fmt.Fprintf(&log, "%d %q %v;", n, b, err)
			case 1:
				b := make([]byte, r.Intn(5))
				n, err := rd.ReadAt(b, int64(r.Intn(20)-2))
				fmt.Fprintf(&log, "%d %q %v;", n, b, err)
			case 2:
				c, err := rd.ReadByte()
				fmt.Fprint(&log, c, err)
			case 3:
				fmt.Fprint(&log, rd.UnreadByte())
			case 4:
				c, n, err := rd.ReadRune()
				fmt.Fprint(&log, c, n, err)
			case 5:
				fmt.Fprint(&log, rd.UnreadRune())
			case 6:
				n, err := rd.Seek(int64(r.Intn(20)-8), r.Intn(4))
				fmt.Fprint(&log, n, err)
			case 7:
				if r.Intn(4) == 0 {
					n, err := rd.WriteTo(&log)
					fmt.Fprint(&log, n, err)
				}
			case 8:
				if r.Intn(4) == 0 {
					rd.Reset(text(r, 6))
				}
			}
			fmt.Fprint(&log, " ", rd.Len(), rd.Size(), ";")
		}
		return log.String()
	}
	for seed := range int64(20000) {
		s := text(rand.New(rand.NewSource(seed)), 8)
		if a, b := run(ours.NewReader(s), seed), run(strings.NewReader(s), seed); a != b {
			t.Fatalf("%q\n%s\n%s", s, a, b)
		}
	}
}

func TestBuilder(t *testing.T) {
	var b ours.Builder
	var want []byte
	r := rand.New(rand.NewSource(1))
	for range 1000 {
		s := text(r, 3)
		switch r.Intn(5) {
		case 0:
			b.WriteString(s)
		case 1:
			b.Write([]byte(s))
		case 2:
			s = s + "x"
			b.WriteByte(s[0])
			s = s[:1]
		case 3:
			b.WriteRune('é')
			s = "é"
		case 4:
			b.Grow(r.Intn(100))
			s = ""
		}
		want = append(want, s...)
		if b.Len() != len(want) || b.Cap() < b.Len() {
			t.Fatal(b.Len())
		}
	}
	if b.String() != string(want) {
		t.Error("text")
	}
	if n := testing.AllocsPerRun(10, func() {
		var b ours.Builder
		b.Grow(10)
		b.WriteString("hello")
	}); n > 1 {
		t.Error(n, "allocations")
	}
	c := b
	if s := try(func() any { c.WriteByte(1); return 0 }); s != "panic: strings: illegal use of non-zero Builder copied by value" {
		t.Error(s)
	}
	if s := try(func() any { b.Grow(-1); return 0 }); s != "panic: strings.Builder.Grow: negative count" {
		t.Error(s)
	}
	b.Reset()
	if b.Len() != 0 || !slices.Equal([]byte(b.String()), nil) {
		t.Error("Reset")
	}
}
