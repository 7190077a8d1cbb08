package main

import "fmt"

func main() {
	m := map[int]int{}
	for i := range 2000000 {
		m[i*7919%1000003]++
	}
	sum := 0
	for k, v := range m {
		sum += k * v
	}
	s := map[string]int{}
	keys := make([]string, 1000)
	for i := range keys {
		keys[i] = fmt.Sprint("key", i)
	}
	for i := range 5000000 {
		s[keys[i%1000]] += i
	}
	fmt.Println(len(m), sum, s["key7"])
}
