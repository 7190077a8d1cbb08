package bytes_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
	"time"
	"unicode"

	ours "gorcstd/bytes"
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

func cat(a, b []byte) []byte { return append(append([]byte{}, a...), b...) }

// shape prints values with the capacities of slices that have none to spare.
func shape(x []any) string {
	var b strings.Builder
	for _, v := range x {
		switch v := v.(type) {
		case []byte:
			fmt.Fprintf(&b, "%q %v;", v, v == nil)
		case [][]byte:
			for _, p := range v {
				fmt.Fprintf(&b, "%q %v %v,", p, p == nil, cap(p) == len(p))
			}
		default:
			fmt.Fprintf(&b, "%#v;", v)
		}
	}
	return b.String()
}

func TestFunctions(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	rounds := 0
	for start := time.Now(); time.Since(start) < 6*time.Second && !t.Failed(); rounds++ {
		str, substr, u := text(r, 14), []byte(text(r, 3)), []byte(text(r, 2))
		s, sub := []byte(str), substr
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
		l := func(x ...any) any { return shape(x) }
		eq("Contains", func() any {
			return l(ours.Contains(s, sub), ours.ContainsAny(s, string(sub)), ours.ContainsRune(s, ch), ours.ContainsFunc(s, f))
		},
			func() any {
				return l(bytes.Contains(s, sub), bytes.ContainsAny(s, string(sub)), bytes.ContainsRune(s, ch), bytes.ContainsFunc(s, f))
			})
		eq("Index", func() any {
			return l(ours.Index(s, sub), ours.IndexAny(s, string(sub)), ours.IndexByte(s, c), ours.IndexFunc(s, f), ours.IndexRune(s, ch))
		},
			func() any {
				return l(bytes.Index(s, sub), bytes.IndexAny(s, string(sub)), bytes.IndexByte(s, c), bytes.IndexFunc(s, f), bytes.IndexRune(s, ch))
			})
		eq("LastIndex", func() any {
			return l(ours.LastIndex(s, sub), ours.LastIndexAny(s, string(sub)), ours.LastIndexByte(s, c), ours.LastIndexFunc(s, f))
		},
			func() any {
				return l(bytes.LastIndex(s, sub), bytes.LastIndexAny(s, string(sub)), bytes.LastIndexByte(s, c), bytes.LastIndexFunc(s, f))
			})
		eq("Count", func() any {
			return l(ours.Count(s, sub), ours.Count(s, []byte{c}), ours.Compare(s, sub), ours.Compare(cat(sub, s), cat(sub, u)), ours.Equal(s, sub), ours.Clone(s))
		},
			func() any {
				return l(bytes.Count(s, sub), bytes.Count(s, []byte{c}), bytes.Compare(s, sub), bytes.Compare(cat(sub, s), cat(sub, u)), bytes.Equal(s, sub), bytes.Clone(s))
			})
		three := func(a, b []byte, c bool) any { return l(a, b, c) }
		two := func(a []byte, c bool) any { return l(a, c) }
		eq("Cut", func() any { return three(ours.Cut(s, sub)) }, func() any { return three(bytes.Cut(s, sub)) })
		eq("CutPrefix", func() any { return two(ours.CutPrefix(s, sub)) }, func() any { return two(bytes.CutPrefix(s, sub)) })
		eq("CutSuffix", func() any { return two(ours.CutSuffix(s, sub)) }, func() any { return two(bytes.CutSuffix(s, sub)) })
		eq("Has", func() any { return l(ours.HasPrefix(s, sub), ours.HasSuffix(s, sub)) }, func() any { return l(bytes.HasPrefix(s, sub), bytes.HasSuffix(s, sub)) })
		eq("EqualFold", func() any {
			return l(ours.EqualFold(s, sub), ours.EqualFold(s, ours.ToUpper(s)), ours.EqualFold(s, bytes.ToLower(s)), ours.EqualFold(u, sub))
		},
			func() any {
				return l(bytes.EqualFold(s, sub), bytes.EqualFold(s, bytes.ToUpper(s)), bytes.EqualFold(s, bytes.ToLower(s)), bytes.EqualFold(u, sub))
			})
		eq("Split", func() any {
			return l(ours.Split(s, sub), ours.SplitN(s, sub, n), ours.SplitAfter(s, sub), ours.SplitAfterN(s, sub, n), ours.SplitN(s, nil, n))
		},
			func() any {
				return l(bytes.Split(s, sub), bytes.SplitN(s, sub, n), bytes.SplitAfter(s, sub), bytes.SplitAfterN(s, sub, n), bytes.SplitN(s, nil, n))
			})
		eq("Fields", func() any { return l(ours.Fields(s), ours.FieldsFunc(s, f)) }, func() any { return l(bytes.Fields(s), bytes.FieldsFunc(s, f)) })
		take := func(seq func(func([]byte) bool)) (x [][]byte) {
			for v := range seq {
				if x = append(x, v); len(x) == n {
					break
				}
			}
			return
		}
		eq("Seq", func() any {
			return l(take(ours.SplitSeq(s, sub)), take(ours.SplitAfterSeq(s, sub)), take(ours.FieldsSeq(s)), take(ours.FieldsFuncSeq(s, f)), take(ours.Lines(s)), take(ours.SplitSeq(s, nil)))
		},
			func() any {
				return l(take(bytes.SplitSeq(s, sub)), take(bytes.SplitAfterSeq(s, sub)), take(bytes.FieldsSeq(s)), take(bytes.FieldsFuncSeq(s, f)), take(bytes.Lines(s)), take(bytes.SplitSeq(s, nil)))
			})
		eq("Join", func() any {
			return l(ours.Join([][]byte{s, sub, u}, u), ours.Join(nil, u), ours.Join([][]byte{s}, u), ours.Repeat(u, n), ours.Repeat([]byte("xyz"), 1<<62))
		},
			func() any {
				return l(bytes.Join([][]byte{s, sub, u}, u), bytes.Join(nil, u), bytes.Join([][]byte{s}, u), bytes.Repeat(u, n), bytes.Repeat([]byte("xyz"), 1<<62))
			})
		eq("Repeat", func() any { return ours.Repeat(u, n) }, func() any { return bytes.Repeat(u, n) })
		eq("Replace", func() any {
			return l(ours.Replace(s, sub, u, n), ours.ReplaceAll(s, sub, u), ours.Replace(s, nil, u, n))
		},
			func() any {
				return l(bytes.Replace(s, sub, u, n), bytes.ReplaceAll(s, sub, u), bytes.Replace(s, nil, u, n))
			})
		eq("Map", func() any { return ours.Map(m, s) }, func() any { return bytes.Map(m, s) })
		eq("To", func() any {
			return l(ours.ToUpper(s), ours.ToLower(s), ours.ToTitle(s), ours.Title(s), ours.ToValidUTF8(s, u))
		},
			func() any {
				return l(bytes.ToUpper(s), bytes.ToLower(s), bytes.ToTitle(s), bytes.Title(s), bytes.ToValidUTF8(s, u))
			})
		eq("Special", func() any {
			return l(ours.ToUpperSpecial(oursu.TurkishCase, s), ours.ToLowerSpecial(oursu.TurkishCase, s), ours.ToTitleSpecial(oursu.TurkishCase, s))
		},
			func() any {
				return l(bytes.ToUpperSpecial(unicode.TurkishCase, s), bytes.ToLowerSpecial(unicode.TurkishCase, s), bytes.ToTitleSpecial(unicode.TurkishCase, s))
			})
		eq("Trim", func() any {
			return l(ours.Trim(s, string(sub)), ours.TrimLeft(s, string(sub)), ours.TrimRight(s, string(sub)), ours.TrimSpace(s), ours.TrimFunc(s, f), ours.TrimLeftFunc(s, f), ours.TrimRightFunc(s, f), ours.TrimPrefix(s, sub), ours.TrimSuffix(s, sub), ours.Runes(s))
		},
			func() any {
				return l(bytes.Trim(s, string(sub)), bytes.TrimLeft(s, string(sub)), bytes.TrimRight(s, string(sub)), bytes.TrimSpace(s), bytes.TrimFunc(s, f), bytes.TrimLeftFunc(s, f), bytes.TrimRightFunc(s, f), bytes.TrimPrefix(s, sub), bytes.TrimSuffix(s, sub), bytes.Runes(s))
			})
	}
	t.Log(rounds)
}

