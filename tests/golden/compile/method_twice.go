package main

type twice interface {
	M(string)
	M(int)
}

type impl struct{}

func (impl) M(string) {}

// Of methods declared twice the first counts.
var _ twice = impl{}

func main() {}
