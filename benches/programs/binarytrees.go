package main

import "fmt"

type node struct{ l, r *node }

func build(d int) *node {
	if d == 0 {
		return &node{}
	}
	return &node{build(d - 1), build(d - 1)}
}

func (n *node) check() int {
	if n.l == nil {
		return 1
	}
	return 1 + n.l.check() + n.r.check()
}

func main() {
	long := build(18)
	for d := 4; d <= 18; d += 4 {
		sum := 0
		for range 1 << (22 - d) {
			sum += build(d).check()
		}
		fmt.Println(d, sum)
	}
	fmt.Println(long.check())
}
