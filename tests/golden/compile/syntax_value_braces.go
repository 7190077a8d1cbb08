package main

type rc int

func main() {
	_ = 0[rc, int]{}
}
