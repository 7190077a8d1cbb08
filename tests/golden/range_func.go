package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Print("[end] ")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func find(n int) (res string) {
	defer func() { res += "!" }()
	for i := range count(10) {
		for j := range count(10) {
			if i*j == n {
				return fmt.Sprint(i, "*", j)
			}
			if j > i {
				break
			}
		}
	}
	return "none"
}

func deferIn() {
	for i := range count(3) {
		defer fmt.Print("deferred", i, " ")
	}
	fmt.Print("body done ")
}

func main() {
	for i := range count(3) {
		fmt.Print(i, " ")
	}
	fmt.Println()
	fmt.Println(find(12))
	fmt.Println(find(97))
outer:
	for i := range count(5) {
		for j := range count(5) {
			switch {
			case j == 1:
				continue outer
			case i == 3:
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	deferIn()
	fmt.Println()
	fmt.Println(slices.Collect(count(4)), slices.Sorted(maps.Keys(map[string]int{"b": 1, "a": 2})))
	next, stop := iter.Pull(count(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	for range func(yield func() bool) { yield() } {
		fmt.Println("no values")
	}
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		for i := range count(3) {
			if i == 1 {
				panic("in body")
			}
		}
	}()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		for range func(yield func(int) bool) { yield(1); yield(2) } {
			break
		}
	}()
	for i := range count(2) {
		goto done
		_ = i
	}
done:
	fmt.Println("done")
}
