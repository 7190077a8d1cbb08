package main

import (
	"fmt"
	"runtime"
	"time"
)

type resource struct {
	id   int
	next *resource
}

func make1(i int, c chan int) {
	r := &resource{id: i, next: &resource{id: 100 + i}}
	runtime.SetFinalizer(r, func(r *resource) { c <- r.id + r.next.id })
	x := new([64]int)
	runtime.AddCleanup(x, func(n int) { c <- n }, 1000+i)
	y := new([64]int)
	runtime.AddCleanup(y, func(n int) { c <- n }, 1_000_000).Stop()
	z := &resource{id: 7}
	runtime.SetFinalizer(z, func(any) { panic("removed") })
	runtime.SetFinalizer(z, nil)
}

func main() {
	c := make(chan int, 100)
	for i := 0; i < 20; i++ {
		make1(i, c)
	}
	// A word left on the stack may keep one or the other object.
	for k := 0; k < 20 && len(c) < 36; k++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	n, ok := 0, true
	for len(c) > 0 {
		v := <-c
		ok = ok && (v < 200 || v >= 1000 && v < 1020)
		n++
	}
	fmt.Println(n >= 36, ok)
	keep := &resource{id: 1}
	runtime.SetFinalizer(keep, func(*resource) { panic("alive") })
	runtime.GC()
	time.Sleep(time.Millisecond)
	fmt.Println(keep.id)
	runtime.KeepAlive(keep)
}
