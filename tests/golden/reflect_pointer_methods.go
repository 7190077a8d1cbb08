// Pointer types that reflection leads to have their methods.
package main

import (
	"fmt"
	"reflect"
	"unsafe"
)

type S struct{ x int }

func (s S) String() string { return fmt.Sprint("S", s.x) }

type P struct{ x int }

func (s *P) String() string { return fmt.Sprint("P", s.x) }

type flag uintptr

func main() {
	v := reflect.New(reflect.TypeOf(S{}))
	s, ok := v.Interface().(fmt.Stringer)
	fmt.Println(s, ok)
	v = reflect.New(reflect.TypeOf(P{}))
	s, ok = v.Interface().(fmt.Stringer)
	fmt.Println(s, ok)
	val := reflect.ValueOf(S{7})
	f, _ := reflect.TypeOf(val).FieldByName("flag")
	p := (*flag)(unsafe.Pointer(uintptr(unsafe.Pointer(&val)) + f.Offset))
	fmt.Println(val.CanAddr())
	*p |= 1 << 8
	fmt.Println(val.CanAddr())
	w := val.Addr()
	fmt.Printf("%T\n", w.Interface())
	s, ok = w.Interface().(fmt.Stringer)
	fmt.Println(ok)
	fmt.Println(s.String())
}
