package utf8_test

import (
	"math/rand"
	"slices"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	ours16 "gorcstd/unicode/utf16"
	ours "gorcstd/unicode/utf8"
)

func TestRunes(t *testing.T) {
	for r := rune(-2); r < 0x110002; r++ {
		var a, b [4]byte
		if ours.EncodeRune(a[:], r) != utf8.EncodeRune(b[:], r) || a != b {
			t.Fatalf("EncodeRune %U", r)
		}
		if ours.RuneLen(r) != utf8.RuneLen(r) || ours.ValidRune(r) != utf8.ValidRune(r) {
			t.Fatalf("RuneLen %U", r)
		}
		if !slices.Equal(ours.AppendRune(nil, r), utf8.AppendRune(nil, r)) {
			t.Fatalf("AppendRune %U", r)
		}
		if !slices.Equal(ours16.AppendRune(nil, r), utf16.AppendRune(nil, r)) || ours16.RuneLen(r) != utf16.RuneLen(r) || ours16.IsSurrogate(r) != utf16.IsSurrogate(r) {
			t.Fatalf("utf16 %U", r)
		}
		x, y := ours16.EncodeRune(r)
		if x2, y2 := utf16.EncodeRune(r); x != x2 || y != y2 {
			t.Fatalf("utf16 %U", r)
		}
	}
}

func TestSequences(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	lead := []byte{0, 'a', 0x7f, 0x80, 0x9f, 0xa0, 0x8f, 0x90, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff}
	for start := time.Now(); time.Since(start) < 3*time.Second; {
		p := make([]byte, r.Intn(12))
		for i := range p {
			p[i] = lead[r.Intn(len(lead))]
			if r.Intn(3) == 0 {
				p[i] = byte(r.Int())
			}
		}
		s := string(p)
		eq := func(what string, a, b any) {
			if a != b {
				t.Errorf("%s %x: %v %v", what, p, a, b)
			}
		}
		type d struct {
			r rune
			n int
		}
		pair := func(r rune, n int) d { return d{r, n} }
		eq("DecodeRune", pair(ours.DecodeRune(p)), pair(utf8.DecodeRune(p)))
		eq("DecodeRuneInString", pair(ours.DecodeRuneInString(s)), pair(utf8.DecodeRuneInString(s)))
		eq("DecodeLastRune", pair(ours.DecodeLastRune(p)), pair(utf8.DecodeLastRune(p)))
		eq("DecodeLastRuneInString", pair(ours.DecodeLastRuneInString(s)), pair(utf8.DecodeLastRuneInString(s)))
		eq("FullRune", ours.FullRune(p), utf8.FullRune(p))
		eq("FullRuneInString", ours.FullRuneInString(s), utf8.FullRuneInString(s))
		eq("RuneCount", ours.RuneCount(p), utf8.RuneCount(p))
		eq("RuneCountInString", ours.RuneCountInString(s), utf8.RuneCountInString(s))
		eq("Valid", ours.Valid(p), utf8.Valid(p))
		eq("ValidString", ours.ValidString(s), utf8.ValidString(s))
		w := make([]uint16, r.Intn(6))
		for i := range w {
			w[i] = []uint16{0, 'a', 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff}[r.Intn(9)]
		}
		if !slices.Equal(ours16.Decode(w), utf16.Decode(w)) {
			t.Errorf("Decode %x", w)
		}
		rs := []rune(s)
		if !slices.Equal(ours16.Encode(rs), utf16.Encode(rs)) {
			t.Errorf("Encode %x", rs)
		}
		if len(w) > 1 {
			eq("DecodeRune", ours16.DecodeRune(rune(w[0]), rune(w[1])), utf16.DecodeRune(rune(w[0]), rune(w[1])))
		}
	}
	for b := 0; b < 256; b++ {
		if ours.RuneStart(byte(b)) != utf8.RuneStart(byte(b)) {
			t.Error(b)
		}
	}
}
