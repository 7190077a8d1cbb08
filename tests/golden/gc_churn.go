package main

import (
	"fmt"
	"runtime"
)

type tree struct {
	l, r *tree
	data [2]string
}

func build(d int) *tree {
	if d == 0 {
		return &tree{data: [2]string{fmt.Sprint(d), "leaf"}}
	}
	return &tree{build(d - 1), build(d - 1), [2]string{fmt.Sprint(d), "node"}}
}

func (t *tree) count() int {
	if t == nil {
		return 0
	}
	return 1 + t.l.count() + t.r.count()
}

func main() {
	keep := build(12)
	m := map[string]*tree{}
	total := 0
	for i := range 60 {
		t := build(9)
		total += t.count()
		m[fmt.Sprint("k", i%7)] = t
		s := make([]byte, 1<<16)
		s[i] = 1
	}
	runtime.GC()
	fmt.Println(total, keep.count(), len(m), m["k3"].count(), m["k3"].data)
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	fmt.Println(ms.NumGC > 0, ms.HeapAlloc < 100<<20, ms.Mallocs > ms.Frees)
}
