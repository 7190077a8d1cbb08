// What reflect does with values and types of every kind, and the texts it panics with.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

type inner struct {
	X int
	y string
}
type emb struct {
	*inner
	Z float64 `json:"z" k:"v"`
}
type named int
type list []string
type st struct {
	A int
	B string
	c bool
	D []int
	E map[string]int
	F any
	G *int
	inner
	H [2]int8
	I error
	J func(int) string
	K chan int
	L uint16
	M complex64
	N float32
}

func (n named) Double() named     { return n * 2 }
func (n *named) Incr(by int)      { *n += named(by) }
func (l list) Less(i, j int) bool { return l[i] < l[j] }

// count and sum stand for the lines that the current value gave: there are thousands.
var count, sum uint32

// try notes what f returns or panics with.
func try(what string, f func() any) {
	defer func() {
		if e := recover(); e != nil {
			note(what, "panic:", e)
		}
	}()
	note(what, f())
}

// full prints the lines themselves, to find a difference.
const full = false

func note(a ...any) {
	line := fmt.Sprintln(a...)
	if strings.Contains(line, "0x") || strings.Contains(line, "Cap") { // addresses, sizes of the heap
		return
	}
	if full {
		fmt.Print(line)
	}
	count++
	for i := range len(line) {
		sum = (sum ^ uint32(line[i])) * 16777619
	}
}

func values() []any {
	one := 1
	nm := named(3)
	return []any{true, 1, int8(-3), int64(1 << 40), uint(7), uint8(200), uint64(1 << 63), 1.5, float32(2.5), 1 + 2i, complex64(3i), "text", []int{1, 2, 3}, []byte("bytes"),
		[]rune("runes"), [3]int{4, 5, 6}, [1]string{"x"}, map[string]int{"a": 1}, map[named]string{1: "b"}, &one, &st{A: 5}, st{A: 1, B: "q", D: []int{1}, F: 3}, emb{&inner{1, "y"}, 2},
		named(4), &nm, list{"b", "a"}, errors.New("err"), make(chan int, 3), (chan<- string)(nil), func(int) string { return "" }, (*int)(nil), []int(nil), map[string]int(nil), struct{}{}, [0]int{}, []any{1, nil, "x"}, []string{"p"}, struct{ P *int }{&one}}
}

func conversions() {
	vals := values()
	targets := []any{0, int8(0), uint16(0), uint64(0), 0.0, float32(0), "", named(0), []byte(nil), []rune(nil), []int(nil), list(nil), []string(nil), [3]int{}, [2]int{}, (*[2]int)(nil), complex128(0), complex64(0), new(int), map[string]int(nil), (*error)(nil), (*any)(nil), (*fmt.Stringer)(nil), struct{}{}, inner{}, (<-chan int)(nil), (chan int)(nil)}
	for _, x := range vals {
		v := reflect.ValueOf(x)
		name := fmt.Sprintf("%T", x)
		try(name+" type", func() any { return v.Type().String() })
		try(name+" IsZero", func() any { return v.IsZero() })
		try(name+" Comparable", func() any { return v.Comparable() })
		try(name+" Len", func() any { return v.Len() })
		try(name+" Cap", func() any { return v.Cap() })
		try(name+" Int", func() any { return v.Int() })
		try(name+" SetInt", func() any { v.SetInt(1); return nil })
		try(name+" Set", func() any { v.Set(v); return nil })
		try(name+" NumMethod", func() any { return v.NumMethod() })
		try(name+" Slice", func() any { return v.Slice(1, 2) })
		try(name+" Slice3", func() any { return v.Slice3(1, 2, 3) })
		try(name+" Slice9", func() any { return v.Slice(1, 9) })
		try(name+" Index", func() any { return v.Index(1) })
		try(name+" Index9", func() any { return v.Index(9) })
		try(name+" Close", func() any { v.Close(); return 1 })
		try(name+" Clear", func() any { v.Clear(); return 1 })
		try(name+" Field", func() any { return v.Field(0).Type() })
		try(name+" FieldByName", func() any { return v.FieldByName("X").IsValid() })
		try(name+" MapKeys", func() any { return len(v.MapKeys()) })
		try(name+" Elem", func() any { return v.Elem().Type() })
		try(name+" IsNil", func() any { return v.IsNil() })
		try(name+" OverflowInt", func() any { return v.OverflowInt(300) })
		try(name+" OverflowUint", func() any { return v.OverflowUint(300) })
		try(name+" OverflowFloat", func() any { return v.OverflowFloat(1e300) })
		try(name+" Addr", func() any { v.Addr(); return 1 })
		try(name+" Call", func() any { return v.Call(nil) })
		try(name+" PtrTo", func() any { return reflect.PointerTo(v.Type()) })
		try(name+" SliceOf", func() any { return reflect.SliceOf(v.Type()) })
		try(name+" ArrayOf", func() any { return reflect.Zero(reflect.ArrayOf(2, v.Type())).IsZero() })
		try(name+" ChanOf", func() any { return reflect.ChanOf(reflect.RecvDir, v.Type()) })
		try(name+" ChanOf2", func() any { return reflect.ChanOf(reflect.BothDir, v.Type()) })
		try(name+" MapOf", func() any { return reflect.MapOf(v.Type(), v.Type()) })
		try(name+" FuncOf", func() any {
			return reflect.FuncOf([]reflect.Type{v.Type(), v.Type()}, []reflect.Type{v.Type()}, v.Kind() == reflect.Slice)
		})
		try(name+" StructOf", func() any {
			return reflect.StructOf([]reflect.StructField{{Name: "A", Type: v.Type(), Tag: `k:"v"`}, {Name: "B", Type: v.Type()}})
		})
		try(name+" Seq", func() any {
			s := ""
			if v.Kind() == reflect.Chan || v.CanUint() || v.CanInt() && v.Int() > 99 {
				return s
			}
			for x := range v.Seq() {
				s += fmt.Sprint(x, ",")
			}
			return s
		})
		try(name+" DeepEqual", func() any {
			s := ""
			for _, y := range values() {
				s += fmt.Sprint(reflect.DeepEqual(x, y))
			}
			return s
		})
		fmt.Println(name, count, sum)
		for _, y := range append(targets, vals...) {
			tt := reflect.TypeOf(y)
			if tt.Kind() == reflect.Pointer && strings.Contains(tt.String(), "r") {
				tt = tt.Elem()
			}
			n2 := name + " to " + tt.String()
			try(n2+" AssignableTo", func() any { return v.Type().AssignableTo(tt) })
			try(n2+" ConvertibleTo", func() any { return v.Type().ConvertibleTo(tt) })
			try(n2+" CanConvert", func() any { return v.CanConvert(tt) })
			try(n2+" Convert", func() any { return v.Convert(tt) })
			try(n2+" Set", func() any { p := reflect.New(tt).Elem(); p.Set(v); return p })
			try(n2+" Equal", func() any { return v.Equal(reflect.ValueOf(y)) })
		}
	}
}

