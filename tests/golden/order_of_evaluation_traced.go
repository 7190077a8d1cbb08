// Order of evaluation: every operand leaves a trace, and some of them panic.
package main

import "fmt"

var trace []string

func t[T any](s string, v T) T { trace = append(trace, s); return v }
func show(name string) {
	fmt.Println(name, trace)
	trace = nil
}
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
}

func (s S) Val(n int) S   { t("Val", 0); return s }
func (s *S) Ptr(n int) *S { t("Ptr", 0); return s }

var g int

func setg(n int) int  { g = n; t(fmt.Sprint("setg", n), 0); return n }
func two() (int, int) { t("two", 0); return 1, 2 }
func get() *S         { t("get", 0); return nil }
func gets() []int     { t("gets", 0); return nil }
func getm() map[string]int {
	t("getm", 0)
	return nil
}
func pan(s string) int { t("pan", 0); panic(s) }

var gx, gy = 1, 2

func main() {
	a := []int{0, 1, 2, 3}
	i := 0
	i, a[i] = 1, 9
	fmt.Println(i, a)
	a[i], i = i+5, 3
	fmt.Println(i, a)
	i = 0
	a[0], a[a[0]%4] = 2, 7
	fmt.Println(a)
	x := []int{1, 2, 3}
	i = 0
	x[i], i = 5, 2
	x[1], x[2] = x[2], x[1]
	fmt.Println(x)
	var p *S
	try("idx panics second", func() { a[0], a[t("i", 10)] = t("v1", 100), t("v2", 200) })
	fmt.Println(a)
	try("deref nil second", func() { a[1], p.x = t("v1", 100), t("v2", 200) })
	fmt.Println(a)
	try("deref nil first", func() { p.x, a[2] = t("v1", 100), t("v2", 200) })
	fmt.Println(a)
	try("nil map", func() { getm()["x"] = t("v", 1) })
	try("nil map pan", func() { getm()["x"] = pan("rhs") })
	try("nil slice", func() { gets()[t("i", 0)] = t("v", 1) })
	try("nil slice pan", func() { gets()[t("i", 0)] = pan("rhs") })
	try("nil ptr pan", func() { get().x = pan("rhs") })
	try("nil ptr arr", func() { get().a[t("i", 1)] = pan("rhs") })
	try("nil ptr arr oob", func() { get().a[t("i", 5)] = t("v", 1) })
	try("opassign", func() { gets()[t("i", 0)] += t("v", 1) })
	try("opassign map", func() { getm()[t("k", "k")] += t("v", 1) })
	try("opassign pan", func() { get().x += pan("rhs") })
	try("inc", func() { get().x++ })
	try("two", func() { a[t("i", 9)], p.x = two() })
	fmt.Println(a)
	try("two2", func() { a[t("i", 0)], a[t("j", 9)] = two() })
	fmt.Println(a)
	try("mapidx", func() { var ok bool; m := map[string]int{}; a[t("i", 9)], ok = m[t("k", "k")]; _ = ok })
	try("recv", func() { var ok bool; c := make(chan int, 1); c <- 4; a[t("i", 9)], ok = <-c; fmt.Println(len(c), ok) })
	try("assert", func() {
		var e any = 1
		p.x, a[0] = e.(int), e.(interface{ X() }).(fmt.Stringer).(interface{ int() }).(int2).x
	})
	// calls vs variable reads
	g = 1
	fmt.Println(g, setg(2), g)
	g = 1
	v := g + setg(5) + g
	fmt.Println(v)
	g = 1
	arr := []int{g, setg(3), g}
	fmt.Println(arr)
	g = 1
	st := S{x: g, y: setg(4)}
	fmt.Println(st.x, st.y)
	g = 1
	mp := map[int]int{g: setg(7), setg(8): g}
	fmt.Println(len(mp), mp)
	g = 1
	r1, r2 := g, setg(6)
	fmt.Println(r1, r2)
	y := 1
	f := func() int { y++; return y }
	l1, l2, l3 := y, f(), y
	fmt.Println(l1, l2, l3)
	z := [3]int{y, f(), y}
	fmt.Println(z)
	b := y == f() || f() == y
	fmt.Println(b)
	k := 1
	fk := func() *int { k++; return &k }
	*fk() += k
	fmt.Println(k)
	*fk(), k = 10, 20
	fmt.Println(k)
	trace = nil
	// chains
	try("chain", func() {
		s := &S{}
		s.Ptr(t("a", 1)).Val(t("b", 2)).Val(t("c", 3))
	})
	try("args", func() {
		fmt.Sprint(t("1", 1), t("2", 2), func() int { return t("3", 3) }(), t("4", 4)+t("5", 5)*t("6", 6))
	})
	try("nilfunc args", func() { var f func(int); f(t("a", 1)) })
	try("nil iface args", func() { var s fmt.Stringer; fmt.Sprint(t("a", 1), s.String(), t("b", 1)) })
	try("defer args", func() {
		for i := 0; i < 3; i++ {
			defer t(fmt.Sprint("D", i), t(fmt.Sprint("A", i), 0))
		}
		t("body", 0)
	})
	try("defer nil recv", func() { defer get().Val(t("arg", 1)); t("notreached", 0) })
	try("go panics", func() { var f func(int); defer f(t("a", 1)); t("reached", 0) })
	try("send order", func() {
		var c chan int
		close2(c)
		ch := func() chan int { t("ch", 0); return make(chan int, 1) }
		ch() <- t("v", 1)
	})
	try("send pan", func() { ch := func() chan int { t("ch", 0); return nil }; ch() <- pan("val") })
	try("select order", func() {
		c1 := make(chan int, 1)
		c2 := make(chan int, 1)
		c2 <- 5
		w := func(s string, c chan int) chan int { t(s, 0); return c }
		arr := []int{0}
		c1 <- 1
		select {
		case w("c1", c1) <- t("v", 3):
		case arr[t("idx", 0)] = <-w("c2", c2):
			t("recv", 0)
		case w("nil", nil) <- t("nv", 1):
		}
		fmt.Println(arr)
	})
	try("select lhs panics", func() {
		c2 := make(chan int, 1)
		c2 <- 5
		select {
		case a[t("idx", 100)] = <-c2:
		}
	})
	try("switch", func() {
		switch t("tag", 3) {
		case t("c1", 1), t("c2", 2):
		case t("c3", 3), t("c4", 4):
			t("hit", 0)
			fallthrough
		case t("c5", 5):
			t("fell", 0)
		default:
			t("def", 0)
		}
		switch {
		case t("b1", false):
		default:
			t("default", 0)
		case t("b2", true):
			t("b2hit", 0)
		}
	})
	try("index expr", func() { _ = [...]int{1, 2, 3}[t("i", 1)]; _ = gets()[t("a", 0):t("b", 0)] })
	try("slice3", func() { _ = make([]int, 5)[t("lo", 1):t("hi", 2):t("max", 3)] })
	try("slice panics", func() { _ = make([]int, 5)[t("lo", 4):t("hi", 2):t("max", 30)] })
	try("complit", func() { _ = []*S{{x: t("x", 1), y: t("y", 2)}, {y: t("y2", 1), x: t("x2", 2)}} })
	try("complit idx", func() { _ = [5]int{3: t("3", 1), 1: t("1", 2), t("2", 1)} })
	try("complit pan", func() { _ = map[any]int{t[any]("k", []int{}): t("v", 1), 2: pan("later")} })
	try("map many", func() { _ = map[string]int{t("k1", "a"): t("v1", 1), t("k2", "b"): t("v2", 2)} })
	try("append", func() {
		s := append(t("s", []int(nil)), t("e1", 1), t("e2", 2))
		s = append(s, s...)
		t(fmt.Sprint(s), 0)
	})
	try("copy", func() { copy(t("dst", make([]int, 2)), t("src", []int{1})) })
	try("minmax", func() { _ = min(t("a", 1), t("b", 2), t("c", 3)) })
	try("and", func() { _ = t("l", false) && t("r", true) || t("r2", false) && t("x", true) })
	try("concat", func() { _ = t("a", "x") + t("b", "y") + t("c", "z") })
	try("cmp arrays", func() { _ = t("a", [2]any{1, []int{}}) == t("b", [2]any{1, []int{}}) })
	try("div", func() { _ = t("a", 1) / t("b", 0) * t("c", 3) })
	try("shift", func() { _ = t("a", 1) << t("b", -1) >> t("c", 3) })
	try("conv", func() { _ = [4]int(t("s", []int{1})) })
	try("idx vs div", func() { a := []int{1}; z := 0; _ = a[t("i", 5)] + 1/z })
	try("div vs idx", func() { a := []int{1}; z := 0; j := 5; _ = 1/z + a[j] })
	try("idx vs call", func() { a := []int{1}; j := 5; _ = a[j] + t("call", 1) })
	try("deref vs call", func() { var q *int; _ = *q + t("call", 1) })
	try("field vs call", func() { var q *S; _ = q.x + t("call", 1) })
	try("assert vs call", func() { var e any; _ = e.(int) + t("call", 1) })
	try("args idx vs call", func() { a := []int{1}; j := 5; f2(a[j], t("call", 1)) })
	try("args deref vs call", func() { var q *int; f2(*q, t("call", 1)) })
	try("ret deref", func() { var q *int; r := func() (int, int) { return *q, t("call", 1) }; r() })
	try("assign deref call", func() { var q *int; var u, w int; u, w = *q, t("call", 1); _, _ = u, w })
	try("map idx vs call", func() { m := map[any]int{}; _ = m[[]int{}] + t("call", 1) })
	try("opassign shift", func() { a := []int{1}; a[t("i", 3)] <<= t("n", -1) })
	try("opassign div", func() { a := []int{1}; a[t("i", 3)] /= t("n", 0) })
	try("method value nil", func() { var s *S; f := s.Val; t("x", 0); f(1) })
	try("var captured", func() {
		x := 1
		h := func() int { x = 2; return 0 }
		f3(x, h(), x)
		x = 1
		f3(x+0, h(), -x)
		var a2 = []int{1}
		h2 := func() int { a2[0] = 7; a2 = []int{8}; return 0 }
		f3(a2[0], h2(), a2[0])
		s := S{x: 1}
		h3 := func() int { s.x = 2; return 0 }
		f3(s.x, h3(), s.x)
		ps := &s
		h4 := func() int { ps.x = 3; return 0 }
		f3(ps.x, h4(), ps.x)
		m := map[string]int{"a": 1}
		h5 := func() int { m["a"] = 5; return 0 }
		f3(m["a"], h5(), m["a"])
		str := "abc"
		h6 := func() int { str = "xyz"; return 0 }
		f3(int(str[0]), h6(), len(str)+int(str[1]))
		ar := [2]int{1, 2}
		h7 := func() int { ar[0] = 9; return 0 }
		f3(ar[0], h7(), ar[0])
		var e any = 1
		h8 := func() int { e = 2; return 0 }
		f3(e.(int), h8(), e.(int))
		sl := []int{1, 2, 3}
		h9 := func() int { sl = sl[:1]; return 0 }
		f3(len(sl), h9(), len(sl))
		fl := 1.5
		h10 := func() int { fl = 2.5; return 0 }
		f3(int(fl), h10(), int(fl*2))
	})
}

type int2 struct{ x int }

func (int2) int()       {}
func (int2) X()         {}
func f2(a, b int)       {}
func f3(a, b, c int)    { fmt.Println("f3", a, b, c) }
func close2(c chan int) {}
