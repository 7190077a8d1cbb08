package main

import "fmt"

type grid [3][3]int

func modify(g grid) grid { g[1][1] = 9; return g }

func main() {
	var g grid
	h := modify(g)
	fmt.Println(g, h, g == h, h == modify(h))
	s := []int{1, 2, 3, 4, 5}
	t := s[1:3]
	fmt.Println(t, len(t), cap(t), cap(s[1:3:3]))
	t = append(t, 99)
	fmt.Println(s, t)
	t = append(t[:1:1], 7, 8)
	fmt.Println(s, t)
	copy(s, s[2:])
	fmt.Println(s, copy([]byte{1, 2}, "xyz"), copy(s, s[:0]))
	var n []string
	fmt.Println(n == nil, len(n), append(n, "a", "b"), append([]byte("x"), "yz"...))
	for i := range n {
		fmt.Println("never", i)
	}
	arr := [...]string{2: "c", 0: "a", 4: "e"}
	fmt.Printf("%q %d\n", arr, len(arr))
	for i, v := range arr {
		arr[4] = "changed"
		if i == 4 {
			fmt.Println(v)
		}
	}
	p := &arr
	for i := range p {
		p[i] += "!"
	}
	fmt.Println(*p, len(p), p[1:3])
	clear(s)
	fmt.Println(s, [2]bool{true}, [0]int{}, [][]int{{1}, {2, 3}, nil})
	var caps []int
	var grow []int
	for i := range 2000 {
		if len(grow) == cap(grow) && cap(grow) >= 4 {
			caps = append(caps, cap(grow))
		}
		grow = append(grow, i)
	}
	fmt.Println(caps)
	ap := (*[2]int)(s)
	ap[0] = 5
	fmt.Println(s[0], [3]int(s))
	matrix := make([][]float64, 2)
	for i := range matrix {
		matrix[i] = make([]float64, 2, 4)
		matrix[i][i] = 1
	}
	fmt.Println(matrix, len(matrix[0]), cap(matrix[0]))
}
