package main

import "fmt"

type T struct{ a int }

func (T) M() {}

type I interface {
	M()
	N()
}

func f(a int, b string) (int, error) { return a, nil }

func main() {
	var s string = 5
	var n int = "x"
	n = 3.5
	f(1)
	f(1, "a", 2)
	f("a", 1)
	x := f(1, "a")
	var i I = T{}
	T{}.Q()
	T{}.a.b = 1
	fmt.Println(s+n, i, x, undefined)
	return 1
}
