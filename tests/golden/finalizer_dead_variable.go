// A variable keeps its object up to its last use, not to the end of the function: whether it is in a register that calls keep, in the
// frame, or part of a variable whose address is taken.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

type object struct {
	n    int
	next *object
	fill [4]int
}

// track gives a new object and whether it has been finalized.
//
//go:noinline
func track(n int) (*object, *atomic.Bool) {
	done := new(atomic.Bool)
	o := &object{n: n}
	runtime.SetFinalizer(o, func(*object) { done.Store(true) })
	return o, done
}

// collected collects until the object is gone, or often enough to say that it will not go.
//
//go:noinline
func collected(done *atomic.Bool) bool {
	for range 20 {
		runtime.GC()
		runtime.Gosched()
		if done.Load() {
			return true
		}
	}
	return false
}

//go:noinline
func use(o *object) int { return o.n }

func register() {
	o, done := track(1)
	fmt.Println("register in use:", collected(done))
	n := use(o)
	fmt.Println("register out of use:", collected(done), n)
}

func spilled() {
	o, done := track(1)
	a, b, c, d, e := use(o), use(o)+1, use(o)+2, use(o)+3, use(o)+4
	fmt.Println("frame in use:", collected(done))
	n := use(o)
	fmt.Println("frame out of use:", collected(done), n, a, b, c, d, e)
}

//go:noinline
func fill(list *[3]*object, o *object) {
	list[1] = o
}

func addressed() {
	o, done := track(7)
	var list [3]*object
	fill(&list, o)
	fmt.Println("array in use:", collected(done))
	n := list[1].n
	fmt.Println("array out of use:", collected(done), n)
}

func loop() {
	var last *atomic.Bool
	for i := range 3 {
		o, done := track(i)
		if last != nil {
			fmt.Println("last iteration's:", collected(last))
		}
		fmt.Println("this iteration's:", collected(done), use(o))
		last = done
	}
}

func overwritten() {
	o, first := track(1)
	p := &object{next: o}
	fmt.Println("through another:", collected(first))
	p.next = nil
	fmt.Println("let go:", collected(first), use(p))
}

func main() {
	register()
	spilled()
	addressed()
	loop()
	overwritten()
}
