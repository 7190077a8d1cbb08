package main

import "fmt"

//go:noinline
func mul(a, b complex64) complex64 { return a * b }

func main() {
	for i := 0; i < 200; i++ {
		a := complex(float32(i)*1.337+123.456, float32(i)*-7.77+0.1)
		b := complex(float32(i)*-3.123+99.9, float32(i)*5.01-333.3)
		fmt.Println(mul(a, b))
	}
}
