// Scanning: every verb over many inputs and target types, ours against the official fmt.
package fmt_test

import (
	"bytes"
	ofmt "fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"gorcstd/fmt"
)

type F float64
type Bool bool

type scanner struct{ s string }

func (s *scanner) Scan(st fmt.ScanState, verb rune) error {
	tok, err := st.Token(true, func(r rune) bool { return r != ';' })
	s.s = string(tok) + string(verb)
	if w, ok := st.Width(); ok {
		s.s += string(rune('0' + w%10))
	}
	return err
}

type oscanner struct{ s string }

func (s *oscanner) Scan(st ofmt.ScanState, verb rune) error {
	tok, err := st.Token(true, func(r rune) bool { return r != ';' })
	s.s = string(tok) + string(verb)
	if w, ok := st.Width(); ok {
		s.s += string(rune('0' + w%10))
	}
	return err
}

func errText(e error) string {
	if e == nil {
		return "<nil>"
	}
	return e.Error()
}

var targets = []func() any{
	func() any { return new(bool) }, func() any { return new(int) }, func() any { return new(int8) },
	func() any { return new(int64) }, func() any { return new(uint) }, func() any { return new(uint8) },
	func() any { return new(uintptr) }, func() any { return new(float32) }, func() any { return new(float64) },
	func() any { return new(complex64) }, func() any { return new(complex128) }, func() any { return new(string) },
	func() any { return new([]byte) }, func() any { return new(rune) }, func() any { return new(I) }, func() any { return new(S) },
	func() any { return new(BS) }, func() any { return new(F) }, func() any { return new(Bool) }, func() any { return new([]int) }, func() any { return 5 },
}

var inputs = []string{"", " ", "1", "12", "-12", "+7", "300", "1e3", "0x1f", "0b101", "0o17", "017", "1_000", "0_8", "abc", "true", "tr", "TRUE", "f", "False",
	"0", "1.5", "-1.5e-3", "inf", "-Inf", "NaN", "nan", "(1+2i)", "1+2i", "(1", "(1.5-2e1i)", "2i", "\"quoted\\n\" x", "`raw` y", "hello world", "\nfoo", "foo\nbar", "a\n",
	"é世", "U+1F600", "U+41", "68656c6c6f", "6", "99999999999999999999", "0x1p-2", "1p3", "x", "%", "  spaced  out ", "\t\t7\n8", "1\r\n2", "\xff\xfe", "12abc", "--1", "+", ".", ".5", "5.", "1e", "0x", "1.2.3", "255 256", "-1", "a;b"}

func TestScan(t *testing.T) {
	bad := 0
	check := func(what string, n, on int, e, oe error, v, ov any, rest, orest string) {
		if n != on || errText(e) != errText(oe) || ofmt.Sprint(deref(v)) != ofmt.Sprint(deref(ov)) || rest != orest {
			if bad++; bad < 60 {
				t.Errorf("%s: want %d %q %v rest %q, got %d %q %v rest %q", what, on, errText(oe), deref(ov), orest, n, errText(e), deref(v), rest)
			}
		}
	}
	verbs := "vbcdoqxXUeEfFgGstTp%z"
	for _, in := range inputs {
		for _, mk := range targets {
			a, b := mk(), mk()
			ra, rb := strings.NewReader(in), strings.NewReader(in)
			n, e := fmt.Fscan(ra, a)
			on, oe := ofmt.Fscan(rb, b)
			check(ofmt.Sprintf("Scan(%q, %T)", in, a), n, on, e, oe, a, b, left(ra), left(rb))
			a, b = mk(), mk()
			n, e = fmt.Sscanln(in, a)
			on, oe = ofmt.Sscanln(in, b)
			check(ofmt.Sprintf("Scanln(%q, %T)", in, a), n, on, e, oe, a, b, "", "")
			for _, verb := range verbs {
				for _, w := range []string{"", "1", "3", "5"} {
					f := "%" + w + string(verb)
					a, b = mk(), mk()
					ra, rb := strings.NewReader(in), strings.NewReader(in)
					n, e = fmt.Fscanf(ra, f, a)
					on, oe = ofmt.Fscanf(rb, f, b)
					check(ofmt.Sprintf("Scanf(%q, %q, %T)", in, f, a), n, on, e, oe, a, b, left(ra), left(rb))
				}
			}
		}
	}
}

