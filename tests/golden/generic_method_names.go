// Names of generic methods of generic types, type switches on type parameters, inference, comparable with interfaces.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

type Num interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~float32 | ~float64
}
type MyInt int

func (m MyInt) String() string { return fmt.Sprintf("MyInt<%d>", int(m)) }

type Pair[K comparable, V any] struct {
	Key K
	Val V
}
type Set[T comparable] = map[T]struct{}
type PA[T any] = Pair[string, T]
type Fn[A, B any] = func(A) B
type List[T any] struct {
	next *List[T]
	val  T
}

func (l *List[T]) Push(v T) *List[T] { return &List[T]{l, v} }
func (l *List[T]) All() func(yield func(int, T) bool) {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l; n != nil; n = n.next {
			if !yield(i, n.val) {
				return
			}
			i++
		}
	}
}
func (l *List[T]) Map[U any](f func(T) U) *List[U] {
	if l == nil {
		return nil
	}
	return &List[U]{l.next.Map(f), f(l.val)}
}
func (l *List[T]) Fold[A any](init A, f func(A, T) A) A {
	for _, v := range l.All() {
		init = f(init, v)
	}
	return init
}

type Tree[T interface{ Less(T) bool }] struct {
	l, r *Tree[T]
	v    T
}

func (t *Tree[T]) Insert(v T) *Tree[T] {
	if t == nil {
		return &Tree[T]{v: v}
	}
	if v.Less(t.v) {
		t.l = t.l.Insert(v)
	} else {
		t.r = t.r.Insert(v)
	}
	return t
}
func (t *Tree[T]) Walk(f func(T)) {
	if t != nil {
		t.l.Walk(f)
		f(t.v)
		t.r.Walk(f)
	}
}

type SI string

func (a SI) Less(b SI) bool { return a < b }

type Cloner[T any] interface {
	*T
	Clone() T
}
type C1 struct{ n int }

func (c *C1) Clone() C1 { return C1{c.n + 1} }
func DoClone[T any, P Cloner[T]](v T) T {
	return P(&v).Clone()
}

func Sum[S ~[]E, E Num](s S) (t E) {
	for _, v := range s {
		t += v
	}
	return
}
func Conv[To, From Num](f From) To { return To(f) }
func Kind[T any](v T) string {
	switch any(v).(type) {
	case int:
		return "int"
	case MyInt:
		return "MyInt"
	case []T:
		return "[]T"
	case fmt.Stringer:
		return "Stringer"
	case error:
		return "error"
	case nil:
		return "nil"
	}
	return fmt.Sprintf("other %T", v)
}
func Sw[T any, U any](v any) string {
	switch v.(type) {
	case T:
		return "T"
	case U:
		return "U"
	case *T:
		return "*T"
	case map[string]T:
		return "map[string]T"
	case func(T) U:
		return "func(T) U"
	case Pair[string, T]:
		return "Pair[string,T]"
	}
	return "?"
}

type Emb[T any] struct {
	Pair[string, T]
	*List[T]
}
type M[T any] struct{ v T }

func (m M[T]) Get() T                          { return m.v }
func (m *M[T]) Set(v T)                        { m.v = v }
func (m M[T]) With[U any](u U) Pair[string, U] { return Pair[string, U]{fmt.Sprintf("%T/%T", m, u), u} }
func (m *M[T]) PWith[U comparable](u U, v T) bool {
	m.v = v
	var x any = u
	y, ok := x.(U)
	return ok && y == u
}

type W struct {
	M[int]
	*M2
}
type M2 struct{ M[string] }

type NonG struct{ s string }

func (n NonG) Conv[T ~string | ~[]byte](t T) string { return n.s + string(t) }
func (n *NonG) Add[T fmt.Stringer](ts ...T) *NonG {
	for _, t := range ts {
		n.s += t.String()
	}
	return n
}

type Getter[T any] interface{ Get() T }

