package main

import (
	"fmt"
	"sort"
)

func main() {
	x := make([]int, 2000000)
	v := uint32(12345)
	for i := range x {
		v = v*1664525 + 1013904223
		x[i] = int(v >> 8)
	}
	sort.Ints(x)
	y := make([]string, 300000)
	for i := range y {
		v = v*1664525 + 1013904223
		y[i] = fmt.Sprint(v)
	}
	sort.Slice(y, func(i, j int) bool { return y[i] < y[j] })
	fmt.Println(x[0], x[len(x)/2], y[0])
}
