package main

import "fmt"

type T struct{ a int }

func (T) m() {}

const (
	A missing = iota
	B
	C
)

func main() {
	fmt.Println = nil
	T.m = nil
	T{}.m = nil
	_ = T{b: 1, c: undefined}
	_ = T{b: len, b: len}
}
