package main

// The parser takes any literal for a tag.
type T struct {
	a int 1.5
	b int '\''
	c int 1i
	d int `x`
	int 7
}

func main() {}
