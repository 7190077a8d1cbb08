package main

import (
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"
)

func main() {
	p := sync.Pool{New: func() any { return new(int) }}
	x := p.Get().(*int)
	*x = 5
	p.Put(x)
	fmt.Println(*p.Get().(*int) == 5)
	p.Put(x)
	runtime.GC()
	runtime.GC()
	runtime.GC()
	fmt.Println(*p.Get().(*int))
	fmt.Println(debug.SetGCPercent(50), debug.SetGCPercent(-1), debug.SetMemoryLimit(64<<20) > 1<<60)
	var keep [][]byte
	for i := 0; i < 20000; i++ {
		b := make([]byte, 10000)
		if i%1000 == 0 {
			keep = append(keep, b)
		}
	}
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	fmt.Println(ms.HeapSys < 140<<20, ms.NumGC > 3, len(keep))
	debug.FreeOSMemory()
	runtime.ReadMemStats(&ms)
	fmt.Println(ms.HeapReleased > 0, ms.Frees > 0)
	c := reflect.MakeChan(reflect.TypeOf((chan int)(nil)), 2)
	c.Send(reflect.ValueOf(3))
	v, ok := c.Recv()
	fmt.Println(v.Int(), ok, c.Len(), c.Cap())
	mv := reflect.MakeMap(reflect.TypeOf(map[string]int{}))
	mv.SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf(1))
	fmt.Println(mv.Interface(), mv.Len())
	i, rv, ok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: c}, {Dir: reflect.SelectDefault}})
	fmt.Println(i, rv.IsValid(), ok)
}
