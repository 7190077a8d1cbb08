package main

type point struct{ x, y int }

func main() {
	defer println("deferred")
	panic([]int{1, 2})
}
