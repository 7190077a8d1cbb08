// The compiler stops at the tenth error it finds: types come before functions, and unused imports last.
package main

import (
	"fmt"
	"os"
)

func main() {
	a1 := 1
	a2 := 1
	a3 := 1
	var s string = 1
	b1, b1 := 1, 2
	undefined1()
	undefined2()
}

func f() {
	undefined3(); undefined3()
	goto L
	x := 1
L:
L:
}

type T struct{ T }
type U [2]V
type V struct{ u U }
type W map[[]int]int
