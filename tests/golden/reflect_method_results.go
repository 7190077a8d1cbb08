// What a method called by reflection returns has its methods, though no conversion shows it.
package main

import (
	"fmt"
	"reflect"
)

type A struct{ n int }

func (a A) Get() B { return B{a.n} }

type B struct{ n int }

func (b B) Text() string { return fmt.Sprint("b", b.n) }

func main() {
	b := reflect.ValueOf(A{3}).MethodByName("Get").Call(nil)[0]
	fmt.Println(b.NumMethod(), b.Method(0).Call(nil)[0])
}
