package main

import "fmt"

type T int

func f() {}
func f() {}

type T string

var x, x int

func (T) M() {}
func (T) M() {}

func main() {
	a := 1
	a := 2
	fmt.Println(a)
	switch a {
	case 1:
	case 1:
	}
	_ = map[string]int{"a": 1, "a": 2}
	_ = struct{ p, p int }{}
L:
	for {
		break M
	}
}
