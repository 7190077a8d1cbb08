// Variables in the frame that are reached through pointers only keep what they refer to: pointers in callers' and callees' frames, in
// closures, in structs, in what a goroutine waits with.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

type box struct {
	p    *int
	fill [3]int
}

type holder struct {
	b    *box
	next *holder
}

// churn makes the memory of collected objects hold something else.
//
//go:noinline
func churn() {
	for range 3 {
		runtime.GC()
		for range 2000 {
			sink.Store(new(int))
			*sink.Load() = -1
			s := new([4]*int)
			s[0] = sink.Load()
			sinks.Store(s)
		}
	}
}

var sink atomic.Pointer[int]
var sinks atomic.Pointer[[4]*int]

//go:noinline
func number(n int) *int {
	p := new(int)
	*p = n
	return p
}

//go:noinline
func deep(h *holder, n int) int {
	if n > 0 {
		return deep(&holder{next: h}, n-1)
	}
	churn()
	sum := 0
	for ; h != nil; h = h.next {
		if h.b != nil {
			sum += *h.b.p
		}
	}
	return sum
}

func byPointer() {
	var b box
	b.p = number(41)
	fmt.Println("held by callees:", deep(&holder{b: &b}, 20))
}

//go:noinline
func call(f func() int) int {
	churn()
	return f()
}

func byClosure() {
	var b box
	b.p = number(42)
	n := number(1)
	fmt.Println("held by a closure:", call(func() int { b.fill[0]++; return *b.p + *n + b.fill[0] }))
}

//go:noinline
func each(n int, yield func(int) bool) {
	for i := range n {
		churn()
		if !yield(i) {
			return
		}
	}
	churn()
}

func seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) { each(n, yield) }
}

// The loop's body is a closure that refers to results and variables of the frame.
func byLoopBody() (sum int, list []*int) {
	var b box
	b.p = number(10)
	for i := range seq(3) {
		defer func() { sum += *number(i) * 100 }()
		for j := range seq(2) {
			sum += i + j + *b.p
			list = append(list, number(i))
		}
	}
	return sum, list
}

func byDefer() (n int) {
	var b box
	b.p = number(43)
	for i := range 3 {
		v := number(i)
		defer func() {
			churn()
			n += *b.p + *v
		}()
	}
	churn()
	return 0
}

func byPanic() (n int) {
	var b box
	b.p = number(44)
	defer func() {
		churn()
		n = *b.p + recover().(int)
	}()
	fault(&b)
	return 0
}

//go:noinline
func fault(b *box) {
	defer func() {
		churn()
		recover()
		panic(*b.p)
	}()
	var nothing *box
	nothing.p = b.p
}

// What a waiting goroutine is about to send lies in its frame.
func bySender() {
	c := make(chan box)
	d := make(chan [5]*int)
	done := make(chan bool)
	for i := range 10 {
		go func() {
			if i%2 == 0 {
				c <- box{p: number(i)}
			} else {
				select {
				case d <- [5]*int{3: number(i)}:
				case <-done:
				}
			}
		}()
	}
	for range 20 {
		runtime.Gosched()
	}
	churn()
	sum := 0
	for range 5 {
		b, a := <-c, <-d
		sum += *b.p + *a[3]
	}
	fmt.Println("held by senders:", sum)
}

// What a range over a channel received last is not kept while it waits for more.
func byReceiver() {
	c := make(chan *box)
	var gone atomic.Int32
	end := make(chan bool)
	go func() {
		for b := range c {
			runtime.KeepAlive(b)
		}
		close(end)
	}()
	for range 3 {
		b := new(box)
		runtime.SetFinalizer(b, func(*box) { gone.Add(1) })
		c <- b
	}
	for range 50 {
		runtime.Gosched()
		runtime.GC()
		if gone.Load() == 3 {
			break
		}
	}
	fmt.Println("received and forgotten:", gone.Load())
	close(c)
	<-end
}

func main() {
	byPointer()
	byClosure()
	sum, list := byLoopBody()
	churn()
	for _, p := range list {
		sum += *p * 1000
	}
	fmt.Println("held by a loop's body:", sum, len(list))
	fmt.Println("held by deferred calls:", byDefer())
	fmt.Println("held through a panic:", byPanic())
	bySender()
	byReceiver()
}
