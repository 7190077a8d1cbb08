// Calling functions and methods by reflection, and making functions.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

type big struct {
	A, B, C, D, E int
	S             string
}
type small struct {
	A int8
	F float32
	P *int
}
type T struct {
	name string
	n    int
}
type N int
type iface interface {
	Name() string
	Add(int, ...float64) (N, error)
}

func (t T) Name() string      { return "T:" + t.name }
func (t *T) SetName(s string) { t.name = s }
func (t T) Add(k int, fs ...float64) (N, error) {
	return N(t.n + k + len(fs)), errors.New(fmt.Sprint(fs))
}
func (t T) Big(b big, x int, s string, y float64) big {
	b.A += x
	b.S += s
	b.E = int(y) + t.n
	return b
}
func (n N) Twice() N       { return 2 * n }
func (n N) String() string { return fmt.Sprintf("N(%d)", int(n)) }
func (n *N) Inc()          { *n++ }

func many(a, b, c, d, e, f, g, h int, s string, x, y, z float64, i any) (int, string, float64, any) {
	return a + b*2 + c*3 + d*4 + e*5 + f*6 + g*7 + h*8, s + "!", x + y*2 + z*3, i
}
func floats(a, b, c, d, e, f, g, h, i, j float64, k float32) (float32, float64) {
	return k, a + b + c + d + e + f + g + h + i*10 + j*100
}
func results() (a, b, c, d, e, f, g, h, i int, s string) { return 1, 2, 3, 4, 5, 6, 7, 8, 9, "ten" }
func eight() (a, b, c, d int, s string, t []int)         { return 1, 2, 3, 4, "five", []int{6} }
func smalls(s small, b bool, i8 int8, u16 uint16, c complex64, d complex128) (small, bool, int8, uint16, complex64, complex128) {
	return s, !b, -i8, u16 + 1, c * 2, d * 3
}
func arr(a [3]int, b [1]string, c [0]int, d struct{}) ([3]int, [1]string) {
	a[1]++
	b[0] += "x"
	return a, b
}
func variadic(s string, xs ...int) string { return fmt.Sprint(s, len(xs), xs, xs == nil) }
func none()                               {}
func deep(n int, f func(int) int) int {
	var pad [64]int
	pad[n%64] = n
	if n == 0 {
		return f(0)
	}
	return deep(n-1, f) + pad[n%64] - n
}

func vals(xs ...any) (out []reflect.Value) {
	for _, x := range xs {
		out = append(out, reflect.ValueOf(x))
	}
	return
}

func try(what string, f func() any) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(what, "panic:", e)
		}
	}()
	fmt.Println(what, f())
}

func show(vs []reflect.Value) string {
	var s []string
	for _, v := range vs {
		s = append(s, fmt.Sprintf("%s=%v", v.Type(), v))
	}
	return strings.Join(s, " ")
}

