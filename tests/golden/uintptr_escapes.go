// Arguments of functions marked uintptrescapes keep what they were converted from alive during the call.
package main

import (
	"runtime"
	"time"
	"unsafe"
)

var done = make(chan string, 10)

func object(name string) unsafe.Pointer {
	s := &[4]string{name}
	runtime.SetFinalizer(s, func(s *[4]string) { done <- s[0] })
	return unsafe.Pointer(s)
}

//go:noinline
//go:uintptrescapes
func use(p uintptr, rest ...uintptr) {
	for range 3 {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	println((*[4]string)(unsafe.Pointer(p))[0], len(rest))
	for _, r := range rest {
		println((*[4]string)(unsafe.Pointer(r))[0])
	}
}

type T struct{}

//go:uintptrescapes
func (T) use(p uintptr) { use(p) }

func main() {
	use(uintptr(object("a")), uintptr(object("b")), uintptr(object("c")))
	func() {
		defer use(uintptr(object("d")), uintptr(object("e")))
	}()
	finished := make(chan bool)
	go func() {
		defer close(finished)
		T{}.use(uintptr(object("f")))
	}()
	<-finished
}
