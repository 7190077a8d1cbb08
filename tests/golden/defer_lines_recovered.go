// The line at which a function runs the deferred calls left after a recovered panic.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

func line() string {
	for i := 1; ; i++ {
		pc, _, l, ok := runtime.Caller(i)
		if !ok {
			return "?"
		}
		n := runtime.FuncForPC(pc).Name()
		if strings.HasPrefix(n, "main.t") {
			return fmt.Sprint(n[5:], " ", l)
		}
	}
}

//go:noinline
func p() { fmt.Println(line()) }

//go:noinline
func pan(x int) { panic(x) }

func t1(x int) {
	defer p()
	defer func() { recover() }()
	pan(x)
}
func t2(x int) int {
	defer p()
	defer func() { recover() }()
	pan(x)
	return 1
}
func t3(x int) int {
	defer p()
	defer func() { recover() }()
	if x > 5 {
		return 3
	}
	pan(x)
	return 1
}
func t4(x int) (err error) {
	defer p()
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("%v", e)
		}
	}()
	for i := range x {
		if i > 2 {
			pan(i)
		}
	}
	fmt.Println("x")
	return nil
}
func t5(x int) (err error) {
	defer p()
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("%v", e)
		}
	}()
	var m map[string]int
	m["x"] = x
	return
}
func main() {
	t1(1)
	t2(2)
	t3(3)
	t4(5)
	t5(5)
}
