package main

import (
	"fmt"
	"sync"
)

func main() {
	const n = 100_000
	start := make(chan struct{})
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	wg.Add(n)
	for i := range n {
		go func() {
			defer wg.Done()
			<-start
			mu.Lock()
			sum += i
			mu.Unlock()
		}()
	}
	close(start)
	wg.Wait()
	fmt.Println(sum)
}
