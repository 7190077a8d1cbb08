package main

import "fmt"

var trace []string

func f(s string, v int) int { trace = append(trace, s); return v }

func g(s string) *int { trace = append(trace, s); return new(int) }

func two() (int, int) { trace = append(trace, "two"); return 1, 2 }

func add(x, y int) int { return x + y }

func show(what string) { fmt.Println(what, trace); trace = nil }

type rec struct{ a, b int }

func (r rec) m(x int) rec { trace = append(trace, fmt.Sprint("m", x)); return r }

func main() {
	_ = f("a", 1) + f("b", 2)*f("c", 3)
	show("binary")
	*g("p"), *g("q") = f("x", 1), f("y", 2)
	show("assign")
	m := map[int]int{}
	m[f("key", 1)] = f("val", 2)
	show("map assign")
	_ = f("l", 0) == 1 && f("r", 1) == 1 || f("o", 1) == 1
	show("logic")
	_ = rec{a: f("fa", 1), b: f("fb", 2)}
	show("literal")
	_ = []int{f("0", 0), f("1", 1), 5: f("5", 5)}
	show("slice literal")
	fmt.Println(add(two()))
	show("multi")
	rec{}.m(f("arg1", 1)).m(f("arg2", 2))
	show("chain")
	x := 1
	y, z := x, func() int { x = 5; return x }()
	fmt.Println(y == 1 || y == 5, z, x)
	arr := []int{1, 2, 3}
	i := 0
	i, arr[i] = 1, f("v", 9)
	fmt.Println(i, arr)
	show("index")
	defer func() { fmt.Println(recover() != nil); show("panic order") }()
	var np *rec
	np.a = f("before nil", 1)
}
