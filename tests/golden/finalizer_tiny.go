// Small variables that share a block have finalizers of their own; finalizers may have results.
package main

import (
	"fmt"
	"runtime"
	"time"
)

var ran int

func makeThem() {
	for i := range 100 {
		x := new(int32)
		*x = int32(i)
		runtime.SetFinalizer(x, func(p *int32) { ran++ })
		y := new(int32)
		runtime.SetFinalizer(y, func(p *int32) { panic("removed") })
		runtime.SetFinalizer(y, nil)
		z := &[4]int{i}
		runtime.SetFinalizer(z, func(p *[4]int) (unused [100]int) {
			if p[0] != i {
				panic("wrong object")
			}
			ran++
			return
		})
	}
}

func main() {
	makeThem()
	for range 200 {
		runtime.GC()
		time.Sleep(time.Millisecond)
		if ran >= 180 {
			break
		}
	}
	fmt.Println(ran >= 180)
}
