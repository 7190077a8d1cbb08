// Deferred functions made by reflection: a method recovers as if deferred directly, a function called by Call does not.
package main

import (
	"fmt"
	"reflect"
)

type T struct{ n int }

func (t *T) M() { fmt.Println("M", t.n, recover()) }
func (t T) V()  { fmt.Println("V", t.n, recover()) }

func try(f func()) {
	defer func() { fmt.Println("left:", recover()) }()
	defer f()
	panic("p")
}

func main() {
	t := &T{3}
	try(reflect.ValueOf(t).Method(0).Interface().(func()))
	try(reflect.ValueOf(t).Method(1).Interface().(func()))
	try(reflect.ValueOf(*t).Method(0).Interface().(func()))
	f := reflect.TypeOf(t).Method(0).Func.Interface().(func(*T))
	func() {
		defer func() { fmt.Println("left:", recover()) }()
		defer f(t)
		panic("q")
	}()
	func() {
		defer func() { fmt.Println("left:", recover()) }()
		defer reflect.ValueOf(t.M).Call(nil)
		panic("r")
	}()
	try(reflect.MakeFunc(reflect.TypeOf(func() {}), func([]reflect.Value) []reflect.Value {
		fmt.Println("made", recover())
		return nil
	}).Interface().(func()))
}
