// Texts and places the runtime reports: value methods called through nil pointers, types of one name from different scopes, the
// caller of a deferred call.
package main

import (
	"fmt"
	"reflect"
	"runtime"
	"syscall"
	"unsafe"
)

type T struct{}

func (T) F() {}

type I interface{ F() }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func local() any {
	type T struct{}
	return T{}
}

var nilT I = (*T)(nil)

func main() {
	try(func() { nilT.F() })
	try(func() { _ = local().(T) })
	func() {
		defer func() {
			_, _, line, ok := runtime.Caller(1)
			fmt.Println(line, ok)
		}()
	}()
	fmt.Println(reflect.TypeOf(unsafe.Pointer(nil)).PkgPath())
	page := syscall.Getpagesize()
	b, err := syscall.Mmap(-1, 0, 2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	b[page] = 1
	fmt.Println(len(b) == 2*page, err, syscall.Mprotect(b[page:], syscall.PROT_READ), b[page])
	fmt.Println(syscall.Munmap(b), syscall.Munmap(b), syscall.SIGTERM, syscall.Signal(60))
	fmt.Println(syscall.Kill(syscall.Getpid(), syscall.SIGCHLD))
}
