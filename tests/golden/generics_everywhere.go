package main

import "fmt"

type D struct{ x, y int }
type C struct {
	c int
	D
}
type B struct {
	b string
	C
}

func id[T any](x T) T { return x }

type F func(int) int

type Num interface{ ~int | ~float64 }

func Map[S ~[]E, E, R any](s S, f func(E) R) []R {
	var out []R
	for _, e := range s {
		out = append(out, f(e))
	}
	return out
}

type List[T any] struct{ items []T }

func (l List[T]) Conv[R any](f func(T) R) []R { return Map(l.items, f) }

type Set[K comparable] = map[K]struct{}

type S struct{}

func (S) m() int { return 7 }

func viaMethod[T any](x interface{ m() T }) T { return x.m() }

func main() {
	v := B{b: "q", c: 1, x: 2, y: 3}
	fmt.Println(v, B{x: 5})
	p := &B{y: 9}
	fmt.Println(p.y, *p)
	f := F(id)
	fs := []F{id, id}
	m := map[string]F{"a": id}
	s := struct{ f F }{f: id}
	ch := make(chan F, 1)
	ch <- id
	fmt.Println(f(1), fs[1](2), m["a"](3), s.f(4), (<-ch)(5))
	fmt.Println(Map([]int{1, 2}, func(i int) string { return fmt.Sprint(i * 2) }), Map([]int{3}, id))
	fmt.Println(List[int]{[]int{1, 2}}.Conv(func(i int) float64 { return float64(i) / 2 }))
	var st Set[string] = Set[string]{"a": {}}
	fmt.Println(len(st), viaMethod(S{}))
	type L chan int
	const (
		A    = iota
		iota = iota
		Bc
		Cc
	)
	fmt.Println(A, Bc, Cc)
}
