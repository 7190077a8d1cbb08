// Select waits for whichever comes first: a result, or a timer.
package main

import (
	"fmt"
	"time"
)

func slow(d time.Duration) <-chan string {
	ch := make(chan string, 1)
	go func() {
		time.Sleep(d)
		ch <- "done"
	}()
	return ch
}

func wait(d, limit time.Duration) string {
	select {
	case s := <-slow(d):
		return s
	case <-time.After(limit):
		return "timeout"
	}
}

func main() {
	fmt.Println(wait(time.Millisecond, 2*time.Second))
	fmt.Println(wait(2*time.Second, 10*time.Millisecond))
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for i := range 3 {
		<-tick.C
		fmt.Println("tick", i)
	}
	select {
	case <-tick.C:
		fmt.Println("unexpected tick")
	default:
		fmt.Println("no tick yet")
	}
}
