// With a rate of one every allocation is in the memory profile, under the function that made it, and what was freed is counted.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

type T struct{ a [100]int }

var keep []*T
var sink any

//go:noinline
func kept(n int) {
	for range n {
		keep = append(keep, new(T))
	}
}

//go:noinline
func dropped(n int) {
	for range n {
		sink = make([]byte, 5000)
	}
	sink = nil
}

func find(zero bool, fn string) (allocs, frees int64) {
	var p []runtime.MemProfileRecord
	n, ok := runtime.MemProfile(nil, zero)
	for !ok {
		p = make([]runtime.MemProfileRecord, n+20)
		n, ok = runtime.MemProfile(p, zero)
	}
	for _, r := range p[:n] {
		frames := runtime.CallersFrames(r.Stack())
		f, _ := frames.Next()
		for strings.HasPrefix(f.Function, "runtime.") {
			f, _ = frames.Next()
		}
		if f.Function == fn && r.AllocBytes/r.AllocObjects > 800 && r.AllocBytes/r.AllocObjects < 6000 {
			allocs += r.AllocObjects
			frees += r.FreeObjects
		}
	}
	return
}

func main() {
	runtime.MemProfileRate = 1
	kept(100)
	dropped(50)
	for range 3 {
		runtime.GC()
	}
	a, f := find(false, "main.kept")
	fmt.Println(a >= 100, f < 10)
	a, f = find(true, "main.dropped")
	fmt.Println(a, f >= 48)
	fmt.Println(len(keep))
}
