package main

import "fmt"

// What misuse of a loop's body by its iterator leads to later: the panic counts as one of the body.

func attempt(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func main() {
	var kept func(int) bool
	goesOn := func(yield func(int) bool) {
		kept = yield
		yield(1)
		yield(2)
	}
	attempt("goes on:", func() {
		for range goesOn {
			break
		}
	})
	attempt("called later:", func() { kept(3) })
	attempt("and again:", func() { kept(4) })
	attempt("recovers:", func() {
		for range func(yield func(int) bool) {
			yield(1)
			attempt("within:", func() { yield(2) })
			attempt("within:", func() { yield(3) })
		} {
			break
		}
	})
	attempt("ended:", func() {
		for range func(yield func(int) bool) { kept = yield } {
		}
		attempt("called later:", func() { kept(1) })
		kept(2)
	})
	attempt("while it runs:", func() {
		for x := range goesOn {
			fmt.Println("body", x)
			attempt("within:", func() { kept(5) })
		}
	})
}
