// A call of memory that is no code is a fault in the caller.
package main

import (
	"fmt"
	"runtime/debug"
	"strings"
	"unsafe"
)

//go:noinline
func call(f func()) int {
	f()
	return 1
}

func main() {
	debug.SetPanicOnFault(true)
	for range 3 {
		func() {
			defer func() {
				err := recover().(error)
				fmt.Println(strings.Contains(string(debug.Stack()), "main.call("), err)
			}()
			data := make([]byte, 64)
			code := &struct{ code unsafe.Pointer }{unsafe.Pointer(&data[0])}
			call(*(*func())(unsafe.Pointer(&code)))
		}()
	}
}
