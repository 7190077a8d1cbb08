package main

import "fmt"

func main() {
	a, b := make(chan int), make(chan int)
	quit := make(chan struct{})
	out := make(chan int, 100)
	go func() {
		for i := range 50 {
			a <- i
		}
		quit <- struct{}{}
	}()
	go func() {
		for i := range 50 {
			b <- 1000 + i
		}
		quit <- struct{}{}
	}()
	sum, n, quits := 0, 0, 0
	for quits < 2 {
		select {
		case v := <-a:
			sum += v
			n++
		case v, ok := <-b:
			if ok {
				sum += v
				n++
			}
		case <-quit:
			quits++
		}
	}
	fmt.Println(sum, n)
	for i := range 3 {
		select {
		case out <- i:
		default:
			fmt.Println("full")
		}
	}
	fmt.Println(len(out), cap(out))
	var nilCh chan int
	select {
	case <-nilCh:
	case nilCh <- 1:
	default:
		fmt.Println("default")
	}
	close(out)
	for v := range out {
		fmt.Print(v, " ")
	}
	v, ok := <-out
	fmt.Println(v, ok)
	arr := [2]int{}
	c := make(chan int, 1)
	c <- 5
	idx := func() int { fmt.Println("index evaluated"); return 1 }
	select {
	case arr[idx()] = <-c:
	}
	fmt.Println(arr)
}
