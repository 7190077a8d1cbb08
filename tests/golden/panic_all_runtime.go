package main

import (
	"fmt"
	"strings"
	"unsafe"
)

type T struct{ a, b int }

type I interface{ M() }

type J interface{ N(int) string }

type impl int

func (impl) M() {}

type ptrImpl int

func (*ptrImpl) M() {}

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(error); ok {
			fmt.Printf("%s: %T: %s\n", name, r, e)
			return
		}
		fmt.Printf("%s: %T: %v\n", name, r, r)
	}()
	f()
	fmt.Println(name, "did not panic")
}

func main() {
	zero, neg, five := 0, -1, 5
	var u8 uint8 = 200
	arr := [3]int{1, 2, 3}
	s := arr[:]
	str := "hello"
	var m map[string]int
	var p *T
	var e any = 7
	var i I = impl(3)
	var nilI I
	var nilE any
	var ch chan int
	var fn func()
	closed := make(chan int)
	close(closed)

	try("index", func() { _ = s[five] })
	try("index neg", func() { _ = s[neg] })
	try("index array", func() { _ = arr[five] })
	try("index u8", func() { _ = s[u8] })
	try("index string", func() { _ = str[five] })
	try("slice high", func() { _ = s[:five] })
	try("slice low>high", func() { _ = s[five:] })
	try("slice lo hi", func() { _ = s[2 : 1+zero] })
	try("slice neg", func() { _ = s[neg:] })
	try("slice string", func() { _ = str[:9+zero] })
	try("slice string lo hi", func() { _ = str[4+zero : 2] })
	try("slice3 cap", func() { _ = s[0:1:five] })
	try("slice3 hi max", func() { _ = s[0 : 3+zero : 2] })
	try("slice3 lo hi", func() { _ = s[2+zero : 1 : 2] })
	try("slice3 array", func() { _ = arr[0:1:five] })
	try("to array", func() { _ = [4]int(s) })
	try("to array ptr", func() { _ = (*[4]int)(s) })
	try("divide", func() { _ = five / zero })
	try("modulo", func() { _ = five % zero })
	try("shift", func() { _ = five << neg })
	try("nil map", func() { m["a"] = 1 })
	try("nil deref", func() { p.b = 1 })
	try("nil deref read", func() { _ = p.a })
	try("nil func", func() { fn() })
	try("nil iface method", func() { nilI.M() })
	try("assert concrete", func() { _ = e.(string) })
	try("assert nil", func() { _ = nilE.(int) })
	try("assert nil iface", func() { _ = nilE.(I) })
	try("assert missing", func() { _ = e.(I) })
	try("assert iface to iface", func() { _ = i.(J) })
	try("assert iface to concrete", func() { _ = i.(*ptrImpl) })
	try("assert named", func() { _ = i.(interface{ String() string }) })
	try("makeslice len", func() { _ = make([]int, neg) })
	try("makeslice cap", func() { _ = make([]int, 2, 1+zero) })
	try("makechan", func() { _ = make(chan int, neg) })
	try("send closed", func() { closed <- 1 })
	try("close closed", func() { close(closed) })
	try("close nil", func() { close(ch) })
	try("hash slice", func() { _ = map[any]int{[]int{1}: 2} })
	try("hash func", func() { mm := map[any]int{}; mm[func() {}] = 1 })
	try("compare slices", func() { var a, b any = []int{1}, []int{1}; _ = a == b })
	try("compare maps in struct", func() {
		type k struct{ v any }
		a, b := k{map[int]int{}}, k{map[int]int{}}
		_ = a == b
	})
	try("panic nil", func() { panic(nil) })
	try("custom", func() { panic(T{1, 2}) })
	try("repeat", func() { strings.Repeat("x", neg) })
	try("unsafe slice", func() { _ = unsafe.Slice(&five, neg) })
	try("unsafe string", func() { _ = unsafe.String(&u8, neg) })
}