func main() {
	one := 1
	call := func(f any, args ...any) {
		try(fmt.Sprintf("%T", f), func() any { return show(reflect.ValueOf(f).Call(vals(args...))) })
	}
	call(many, 1, 2, 3, 4, 5, 6, 7, 8, "s", 1.5, 2.5, 3.5, errors.New("e"))
	call(floats, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, float32(11))
	call(results)
	call(eight)
	call(smalls, small{-3, 1.5, nil}, true, int8(5), uint16(6), complex64(1+2i), 3+4i)
	call(arr, [3]int{1, 2, 3}, [1]string{"q"}, [0]int{}, struct{}{})
	call(variadic, "v")
	call(variadic, "v", 1, 2, 3)
	call(variadic, "v", "w")
	call(variadic)
	call(variadic, 1)
	call(none)
	call(none, 1)
	call(results, 1)
	call(many, 1)
	call((func())(nil))
	call(strings.ToUpper, "abc")
	call(strings.Split, "a,b,c", ",")
	call(fmt.Sprint, 1, "a", nil, 2.5)
	call(fmt.Sprint, 1, "a", 2.5)
	call(func(e error, s fmt.Stringer) string { return fmt.Sprint(e, s) }, errors.New("x"), N(3))
	call(func(x int) int { panic("in call") }, 1)
	k := 10
	call(func(x int) int { k += x; return k }, 5)
	try("CallSlice", func() any { return show(reflect.ValueOf(variadic).CallSlice(vals("a", []int{1, 2}))) })
	try("CallSlice2", func() any { return show(reflect.ValueOf(none).CallSlice(nil)) })

	t := &T{"x", 7}
	for _, x := range []any{t, *t, N(4), new(N), iface(t), strings.NewReader("r")} {
		v, ty := reflect.ValueOf(x), reflect.TypeOf(x)
		fmt.Println(ty, ty.NumMethod(), v.NumMethod())
		for i := range ty.NumMethod() {
			m := ty.Method(i)
			fmt.Println(" ", i, m.Name, m.Type, m.PkgPath, m.Func.Type(), m.Index, v.Method(i).Type())
		}
	}
	v := reflect.ValueOf(t)
	fmt.Println(show(v.MethodByName("Name").Call(nil)))
	v.MethodByName("SetName").Call(vals("new"))
	fmt.Println(t.name, show(v.Elem().MethodByName("Name").Call(nil)))
	fmt.Println(show(v.MethodByName("Add").Call(vals(3, 1.5, 2.5))))
	fmt.Println(show(v.MethodByName("Big").Call(vals(big{1, 2, 3, 4, 5, "s"}, 10, "t", 2.5))))
	fmt.Println(v.MethodByName("nope").IsValid())
	fmt.Println(show(reflect.ValueOf(N(21)).MethodByName("Twice").Call(nil)))
	m, ok := v.Type().MethodByName("Add")
	fmt.Println(m.Name, ok, show(m.Func.Call(vals(t, 1, 2.0))))
	f := v.MethodByName("Add").Interface().(func(int, ...float64) (N, error))
	fmt.Println(f(5, 1, 2, 3))
	b := v.MethodByName("Big").Interface().(func(big, int, string, float64) big)
	fmt.Println(b(big{S: "z"}, 1, "y", 9))
	it := reflect.TypeFor[iface]()
	for i := range it.NumMethod() {
		fmt.Println(it.Method(i).Name, it.Method(i).Type, it.Method(i).Func.IsValid())
	}
	iv := reflect.ValueOf(&[]iface{t}[0]).Elem()
	fmt.Println(iv.Kind(), iv.NumMethod(), show(iv.Method(1).Call(nil)))
	var nilIface iface
	try("nil iface", func() any { return reflect.ValueOf(&nilIface).Elem().Method(0) })
	try("out of range", func() any { return v.Method(100) })

	swap := reflect.MakeFunc(reflect.TypeFor[func(int, string) (string, int)](), func(in []reflect.Value) []reflect.Value {
		return []reflect.Value{in[1], in[0]}
	}).Interface().(func(int, string) (string, int))
	fmt.Println(swap(1, "one"))
	echo := func(in []reflect.Value) []reflect.Value { return in }
	e1 := reflect.MakeFunc(reflect.TypeFor[func(big, small, [3]int, float64, float32, any, error) (big, small, [3]int, float64, float32, any, error)](), echo).Interface().(func(big, small, [3]int, float64, float32, any, error) (big, small, [3]int, float64, float32, any, error))
	fmt.Println(e1(big{1, 2, 3, 4, 5, "x"}, small{1, 2, nil}, [3]int{7, 8, 9}, 1.5, 2.5, "any", errors.New("err")))
	e2 := reflect.MakeFunc(reflect.TypeFor[func(a, b, c, d float32, s string, t []int) (float32, float32, float32, float32, string, []int)](), echo).Interface().(func(a, b, c, d float32, s string, t []int) (float32, float32, float32, float32, string, []int))
	fmt.Println(e2(1, 2, 3, 4, "s", []int{5}))
	sum := reflect.MakeFunc(reflect.TypeFor[func(...int) int](), func(in []reflect.Value) []reflect.Value {
		s := 0
		for i := range in[0].Len() {
			s += int(in[0].Index(i).Int())
		}
		return vals(s)
	}).Interface().(func(...int) int)
	fmt.Println(sum(), sum(1, 2, 3))
	inc := reflect.MakeFunc(reflect.TypeFor[func(int) int](), func(in []reflect.Value) []reflect.Value { return vals(int(in[0].Int()) + 1) }).Interface().(func(int) int)
	fmt.Println(deep(5000, inc))
	done := make(chan int)
	for i := range 4 {
		go func() {
			done <- deep(100*i, func(x int) int { return int(reflect.ValueOf(inc).Call(vals(x + i))[0].Int()) })
		}()
	}
	total := 0
	for range 4 {
		total += <-done
	}
	fmt.Println(total, one)
	try("wrong count", func() any {
		return reflect.MakeFunc(reflect.TypeFor[func() int](), func([]reflect.Value) []reflect.Value { return nil }).Call(nil)
	})
	try("wrong type", func() any {
		return reflect.MakeFunc(reflect.TypeFor[func() int](), func([]reflect.Value) []reflect.Value { return vals("x") }).Call(nil)
	})
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		reflect.ValueOf(func() { defer fmt.Println("deferred"); panic("p") }).Call(nil)
	}()

	seq := func(yield func(int, string) bool) { _ = yield(1, "a") && yield(2, "b") && yield(3, "c") }
	for k, v := range reflect.ValueOf(seq).Seq2() {
		fmt.Println(k, v)
		if k.Int() == 2 {
			break
		}
	}
	// Types made at run time are those of the program.
	fmt.Println(reflect.MapOf(reflect.TypeFor[string](), reflect.TypeFor[N]()) == reflect.TypeFor[map[string]N]())
	fmt.Println(reflect.FuncOf([]reflect.Type{reflect.TypeFor[int]()}, nil, false) == reflect.TypeFor[func(int)]())
	fmt.Println(reflect.StructOf([]reflect.StructField{{Name: "X", Type: reflect.TypeFor[int]()}}) == reflect.TypeFor[struct{ X int }]())
	mt := reflect.MapOf(reflect.ArrayOf(2, reflect.TypeFor[string]()), reflect.SliceOf(reflect.ArrayOf(3, reflect.TypeFor[*N]())))
	mm := reflect.MakeMap(mt)
	key := reflect.New(mt.Key()).Elem()
	key.Index(1).SetString("k")
	for i := range 100 {
		key.Index(0).SetString(fmt.Sprint(i))
		mm.SetMapIndex(key, reflect.MakeSlice(mt.Elem(), i, i))
	}
	key.Index(0).SetString("42")
	fmt.Println(mt, mm.Len(), mm.MapIndex(key).Len())
	sv := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "A", Type: reflect.TypeFor[string](), Tag: `json:"a"`}, {Name: "B", Type: mt}, {Name: "C", Type: reflect.TypeFor[[]any]()}})).Elem()
	sv.Field(0).SetString("text")
	sv.Field(1).Set(mm)
	fmt.Printf("%v %+v %T\n", sv.Field(0), sv.Field(2), sv.Interface())
	fmt.Println(reflect.DeepEqual(sv.Interface(), sv.Interface()), sv.Type().Field(0).Tag.Get("json"))
}
