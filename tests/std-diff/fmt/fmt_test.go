// Every verb, flag, width and precision over many values: ours against the official fmt.
package fmt_test

import (
	"errors"
	ofmt "fmt"
	"math"
	"testing"
	"unsafe"

	"gorcstd/fmt"
)

type st struct {
	A int
	b string
	C []any
	D map[string]int
	E *int
	F any
	G error
}
type S string
type I int
type BS []byte
type B byte
type strg struct{ x int }

func (s strg) String() string { return "strg" }

type pstr struct{ x int }

func (s *pstr) String() string { return "pstr" + string(rune('0'+s.x)) }

type gos struct{}

func (gos) GoString() string { return "gos{}" }

type pan struct{}

func (pan) Error() string { panic("boo") }

type nst struct {
	s  strg
	p  *pstr
	e  error
	in any
}
type emb struct {
	strg
	N int
}

func TestPrinting(t *testing.T) {
	one := 1
	vals := []any{nil, true, 0, 1, -1, 42, int8(-128), uint8(200), int64(math.MinInt64), uint64(math.MaxUint64), uintptr(7), 'x', rune(0x1F600), rune(-1), 0.0, 1.0, -2.5, 1e6, 123456789.0, 1e21, 1e-7, math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), float32(0.1), float32(3.4e38), 1 + 2i, complex64(-1.5i), "", "hello", "h\"é\n世\xff", S("named"), I(7), BS("bs"), B(3), []byte("abc"), []byte(nil), []byte{}, [3]byte{1, 2, 3}, []B{1, 2}, []int{1, 2, 3}, []int(nil), []string{"a", "b c"}, [2]bool{true}, []any{1, "a", nil, 2.5}, map[string]int{"b": 1, "a": 2}, map[int]string(nil), map[any]int{"x": 1}, map[float64]int{math.NaN(): 1, 2: 2, -1: 3}, map[[2]int]S{{1, 2}: "p", {0, 5}: "q"}, st{1, "x", []any{1, nil}, map[string]int{"k": 1}, nil, 5, errors.New("e")}, &st{}, &[]int{1}, &[2]int{3, 4}, &map[string]int{"z": 1}, struct{}{}, strg{1}, &strg{2}, pstr{1}, &pstr{2}, (*pstr)(nil), gos{}, pan{}, errors.New("err"), nst{s: strg{1}, in: strg{3}}, emb{strg{1}, 2}, (*int)(nil), unsafe.Pointer(nil), (func())(nil), (chan int)(nil), []error{nil, errors.New("q")}, [][]int{{1}, nil}, struct {
		a any
		b *st
		c func()
	}{}, []*int{nil}, &one == nil, map[bool]int{true: 1, false: 0}, []strg{{1}}, map[strg]strg{{1}: {2}}, [2][]byte{[]byte("x"), nil}, []S{"q"}, []float64{1, 2.5}, math.MaxFloat64, 5e-324, 100000.0, 1000000.0, 20.0, 0.00001, 0.0001}
	verbs := "vTtbcdoOqxXUeEfFgGspw%z!"
	flags := []string{"", "+", "-", "#", " ", "0", "+#", "+0", "-0", "# ", "0 ", "#+ -0"}
	wps := []string{"", "5", "12", ".0", ".2", ".", "8.3", "20.10", "3.", "1.1"}
	bad, n := 0, 0
	try := func(f string, a ...any) {
		n++
		x, y := ofmt.Sprintf(f, a...), fmt.Sprintf(f, a...)
		if x != y {
			bad++
			t.Errorf("%q %T(%v): want %q got %q", f, a[0], a[0], x, y)
		}
	}
	for _, v := range vals {
		for _, verb := range verbs {
			for _, fl := range flags {
				for _, wp := range wps {
					try("%"+fl+wp+string(verb)+"|", v)
				}
			}
		}
	}
	for _, f := range []string{"%", "%!", "%d %d", "%[1]d %[1]d", "%[3]d", "%[2]d %d", "%[x]d", "%[1", "%[]d", "%[2]*[1]d", "%[1]*d", "%-*d", "%.*f", "%.[2]*[1]f", "%*d", "%1000001d", "%[1]5d", "%[1].2d", "%d%%", "%+-#0 d", "%.-3d", "%é", "abc", "%5%", "%[99999999999]d", "%[2]v %[1]v", "%v %[1]v %v", "%s %[5]d x", "%.[3]d", "%[1]", "%[1]%"} {
		for _, a := range [][]any{{1, 2}, {3.5, 2}, {5, "x", 3}, {"s"}, {-7, 3}, {uint8(3), 4}, {int64(1) << 40, 4}, {nil, nil}} {
			try(f, a...)
		}
	}
	for i := range vals {
		for j := range vals {
			if x, y := ofmt.Sprint(vals[i], vals[j]), fmt.Sprint(vals[i], vals[j]); x != y {
				bad++
				t.Error("Sprint", x, y)
			}
			if x, y := ofmt.Sprintln(vals[i], vals[j]), fmt.Sprintln(vals[i], vals[j]); x != y {
				bad++
				t.Error("Sprintln", x, y)
			}
		}
	}
	e := errors.New("inner")
	for _, f := range []string{"a %w", "%w %w", "%d", "%w %v", "%[1]w %[1]w"} {
		x, y := ofmt.Errorf(f, e, e), fmt.Errorf(f, e, e)
		if x.Error() != y.Error() || errors.Is(x, e) != errors.Is(y, e) {
			bad++
			t.Error(x, y)
		}
	}
	t.Log(n, "compared,", bad, "differ")
}
