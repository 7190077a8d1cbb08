package main

import "fmt"

type pair[A, B any] struct {
	a A
	b B
}

func F[A any](x A) any {
	type L struct {
		v    A
		next *L
	}
	type G[B any] struct {
		l L
		b B
		g *G[B]
	}
	type Al = []L
	type GA[P any] = pair[P, A]
	mk := func() any {
		type Inner struct{ L }
		return Inner{L{v: x}}
	}
	seq := func(yield func(L) bool) { yield(L{v: x}) }
	for l := range seq {
		fmt.Printf("%T %v\n", l, l.v)
	}
	fmt.Printf("%T %T %T %T\n", mk(), G[string]{}, Al{}, GA[string]{})
	fmt.Printf("%T %T\n", pair[L, G[bool]]{}, pair[*Al, L]{})
	var i any = L{}
	switch i.(type) {
	case L:
		fmt.Println("L")
	}
	return L{v: x}
}

type N[T any] struct{ t T }

func (n N[T]) M() any {
	type L struct{ t T }
	return L{n.t}
}

func plain() any {
	type L struct{ x int }
	type LL[T any] struct{ t T }
	return LL[L]{}
}

func main() {
	a, b, c := F(1), F("x"), F(2)
	fmt.Println(a == c, a == b)
	fmt.Printf("%T %T\n", a, b)
	type P struct{}
	F(P{})
	fmt.Printf("%T %T\n", N[int]{}.M(), N[P]{}.M())
	fmt.Println(N[int]{1}.M() == N[int]{1}.M(), N[int]{1}.M() == N[uint]{1}.M())
	fmt.Printf("%T\n", plain())
	f := func() any {
		type Q[T any] struct{ t T }
		return Q[P]{}
	}
	fmt.Printf("%T\n", f())
}

var v = func() any {
	type Q[T any] struct{ t T }
	type P struct{}
	return Q[P]{}
}()

func init() { fmt.Printf("%T\n", v) }
