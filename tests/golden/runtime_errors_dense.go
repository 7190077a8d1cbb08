// Texts of run-time errors: indices, slices, maps, assertions, sizes.
package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"unsafe"
)

type I interface{ M() }
type J interface {
	M()
	N(int) string
}
type T struct{ a, b int }

func (T) M() {}

type PT struct{}

func (*PT) M()             {}
func (*PT) N(i int) string { return "" }

type E struct{ s string }

func (e E) Error() string { return "E:" + e.s }

type NS struct {
	f func()
}
type unexp struct{ x any }

func try(name string, f func()) {
	defer func() {
		e := recover()
		re, isRE := e.(runtime.Error)
		fmt.Printf("%s -> %v | %T %v\n", name, e, e, isRE)
		if isRE {
			_ = re.Error()
			var u interface{ Unwrap() error }
			if errors.As(re, &u) {
				fmt.Println("unwraps", u.Unwrap())
			}
		}
	}()
	f()
}

//go:noinline
func id[T any](x T) T { return x }

func main() {
	s := id([]int{1, 2, 3, 4, 5})[:3]
	str := id("hello")
	arr := id([4]int{})
	ap := &arr
	n, m := id(-1), id(10)
	var u8 uint8 = id(uint8(200))
	var u64 = id(uint64(1 << 63))
	try("idx", func() { _ = s[n] })
	try("idx2", func() { _ = s[m] })
	try("idx3", func() { _ = s[u8] })
	try("idx4", func() { _ = s[u64] })
	try("idx5", func() { _ = str[m] })
	try("idx6", func() { _ = str[n] })
	try("idx7", func() { _ = arr[m] })
	try("idx8", func() { _ = ap[n] })
	try("idx9", func() { arr[m]++ })
	try("idx10", func() { s[int8(n)] = 3 })
	try("idx11", func() { _ = s[uint64(n)] })
	try("sl1", func() { _ = s[n:] })
	try("sl2", func() { _ = s[m:] })
	try("sl3", func() { _ = s[:n] })
	try("sl4", func() { _ = s[:m] })
	try("sl5", func() { _ = s[id(3):id(2)] })
	try("sl6", func() { _ = s[4:] })
	try("sl7", func() { _ = s[id(1):id(2):m] })
	try("sl8", func() { _ = s[id(1):id(4):id(3)] })
	try("sl9", func() { _ = s[id(3):id(2):id(3)] })
	try("sl10", func() { _ = s[id(1):id(2):n] })
	try("sl11", func() { _ = s[n:id(2):id(3)] })
	try("sl12", func() { _ = s[id(1):n:id(3)] })
	try("sl13", func() { _ = str[n:] })
	try("sl14", func() { _ = str[m:] })
	try("sl15", func() { _ = str[:m] })
	try("sl16", func() { _ = str[:n] })
	try("sl17", func() { _ = str[id(3):id(2)] })
	try("sl18", func() { _ = arr[m:] })
	try("sl19", func() { _ = ap[:m] })
	try("sl20", func() { _ = arr[id(3):id(2)] })
	try("sl21", func() { _ = arr[:id(2):m] })
	try("sl22", func() { _ = s[u64:] })
	try("sl23", func() { _ = s[:u64] })
	try("sl24", func() { _ = str[u8:] })
	try("sl25", func() { _ = s[id(1):u64:u64] })
	try("sl26", func() { var p *[3]int; _ = p[:]; fmt.Println("ok nil array slice?") })
	try("sl27", func() { var p *[3]int; _ = p[1:2] })
	try("arr conv", func() { _ = [4]int(s) })
	try("arr conv p", func() { _ = (*[4]int)(s) })
	try("arr conv nil", func() { fmt.Println((*[0]int)([]int(nil)) == nil, (*[0]int)([]int{}) == nil) })
	try("nilmap", func() { var m map[string]int; m["a"] = 1 })
	try("nilmap op", func() { var m map[string]int; m["a"]++ })
	try("nilmap read", func() {
		var m map[string]int
		fmt.Println(m["a"], len(m))
		delete(m, "x")
		clear(m)
		for range m {
		}
	})
	try("hash1", func() { m := map[any]int{}; m[[]int{}] = 1 })
	try("hash2", func() { m := map[any]int{}; _ = m[map[int]int{}] })
	try("hash3", func() { m := map[any]int{}; delete(m, func() {}) })
	try("hash4", func() { m := map[any]int{1: 1}; _, _ = m[NS{}] })
	try("hash5", func() { m := map[unexp]int{}; m[unexp{unexp{[]string{}}}] = 1 })
	try("hash6", func() { m := map[[2]any]int{}; m[[2]any{1, [1][]int{}}] = 1 })
	try("hash7", func() { m := map[I]int{}; m[nil] = 3; fmt.Println(m[nil]) })
	try("hash8 nil map", func() { var m map[any]int; _ = m[[]int{}] })
	try("hash9 nil map delete", func() { var m map[any]int; delete(m, []int{}) })
	try("eq1", func() { var a, b any = []int{}, []int{}; _ = a == b })
	try("eq2", func() { var a, b any = NS{}, NS{}; fmt.Println(a == b) })
	try("eq3", func() { var a any = 1; var b any = []int{}; fmt.Println(a == b) })
	try("eq4", func() { a, b := [2]any{1, []int{}}, [2]any{2, []int{}}; fmt.Println(a == b) })
	try("eq5", func() {
		a, b := struct {
			x any
			y int
		}{[]int{}, 1}, struct {
			x any
			y int
		}{[]int{}, 2}
		fmt.Println(a == b)
	})
	try("eq6", func() {
		var a, b any = struct {
			y int
			x any
		}{1, []int{}}, struct {
			y int
			x any
		}{2, []int{}}
		fmt.Println(a == b)
	})
	try("eq7", func() { var a, b any = unexp{1}, unexp{1}; fmt.Println(a == b, a != b) })
	try("eq8", func() { var a any = &NS{}; var b any = a; fmt.Println(a == b) })
	var x any
	var i I
	try("ta1", func() { _ = x.(int) })
	try("ta2", func() { x = "s"; _ = x.(int) })
	try("ta3", func() { _ = x.(I) })
	try("ta4", func() { x = T{}; _ = x.(J) })
	try("ta5", func() { i = T{}; _ = i.(J) })
	try("ta6", func() { i = nil; _ = i.(J) })
	try("ta7", func() { i = nil; _ = i.(T) })
	try("ta8", func() { x = PT{}; _ = x.(I) })
	try("ta9", func() { i = &PT{}; _ = i.(T) })
	try("ta10", func() { x = &PT{}; _ = x.(J); _ = x.(fmt.Stringer) })
	try("ta11", func() { type T struct{ a, b int }; x = T{}; _ = x.(interface{ M() }) })
	try("ta12", func() { type int32 int; x = int32(1); _ = x.(int) })
	try("ta13", func() { x = struct{ a int }{1}; _ = x.(struct{ b int }) })
	try("ta14", func() { x = map[string]T{}; _ = x.(map[string]*T) })
	try("ta15", func() { x = func(int) error { return nil }; _ = x.(func()) })
	try("ta16", func() { _ = x.(interface{ x() }) })
	try("ta17", func() { var e error; _ = e.(E) })
	try("ta18", func() { x = nil; _ = x.(any) })
	try("ta19", func() { x = nil; _ = x.(interface{ comparable2() }) })
	try("make1", func() { _ = make([]int, n) })
	try("make2", func() { _ = make([]int, id(2), id(1)) })
	try("make3", func() { _ = make([]int, id(0), n) })
	try("make4", func() { _ = make([]int, u64) })
	try("make5", func() { _ = make(chan int, n) })
	try("make6", func() { _ = make(map[int]int, n); fmt.Println("fine") })
	try("make7", func() { _ = make([]byte, id(1<<62)) })
	try("make8", func() { _ = make([]struct{}, id(1<<62)); fmt.Println("fine") })
	try("make9", func() { _ = make([]int, id(0), id(1<<61)) })
	try("make10", func() { _ = make(chan int, id(1<<61)) })
	_ = os.Args
	_ = reflect.TypeOf
	_ = strings.ToUpper
	_ = unsafe.Pointer(nil)
}
