package main

type I interface {
	M() (x int)
	N(a, b int) (c, d string)
}

type T struct{}

func (T) M() (y bool)  { return }
func (T) N(int) string { return "" }

type U struct{}

func (U) M() int               { return 1 }
func (U) N(int, int) (c string) { return "" }

// A single result that has a name keeps its parentheses where the name is left out.
var _ I = T{}
var _ I = U{}

func main() {}
