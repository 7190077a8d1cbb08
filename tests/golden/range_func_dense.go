// Range over functions: every exit, misuse of yield, iter.Pull.
package main

import (
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
)

type It = func(yield func(int) bool)

func count(n int) It {
	return func(yield func(int) bool) {
		defer fmt.Println("count done", n)
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Println("stopped at", i)
				return
			}
		}
		fmt.Println("exhausted", n)
	}
}
func bad(n int) It { // continues after false
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			yield(i)
		}
	}
}

var saved func(int) bool

func leak() It {
	return func(yield func(int) bool) {
		saved = yield
		yield(1)
	}
}
func swallow() It {
	return func(yield func(int) bool) {
		defer func() { fmt.Println("swallowed", recover()) }()
		yield(1)
	}
}
func swallowcont() It {
	return func(yield func(int) bool) {
		func() {
			defer func() { fmt.Println("swallowed", recover()) }()
			yield(1)
		}()
		yield(2)
	}
}
func conc() It {
	return func(yield func(int) bool) {
		done := make(chan bool)
		go func() {
			defer close(done)
			defer func() { fmt.Println("in goroutine", recover()) }()
			yield(7)
		}()
		<-done
	}
}

func try(name string, f func()) {
	defer func() {
		e := recover()
		_, isRE := e.(runtime.Error)
		fmt.Println(name, "->", e, isRE)
	}()
	f()
}
func ret(n int) (r int, s string) {
	defer func() { r *= 10; s += "!" }()
	for i := range count(5) {
		for j := range count(3) {
			if i == 1 && j == 2 {
				return i + j + n, "found"
			}
		}
	}
	return -1, "none"
}
func deferIn() (s string) {
	for i := range count(3) {
		defer func() { s += fmt.Sprint("d", i) }()
		if i == 1 {
			defer fmt.Println("second deferred", i)
		}
	}
	fmt.Println("loop ended")
	return "r"
}
func labels() {
outer:
	for i := range count(4) {
	mid:
		for j := range count(4) {
			for k := range count(4) {
				switch {
				case i == 0 && k == 1:
					continue outer
				case i == 1 && k == 2:
					continue mid
				case i == 2 && j == 1:
					break mid
				case i == 3 && k == 2:
					break outer
				}
				fmt.Println(i, j, k)
			}
		}
		fmt.Println("after mid", i)
	}
}
func gotos() {
	n := 0
again:
	for i := range count(3) {
		if i == 1 {
			n++
			if n < 3 {
				goto again
			}
			goto done
		}
	}
done:
	fmt.Println("n", n)
}
func recov() (r string) {
	defer func() {
		r = fmt.Sprint("recovered ", recover())
	}()
	for i := range count(3) {
		defer func() { fmt.Println("body defer", i, recover()) }()
		if i == 1 {
			panic("boom")
		}
	}
	return "no"
}
func selectLoop() {
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	ch <- 3
	for range count(10) {
		select {
		case v := <-ch:
			if v == 3 {
				break
			}
			if v == 2 {
				continue
			}
			fmt.Println("v", v)
		default:
			fmt.Println("def")
			goto out
		}
		fmt.Println("after select")
	}
out:
}
func noargs(yield func() bool) {
	for yield() {
	}
}
func two(yield func(string, error) bool) {
	_ = yield("a", nil) && yield("b", fmt.Errorf("e"))
}

type S struct{ xs []int }

func (s *S) Each(yield func(int, *int) bool) {
	for i := range s.xs {
		if !yield(i, &s.xs[i]) {
			return
		}
	}
}
func (s S) Back() iter.Seq[int] {
	return func(y func(int) bool) {
		for i := len(s.xs) - 1; i >= 0 && y(s.xs[i]); i-- {
		}
	}
}

type Named func(func(rune) bool)

