// Results that the body of a loop over functions writes: the body is a closure in the heap that refers to the frame, where they have to stay.
package main

import (
	"fmt"
	"runtime"
)

var sink [64]*int

// churn makes the memory of collected objects hold something else.
//
//go:noinline
func churn() {
	runtime.GC()
	runtime.GC()
	for i := range 4000 {
		p := new(int)
		*p = -1
		sink[i%len(sink)] = p
	}
}

//go:noinline
func add(p *int, n int) *int {
	q := new(int)
	*q = n
	if p != nil {
		*q += *p
	}
	return q
}

func main() {
	made := func(yield func(int) bool) {
		for i := 0; i < 2; i++ {
			if !yield(i) {
				return
			}
		}
	}
	kept := func(yield func(int, int) bool) {
		i := 0
		for x := range made {
			if i++; !yield(i, x) {
				return
			}
		}
	}
	f := func() (sum *int, n *int) {
		for i, x := range kept {
			defer churn()
			for y := range 2 {
				churn()
				sum = add(sum, i+x^y)
				n = add(n, 1)
			}
		}
		return sum, n
	}
	sum, n := f()
	fmt.Println(*sum, *n)
}
