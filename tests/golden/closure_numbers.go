package main

import (
	"fmt"
	"runtime"
)

// The official compiler makes function literals of method values and method expressions that need a dictionary; they count in
// the names of those that the program writes.

type list[T any] struct{}

func (list[T]) plain()          {}
func (list[T]) generic[U any]() {}

type outer struct{ list[int] }

type doer interface{ plain() }

func use(any) {}

//go:noinline
func name() {
	pc, _, _, _ := runtime.Caller(1)
	fmt.Println(runtime.FuncForPC(pc).Name())
}

func free[T any]() {}

func values() {
	use(list[int]{}.plain)
	func() { name() }()
	use(list[int]{}.generic[int])
	func() { name() }()
	use(outer{}.generic[string])
	func() { name() }()
	use(free[int])
	func() { name() }()
}

func expressions() {
	use(list[int].plain)
	func() { name() }()
	use(outer.generic[int])
	func() { name() }()
	list[int].generic[int](list[int]{})
	func() { name() }()
	list[int]{}.generic[int]()
	func() { name() }()
}

func derived[T doer](t T) {
	use(list[T]{}.plain)
	func() { name() }()
	use(list[T].plain)
	func() { name() }()
	use(free[T])
	func() { name() }()
	free[T]()
	func() { name() }()
	use(t.plain)
	func() { name() }()
	use(T.plain)
	func() { name() }()
	t.plain()
	func() { name() }()
}

func main() {
	values()
	expressions()
	derived(outer{})
}
