// Lengths and scalars of structs are compared before the contents of strings, but interfaces, whose comparison may panic, in order.
package main

import (
	"fmt"
	"unsafe"
)

type (
	SI struct {
		s string
		i int
	}
	SS  struct{ s, t string }
	SAI struct {
		s string
		x any
		i int
	}
)

// bad makes strings that fault when somebody reads them.
func bad(n int, at uintptr) string {
	h := struct {
		p uintptr
		n int
	}{at, n}
	return *(*string)(unsafe.Pointer(&h))
}

func try(a, b any) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	fmt.Println(a == b)
}

func main() {
	x, y := bad(3, 16), bad(3, 24)
	try(SI{x, 1}, SI{y, 2})
	try(SS{x, "a"}, SS{y, "aa"})
	try(SS{"a", x}, SS{"b", y})
	try(SAI{"abc", 1, 1}, SAI{"abd", []int{}, 2})
	try(SAI{"abc", []int{}, 1}, SAI{"abc", []int{}, 2})
	try(SAI{"abc", []int{}, 1}, SAI{"abcd", []int{}, 1})
	try(SAI{"abc", 1, 1}, SAI{"abc", 1, 1})
}
