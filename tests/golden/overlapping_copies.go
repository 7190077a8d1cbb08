// Assignments between arrays that overlap in memory: all is read before anything is written.
package main

import "fmt"

type pair struct {
	a, b, c, d, e int
}

func move[T any](dst, src *T) { *dst = *src }

func main() {
	for shift := range 5 {
		var x, y [256]byte
		for i := range x {
			x[i] = byte(i)
		}
		y = x
		x1, x2 := x, y
		*(*[32]byte)(x1[4+shift:]) = *(*[32]byte)(x1[2:])
		copy(y[4+shift:36+shift], y[2:34])
		fmt.Println(x1 == y)
		*(*[100]byte)(x1[4:]) = *(*[100]byte)(x1[2+shift:])
		copy(y[4:104], y[2+shift:])
		fmt.Println(x1 == y)
		move((*[77]byte)(x2[shift:]), (*[77]byte)(x2[3:]))
		copy(x[shift:shift+77], x[3:])
		fmt.Println(x == x2)
		move((*[200]byte)(x2[3:]), (*[200]byte)(x2[shift:]))
		copy(x[3:203], x[shift:])
		fmt.Println(x == x2)
	}
	p := []pair{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}}
	p[0], p[1] = p[1], p[0]
	fmt.Println(p)
}
