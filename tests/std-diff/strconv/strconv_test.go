package strconv_test

import (
	"fmt"
	"math"
	"math/rand"
	"strconv"
	"strings"
	"testing"
	"time"

	ours "gorcstd/strconv"
)

const budget = time.Second

func until(t *testing.T, f func(r *rand.Rand)) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	n := 0
	for start := time.Now(); time.Since(start) < budget && !t.Failed(); n++ {
		f(r)
	}
	t.Log(n, "rounds")
}

func same(t *testing.T, what string, a, b any) {
	t.Helper()
	if x, y := fmt.Sprintf("%#v", a), fmt.Sprintf("%#v", b); x != y {
		t.Errorf("%s: ours %s, official %s", what, x, y)
	}
}

func sameErr(t *testing.T, what string, a, b error) {
	t.Helper()
	x, y := fmt.Sprint(a), fmt.Sprint(b)
	if x != y {
		t.Errorf("%s: ours %s, official %s", what, x, y)
	}
	if a == nil {
		return
	}
	if e, ok := a.(*ours.NumError); ok {
		o := b.(*strconv.NumError)
		if e.Func != o.Func || e.Num != o.Num || (e.Err == ours.ErrRange) != (o.Err == strconv.ErrRange) || (e.Err == ours.ErrSyntax) != (o.Err == strconv.ErrSyntax) {
			t.Errorf("%s: ours %#v, official %#v", what, e, o)
		}
	}
}

func randFloat(r *rand.Rand) float64 {
	switch r.Intn(6) {
	case 0:
		return r.NormFloat64() * 1000
	case 1:
		return float64(r.Int63n(1<<uint(1+r.Intn(62)))) / float64(int64(1)<<uint(r.Intn(20)))
	case 2:
		return float64(r.Intn(100000)) / math.Pow10(r.Intn(6))
	case 3: // powers of two and their neighbours
		return math.Float64frombits(uint64(r.Intn(2048))<<52 + uint64(r.Intn(3)) - 1)
	case 4:
		return float64(1+r.Intn(9)) * math.Pow10(r.Intn(640)-330)
	}
	return math.Float64frombits(r.Uint64())
}

func TestFormatFloatShortest(t *testing.T) {
	check := func(f float64) {
		for _, bits := range []int{64, 32} {
			for _, c := range []byte("eg") {
				same(t, fmt.Sprintf("%x %c %d", f, c, bits), ours.FormatFloat(f, c, -1, bits), strconv.FormatFloat(f, c, -1, bits))
			}
		}
	}
	for e := 0; e < 2048; e++ {
		for d := -2; d < 3; d++ {
			check(math.Float64frombits(uint64(e)<<52 + uint64(d)))
			check(float64(math.Float32frombits(uint32(e&255)<<23 + uint32(d))))
		}
	}
	until(t, func(r *rand.Rand) {
		check(randFloat(r))
		check(float64(math.Float32frombits(r.Uint32())))
	})
}

func TestFormatFloat(t *testing.T) {
	until(t, func(r *rand.Rand) {
		f := randFloat(r)
		c := "beEfgGxXq"[r.Intn(9)]
		prec := r.Intn(24) - 2
		if r.Intn(50) == 0 {
			prec = r.Intn(1100)
		}
		bits := 32 << r.Intn(2)
		same(t, fmt.Sprintf("%x %c %d %d", f, c, prec, bits), ours.FormatFloat(f, c, prec, bits), strconv.FormatFloat(f, c, prec, bits))
	})
}

func mutate(r *rand.Rand, s string, alphabet string) string {
	b := []byte(s)
	for n := r.Intn(4); n > 0; n-- {
		c := alphabet[r.Intn(len(alphabet))]
		i := r.Intn(len(b) + 1)
		switch {
		case r.Intn(3) == 0 && i < len(b):
			b = append(b[:i], b[i+1:]...)
		case r.Intn(2) == 0 && i < len(b):
			b[i] = c
		default:
			b = append(b[:i], append([]byte{c}, b[i:]...)...)
		}
	}
	return string(b)
}

func checkParseFloat(t *testing.T, s string) {
	for _, bits := range []int{64, 32} {
		f, err := ours.ParseFloat(s, bits)
		g, err2 := strconv.ParseFloat(s, bits)
		if math.Float64bits(f) != math.Float64bits(g) && !(f != f && g != g) {
			t.Errorf("ParseFloat(%q, %d): ours %x official %x", s, bits, f, g)
		}
		sameErr(t, s, err, err2)
	}
}

