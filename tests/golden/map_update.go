// Operations that update an entry of a map in place: what is evaluated when, and which entries a panic leaves.
package main

import "fmt"

type point struct{ x, y int }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	f()
	fmt.Println(name, "is fine")
}

func main() {
	m := map[string]int{"a": 1}
	zero, minus := 0, -1
	var list []int
	try("divide", func() { m["div"] /= zero })
	try("remainder", func() { m["rem"] %= zero })
	try("index", func() { m["index"] += list[3] })
	try("shift", func() { m["shift"] <<= minus })
	try("call", func() { m["call"] += func() int { panic("no") }() })
	fmt.Println(len(m), m)
	next := func() int { m["b"] = 10; m["a"] *= 2; return m["a"] }
	m["a"] += next()
	m["b"] -= next()
	m["c"]++
	m["d"]--
	m["e"] |= 6
	m["e"] &^= 2
	m["f"] ^= m["e"] + m["a"]
	fmt.Println(m)
	s := map[point]string{}
	for i := range 6 {
		s[point{i % 2, 0}] += fmt.Sprint(i)
		s[point{i % 2, 0}] += s[point{0, 0}]
	}
	fmt.Println(s)
	f := map[float64]float64{}
	nan := 0.0
	nan /= nan
	for i := range 3 {
		f[nan] += float64(i)
		f[0.5] += float64(i)
	}
	fmt.Println(len(f), f[0.5])
	a := map[any]uint8{}
	a[1] += 255
	a[1] += 2
	try("unhashable", func() { a[list]++ })
	fmt.Println(a)
	var none map[string]int
	try("nil map", func() { none["x"] += 1 })
	try("nil map", func() { none["x"] /= 1 })
	try("nil map", func() { none["x"] /= zero })
	keys := make([]byte, 4)
	words := map[string]int{}
	for i := range 100 {
		copy(keys, fmt.Sprint("k", i%7, "  "))
		words[string(keys)]++
	}
	fmt.Println(words)
	big := map[int][40]int{}
	for i := range 50 {
		e := big[i%5]
		e[i%40]++
		big[i%5] = e
	}
	fmt.Println(big[3])
}
