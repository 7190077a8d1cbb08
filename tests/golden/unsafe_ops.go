package main

import (
	"fmt"
	"unsafe"
)

type s struct {
	a byte
	b int64
	c [3]uint16
	d string
	e struct{}
}

func main() {
	var v s
	fmt.Println(unsafe.Sizeof(v), unsafe.Alignof(v), unsafe.Offsetof(v.b), unsafe.Offsetof(v.c), unsafe.Offsetof(v.d), unsafe.Sizeof(v.d), unsafe.Sizeof([]int{}), unsafe.Sizeof(any(nil)))
	x := 0x0102030405060708
	p := (*[8]byte)(unsafe.Pointer(&x))
	fmt.Println(p[0], p[7], *(*byte)(unsafe.Add(unsafe.Pointer(&x), 1)))
	b := []byte("bytes")
	str := unsafe.String(&b[0], 3)
	b[0] = 'B'
	fmt.Println(str, unsafe.Slice(unsafe.StringData("abc"), 2), *unsafe.SliceData(b))
	f := 1.5
	fmt.Printf("%#x\n", *(*uint64)(unsafe.Pointer(&f)))
	const k = unsafe.Sizeof(uintptr(0))
	var arr [k]int
	fmt.Println(len(arr))
}