func where() {
	for range count(1) {
		pc, _, l, _ := runtime.Caller(0)
		fmt.Println(runtime.FuncForPC(pc).Name(), l)
		func() {
			pc, _, l, _ := runtime.Caller(0)
			fmt.Println(runtime.FuncForPC(pc).Name(), l)
		}()
		for range count(1) {
			pc, _, l, _ := runtime.Caller(0)
			fmt.Println(runtime.FuncForPC(pc).Name(), l)
			defer func() {
				pc, _, l, _ := runtime.Caller(0)
				fmt.Println(runtime.FuncForPC(pc).Name(), l)
				var pcs [20]uintptr
				n := runtime.Callers(1, pcs[:])
				fr := runtime.CallersFrames(pcs[:n])
				for {
					f, more := fr.Next()
					fmt.Println("  ", f.Function, f.Line)
					if !more || f.Function == "main.main" {
						break
					}
				}
			}()
		}
	}
	func() {
		for range count(1) {
			pc, _, l, _ := runtime.Caller(0)
			fmt.Println(runtime.FuncForPC(pc).Name(), l)
		}
	}()
}

func pull() {
	next, stop := iter.Pull(count(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	stop()
	next2, stop2 := iter.Pull2(two)
	for {
		s, e, ok := next2()
		fmt.Println(s, e, ok)
		if !ok {
			break
		}
	}
	stop2()
	next, stop = iter.Pull(func(y func(int) bool) { y(1); panic("in iter") })
	fmt.Println(next())
	try("next panics", func() { next() })
	fmt.Println(next())
	try("stop", stop)
	next, stop = iter.Pull(func(y func(int) bool) { defer func() { panic("in defer") }(); y(1) })
	fmt.Println(next())
	try("stop panics", stop)
	next, stop = iter.Pull(func(y func(int) bool) { y(1); runtime.Goexit() })
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { fmt.Println("goexited?", recover()) }()
		fmt.Println(next())
		fmt.Println(next())
		fmt.Println("not reached")
	}()
	<-done
	next, stop = iter.Pull(bad(3))
	fmt.Println(next())
	try("stop bad", stop)
}

func main() {
	fmt.Println(ret(100))
	fmt.Println(deferIn())
	labels()
	gotos()
	fmt.Println(recov())
	selectLoop()
	where()
	try("bad", func() {
		for i := range bad(5) {
			if i == 2 {
				break
			}
		}
	})
	try("bad return", func() {
		for i := range bad(5) {
			if i == 2 {
				return
			}
		}
	})
	try("leak", func() {
		for range leak() {
		}
		saved(2)
	})
	try("swallow", func() {
		for range swallow() {
			panic("inner")
		}
	})
	try("swallowcont", func() {
		for range swallowcont() {
			panic("inner")
		}
	})
	try("conc", func() {
		for x := range conc() {
			fmt.Println(x)
			if x == 7 {
				break
			}
		}
	})
	try("conc panics", func() {
		for x := range conc() {
			panic(x)
		}
	})
	try("nested reuse", func() {
		var inner func(int) bool
		for i := range func(y func(int) bool) { inner = y; y(0); y(1) } {
			if i == 0 {
				inner(5)
			}
			fmt.Println("i", i)
		}
	})
	try("nil", func() {
		var it It
		for range it {
		}
	})
	i := 0
	for range noargs {
		i++
		if i > 4 {
			break
		}
	}
	fmt.Println(i)
	for s, e := range two {
		fmt.Println(s, e)
	}
	s := &S{[]int{1, 2, 3}}
	for i, p := range s.Each {
		*p *= i
	}
	fmt.Println(s.xs)
	for v := range s.Back() {
		fmt.Print(v, " ")
	}
	fmt.Println()
	for r := range Named(func(y func(rune) bool) { _ = y('a') && y('b') }) {
		fmt.Print(string(r))
	}
	fmt.Println()
	pull()
	fmt.Println(slices.Collect(count(3)), slices.Sorted(maps.Keys(map[string]int{"z": 1, "a": 2})))
	var x struct{ a, b int }
	var arr [3]int
	for x.a, arr[x.a] = range (&S{[]int{7, 8, 9}}).pairs {
		fmt.Println(x, arr)
	}
	// goexit out of loop body
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("outer defer", recover())
		for i := range count(3) {
			defer fmt.Println("goexit body defer", i)
			if i == 1 {
				runtime.Goexit()
			}
		}
	}()
	<-done
	for i := range count(3) {
		defer func() { fmt.Println("main body defer", i); recover() }()
		if i == 1 {
			panic(fmt.Sprint("final ", i))
		}
	}
}
func (s *S) pairs(y func(int, int) bool) {
	for i, x := range s.xs {
		if !y(i, x) {
			return
		}
	}
}
