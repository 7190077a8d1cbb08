package main

import (
	"fmt"
	"math"
	"sort"
)

type key struct {
	a string
	b int
}

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"]++
	m["two"] += 10
	v, ok := m["four"]
	fmt.Println(m, len(m), v, ok, m["one"])
	delete(m, "one")
	delete(m, "missing")
	fmt.Println(m)
	sk := map[key][]int{{"x", 1}: {1}}
	sk[key{"x", 1}] = append(sk[key{"x", 1}], 2)
	fmt.Println(sk)
	ik := map[any]string{1: "int", "1": "string", 1.0: "float", key{"k", 2}: "struct", [2]int{1, 2}: "array", nil: "nil"}
	fmt.Println(ik[1], ik["1"], ik[1.0], ik[key{"k", 2}], ik[[2]int{1, 2}], ik[nil], len(ik), ik[int8(1)] == "")
	nan := map[float64]int{math.NaN(): 1, math.NaN(): 2}
	nan[0.0] = 5
	nan[math.Copysign(0, -1)]++
	fmt.Println(len(nan), nan[0], nan[math.NaN()])
	clear(nan)
	fmt.Println(len(nan))

	big := map[int]int{}
	for i := range 10000 {
		big[i*7] = i
	}
	sum := 0
	for k, v := range big {
		if k%2 == 0 {
			delete(big, k)
		}
		sum += v
	}
	fmt.Println(len(big), sum)

	// Entries deleted before being reached are not seen; each is seen once.
	small := map[int]bool{}
	for i := range 100 {
		small[i] = true
	}
	seen := map[int]int{}
	for k := range small {
		seen[k]++
		delete(small, (k+1)%100)
		small[1000+k] = true
		if len(seen) > 500 {
			break
		}
	}
	for k, n := range seen {
		if n != 1 {
			fmt.Println("seen", k, n, "times")
		}
	}
	// The order of iteration is random.
	orders := map[int]bool{}
	for range 200 {
		for k := range map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8} {
			orders[k] = true
			break
		}
	}
	fmt.Println("random start:", len(orders) > 1)
	mm := map[string]map[string]int{"a": {"b": 1}}
	mm["a"]["c"] = 2
	fmt.Println(mm, mm["x"]["y"])
	var keys []string
	for k := range mm["a"] {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	fmt.Println(keys)
	fm := map[[3]string]func(int) int{{"a"}: func(i int) int { return i * 2 }}
	fmt.Println(fm[[3]string{"a"}](4))
	type large struct{ v [40]int }
	lm := map[large]large{}
	lm[large{[40]int{1}}] = large{[40]int{2}}
	fmt.Println(lm[large{[40]int{1}}].v[0], lm[large{}].v[39])
}
