package main

import (
	"fmt"
	"maps"
	"math"
)

type key struct {
	a int
	s string
}

func main() {
	// Entries present all along are seen exactly once, deleted ones never, while the map grows under the loop.
	for round := 0; round < 50; round++ {
		m := map[int]int{}
		for i := 0; i < 100; i++ {
			m[i] = i
		}
		seen := map[int]int{}
		deleted := map[int]bool{}
		next := 1000
		for k, v := range m {
			seen[k]++
			if k < 100 && v != k || deleted[k] {
				fmt.Println("wrong", k, v)
			}
			if d := (k*7 + 3) % 100; d >= 50 {
				delete(m, d)
				deleted[d] = true
			}
			if next < 1500 {
				for j := 0; j < 20; j++ {
					m[next] = next
					next++
				}
			}
		}
		for i := 0; i < 50; i++ {
			if seen[i] != 1 {
				fmt.Println("seen", i, seen[i])
			}
		}
		for _, n := range seen {
			if n != 1 {
				fmt.Println("seen more than once")
			}
		}
	}
	nan := map[float64]int{math.NaN(): 1, math.NaN(): 2, 0: 3}
	nan[math.Copysign(0, -1)] = 4
	sum := 0
	for _, v := range nan {
		sum += v
	}
	delete(nan, math.NaN())
	fmt.Println(len(nan), sum, nan[0])
	clear(nan)
	fmt.Println(len(nan))

	mixed := map[any]string{1: "int", int8(1): "int8", "1": "string", 1.0: "float", key{1, "a"}: "struct", [2]int{1, 2}: "array", nil: "nil"}
	fmt.Println(mixed[1], mixed[int8(1)], mixed["1"], mixed[1.0], mixed[key{1, "a"}], mixed[[2]int{1, 2}], mixed[nil], mixed[int16(1)] == "")

	big := map[[40]int][200]byte{}
	for i := 0; i < 100; i++ {
		big[[40]int{i}] = [200]byte{0: byte(i), 199: 1}
	}
	fmt.Println(len(big), big[[40]int{42}][0], big[[40]int{99}][199], big[[40]int{100}][0])
	c := maps.Clone(big)
	delete(c, [40]int{42})
	fmt.Println(len(c), len(big))

	x := map[int]int{}
	for i := range x {
		fmt.Println("never", i)
	}
	orders := map[string]bool{}
	small := map[int]int{1: 1, 2: 2, 3: 3, 4: 4}
	for i := 0; i < 200; i++ {
		s := ""
		for k := range small {
			s += fmt.Sprint(k)
		}
		orders[s] = true
	}
	fmt.Println(len(orders) > 1)
}
