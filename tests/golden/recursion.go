// Small recursive functions, some with results and panics that show who called whom.
package main

import (
	"fmt"
	"runtime"
)

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func ackermann(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{grow(depth - 1), grow(depth - 1)}
}

func (t *tree) count() int {
	if t == nil {
		return 0
	}
	return 1 + t.left.count() + t.right.count()
}

func count(n int, f func(int)) {
	if n > 0 {
		x := n
		count(n-1, func(k int) { x += k; f(x) })
		return
	}
	f(1)
}

func callers(n int) int {
	if n == 0 {
		pc := make([]uintptr, 100)
		frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
		depth := 0
		for {
			frame, more := frames.Next()
			if frame.Function == "main.callers" {
				depth++
			}
			if !more {
				return depth
			}
		}
	}
	return callers(n-1) + 0
}

func fail(list []int, n int) int {
	if n == 0 {
		return list[n]
	}
	return fail(list, n-1) + 1
}

func main() {
	fmt.Println(fib(20), ackermann(2, 3), grow(10).count(), callers(9), callers(6))
	count(5, func(k int) { fmt.Println(k) })
	fmt.Println(fail([]int{7}, 4))
	fail(nil, 3)
}
