// A fatal error in a deferred call tells the panics first, and no other goroutines.
package main

import "sync"

type E struct{ a int }

func (e E) Error() string { return "e" }

func main() {
	go func() { select {} }()
	var mu sync.Mutex
	defer mu.Unlock()
	defer func() { panic("two") }()
	panic(E{3})
}
