package main

import "fmt"

// A value method called through a nil pointer in an interface: the message elides type arguments, whatever is in them.

type pair[K comparable, V any] struct {
	k K
	v V
}

func (p pair[K, V]) String() string { return fmt.Sprint(p.k, p.v) }

//go:noinline
func show(s fmt.Stringer) {
	defer func() { fmt.Println(recover()) }()
	fmt.Println(s.String())
}

func main() {
	show((*pair[int, string])(nil))
	show((*pair[string, func(int) (a, b int)])(nil))
	show((*pair[[1]int, pair[int, struct{ x []int }]])(nil))
}