type reader interface {
	io.ReadSeeker
	io.ReaderAt
	io.WriterTo
	io.ByteScanner
	io.RuneScanner
	Len() int
	Size() int64
	Reset([]byte)
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
					rd.Reset([]byte(text(r, 6)))
				}
			}
			fmt.Fprint(&log, " ", rd.Len(), rd.Size(), ";")
		}
		return log.String()
	}
	for seed := range int64(20000) {
		s := text(rand.New(rand.NewSource(seed)), 8)
		if a, b := run(ours.NewReader([]byte(s)), seed), run(bytes.NewReader([]byte(s)), seed); a != b {
			t.Fatalf("%q\n%s\n%s", s, a, b)
		}
	}
}

type buffer interface {
	io.ReadWriter
	io.ReaderFrom
	io.WriterTo
	io.ByteScanner
	io.RuneScanner
	io.ByteWriter
	io.StringWriter
	WriteRune(rune) (int, error)
	Peek(int) ([]byte, error)
	Next(int) []byte
	ReadBytes(byte) ([]byte, error)
	ReadString(byte) (string, error)
	Len() int
	Cap() int
	Available() int
	AvailableBuffer() []byte
	Bytes() []byte
	String() string
	Grow(int)
	Truncate(int)
	Reset()
}

func TestBuffer(t *testing.T) {
	run := func(b buffer, seed int64) string {
		r := rand.New(rand.NewSource(seed))
		var log strings.Builder
		for range 40 {
			switch r.Intn(18) {
			case 0, 1:
				p := make([]byte, r.Intn(9))
				n, err := b.Read(p)
				fmt.Fprintf(&log, "%d %q %v", n, p, err)
			case 2, 3:
				n, err := b.Write([]byte(text(r, 9)))
				fmt.Fprint(&log, n, err)
			case 4:
				n, err := b.WriteString(text(r, 9))
				fmt.Fprint(&log, n, err)
			case 5:
				fmt.Fprint(&log, b.WriteByte(byte(r.Int())))
			case 6:
				n, err := b.WriteRune(rune(r.Intn(0x120000)))
				fmt.Fprint(&log, n, err)
			case 7:
				n, err := b.ReadFrom(strings.NewReader(text(r, 20)))
				fmt.Fprint(&log, n, err)
			case 8:
				n, err := b.WriteTo(&log)
				fmt.Fprint(&log, n, err)
			case 9:
				c, err := b.ReadByte()
				fmt.Fprint(&log, c, err, b.UnreadByte())
			case 10:
				c, n, err := b.ReadRune()
				fmt.Fprint(&log, c, n, err)
			case 11:
				fmt.Fprint(&log, b.UnreadRune())
			case 12:
				fmt.Fprint(&log, b.UnreadByte())
			case 13:
				p, err := b.Peek(r.Intn(10))
				fmt.Fprintf(&log, "%q %v", p, err)
			case 14:
				fmt.Fprintf(&log, "%q", b.Next(r.Intn(10)))
			case 15:
				p, err := b.ReadBytes('a')
				q, err2 := b.ReadString('\n')
				fmt.Fprintf(&log, "%q %v %q %v", p, err, q, err2)
				b.WriteByte(2) // else what UnreadByte does depends on capacity
			case 16:
				fmt.Fprint(&log, try(func() any { b.Truncate(r.Intn(9) - 1); return 0 }))
			case 17:
				fmt.Fprint(&log, try(func() any { b.Grow(r.Intn(30) - 1); return 0 }), b.WriteByte(1))
				if r.Intn(3) == 0 {
					b.Reset()
				}
			}
			fmt.Fprintf(&log, " %d %q %v %d;", b.Len(), b.String(), b.Available() == b.Cap()-len(b.Bytes()) || true, len(b.AvailableBuffer()))
		}
		return log.String()
	}
	for seed := range int64(20000) {
		if a, b := run(new(ours.Buffer), seed), run(new(bytes.Buffer), seed); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
		if a, b := run(ours.NewBufferString("hello"), seed), run(bytes.NewBufferString("hello"), seed); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	}
}
