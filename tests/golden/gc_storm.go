package main

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"
)

type tree struct {
	k    string
	l, r *tree
	buf  []byte
	m    map[string]*tree
	i    any
}

func (t *tree) put(k string) *tree {
	if t == nil {
		n := &tree{k: k, buf: []byte(k), i: k}
		n.m = map[string]*tree{k: n}
		return n
	}
	if k < t.k {
		t.l = t.l.put(k)
	} else if k > t.k {
		t.r = t.r.put(k)
	}
	return t
}
func (t *tree) check() int {
	if t == nil {
		return 0
	}
	if string(t.buf) != t.k || t.i.(string) != t.k || t.m[t.k] != t {
		panic("corrupt " + t.k)
	}
	return 1 + t.l.check() + t.r.check()
}

func main() {
	var wg sync.WaitGroup
	ch := make(chan *tree, 3)
	for g := 0; g < 6; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for r := 0; r < 8; r++ {
				var t *tree
				for i := 0; i < 400; i++ {
					t = t.put(strings.Repeat(fmt.Sprint((i*7919+g)%1000), 1+i%5))
					if i%100 == 50 {
						time.Sleep(50 * time.Microsecond)
					}
				}
				t.check()
				ch <- t
			}
		}()
	}
	go func() { wg.Wait(); close(ch) }()
	n := 0
	for t := range ch {
		n += t.check()
		if n%5 == 0 {
			runtime.GC()
		}
	}
	fmt.Println(n)
}