func setting() {
	s := &st{}
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		for _, x := range append(values(), nil) {
			try(fmt.Sprintf("field %d = %T", i, x), func() any { v.Field(i).Set(reflect.ValueOf(x)); return fmt.Sprint(v.Field(i)) })
		}
		try(fmt.Sprint("SetZero ", i), func() any { v.Field(i).SetZero(); return v.Field(i).IsZero() })
		try(fmt.Sprint("SetInt ", i), func() any { v.Field(i).SetInt(5); return v.Field(i) })
		try(fmt.Sprint("SetUint ", i), func() any { v.Field(i).SetUint(70000); return v.Field(i) })
		try(fmt.Sprint("SetFloat ", i), func() any { v.Field(i).SetFloat(5); return v.Field(i) })
		try(fmt.Sprint("SetString ", i), func() any { v.Field(i).SetString("5"); return v.Field(i) })
		try(fmt.Sprint("SetBytes ", i), func() any { v.Field(i).SetBytes(nil); return v.Field(i) })
		try(fmt.Sprint("SetLen ", i), func() any { v.Field(i).SetLen(0); return v.Field(i) })
		try(fmt.Sprint("Grow ", i), func() any { v.Field(i).Grow(-1); return 0 })
		try(fmt.Sprint("SetMapIndex ", i), func() any { v.Field(i).SetMapIndex(reflect.ValueOf(1), reflect.ValueOf(2)); return 0 })
	}
	m := map[string]int{"a": 1}
	mv := reflect.ValueOf(m)
	mv.SetMapIndex(reflect.ValueOf("b"), reflect.ValueOf(2))
	mv.SetMapIndex(reflect.ValueOf("a"), reflect.Value{})
	if fmt.Sprint(m) != "map[b:2]" {
		fmt.Println("bad", m)
	}
	sl := reflect.ValueOf([]int{1})
	for i := range 100 {
		sl = reflect.Append(sl, reflect.ValueOf(i))
	}
	sl = reflect.AppendSlice(sl, sl.Slice(0, 2))
	if sl.Len() != 103 || sl.Index(102).Int() != 0 || sl.Index(100).Int() != 99 {
		fmt.Println("bad", sl)
	}
	var strs = []string{"a", "b", "c"}
	reflect.Swapper(strs)(0, 2)
	if n := reflect.Copy(reflect.ValueOf(strs).Slice(1, 3), reflect.ValueOf(strs)); n != 2 || fmt.Sprint(strs) != "[c c b]" {
		fmt.Println("bad", strs)
	}
	c := reflect.MakeChan(reflect.TypeOf(make(chan string)), 2)
	c.Send(reflect.ValueOf("x"))
	if !c.TrySend(reflect.ValueOf("y")) || c.TrySend(reflect.ValueOf("z")) || c.Len() != 2 || c.Cap() != 2 {
		fmt.Println("bad", "chan")
	}
	i, x, ok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: c}, {Dir: reflect.SelectDefault}})
	if i != 0 || x.String() != "x" || !ok {
		fmt.Println("bad", i, x, ok)
	}
	c.Recv()
	if x, ok := c.TryRecv(); x.IsValid() || ok {
		fmt.Println("bad", x, ok)
	}
	c.Close()
	if x, ok := c.Recv(); x.String() != "" || ok {
		fmt.Println("bad", x, ok)
	}
}

func fields() {
	for _, x := range []any{st{}, emb{}, inner{}, struct {
		st
		emb
		A string
	}{}, struct {
		*emb
		inner
	}{}} {
		fmt.Println(reflect.VisibleFields(reflect.TypeOf(x)))
		for _, n := range []string{"A", "X", "y", "Z", "inner", "nope", "H"} {
			f, ok := reflect.TypeOf(x).FieldByName(n)
			fmt.Println(f, ok)
		}
	}
}

func main() {
	conversions()
	fmt.Println(count, sum)
	setting()
	fmt.Println(count, sum)
	fields()
}
