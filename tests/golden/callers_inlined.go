// Caller, Callers and CallersFrames count calls that were inlined, wrappers not, and each pc stands for one function.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

var skip int

func f() (string, []uintptr) { return g() }

func g() (string, []uintptr) {
	return h()
}

func h() (string, []uintptr) {
	_, file, line, ok := runtime.Caller(skip)
	if !strings.HasSuffix(file, "callers_inlined.go") {
		line = 0 // the runtime's own
	}
	pcs := make([]uintptr, 20)
	pcs = pcs[:runtime.Callers(skip, pcs)]
	return fmt.Sprint(line, ok), pcs
}

type T struct{ n int }

func (t T) where() string {
	pc, _, line, _ := runtime.Caller(1)
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), " ", line)
}

type U struct{ T }

type wherer interface{ where() string }

//go:noinline
func ask(w wherer) string {
	return w.where()
}

func generic[P any](p P) string {
	pc, _, _, _ := runtime.Caller(0)
	return runtime.FuncForPC(pc).Name()
}

var atInit = func() string {
	pc, _, line, _ := runtime.Caller(0)
	up, _, _, _ := runtime.Caller(1)
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), line, runtime.FuncForPC(up).Name())
}()

func main() {
	for skip = 0; skip < 8; skip++ {
		line, pcs := f()
		fmt.Println(skip, line)
		for _, pc := range pcs {
			fmt.Print(runtime.FuncForPC(pc-1).Name(), " ")
		}
		fmt.Println()
		frames := runtime.CallersFrames(pcs)
		for {
			fr, more := frames.Next()
			if strings.HasPrefix(fr.Function, "main.") {
				fmt.Print(fr.Function, ":", fr.Line, " ")
			}
			if !more {
				break
			}
		}
		fmt.Println()
	}
	fmt.Println(T{}.where())
	fmt.Println(ask(T{}))
	fmt.Println(ask(&U{}))
	v := U{}.where
	fmt.Println(v())
	fmt.Println(generic(1), generic("x"))
	fmt.Println(atInit)
	func() {
		defer func() { fmt.Println(T{}.where()) }()
	}()
	done := make(chan string)
	go func() {
		pcs := make([]uintptr, 9)
		n := runtime.Callers(0, pcs)
		s := ""
		for _, pc := range pcs[:n] {
			s += runtime.FuncForPC(pc-1).Name() + " "
		}
		done <- s
	}()
	fmt.Println(<-done)
	buf := make([]byte, 1000)
	fmt.Println(strings.Split(string(buf[:runtime.Stack(buf, false)]), "\n")[1])
}
