package main

func main() {
	if len("x") > 0 {
		f()

//go:noinline
func f() {
	for {
	}
}

//go:noinline
func g() {}
