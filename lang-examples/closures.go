// Closures: counters, memoisation, deferred calls, and loop variables that are new in each iteration.
package main

import "fmt"

func counter() (inc func() int, get func() int) {
	n := 0
	return func() int { n++; return n }, func() int { return n }
}

func memo(f func(int) int) func(int) int {
	seen := map[int]int{}
	return func(n int) int {
		if v, ok := seen[n]; ok {
			return v
		}
		v := f(n)
		seen[n] = v
		return v
	}
}

func trace(name string) func() {
	fmt.Println("enter", name)
	return func() { fmt.Println("leave", name) }
}

func work() (result int) {
	defer trace("work")()
	defer func() { result *= 2 }()
	return 21
}

func main() {
	inc, get := counter()
	inc()
	inc()
	fmt.Println(get())

	var fib func(int) int
	fib = memo(func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	})
	fmt.Println(fib(80))
	fmt.Println(work())

	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
}
