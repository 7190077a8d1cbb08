package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var rw sync.RWMutex
	var once sync.Once
	var n atomic.Int64
	var plain int32
	var wg sync.WaitGroup
	shared := map[int]int{}
	for i := range 20 {
		wg.Go(func() {
			once.Do(func() { fmt.Println("once") })
			rw.Lock()
			shared[i%5]++
			rw.Unlock()
			rw.RLock()
			_ = shared[0]
			rw.RUnlock()
			n.Add(int64(i))
			atomic.AddInt32(&plain, 2)
		})
	}
	wg.Wait()
	fmt.Println(shared, n.Load(), plain, atomic.CompareAndSwapInt32(&plain, 40, 1), atomic.LoadInt32(&plain))
	var m sync.Map
	m.Store("a", 1)
	v, loaded := m.LoadOrStore("a", 2)
	fmt.Println(v, loaded)
	_, ok := m.Load("b")
	fmt.Println(ok)
	pool := sync.Pool{New: func() any { return "new" }}
	fmt.Println(pool.Get())
	f := sync.OnceValue(func() int { fmt.Println("computed"); return 9 })
	fmt.Println(f(), f())
	var p atomic.Pointer[string]
	s := "ptr"
	p.Store(&s)
	fmt.Println(*p.Load(), p.CompareAndSwap(&s, nil), p.Load() == nil)
	var av atomic.Value
	av.Store([]int{1})
	fmt.Println(av.Load())
	fmt.Println(rw.TryLock(), rw.TryRLock())
}
