package main

import "fmt"

type A struct{ X, Y int }
type B struct {
	A
	Z int
}
type C struct {
	B
	W string
}
type P struct {
	*A
	V int
}

type G[T any] struct{ Val T }
type H struct {
	G[string]
	N int
}

func f(s string, n int) int { fmt.Print(s, " "); return n }

type big struct {
	A
	arr [10]int
}

var glob = C{X: 1, Z: 2, W: "w"}
var globp = &C{Y: f("gy", 1), X: f("gx", 2)}

func gen[T any](v T) any {
	type L struct {
		G[T]
		k int
	}
	return L{Val: v, k: 3}
}

func main() {
	fmt.Printf("%+v\n", B{X: 1})
	fmt.Printf("%+v\n", C{X: 1, Z: 3})
	fmt.Printf("%+v\n", C{W: "q", Y: f("y", 3), Z: f("z", 4), X: f("x", 5)})
	fmt.Printf("%+v\n", &big{Y: 4})
	fmt.Printf("%+v\n", big{Y: f("b", 4), arr: [10]int{1}})
	fmt.Printf("%+v\n", H{Val: "s", N: 1})
	fmt.Printf("%+v\n", []C{{X: 1}, {Y: 2}})
	fmt.Printf("%+v\n", map[string]C{"a": {X: 1}})
	fmt.Printf("%+v %+v\n", glob, *globp)
	fmt.Printf("%+v\n", gen(1))
	fmt.Printf("%+v\n", gen("x"))
}
