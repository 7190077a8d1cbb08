// Order of evaluation at its corners: nil receivers, slices, assertions, map literals, several places written at once.
package main

import "fmt"

var trace []string

func t[T any](s string, v T) T { trace = append(trace, s); return v }
func try(name string, f func()) {
	defer func() {
		e := recover()
		fmt.Println(name, trace, e)
		trace = nil
	}()
	f()
}

type S struct {
	x, y int
	m    map[string]int
	p    *S
	a    [3]int
	sl   []int
	big  [100]int
}

func (s S) Val(n int) S         { t("Val", 0); return s }
func (s *S) Ptr(n int) *S       { t("Ptr", 0); return s }
func (s S) Id() int             { return s.x }
func (s S) Sum(a, b, c int) int { return s.x + a + b + c }
func get() *S                   { t("get", 0); return nil }
func pan(s string) int          { t("pan", 0); panic(s) }
func use(a ...any)              { t(fmt.Sprint(a...), 0) }
func i3(a, b, c int)            { t(fmt.Sprint(a, b, c), 0) }
func sl2(a []int, b int)        { t(fmt.Sprint(a, b), 0) }
func b2(a bool, b int)          { t(fmt.Sprint(a, b), 0) }
func st2(a S, b int)            { t(fmt.Sprint(a.x, b), 0) }
func arr2(a [3]int, b int)      { t(fmt.Sprint(a, b), 0) }
func any2(a any, b int)         { t(fmt.Sprint(a, b), 0) }
func str2(a string, b int)      { t(fmt.Sprint(a, b), 0) }
func fp2(a *int, b int)         { t(fmt.Sprint(a != nil, b), 0) }
func ret2() (int, int)          { t("ret2", 0); return 7, 8 }
func err2() (int, error)        { t("err2", 0); return 7, nil }

type D struct{ S }
type DP struct{ *S }

