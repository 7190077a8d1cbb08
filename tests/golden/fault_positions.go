// A failed bounds check is reported at the bracket, a call at its parenthesis; unsigned limits print as such.
package main

import (
	"fmt"
	"runtime"
)

var (
	i     = 9
	u     = ^uint64(0)
	array [3]int
	slice = []int{1, 2, 3}
	text  = "abc"
	big   []struct{ a, b, c, d, e int }
	table map[any]int
)

func line(name string, f func()) {
	defer func() {
		err := recover()
		pcs := make([]uintptr, 20)
		frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
		for {
			fr, more := frames.Next()
			if len(fr.Function) > 10 && fr.Function[:10] == "main.main." {
				fmt.Println(name, fr.Line, err)
				return
			}
			if !more {
				return
			}
		}
	}()
	f()
}

func id[T any](x T, _ ...T) T { return x }

func main() {
	line("array", func() {
		_ = array[i]
	})
	line("slice", func() {
		id(
			slice)[id(
			i)] = 1
	})
	line("string", func() {
		_ = text[id(
			i,
			1)]
	})
	line("struct", func() {
		big[id(
			i)].e = 1
	})
	line("slicing", func() {
		_ = slice[id(
			i):]
	})
	line("slicing an array", func() {
		_ = array[:id(
			i)]
	})
	line("slicing a string", func() {
		_ = text[id(
			i):]
	})
	line("map", func() {
		_ = table[id[any](
			[]int{})]
	})
	line("u1", func() { _ = slice[:0:u] })
	line("u2", func() { _ = slice[:u:2] })
	line("u3", func() { _ = slice[u:1:2] })
	line("u4", func() { _ = array[0:1:u] })
	line("u5", func() { _ = array[u:2] })
	line("u6", func() { _ = text[:u] })
	line("u7", func() { _ = text[u] })
}