func TestParseFloat(t *testing.T) {
	for _, s := range []string{"", "0", "-0", "1e400", "-1e400", "nan", "NaN", "+nan", "inf", "-Infinity", "+iNf", "0x", "0x1p", "0x1p-1074", "0x1p-1075", "0x1.8p-1075",
		"0x1.fffffffffffff7p1023", "0x1.fffffffffffff8p1023", "1e23", "2.2250738585072011e-308", "2.4703282292062327208e-324", "2.4703282292062327209e-324", "9007199254740993", "9007199254740993.0000000000000000000000000000000000000001",
		"1.00000000000000011102230246251565404236316680908203125", "1.00000000000000011102230246251565404236316680908203124", "1.00000000000000011102230246251565404236316680908203126",
		"1" + strings.Repeat("0", 400) + "e-400", "0." + strings.Repeat("0", 400) + "1e401", "179769313486231580793e289", "1e", "1e+", "._1", "0x_1p3", "1_0e1_0"} {
		checkParseFloat(t, s)
	}
	until(t, func(r *rand.Rand) {
		f := randFloat(r)
		var s string
		switch r.Intn(5) {
		case 0:
			s = strconv.FormatFloat(f, 'g', r.Intn(30)-1, 64)
		case 1:
			s = strconv.FormatFloat(f, 'x', r.Intn(20)-1, 64)
		case 2: // just about halfway between two floats
			a := new(strings.Builder)
			x := math.Abs(f)
			if x < math.MaxFloat64 {
				y := math.Nextafter(x, math.Inf(1))
				h := exactHalf(x, y)
				a.WriteString(h)
			}
			s = a.String()
			if r.Intn(2) == 0 && len(s) > 20 {
				s = s[:20+r.Intn(len(s)-20)]
			}
			if r.Intn(3) == 0 {
				s += "0001"
			}
		case 3:
			s = fmt.Sprintf("%de%d", r.Uint64()>>uint(r.Intn(60)), r.Intn(700)-360)
		default:
			s = mutate(r, strconv.FormatFloat(f, "gexf"[r.Intn(4)], -1, 64), "0123456789abcdefxp_.+-einfINFtyany")
		}
		checkParseFloat(t, s)
	})
}

func TestParseComplex(t *testing.T) {
	until(t, func(r *rand.Rand) {
		c := complex(randFloat(r), randFloat(r))
		f := "gexb"[r.Intn(4)]
		prec := r.Intn(10) - 1
		s := ours.FormatComplex(c, f, prec, 128)
		same(t, "format", s, strconv.FormatComplex(c, f, prec, 128))
		same(t, "format", ours.FormatComplex(c, f, prec, 64), strconv.FormatComplex(c, f, prec, 64))
		s = mutate(r, s, "0123456789xp_.+-+-einfINFtyaniii()")
		for _, bits := range []int{64, 128} {
			a, err := ours.ParseComplex(s, bits)
			b, err2 := strconv.ParseComplex(s, bits)
			same(t, s, a, b)
			sameErr(t, s, err, err2)
		}
	})
}

