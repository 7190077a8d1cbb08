// A Pinner keeps what it pinned alive, and nothing but pointers can be pinned.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

type T struct{ p, q *int }

func try(p *runtime.Pinner, v any) {
	defer func() { fmt.Println(recover()) }()
	p.Pin(v)
	fmt.Print("pinned ")
}

//go:noinline
func pin(p *runtime.Pinner, done chan<- bool) uintptr {
	t := &T{new(int), new(int)}
	*t.p = 7
	runtime.SetFinalizer(t, func(*T) { done <- true })
	p.Pin(t)
	p.Pin(unsafe.Pointer(t.p))
	return uintptr(unsafe.Pointer(t))
}

func main() {
	var p runtime.Pinner
	done := make(chan bool, 1)
	addr := pin(&p, done)
	for range 5 {
		runtime.GC()
	}
	fmt.Println(len(done), *(*T)(unsafe.Pointer(addr)).p)
	try(&p, 1)
	try(&p, "x")
	try(&p, []int{1})
	try(&p, nil)
	try(&p, T{})
	try(&p, &T{})
	p.Unpin()
	p.Unpin()
	var unused runtime.Pinner
	unused.Unpin()
}