func UseGetter[T any, G Getter[T]](g G) T { return g.Get() }
func local[T any](v T) any {
	type L struct{ X T }
	type R[U any] struct{ A U }
	return L{v}
}
func local2[T any]() (any, any) {
	type L struct{ X int }
	f := func() any {
		type L struct{ Y T }
		return L{}
	}
	return L{}, f()
}
func caller[T any]() string {
	pc, _, line, _ := runtime.Caller(0)
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), line)
}
func (m M[T]) Caller[U any]() string {
	f := func() string {
		pc, _, line, _ := runtime.Caller(0)
		return fmt.Sprint(runtime.FuncForPC(pc).Name(), line)
	}
	pc, _, line, _ := runtime.Caller(0)
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), line) + f()
}
func Eq[T comparable](a, b T) (r string) {
	defer func() {
		if e := recover(); e != nil {
			r = fmt.Sprint("panic ", e)
			var re runtime.Error
			if err, ok := e.(error); ok {
				r += fmt.Sprint(errors.As(err, &re))
			}
		}
	}()
	return fmt.Sprint(a == b)
}

type Rec[T any] interface{ Do(T) T }
type RI int

func (r RI) Do(x RI) RI { return r + x }
func DoAll[T Rec[T]](xs ...T) T {
	r := xs[0]
	for _, x := range xs[1:] {
		r = r.Do(x)
	}
	return r
}

type Mat[T Num, A ~[2]T | ~[3]T] struct{ a A }

func Len[A ~[2]int | ~[3]int](a A) int         { return len(a) }
func Idx[A ~[]byte | ~string](a A, i int) byte { return a[i] }
func Bytes[A ~[]byte | ~string](a A) (s []byte) {
	s = append(s, a...)
	return append(s, a[1:2]...)
}
func RangeS[A ~string](a A) (n int) {
	for _, r := range a {
		n += int(r)
	}
	for i := range a {
		n += i
	}
	return
}
func Ptr[T any](v T) *T                                    { return &v }
func Zero[T any]() (z T)                                   { return }
func Apply[A, B any](a A, f func(A) B) B                   { return f(a) }
func Compose[A, B, C any](f Fn[A, B], g Fn[B, C]) Fn[A, C] { return func(a A) C { return g(f(a)) } }
func Chan[C ~chan E | ~<-chan E, E any](c C) E             { return <-c }
func MapKeys[M ~map[K]V, K comparable, V any](m M) int     { return len(m) }

type Inf[T any] struct{ p *Inf2[T] }
type Inf2[T any] struct {
	q *Inf[T]
	s []Inf[T]
}

