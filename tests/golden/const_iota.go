package main

import "fmt"

type weekday int

const (
	sunday weekday = iota
	monday
	_
	wednesday
)

const (
	_  = iota
	kb = 1 << (10 * iota)
	mb
)

const (
	a, b = iota, iota * 10
	c, d
)

type flags uint8

const (
	f1 flags = 1 << iota
	f2
	f3
)

func (w weekday) String() string { return [...]string{"Sun", "Mon", "Tue", "Wed"}[w] }

func main() {
	fmt.Println(sunday, monday, wednesday, kb, mb, a, b, c, d, f1|f3, f2&^f2)
	fmt.Printf("%d %v %s %x\n", monday, monday, wednesday, f3)
	const big = 1 << 62
	const third = 1.0 / 3
	fmt.Println(big*2-1+big*2 == 1<<64-1, third*3 == 1, len("const"), 'a'+1, 5/2*2.0, 7.0/2)
	const s = "con" + "cat"
	var arr [len(s)]int
	fmt.Println(s, len(arr), complex(1, 2)*2i, real(3+4i))
}
