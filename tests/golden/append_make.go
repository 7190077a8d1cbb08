// Appending what make makes; runes and bytes of constants.
package main

import (
	"fmt"
	"testing"
)

type big struct {
	p *int
	s string
	f [3]float64
}

func zeros[T any](n int) {
	var some T
	s := make([]T, 3, 10)
	for i := range s[:10] {
		s[:10][i] = some
	}
	t := append(s, make([]T, 4)...)
	u := append(s[:2], make([]T, n)...)
	v := append(s, make([]T, n+20)...)
	fmt.Println(len(t), cap(t), len(u), cap(u), len(v), t, u, v[len(v)-1])
}

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	one := 1
	zeros[int](3)
	zeros[*int](3)
	zeros[string](0)
	zeros[struct{}](5)
	zeros[any](1)
	b := []*int{&one, &one, &one, &one}
	b = append(b[:1], make([]*int, 2)...)
	fmt.Println(len(b), cap(b), b[1] == nil, b[2] == nil, b[:4][3] == &one, *b[0])
	bs := []big{{&one, "a", [3]float64{1}}, {&one, "b", [3]float64{1}}}
	bs = append(bs[:1], make([]big, 1)...)
	bs = append(bs, make([]big, 1)...)
	fmt.Println(len(bs), bs[1].p == nil, bs[1], bs[2], bs[0].s)
	n := -1
	try(func() { b = append(b, make([]*int, n)...) })
	try(func() { b = append(b, make([]*int, 1<<62+n)...) })
	try(func() { b = append(b, make([]*int, uint8(2))...) })
	try(func() { fmt.Println(len(append([]int(nil), make([]int, 1<<62+n)...))) })
	fmt.Println(len(b), len(append([]int(nil), make([]int, 0)...)), append([]int(nil), make([]int, 0)...) == nil)
	type ints []int
	fmt.Println(append(ints{1}, make([]int, 2)...), append([]int{1}, make(ints, 2)...), append([]byte("ab"), make([]byte, 2)...))
	x := []int{1}
	fmt.Println(testing.AllocsPerRun(10, func() { x = append(x[:1:1], make([]int, 20)...) }))
	r := []rune("héllo")
	fmt.Println(len(r), cap(r), string(r[1]))
	r[0] = 'j'
	fmt.Println(string(r), "héllo", cap([]rune("")), []rune("") == nil, []byte("") == nil)
}
