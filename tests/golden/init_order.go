package main

import "fmt"

var (
	a    = f("a", b, c)
	b    = f("b", d)
	c    = f("c", d)
	d    = f("d")
	_    = f("blank")
	x, y = pair()
	z    = func() int { return y + 1 }()
)

func f(name string, deps ...int) int {
	fmt.Println("init", name, deps)
	return len(name) + len(deps)
}

func pair() (int, int) { fmt.Println("pair"); return 10, 20 }

func init() { fmt.Println("first init", a, b, c, d) }

func main() { fmt.Println("main", x, y, z) }

func init() { fmt.Println("second init") }
