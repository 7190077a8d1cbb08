// Closures that do not outlive their function need no heap; those that do keep what they capture.
package main

import (
	"fmt"
	"runtime"
)

type counter struct{ n int }

func (c *counter) inc() int {
	c.n++
	return c.n
}

//go:noinline
func each(s []int, f func(int)) {
	for _, x := range s {
		f(x)
	}
}

//go:noinline
func call(f func() int) int { return f() }

//go:noinline
func deferred(k int) (n int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("recovered %v", e)
			n += k
		}
	}()
	n = 10
	if k > 1 {
		panic(k)
	}
	return 5, nil
}

var global *int
var funcs []func() int

//go:noinline
func leaksByStore() {
	n := 7
	each([]int{1}, func(x int) { global = &n; n += x })
}

//go:noinline
func leaksByReturn() *int {
	n := 8
	get := func() *int { n++; return &n }
	return pass(get)
}

//go:noinline
func pass(f func() *int) *int { return f() }

//go:noinline
func leaksInner(s []int) {
	n := 9
	each(s, func(x int) {
		m := x * n
		funcs = append(funcs, func() int { m++; return m + n })
	})
	n = 100
}

//go:noinline
func leaksMethodValue() func() int {
	c := counter{20}
	call(c.inc)
	return c.inc
}

//go:noinline
func throughInterface() any {
	n := 30
	var x any = func() int { n++; return n }
	call(x.(func() int))
	return x
}

//go:noinline
func throughStruct() int {
	n := 40
	type holder struct {
		f func() int
		p *int
	}
	h := holder{func() int { n++; return n }, &n}
	return call(h.f) + *h.p
}

//go:noinline
func loops() (out []int) {
	for i := range 3 {
		x := i * 10
		defer func() { out = append(out, x) }()
		defer func(p *int) { *p += i }(&x)
	}
	var last func() int
	for i := range 3 {
		y := i
		f := func() int { y++; return y }
		if last != nil {
			out = append(out, last())
		}
		last = f
	}
	out = append(out, last())
	var slot *int
	for i := range 3 {
		z := i
		if slot != nil {
			out = append(out, *slot)
		}
		call(func() int { slot = &z; return 0 })
	}
	return append(out, *slot)
}

//go:noinline
func concurrent() int {
	n := 0
	done := make(chan bool)
	for i := range 4 {
		go func() { n += i; done <- true }()
		<-done
	}
	return n
}

//go:noinline
func recursive(n int) int {
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	return fib(n)
}

//go:noinline
func chosen(which bool) int {
	a, b := 1, 2
	f := func() int { a++; return a }
	if which {
		f = func() int { b++; return b }
	}
	return call(f) + call(f)*10 + a*100 + b*1000
}

// smash uses the frames that have been left, and the heap.
//
//go:noinline
func smash(depth int) int {
	var a [64]int
	for i := range a {
		a[i] = -1 - depth
	}
	if depth > 0 {
		return smash(depth-1) + a[depth%64]
	}
	runtime.GC()
	for range 1000 {
		sink = make([]int, 8)
		for i := range sink {
			sink[i] = -2
		}
	}
	return a[3]
}

var sink []int

func main() {
	fmt.Println(deferred(1))
	fmt.Println(deferred(3))
	leaksByStore()
	p := leaksByReturn()
	leaksInner([]int{1, 2, 3})
	f := leaksMethodValue()
	g := throughInterface().(func() int)
	smash(20)
	fmt.Println(*global, *p, f(), f(), g(), g())
	for _, f := range funcs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println(throughStruct(), loops(), concurrent(), recursive(10), chosen(false), chosen(true))
}