func deref(v any) any {
	if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer {
		return r.Elem().Interface()
	}
	return v
}

func left(r io.Reader) string {
	b, _ := io.ReadAll(r)
	return string(b)
}

func TestScanFormats(t *testing.T) {
	formats := []string{"%d %d", "%d,%d", "%d\n%d", " %d %d", "%d %d\n", "%s %d", "%c%c", "%5s%d", "%d%%%d", "%3d%3d", "x%dy%d", "%d  %d", "\n%d\n%d\n", "%v %v", "a b %d", "%s\t%s", "%d %s", "", "%", "%d", "%d %d %d", "%!d %d", "%-5d %d", "%.3f %f", "%*d %d", "%[2]d %[1]d", "é%d", "%d\r\n%d", "%d \n %d", "%d\n\n%d"}
	ins := []string{"1 2", "1,2", "1\n2", " 1 2", "1 2\n", "ab 3", "xy", "abcde7", "5%6", "123456", "x1y2", "1  2", "\n1\n2\n", "a b 3", "a\tb", "", "1", "1 2 3", "1\r\n2", "é4", "1 \n 2", "1\n\n2", "abcdefg12", "1 a", "  ", "\n"}
	for _, f := range formats {
		for _, in := range ins {
			for k := 0; k < 3; k++ {
				var i1, i2, j1, j2 int
				var s1, s2, z1, z2 string
				a := [][]any{{&i1, &i2}, {&s1, &i1}, {&s1, &s2}}[k]
				b := [][]any{{&j1, &j2}, {&z1, &j1}, {&z1, &z2}}[k]
				ra, rb := bytes.NewBufferString(in), bytes.NewBufferString(in)
				n, e := fmt.Fscanf(ra, f, a...)
				on, oe := ofmt.Fscanf(rb, f, b...)
				if n != on || errText(e) != errText(oe) || i1 != j1 || i2 != j2 || s1 != z1 || s2 != z2 || ra.String() != rb.String() {
					t.Errorf("Fscanf(%q, %q) %d: want %d %q %d %d %q %q rest %q got %d %q %d %d %q %q rest %q", in, f, k, on, errText(oe), j1, j2, z1, z2, rb.String(), n, errText(e), i1, i2, s1, s2, ra.String())
				}
				for _, ln := range []bool{false, true} {
					i1, i2, j1, j2, s1, s2, z1, z2 = 0, 0, 0, 0, "", "", "", ""
					fa, fb := fmt.Sscan, ofmt.Sscan
					if ln {
						fa, fb = fmt.Sscanln, ofmt.Sscanln
					}
					n, e = fa(in, a...)
					on, oe = fb(in, b...)
					if n != on || errText(e) != errText(oe) || i1 != j1 || i2 != j2 || s1 != z1 || s2 != z2 {
						t.Errorf("Sscan(ln)(%q) %v %d: want %d %q got %d %q", in, ln, k, on, errText(oe), n, errText(e))
					}
				}
			}
		}
	}
	for _, in := range []string{"abc;d", "  ab ;", "", ";"} {
		var a scanner
		var b oscanner
		n, e := fmt.Sscanf(in, "%5v", &a)
		on, oe := ofmt.Sscanf(in, "%5v", &b)
		if n != on || errText(e) != errText(oe) || a.s != b.s {
			t.Errorf("Scanner %q: want %d %q %q got %d %q %q", in, on, errText(oe), b.s, n, errText(e), a.s)
		}
	}
}
