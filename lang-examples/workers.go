// Workers runs a pool of goroutines over a queue of jobs and collects the results.
package main

import (
	"fmt"
	"sort"
	"sync"
)

type result struct {
	n, sum int
}

func digits(n int) (sum int) {
	for ; n > 0; n /= 10 {
		sum += n % 10
	}
	return
}

func main() {
	jobs := make(chan int, 8)
	results := make(chan result, 8)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range jobs {
				results <- result{n, digits(n)}
			}
		}()
	}
	go func() {
		for i := range 20 {
			jobs <- i * i * i
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	var all []result
	for r := range results {
		all = append(all, r)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].n < all[j].n })
	for _, r := range all {
		fmt.Printf("%5d -> %2d\n", r.n, r.sum)
	}
}