func TestIntegers(t *testing.T) {
	texts := []string{"", "0", "-", "+", "0x", "0b", "0o", "0_", "_", "0_1", "0x_1", "1__2", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "99999999999999999999a", "0b102", "08", "zz", "ZZ"}
	check := func(s string, base, bits int) {
		a, err := ours.ParseInt(s, base, bits)
		b, err2 := strconv.ParseInt(s, base, bits)
		same(t, fmt.Sprint("ParseInt ", s, base, bits), a, b)
		sameErr(t, fmt.Sprint("ParseInt ", s, base, bits), err, err2)
		c, err := ours.ParseUint(s, base, bits)
		d, err2 := strconv.ParseUint(s, base, bits)
		same(t, fmt.Sprint("ParseUint ", s, base, bits), c, d)
		sameErr(t, fmt.Sprint("ParseUint ", s, base, bits), err, err2)
		e, err := ours.Atoi(s)
		f, err2 := strconv.Atoi(s)
		same(t, "Atoi "+s, e, f)
		sameErr(t, "Atoi "+s, err, err2)
		g, err := ours.ParseBool(s)
		h, err2 := strconv.ParseBool(s)
		same(t, s, g, h)
		sameErr(t, s, err, err2)
	}
	for _, s := range texts {
		for _, base := range []int{0, 2, 8, 10, 16, 36, 1, 37, -1} {
			for _, bits := range []int{0, 8, 16, 32, 64, 65, -1, 1} {
				check(s, base, bits)
			}
		}
	}
	for _, s := range []string{"true", "True", "tRUE", "f", "F", "FALSE", "t", "1", "T"} {
		check(s, 10, 64)
	}
	until(t, func(r *rand.Rand) {
		v := r.Uint64() >> uint(r.Intn(64))
		base := 2 + r.Intn(35)
		s := ours.FormatUint(v, base)
		same(t, "FormatUint", s, strconv.FormatUint(v, base))
		s = ours.FormatInt(int64(v), base)
		same(t, "FormatInt", s, strconv.FormatInt(int64(v), base))
		same(t, "AppendInt", ours.AppendInt([]byte("x"), -int64(v), base), strconv.AppendInt([]byte("x"), -int64(v), base))
		same(t, "Itoa", ours.Itoa(int(v)), strconv.Itoa(int(v)))
		if r.Intn(3) == 0 {
			base = []int{0, 0, 2, 8, 10, 16, 36}[r.Intn(7)]
		}
		check(mutate(r, s, "0123456789abcdefxob_+-zZ"), base, r.Intn(65))
	})
}

func TestRunes(t *testing.T) {
	for r := rune(-2); r < 0x110002; r++ {
		if ours.IsPrint(r) != strconv.IsPrint(r) || ours.IsGraphic(r) != strconv.IsGraphic(r) {
			t.Fatalf("%U", r)
		}
		if ours.QuoteRune(r) != strconv.QuoteRune(r) || ours.QuoteRuneToASCII(r) != strconv.QuoteRuneToASCII(r) || ours.QuoteRuneToGraphic(r) != strconv.QuoteRuneToGraphic(r) {
			t.Fatalf("quote %U: %s %s", r, ours.QuoteRune(r), strconv.QuoteRune(r))
		}
		if s := string(r); ours.CanBackquote(s) != strconv.CanBackquote(s) {
			t.Fatalf("backquote %U", r)
		}
	}
}

func TestQuote(t *testing.T) {
	pieces := []string{"a", "\n", "\t", "\"", "'", "`", "\\", "\x00", "\x7f", "\xff", "\xc3", "é", "日", "\u00a0", "\ufeff", "\U0001f600", "\u2028", "\xed\xa0\x80", "\\n", "\\x41", "\\101", "\\400", "\\u00e9", "\\ud800", "\\U00110000", "\\U0001f600", "\\'", "\\\"", "\r", "\\q", "\ufffd"}
	until(t, func(r *rand.Rand) {
		s := ""
		for n := r.Intn(8); n > 0; n-- {
			s += pieces[r.Intn(len(pieces))]
		}
		same(t, "Quote", ours.Quote(s), strconv.Quote(s))
		same(t, "QuoteToASCII", ours.QuoteToASCII(s), strconv.QuoteToASCII(s))
		same(t, "QuoteToGraphic", ours.QuoteToGraphic(s), strconv.QuoteToGraphic(s))
		same(t, "AppendQuote", ours.AppendQuote([]byte("x"), s), strconv.AppendQuote([]byte("x"), s))
		same(t, "CanBackquote", ours.CanBackquote(s), strconv.CanBackquote(s))
		for _, l := range []string{s, `"` + s + `"`, "'" + s + "'", "`" + s + "`", `"` + s + `"x`, "`" + s, strconv.Quote(s), strconv.Quote(s) + s} {
			a, err := ours.Unquote(l)
			b, err2 := strconv.Unquote(l)
			same(t, "Unquote "+l, a, b)
			sameErr(t, "Unquote "+l, err, err2)
			a, err = ours.QuotedPrefix(l)
			b, err2 = strconv.QuotedPrefix(l)
			same(t, "QuotedPrefix "+l, a, b)
			sameErr(t, "QuotedPrefix "+l, err, err2)
			for _, q := range []byte("'\"`\x00") {
				v, mb, tail, err := ours.UnquoteChar(l, q)
				v2, mb2, tail2, err2 := strconv.UnquoteChar(l, q)
				same(t, "UnquoteChar "+l, fmt.Sprint(v, mb, tail), fmt.Sprint(v2, mb2, tail2))
				sameErr(t, "UnquoteChar "+l, err, err2)
			}
		}
	})
}
