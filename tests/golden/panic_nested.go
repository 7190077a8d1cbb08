package main

func main() {
	defer func() {
		panic("third")
	}()
	defer func() {
		defer func() { panic("second") }()
	}()
	panic("first")
}
