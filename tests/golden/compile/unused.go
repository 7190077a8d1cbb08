package main

import (
	"fmt"
	"os"
)

func main() {
	a, b := 1, 2
	_ = a
	for i := range 3 {
	}
}
