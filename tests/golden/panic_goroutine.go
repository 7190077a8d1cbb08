package main

import "time"

func worker(n int) {
	var m map[int]int
	m[n] = 1
}

func main() {
	go worker(3)
	time.Sleep(time.Second)
	println("not reached")
}
