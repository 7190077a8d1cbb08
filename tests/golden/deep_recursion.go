package main

import "fmt"

func depth(n int) int {
	var pad [4]int
	pad[n&3] = n
	if n == 0 {
		return pad[0]
	}
	return depth(n-1) + 1 + pad[(n+1)&3]
}

func main() {
	done := make(chan int)
	go func() { done <- depth(1_000_000) }()
	fmt.Println(<-done)
	go func() { done <- depth(1000) + depth(100000) }()
	fmt.Println(<-done)
}
