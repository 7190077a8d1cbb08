// A deferred func value that is nil panics when it is called, by a fault.
package main

func main() {
	var f func()
	defer f()
	println("x")
}
