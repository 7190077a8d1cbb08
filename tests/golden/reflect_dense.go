// Reflection at many corners: methods called, made functions and types, tags, JSON with methods of pointers.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"reflect"
	"sort"
	"strings"
	"time"
)

type Lvl int

func (l Lvl) String() string { return fmt.Sprint("lvl", int(l)) }

type PLvl int

func (l *PLvl) String() string     { return fmt.Sprint("plvl", int(*l)) }
func (l *PLvl) Set(s string) error { *l = PLvl(len(s)); return nil }

type Hidden struct{ v int }

func (h Hidden) Reveal() Revealed { return Revealed{h.v} }

type Revealed struct{ V int }

func (r Revealed) Double() *Doubled { return &Doubled{r.V * 2} }

type Doubled struct{ V int }

func (d *Doubled) Error() string              { return fmt.Sprint("doubled ", d.V) }
func (d Doubled) GoString() string            { return "GO" }
func (d *Doubled) Format(f fmt.State, c rune) { fmt.Fprintf(f, "F%c", c) }

type Tree struct {
	L, R *Tree
	V    Lvl
	m    map[Lvl]PLvl
	e    error
	s    fmt.Stringer
}
type Emb struct {
	Lvl
	*Tree
	time.Duration
	X any `json:"x,omitempty" k:"v"`
}
type Fnt func(a int, b ...string) (Lvl, error)

func (f Fnt) Call2() string { return "call2" }

type Chn chan Lvl

func (c Chn) Len() int { return len(c) }

type Svc struct{ log []string }

func (s *Svc) Add(a, b int) int                      { return a + b }
func (s *Svc) Join(sep string, xs ...string) string  { return strings.Join(xs, sep) }
func (s *Svc) Fail(x error) (n Lvl, err error)       { return 3, errors.Join(x, errors.New("z")) }
func (s *Svc) Each(f func(int) Lvl) []Lvl            { return []Lvl{f(1), f(2)} }
func (s Svc) Copy(b [40]int, t Tree) (Tree, [40]int) { b[3] = 9; t.V++; return t, b }
func (s Svc) Floats(a float32, b float64, c complex64) (float32, complex128) {
	return a + float32(b), complex128(c)
}
func (s Svc) Iface(i fmt.Stringer) fmt.Stringer { return i }
func (s *Svc) unexp()                           {}

type TextKey struct{ a, b int }

func (k TextKey) MarshalText() ([]byte, error) { return []byte(fmt.Sprintf("%d-%d", k.a, k.b)), nil }
func (k *TextKey) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "%d-%d", &k.a, &k.b)
	return err
}

type Opt[T any] struct{ v *T }

func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if o.v == nil {
		return []byte("null"), nil
	}
	return json.Marshal(*o.v)
}
func (o *Opt[T]) UnmarshalJSON(b []byte) error {
	o.v = new(T)
	return json.Unmarshal(b, o.v)
}

type Doc struct {
	Keys map[TextKey]Opt[Lvl]
	L    []Opt[string]
	P    *Opt[[]int]
	K    TextKey
	Any  any
	I    interface{ String() string } `json:"-"`
}

