// Linkname pulls a function of the runtime into this package by its symbol:
// the linker resolves the alias.
package main

import (
	"fmt"
	_ "unsafe" // for go:linkname
)

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//go:linkname double main.twice
func double(x int) int

func twice(x int) int { return 2 * x }

func main() {
	a := nanotime()
	b := nanotime()
	fmt.Println("time goes forward:", a > 0 && b >= a)
	fmt.Println("double(21) =", double(21))
}
