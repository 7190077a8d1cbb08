package main

import (
	"errors"
	"fmt"
	"io"
	"reflect"
)

// Interface types implement interfaces too, and their values may be assigned and converted.

type shape interface {
	Area() float64
	hidden()
}
type named interface {
	shape
	fmt.Stringer
	Name(...int) string
}
type other interface{ Name(int) string }

func main() {
	types := []reflect.Type{
		reflect.TypeFor[any](), reflect.TypeFor[error](), reflect.TypeFor[fmt.Stringer](), reflect.TypeFor[shape](),
		reflect.TypeFor[named](), reflect.TypeFor[other](), reflect.TypeFor[io.Reader](), reflect.TypeFor[io.ReadWriteCloser](),
		reflect.TypeFor[interface{ Error() string }](), reflect.TypeFor[interface{ hidden() }](), reflect.TypeFor[int](),
	}
	for _, t := range types {
		for _, u := range types[:len(types)-1] {
			fmt.Print(t.Implements(u), t.AssignableTo(u), t.ConvertibleTo(u), " ")
		}
		fmt.Println(t)
	}
	err := errors.New("an error")
	var a any
	reflect.ValueOf(&a).Elem().Set(reflect.ValueOf(&err).Elem())
	fmt.Println(a, reflect.ValueOf(&err).Elem().Convert(reflect.TypeFor[any]()))
	var rw io.ReadWriter
	var r io.Reader
	reflect.ValueOf(&r).Elem().Set(reflect.ValueOf(&rw).Elem())
	fmt.Println(r == nil)
	defer func() { fmt.Println(recover()) }()
	reflect.ValueOf(&rw).Elem().Set(reflect.ValueOf(&r).Elem())
}