func main() {
	var l *List[int]
	l = l.Push(1).Push(2).Push(3)
	ls := l.Map(func(i int) string { return strings.Repeat("x", i) })
	for i, v := range ls.All() {
		fmt.Println(i, v)
	}
	fmt.Println(l.Fold("", func(s string, i int) string { return fmt.Sprint(s, i) }))
	fold := l.Fold[float64]
	fmt.Println(fold(0.5, func(f float64, i int) float64 { return f * float64(i) }))
	me := (*List[int]).Map[bool]
	fmt.Printf("%T %v\n", me, me(l, func(i int) bool { return i == 2 }).next.val)
	var tr *Tree[SI]
	for _, s := range []SI{"q", "a", "z", "m"} {
		tr = tr.Insert(s)
	}
	tr.Walk(func(s SI) { fmt.Print(s, " ") })
	fmt.Println()
	fmt.Println(DoClone(C1{4}))
	fmt.Println(Sum([]MyInt{1, 2, 3}), Sum([]int8{100, 100}), Sum([]float32{0.1, 0.2}))
	fmt.Println(Conv[int8](300), Conv[uint8](-1), Conv[MyInt](3.9), Conv[float32](MyInt(7)))
	fmt.Println(Kind(1), Kind(MyInt(2)), Kind([]int{}), Kind(errors.New("x")), Kind[any](nil), Kind[any]([]any{}), Kind(Pair[string, int]{}))
	fmt.Println(Sw[int, string](1), Sw[int, int](2), Sw[string, int](3), Sw[int, string](new(int)), Sw[int, bool](map[string]int{}), Sw[int, bool](func(int) bool { return true }), Sw[MyInt, bool](Pair[string, MyInt]{}), Sw[any, error](3), Sw[error, any](nil))
	e := Emb[bool]{Pair[string, bool]{"k", true}, &List[bool]{nil, true}}
	fmt.Printf("%T %+v %v\n", e, e.Pair, e.Push(false).val)
	w := W{M[int]{1}, &M2{M[string]{"s"}}}
	w.M.Set(5)
	fmt.Println(w.M.Get(), w.M2.Get(), w.M.With(2.5), w.M2.With('c'), w.M2.PWith([2]int{1, 2}, "zz"), w.M2.Get())
	f1 := w.M.With[string]
	f2 := M[int].With[string]
	f3 := (*M[int]).PWith[string]
	fmt.Println(f1("a"), f2(w.M, "b"), f3(&w.M, "a", 99), w.M.v)
	fmt.Printf("%T %T %T\n", f1, f2, f3)
	n := &NonG{"n"}
	fmt.Println(n.Conv([]byte("abc")), n.Conv("def"), n.Add(MyInt(1), MyInt(2)).s)
	fmt.Println(UseGetter(M[bool]{true}), UseGetter[string](&w.M2.M))
	fmt.Printf("%T %T %T\n", local(1), local("s"), local(local(1)))
	a, b := local2[int]()
	c, d := local2[string]()
	fmt.Printf("%T %T %T %T %v %v\n", a, b, c, d, a == c, b == d)
	fmt.Println(caller[int](), caller[Pair[string, int]](), M[int]{}.Caller[string](), (&M[string]{}).Caller[[]int]())
	fmt.Println(Eq[any](1, 1), Eq[any]([]int{}, []int{}), Eq[any](1, []int{}), Eq[any](func() {}, func() {}), Eq(struct{ a any }{map[int]int{}}, struct{ a any }{map[int]int{}}), Eq([2]any{1, []int{}}, [2]any{2, []int{}}), Eq([2]any{1, []int{}}, [2]any{1, []int{}}))
	fmt.Println(DoAll(RI(1), RI(2), RI(3)))
	fmt.Println(Len([2]int{}), Len([3]int{}), Idx("abc", 1), Idx([]byte("abc"), 2), string(Bytes("xyz")), string(Bytes([]byte("pq"))), RangeS("aé\xff"))
	fmt.Println(*Ptr(3), *Ptr("s"), Zero[[2]int](), Zero[*int](), Zero[error](), Zero[Pair[int, error]]())
	fmt.Println(Apply(3, func(i int) string { return fmt.Sprint(i) }), Compose(func(i int) string { return fmt.Sprint(i, "!") }, func(s string) int { return len(s) })(12345))
	ch := make(chan int, 2)
	ch <- 1
	ch <- 2
	fmt.Println(Chan(ch), Chan[<-chan int](ch), MapKeys(Set[int]{1: {}, 2: {}}))
	fmt.Printf("%T %T %T %T %T\n", Set[int]{}, PA[int]{}, Inf[int]{}, Inf2[map[string][]Inf[bool]]{}, (Fn[int, PA[string]])(nil))
	for _, x := range []any{Pair[string, int]{}, &List[Pair[MyInt, *M[int]]]{}, M[func(int) error]{}, M[struct {
		A int `x:"y"`
		b string
	}]{}, M[interface{ Foo() }]{}, M[any]{}, M[error]{}, M[[3]int]{}, M[chan<- int]{}, M[<-chan M[int]]{}} {
		t := reflect.TypeOf(x)
		fmt.Println(t, t.Name(), t.PkgPath(), t.Kind(), t.NumMethod())
		if t.Kind() == reflect.Pointer {
			fmt.Println(t.Elem().Name())
		}
		fmt.Printf("%T %+v %#v\n", x, x, x)
	}
	mt := reflect.TypeOf(&w)
	for i := 0; i < mt.NumMethod(); i++ {
		fmt.Println(mt.Method(i).Name, mt.Method(i).Type)
	}
	var x any = M[int]{}
	_, ok := x.(interface {
		With(string) Pair[string, string]
	})
	fmt.Println(ok)
	// inference with untyped constants mix
	mx := func() any { return Max3(1, 2.5, 'a') }()
	fmt.Printf("%T %v\n", mx, mx)
	var fn func(int, string) Pair[int, string] = MakePair
	fmt.Println(fn(1, "x"))
	takeF(MakePair)
	takeF(MakePair[int])
}
func takeF(f func(int, bool) Pair[int, bool])           { fmt.Println(f(9, true)) }
func MakePair[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }
func Max3[T Num](a, b, c T) T                           { return max(a, b, c) }