func main() {
	var np *S
	try("call nil recv", func() { get().Val(t("arg", 1)) })
	try("call nil recv var", func() { np.Val(t("arg", 1)) })
	try("call nil emb", func() { var d *D; d.Val(t("arg", 1)) })
	try("call nil embp", func() { var d DP; d.Val(t("arg", 1)) })
	try("call nil embp ptr", func() { var d *DP; d.Ptr(t("arg", 1)) })
	try("defer nil recv var", func() { defer np.Val(t("arg", 1)); t("nr", 0) })
	try("defer nil embp", func() { var d *DP; defer d.Ptr(t("arg", 1)); t("nr", 0) })
	try("defer iface nil", func() { var s fmt.Stringer; defer use(s.String(), t("arg", 1)); t("nr", 0) })
	try("defer iface nil2", func() {
		var s interface{ F(int) }
		defer s.F(t("arg", 1))
		t("nr", 0)
	})
	try("iface nil call", func() {
		var s interface{ F(int) }
		s.F(t("arg", 1))
	})
	try("go nil", func() { var f func(int); defer f(t("arg", 1)); t("p", "x") })
	try("arr oob read", func() { _ = get().a[t("i", 5)] })
	try("arr oob addr", func() { _ = &get().a[t("i", 5)] })
	try("arr oob inc", func() { get().a[t("i", 5)]++ })
	try("arr oob op", func() { get().a[t("i", 5)] += t("v", 1) })
	try("arr oob assign var", func() { i := 5; np.a[i] = 1 })
	try("arr oob slice", func() { i := 5; _ = np.a[i:] })
	try("nil arr whole slice", func() { s := np.a[:]; t(fmt.Sprint(len(s)), 0) })
	try("nil arr whole slice2", func() { s := np.p.a[:2]; t(fmt.Sprint(len(s)), 0) })
	try("nil arr slice of elem", func() { var p *[4][4]int; i := 9; s := p[i][:]; t(fmt.Sprint(len(s)), 0) })
	try("tuple arr oob", func() { var p [4]int; defer func() { t(fmt.Sprint(p), 0) }(); i := 9; p[0], p[i] = ret2() })
	try("tuple arr oob2", func() { var p [4]int; q := &p; defer func() { t(fmt.Sprint(p), 0) }(); i := 9; p[0], q[i] = 3, 4 })
	try("tuple arr oob3", func() { var p [4]int; defer func() { t(fmt.Sprint(p), 0) }(); i := 9; p[0], np.a[i] = 3, 4 })
	try("call recv modified", func() {
		s := S{x: 1}
		h := func() int { s.x = 2; return 0 }
		t(fmt.Sprint(s.Val(h()).x), 0)
		ps := &s
		h2 := func() int { ps = &S{x: 7}; return 0 }
		t(fmt.Sprint(ps.Val(h2()).x, ps.Ptr(h2()).x), 0)
		f := func(int) int { return 1 }
		h3 := func() int { f = func(int) int { return 2 }; return 0 }
		t(fmt.Sprint(f(h3())), 0)
		h5 := func() (int, int, int) { f = nil; s.x = 50; return 1, 2, 3 }
		t(fmt.Sprint(s.Sum(h5())), 0)
	})
	try("arr oob slice2", func() { _ = get().a[t("lo", 2):t("hi", 1)] })
	try("ptr arr", func() { var p *[3]int; i := 5; p[i] = 1 })
	try("ptr arr read", func() { var p *[3]int; i := 5; _ = p[i] })
	try("big idx", func() { i := 500; np.big[i] = 1 })
	try("tuple oob", func() { a := []int{0, 0}; defer func() { t(fmt.Sprint(a), 0) }(); a[0], a[t("i", 5)] = ret2() })
	try("tuple nil", func() { a := []int{0, 0}; defer func() { t(fmt.Sprint(a), 0) }(); a[0], np.x = ret2() })
	try("tuple nilmap", func() {
		a := []int{0, 0}
		var m map[int]int
		defer func() { t(fmt.Sprint(a), 0) }()
		a[0], m[1] = ret2()
	})
	try("tuple i,a[i]", func() { i := 0; a := make([]int, 10); i, a[i] = ret2(); t(fmt.Sprint(i, a), 0) })
	try("tuple a=", func() { a := []int{1, 2}; b := a; a, a[0] = []int{5, 6}, 9; t(fmt.Sprint(a, b), 0) })
	try("tuple p=", func() { p := &S{}; q := p; p, p.x = &S{x: 4}, 9; t(fmt.Sprint(p.x, q.x), 0) })
	try("tuple m=", func() { m := map[int]int{}; q := m; m, m[1] = map[int]int{}, 9; t(fmt.Sprint(m, q), 0) })
	try("tuple deref", func() { x, y := 1, 2; p := &x; p, *p = &y, 9; t(fmt.Sprint(x, y, *p), 0) })
	try("tuple arr", func() { a := [2]int{1, 2}; i := 0; i, a[i], a[1] = 1, a[1], i; t(fmt.Sprint(i, a), 0) })
	try("tuple iface", func() { var e any = 1; var a [1]any; a[0], e = e, a[0]; t(fmt.Sprint(a, e), 0) })
	try("tuple ok nil", func() {
		a := []int{0}
		m := map[int]int{1: 5}
		defer func() { t(fmt.Sprint(a), 0) }()
		var pb *bool
		a[0], *pb = m[1]
	})
	try("tuple ok assert", func() {
		a := []any{0}
		var e any = 3
		defer func() { t(fmt.Sprint(a), 0) }()
		var pb *bool
		a[0], *pb = e.(int)
	})
	try("tuple err", func() { var e error; var a []int; _, e = err2(); a[t("x", 0)], e = err2(); _ = e })
	try("slice vs call", func() {
		s := []int{1, 2, 3}
		h := func() int { s = s[:1]; s[0] = 9; return 0 }
		sl2(s[1:], h())
	})
	try("slice panics vs call", func() { s := []int{1}; i := 5; sl2(s[i:], t("call", 1)) })
	try("string slice vs call", func() { s := "abc"; i := 5; str2(s[i:], t("call", 1)) })
	try("slice vs idx", func() { s := []int{1}; i := 5; _ = s[i] + len(s[i+1:]) })
	try("slice vs idx2", func() { s := []int{1}; i := 5; _ = s[i] + s[i+1:][0] })
	try("andand", func() {
		a, b := true, true
		h := func() int { a = false; return 0 }
		b2(a && b, h())
	})
	try("not", func() {
		a := true
		h := func() int { a = false; return 0 }
		b2(!a, h())
	})
	try("cmp", func() {
		a := 1
		h := func() int { a = 2; return 0 }
		b2(a == 1, h())
	})
	try("assert ptr vs call", func() { var e any; fp2(e.(*int), t("call", 1)) })
	try("assert iface vs call", func() { var e any; any2(e.(fmt.Stringer), t("call", 1)) })
	try("assert ptr var", func() {
		x := 1
		var e any = &x
		h := func() int { e = (*int)(nil); return 0 }
		fp2(e.(*int), h())
	})
	try("struct var", func() {
		s := S{x: 1}
		h := func() int { s.x = 2; return 0 }
		st2(s, h())
	})
	try("struct deref", func() {
		s := &S{x: 1}
		h := func() int { s.x = 2; return 0 }
		st2(*s, h())
	})
	try("array var", func() {
		s := [3]int{1}
		h := func() int { s[0] = 2; return 0 }
		arr2(s, h())
	})
	try("array deref", func() {
		s := &[3]int{1}
		h := func() int { s[0] = 2; return 0 }
		arr2(*s, h())
	})
	try("conv iface", func() {
		s := 1
		h := func() int { s = 2; return 0 }
		any2(s, h())
		str := "a"
		h2 := func() int { str = "b"; return 0 }
		any2(str, h2())
		st := S{x: 1}
		h3 := func() int { st.x = 2; return 0 }
		any2(st, h3())
		ar := [3]int{1}
		h4 := func() int { ar[0] = 2; return 0 }
		any2(ar, h4())
		pst := &S{x: 1}
		h5 := func() int { pst.x = 2; return 0 }
		any2(*pst, h5())
		f := 1.5
		h6 := func() int { f = 2; return 0 }
		any2(f, h6())
		sl := []int{1}
		h7 := func() int { sl[0] = 2; sl = nil; return 0 }
		any2(sl, h7())
	})
	try("string conv", func() {
		b := []byte("abc")
		h := func() int { b[0] = 'X'; return 0 }
		str2(string(b), h())
		s := "q"
		h2 := func() int { s = "r"; return 0 }
		str2(s+"!", h2())
		str2(s[:1], h2())
		r := 'a'
		h3 := func() int { r = 'b'; return 0 }
		str2(string(r), h3())
	})
	try("addr", func() {
		s := []int{1}
		h := func() int { s = nil; return 0 }
		fp2(&s[0], h())
	})
	try("lit", func() {
		x := 1
		h := func() int { x = 2; return 0 }
		sl2([]int{x, h(), x}, h())
		x = 1
		arr2([3]int{x, h(), x}, x)
		x = 1
		st2(S{x: x, y: h()}, x)
		x = 1
		use([]int{x}, h())
		x = 1
		use(S{x: x}.sl == nil, h())
	})
	try("closure", func() {
		x := 1
		f := func() int { return x }
		h := func() int { x = 2; f = func() int { return 100 + x }; return 0 }
		i3(f(), h(), f())
		g := f
		i3(g(), h(), g())
	})
	try("maps", func() {
		x := 1
		h := func() int { x++; return x }
		m := map[int]int{x: h(), h(): x, x + 10: x}
		t(fmt.Sprint(m), 0)
	})
	try("map dup", func() {
		one := 1
		t(fmt.Sprint(map[int]string{one: "a", 2: "b", one + 1: "c"}), 0)
	})
	try("map static late", func() {
		m := map[any]int{1: 1, t[any]("k", 2): 2, func() any { return []int{} }(): 3, "z": pan("zz")}
		_ = m
	})
	try("map in map", func() {
		x := 1
		h := func() int { x++; return x }
		t(fmt.Sprint(map[int]map[int]int{x: {x: h()}, h(): {h(): x}}), 0)
	})
	try("map lit arg", func() {
		x := 1
		h := func() int { x++; return x }
		use(x, map[int]int{x: h()}, x, h(), x)
	})
	try("ret", func() {
		f := func() (a int, b int) { a = 5; return func() int { a = 9; return a }(), a }
		t(fmt.Sprint(f()), 0)
		g := func() (a int, b int) { defer func() { a *= 2 }(); a = 5; b = 3; return b, a }
		t(fmt.Sprint(g()), 0)
		h := func() (a []int, b int) { a = []int{1, 2}; return a[:1], func() int { a = nil; return len(a) }() }
		t(fmt.Sprint(h()), 0)
	})
	try("op-assign call", func() {
		a := []int{1, 2}
		h := func() int { a = []int{10, 20}; return 1 }
		a[0] += h()
		t(fmt.Sprint(a), 0)
		x := 1
		h2 := func() int { x = 10; return 1 }
		x += h2()
		t(fmt.Sprint(x), 0)
		x = x + h2()
		x -= h2() + x
		t(fmt.Sprint(x), 0)
		m := map[int]int{1: 1}
		h3 := func() int { m[1] = 10; return 1 }
		m[1] += h3()
		t(fmt.Sprint(m), 0)
		h4 := func() int { m = map[int]int{}; return 1 }
		m[1] += h4()
		t(fmt.Sprint(m), 0)
		p := &S{x: 1}
		h5 := func() int { p.x = 5; p = &S{x: 50}; return 1 }
		p.x += h5()
		t(fmt.Sprint(p.x), 0)
		s := "a"
		h6 := func() string { s = "b"; return "c" }
		s += h6()
		t(s, 0)
		var arr [2]int
		i := 0
		h7 := func() int { i = 1; arr[0] = 5; return 1 }
		arr[i] += h7()
		t(fmt.Sprint(arr, i), 0)
	})
	try("assign call", func() {
		a := []int{1, 2}
		b := a
		h := func() int { a = []int{10, 20}; return 1 }
		a[0] = h()
		t(fmt.Sprint(a, b), 0)
		p := &S{}
		q := p
		h5 := func() int { p = &S{x: 50}; return 1 }
		p.x = h5()
		t(fmt.Sprint(p.x, q.x), 0)
		i := 0
		arr := [2]int{}
		h6 := func() int { i = 1; return 3 }
		arr[i] = h6()
		t(fmt.Sprint(arr), 0)
		m := map[int]int{}
		n := m
		h7 := func() int { m = map[int]int{}; i = 9; return 3 }
		m[i] = h7()
		t(fmt.Sprint(m, n), 0)
		pp := &i
		h8 := func() int { pp = new(int); return 77 }
		*pp = h8()
		t(fmt.Sprint(i, *pp), 0)
	})
	try("append", func() {
		a := []int{1}
		h := func() int { a = append(a, 100); return 5 }
		a = append(a, h())
		t(fmt.Sprint(a), 0)
		a = append(a, a[0], h(), a[1])
		t(fmt.Sprint(a), 0)
		b := append(a[:1], h(), len(a))
		t(fmt.Sprint(b, len(a)), 0)
	})
	try("idx of call", func() {
		x := 0
		f := func() []int { x = 1; return []int{10, 20} }
		t(fmt.Sprint(f()[x]), 0)
		x = 0
		g := func() *[2]int { x = 1; return &[2]int{10, 20} }
		t(fmt.Sprint(g()[x]), 0)
		x = 0
		t(fmt.Sprint(x+f()[x]+x), 0)
		x = 0
		m := func() map[int]int { x = 1; return map[int]int{0: 5, 1: 6} }
		t(fmt.Sprint(m()[x]), 0)
	})
	try("if init", func() {
		x := 1
		h := func() int { x++; return x }
		if y := x; h() == 2 && y == 1 && x == 2 {
			t("ok", 0)
		}
		switch x {
		case h() - 1:
			t("c1", 0)
		case x:
			t("c2", 0)
		}
		switch y := h(); {
		case y > x:
			t("gt", 0)
		default:
			t("d", 0)
		}
		for i, z := x, h(); i < z+1; i++ {
			t(fmt.Sprint(i, z), 0)
		}
	})
}