func main() {
	fmt.Println(Tree{V: 3, m: map[Lvl]PLvl{1: 2}}, []any{Lvl(1), new(PLvl)}, map[Lvl]Lvl{3: 1, 1: 3})
	fmt.Printf("%v %+v %#v %T %d\n", Lvl(1), Tree{L: nil, V: 5}, Lvl(7), Fnt(nil), []Lvl{1, 2})
	pl := PLvl(3)
	fmt.Println(&pl, pl, struct{ P *PLvl }{nil}, []*PLvl{})
	h := reflect.ValueOf(Hidden{21})
	r := h.MethodByName("Reveal").Call(nil)[0]
	d := r.Method(0).Call(nil)[0]
	fmt.Println(d.Interface().(error).Error(), d.Type(), d.Elem().Field(0), d.NumMethod())
	fmt.Printf("%v %+v %s\n", d.Interface(), d.Interface(), d.Elem().Addr().Interface())
	s := &Svc{}
	v := reflect.ValueOf(s)
	for i := range v.NumMethod() {
		m := v.Type().Method(i)
		fmt.Println(m.Name, m.Type, v.Method(i).Type(), m.Index)
	}
	call := func(name string, args ...any) {
		var in []reflect.Value
		for _, a := range args {
			in = append(in, reflect.ValueOf(a))
		}
		var out []any
		for _, o := range v.MethodByName(name).Call(in) {
			out = append(out, o.Interface())
		}
		fmt.Printf("%s %v\n", name, out)
	}
	call("Add", 1, 2)
	call("Join", "-", "a", "b")
	call("Join", "-")
	call("Fail", errors.New("q"))
	call("Each", func(i int) Lvl { return Lvl(i * 5) })
	call("Copy", [40]int{1}, Tree{V: 1})
	call("Floats", float32(1.5), 2.25, complex64(1+2i))
	call("Iface", Lvl(4))
	fmt.Println(v.MethodByName("unexp").IsValid(), v.MethodByName("Nope").IsValid())
	swap := reflect.MakeFunc(reflect.TypeFor[func(int, string, [2]string, ...Lvl) (string, int, [2]string, int)](), func(a []reflect.Value) []reflect.Value {
		return []reflect.Value{a[1], a[0], a[2], reflect.ValueOf(a[3].Len())}
	}).Interface().(func(int, string, [2]string, ...Lvl) (string, int, [2]string, int))
	fmt.Println(swap(1, "x", [2]string{"7", "8"}, 1, 2, 3))
	e := reflect.TypeOf(Emb{})
	for i := range e.NumField() {
		f := e.Field(i)
		fmt.Println(f.Name, f.Type, f.Anonymous, f.Tag.Get("k"), f.Offset, f.Index)
	}
	fl, ok := e.FieldByName("V")
	fmt.Println(fl.Index, ok, e.NumMethod(), reflect.PointerTo(e).NumMethod(), e.Comparable())
	nv := reflect.New(reflect.TypeFor[Tree]()).Elem()
	nv.FieldByName("V").SetInt(9)
	nv.Field(0).Set(reflect.New(nv.Type()))
	nv.Field(0).Elem().Field(2).Set(reflect.ValueOf(Lvl(4)))
	fmt.Println(nv.Interface().(Tree).L.V, nv.Field(2).Interface())
	mt := reflect.MapOf(reflect.TypeFor[string](), reflect.TypeFor[Lvl]())
	m := reflect.MakeMap(mt)
	m.SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf(Lvl(2)))
	fmt.Println(m, mt, m.Interface().(map[string]Lvl)["a"])
	st := reflect.StructOf([]reflect.StructField{{Name: "A", Type: reflect.TypeFor[Lvl](), Tag: `json:"aa"`}, {Name: "B", Type: reflect.TypeFor[*PLvl]()}})
	sv := reflect.New(st)
	sv.Elem().Field(0).SetInt(5)
	b, err := json.Marshal(sv.Interface())
	fmt.Println(string(b), err, st)
	ch := reflect.MakeChan(reflect.TypeFor[chan Lvl](), 2)
	ch.Send(reflect.ValueOf(Lvl(8)))
	x, _ := ch.Recv()
	fmt.Println(x, reflect.ValueOf(Chn(nil)).MethodByName("Len").Call(nil)[0])
	sl := reflect.Append(reflect.MakeSlice(reflect.TypeFor[[]Lvl](), 0, 1), reflect.ValueOf(Lvl(1)), reflect.ValueOf(Lvl(2)))
	fmt.Println(sl, sl.Slice(1, 2), reflect.ArrayOf(2, sl.Type().Elem()), reflect.FuncOf([]reflect.Type{mt}, nil, false))
	var doc Doc
	err = json.Unmarshal([]byte(`{"Keys":{"1-2":5,"3-4":null},"L":["a",null],"P":[1,2],"K":"7-8","Any":{"z":[1,"q"]}}`), &doc)
	fmt.Println(err, len(doc.Keys), *doc.Keys[TextKey{1, 2}].v, *doc.L[0].v, *doc.P.v, doc.K.b, doc.Any)
	b, err = json.Marshal(doc)
	fmt.Println(string(b), err)
	fs := flag.NewFlagSet("x", flag.ContinueOnError)
	fs.Var(&pl, "p", "usage")
	fmt.Println(fs.Parse([]string{"-p", "hello"}), pl)
	func() {
		defer func() { fmt.Println(recover()) }()
		reflect.ValueOf(Tree{}).Field(2).SetInt(3)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = reflect.ValueOf(Tree{}).Field(3).Interface()
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		v.MethodByName("Add").Call([]reflect.Value{reflect.ValueOf("x")})
	}()
	fmt.Println(reflect.DeepEqual(map[string][]Lvl{"a": {1}}, map[string][]Lvl{"a": {1}}), reflect.DeepEqual(Tree{}, Tree{e: errors.New("")}))
	it := reflect.ValueOf(map[string]int{"a": 1, "b": 2}).MapRange()
	var keys []string
	for it.Next() {
		keys = append(keys, it.Key().String()+fmt.Sprint(it.Value()))
	}
	sort.Strings(keys)
	fmt.Println(keys)
	var st2 fmt.Stringer = Lvl(3)
	iv := reflect.ValueOf(&st2).Elem()
	fmt.Println(iv.Kind(), iv.Elem().Type(), iv.Method(0).Call(nil)[0], iv.NumMethod(), reflect.TypeFor[fmt.Stringer]().Method(0).Type)
	fmt.Println(reflect.TypeFor[Lvl]().Implements(reflect.TypeFor[fmt.Stringer]()), reflect.PointerTo(reflect.TypeFor[PLvl]()).Implements(reflect.TypeFor[flag.Value]()), reflect.TypeFor[PLvl]().Implements(reflect.TypeFor[flag.Value]()))
	for v := range reflect.ValueOf(3).Seq() {
		fmt.Print(v, " ")
	}
	fmt.Println(reflect.ValueOf(Fnt(nil)).IsNil(), reflect.Zero(e).Field(0), reflect.ValueOf(&doc).Elem().FieldByName("K").Addr().Interface().(*TextKey).a)
}
