package main

type node struct {
	next *node
	val  int
}

func walk(n *node) int {
	return n.val + walk(n.next)
}

func main() {
	println(walk(&node{nil, 1}))
}
