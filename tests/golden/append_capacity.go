// What capacities slices have as they grow by append. One that stays in its function begins with 32 bytes in the frame.
package main

import "fmt"

type pair struct{ a, b int }

// caps appends zeros and says what the capacity is when it changes.
func caps[T any](n int) {
	var s []T
	last := -1
	for range n {
		var zero T
		s = append(s, zero)
		if cap(s) != last {
			last = cap(s)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
}

func halves(xs []int) {
	var evens, odds []int
	for _, x := range xs {
		if x%2 == 0 {
			evens = append(evens, x)
		} else {
			odds = append(odds, x)
		}
	}
	fmt.Println(len(evens), cap(evens), len(odds), cap(odds))
}

// The buffer is that of the first append.
func either(first bool) {
	var s []int
	if first {
		s = append(s, 1)
	} else {
		s = append(s, 2)
	}
	fmt.Print(cap(s), " ")
	s = append(s, 3, 4)
	fmt.Println(cap(s))
}

// It is given away once.
func again() {
	for i := range 3 {
		var s []int
		s = append(s, i)
		fmt.Print(cap(s), " ")
	}
	var t []int
	for range 3 {
		t = nil
		t = append(t, 1)
		fmt.Print(cap(t), " ")
	}
	fmt.Println()
}

func inMemory() {
	var s []int
	p := &s
	for i := range 5 {
		*p = append(*p, i)
		s = append(s, i)
		fmt.Print(cap(s), " ")
	}
	fmt.Println()
}

func escaping() {
	var s []int
	for i := range 5 {
		s = append(s, i)
		fmt.Print(cap(s), s, " ")
	}
	fmt.Println()
}

func others() {
	s := append([]int(nil), 1, 2)
	p := append([]pair(nil), pair{1, 2})
	p = append(p, pair{3, 4}, pair{5, 6})
	var text []byte
	text = append(text, "abc"...)
	var list []int
	list = append(list, []int{1, 2, 3}...)
	var flags []bool
	flags = append(flags, true)
	var many []int
	many = append(many, 1, 2, 3, 4, 5)
	empty := []int{}
	empty = append(empty, 1)
	one := make([]int, 0, 1)
	one = append(one, 1, 2)
	fmt.Println(cap(s), cap(p), p[2].a, cap(text), cap(list), cap(flags), flags[:4], cap(many), cap(empty), cap(one))
}

// What is behind the length is zero, and what has moved to the heap stays as it was.
func contents() {
	var s []*int
	for i := range 6 {
		s = append(s, &i)
		for j := i + 1; j < cap(s); j++ {
			if s[:cap(s)][j] != nil {
				fmt.Println("not clear")
			}
		}
	}
	for _, p := range s {
		fmt.Print(*p, " ")
	}
	fmt.Println()
}

func main() {
	caps[byte](100)
	caps[int16](100)
	caps[int](100)
	caps[string](20)
	caps[pair](20)
	caps[[3]byte](50)
	caps[[5]int](10)
	caps[any](10)
	halves([]int{1, 2, 3, 4, 5, 7, 9, 11, 13})
	either(true)
	either(false)
	again()
	inMemory()
	escaping()
	others()
	contents()
}
