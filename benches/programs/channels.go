package main

import "fmt"

func main() {
	a, b := make(chan int), make(chan int, 64)
	go func() {
		for i := range 1000000 {
			a <- i
		}
		close(a)
	}()
	go func() {
		for v := range a {
			b <- v * 2
		}
		close(b)
	}()
	sum := 0
	for v := range b {
		sum += v
	}
	fmt.Println(sum)
}
