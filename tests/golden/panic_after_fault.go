// A recovered fault leaves no trace in a later panic.
package main

type T struct{ n int }

func recovers(t *T) {
	defer func() { recover() }()
	println(t.n)
}

func main() {
	recovers(nil)
	panic("later")
}
