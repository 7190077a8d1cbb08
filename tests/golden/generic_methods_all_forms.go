package main

import "fmt"

type T struct{ n int }

func (t T) Map[A, B any](a A, f func(A) B) B { return f(a) }
func (t *T) Set[N ~int](n N) *T            { t.n = int(n); return t }
func (t T) Var[E any](xs ...E) int           { return t.n + len(xs) }

type L[E any] struct{ xs []E }

func (l L[E]) Map[R any](f func(E) R) L[R] {
	var out L[R]
	for _, x := range l.xs {
		out.xs = append(out.xs, f(x))
	}
	return out
}
func (l *L[E]) Fold[A any](a A, f func(A, E) A) A {
	for _, x := range l.xs {
		a = f(a, x)
	}
	return a
}
func (l *L[E]) Zero[K comparable]() map[K]E { return map[K]E{} }

type Emb struct {
	T
	*L[string]
}

type myint int

type rec struct{}

func (r rec) Depth[A any](n int, a A) string {
	type loc struct{ a A }
	if n == 0 {
		return fmt.Sprintf("%T", loc{a})
	}
	return r.Depth(n-1, a)
}

func apply[A, B any](a A, f func(A) B) B { return f(a) }

func generic[X any](x X) string {
	l := L[X]{[]X{x, x}}
	s := l.Map(func(x X) string { return fmt.Sprint(x) })
	return fmt.Sprint(s, l.Fold("", func(s string, x X) string { return s + fmt.Sprint(x) }))
}

func main() {
	t := T{3}
	fmt.Println(t.Map(1, func(i int) string { return fmt.Sprint("s", i) }))
	fmt.Println(t.Map[int, float64](1, func(i int) float64 { return 1.5 }))
	fmt.Println(t.Set(myint(7)).n, t.Set[int](8).n, t.Var(1, 2, 3), t.Var[string](), (&t).Var("x"))
	// method values
	mv := t.Map[string, int]
	fmt.Println(mv("abc", func(s string) int { return len(s) }))
	var mv2 func(int, func(int) int) int = t.Map
	fmt.Println(mv2(4, func(i int) int { return i * i }))
	sv := t.Set[myint]
	sv(42)
	fmt.Println(t.n)
	// method expressions
	me := T.Map[string, int]
	fmt.Println(me(t, "abcd", func(s string) int { return len(s) }))
	pe := (*T).Set[int]
	pe(&t, 9)
	fmt.Println(t.n)
	fmt.Println((*T).Map[int, bool](&t, 3, func(i int) bool { return i > 2 }))
	l := L[int]{[]int{1, 2, 3}}
	fmt.Println(l.Map(func(i int) string { return fmt.Sprint(i, "!") }))
	fmt.Println(l.Map(func(i int) float64 { return float64(i) / 2 }).Map(func(f float64) bool { return f > 1 }))
	fmt.Println(l.Fold(1.5, func(a float64, i int) float64 { return a * float64(i) }))
	fmt.Println(L[int].Map[string](l, func(i int) string { return "x" }))
	fmt.Println((*L[int]).Fold[int](&l, 0, func(a, b int) int { return a + b }))
	f := l.Fold[string]
	fmt.Println(f("", func(s string, i int) string { return s + fmt.Sprint(i) }))
	e := Emb{T{5}, &L[string]{[]string{"p", "q"}}}
	fmt.Println(e.Var(1), e.Fold(0, func(n int, s string) int { return n + len(s) }), len(e.Zero[int]()))
	ev := e.Fold[int]
	fmt.Println(ev(3, func(n int, s string) int { return n + len(s) }))
	fmt.Println(Emb.Var[int](e, 1, 2))
	fmt.Println(rec{}.Depth(2, 1), rec{}.Depth(0, "x"))
	fmt.Println(generic(1), generic("z"))
	defer t.Map(1, func(i int) int { fmt.Println("deferred", i); return i })
	var other T
	go other.Set(3)
	var x any = t
	_, ok := x.(interface{ Var(...int) int })
	fmt.Println(ok)
	fmt.Println(apply(2, t.Map2))
	fmt.Println(struct{ T }{t}.Var[int]())
	func() {
		defer func() { fmt.Println(recover()) }()
		var p *T
		p.Var(1)
	}()
{
	}
}

func (t T) Map2[Z any](z Z) string { return fmt.Sprint(z, t.n > 0) }
