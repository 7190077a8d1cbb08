// The line at which a function runs its deferred calls: each return, or its end if the calls come from a loop or are many.
package main

import (
	"fmt"
	"runtime"
)

func line() int {
	for i := 1; ; i++ {
		pc, _, l, ok := runtime.Caller(i)
		if !ok {
			return 0
		}
		n := runtime.FuncForPC(pc).Name()
		if n == "main.a" || n == "main.b" || n == "main.c" || n == "main.d" || n == "main.e" || n == "main.f" || n == "main.g" {
			return l
		}
	}
}
func p() { fmt.Println(line()) }

func a(x int) int {
	defer p()
	if x == 1 {
		return 1
	}
	if x == 2 {
		return 2
	}
	return 3
}
func b(x int) (r int) {
	for range 1 {
		defer p()
	}
	if x == 1 {
		return 1
	}
	return 3
}
func c() {
	defer p()
	defer func() { p(); recover() }()
	panic(1)
}
func d() {
	defer p()
	for range 1 {
		defer func() { p(); recover() }()
		panic(1)
	}
}
func e(x int) int {
	defer p()
	defer p()
	defer p()
	defer p()
	if x == 1 {
		return 1
	}
	if x == 2 {
		return 2
	}
	if x == 3 {
		return 3
	}
	return 4
}
func f(x int) (s int) {
	defer func() { s++ }()
	defer p()
	for range func(y func() bool) { y() } {
		if x == 0 {
			defer p()
		}
		if x == 1 {
			return 1
		}
	}
	return 2
}
func g(x int) {
	defer p()
	if x == 0 {
		defer p()
		return
	}
	switch {
	case x == 1:
		defer p()
	}
}
func main() {
	a(1)
	a(2)
	a(3)
	fmt.Println()
	b(1)
	b(2)
	fmt.Println()
	c()
	d()
	fmt.Println()
	e(1)
	e(2)
	e(4)
	fmt.Println()
	f(0)
	f(1)
	fmt.Println()
	g(0)
	g(1)
	g(2)
}
