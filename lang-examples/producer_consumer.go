// Producer and consumer meet over a bounded buffer made of a mutex and two conditions.
package main

import (
	"fmt"
	"sync"
)

type buffer struct {
	mu       sync.Mutex
	notEmpty *sync.Cond
	notFull  *sync.Cond
	items    []int
	max      int
}

func newBuffer(max int) *buffer {
	b := &buffer{max: max}
	b.notEmpty = sync.NewCond(&b.mu)
	b.notFull = sync.NewCond(&b.mu)
	return b
}

func (b *buffer) put(x int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.items) == b.max {
		b.notFull.Wait()
	}
	b.items = append(b.items, x)
	b.notEmpty.Signal()
}

func (b *buffer) get() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.items) == 0 {
		b.notEmpty.Wait()
	}
	x := b.items[0]
	b.items = b.items[1:]
	b.notFull.Signal()
	return x
}

func main() {
	b := newBuffer(3)
	go func() {
		for i := 1; i <= 100; i++ {
			b.put(i)
		}
		b.put(-1)
	}()
	sum, count := 0, 0
	for {
		x := b.get()
		if x < 0 {
			break
		}
		sum += x
		count++
	}
	fmt.Println("consumed", count, "items, sum", sum)
}
