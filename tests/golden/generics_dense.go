// Generics at many corners: core types, recursion, generic methods and aliases, names of instances.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
	"unsafe"
)

// --- constraints and cores
type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~float64 | ~string
}
type Stringish interface {
	~string
	fmt.Stringer
}
type SS string

func (s SS) String() string { return "<" + string(s) + ">" }

type SetOf[T any] interface {
	~map[string]T | ~[]T
}

func Join[T Stringish](xs ...T) (r string) {
	for i, x := range xs {
		if i > 0 {
			r += ","
		}
		r += x.String() + string(x)
	}
	return
}

type Number interface{ ~int | ~float64 }

func Convert[To, From Number](xs []From) []To {
	out := make([]To, len(xs))
	for i, x := range xs {
		out[i] = To(x)
	}
	return out
}
func Bits[T ~uint8 | ~uint16 | ~uint32 | ~int8](x T) (r []string) {
	r = append(r, fmt.Sprint(x<<1, x>>1, ^x, -x, x+200%100, x&^1, T(1)<<7))
	r = append(r, fmt.Sprint(unsafe.Sizeof(x), x*x, x/3, x%3))
	var y T
	y--
	return append(r, fmt.Sprint(y, y > 0))
}
func Strs[T ~string | ~[]byte](a, b T) string {
	s := string(a) + string(b)
	n := copy([]byte(s), a)
	return fmt.Sprint(s, n, len(a), a[0], string(a[1:]), []byte(a)[:1], fmt.Sprintf("%T", a[1:]))
}
func Idx[T any, S ~[]T | ~*[3]T](s S)                        {}
func At[K comparable, V any, M ~map[K]V](m M, k K) (V, bool) { v, ok := m[k]; return v, ok }
func Slc[S ~[]E, E any](s S, i, j int) S                     { return s[i:j:j] }
func Mk[S ~[]E, E any](n int) S                              { return make(S, n) }
func MkC[C ~chan E, E any](n int) C                          { return make(C, n) }
func Call[F ~func(A) R, A, R any](f F, a A) R                { return f(a) }
func Range[S ~[]E, E any](s S) iter.Seq2[int, E] {
	return func(y func(int, E) bool) {
		for i, e := range s {
			if !y(i, e) {
				return
			}
		}
	}
}

// --- recursive types
type Node[K cmp.Ordered, V any] struct {
	k    K
	v    V
	l, r *Node[K, V]
}
type TreeMap[K cmp.Ordered, V any] struct {
	root *Node[K, V]
	n    int
}

func (t *TreeMap[K, V]) Set(k K, v V) (old V, replaced bool) {
	p := &t.root
	for *p != nil {
		switch c := cmp.Compare(k, (*p).k); {
		case c < 0:
			p = &(*p).l
		case c > 0:
			p = &(*p).r
		default:
			old, (*p).v = (*p).v, v
			return old, true
		}
	}
	*p = &Node[K, V]{k: k, v: v}
	t.n++
	return
}
func (t *TreeMap[K, V]) All() iter.Seq2[K, V] {
	var walk func(n *Node[K, V], y func(K, V) bool) bool
	walk = func(n *Node[K, V], y func(K, V) bool) bool {
		return n == nil || walk(n.l, y) && y(n.k, n.v) && walk(n.r, y)
	}
	return func(y func(K, V) bool) { walk(t.root, y) }
}
func (t *TreeMap[K, V]) MapVals[U any](f func(K, V) U) *TreeMap[K, U] {
	r := new(TreeMap[K, U])
	for k, v := range t.All() {
		r.Set(k, f(k, v))
	}
	return r
}

type Opt[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }
func (o Opt[T]) Then[U any](f func(T) Opt[U]) Opt[U] {
	if !o.ok {
		return Opt[U]{}
	}
	return f(o.v)
}
func (o Opt[T]) OrElse(v T) T {
	if o.ok {
		return o.v
	}
	return v
}
func (o *Opt[T]) Ptr[P any, Q interface {
	*P
	Set(T)
}]() Q {
	q := Q(new(P))
	q.Set(o.v)
	return q
}

type Box struct{ s string }

func (b *Box) Set(i int) { b.s = fmt.Sprint("box", i) }

type Either[L, R any] interface{ isEither(L, R) }
type Left[L, R any] struct{ V L }
type Right[L, R any] struct{ V R }

func (Left[L, R]) isEither(L, R)  {}
func (Right[L, R]) isEither(L, R) {}
func Fold[L, R, T any](e Either[L, R], f func(L) T, g func(R) T) T {
	switch e := e.(type) {
	case Left[L, R]:
		return f(e.V)
	case Right[L, R]:
		return g(e.V)
	case nil:
		var z T
		return z
	}
	panic("unreachable")
}

type Visitor[R any] interface {
	VisitNum(int) R
	VisitAdd(a, b Expr) R
}
type Expr interface{ Accept(v any) any }
type Num int
type Add struct{ a, b Expr }
type Eval struct{}

func (n Num) Accept(v any) any  { return v.(Visitor[int]).VisitNum(int(n)) }
func (a Add) Accept(v any) any  { return v.(Visitor[int]).VisitAdd(a.a, a.b) }
func (Eval) VisitNum(n int) int { return n }
func (e Eval) VisitAdd(a, b Expr) int {
	return a.Accept(e).(int) + b.Accept(e).(int)
}

// embedding of instantiated types and of type-parameter pointers
type Base[T any] struct{ items []T }

func (b *Base[T]) Add(x ...T) *Base[T] { b.items = append(b.items, x...); return b }
func (b Base[T]) Len() int             { return len(b.items) }
func (b Base[T]) Swap(i, j int)        { b.items[i], b.items[j] = b.items[j], b.items[i] }

type Sorter[T Ordered] struct {
	Base[T]
	desc bool
}

func (s Sorter[T]) Less(i, j int) bool { return (s.items[i] < s.items[j]) != s.desc }

type Deep[T Ordered] struct{ *Sorter[T] }
type Shadow[T Ordered] struct {
	Deep[T]
	Len string
}

// self-referential
type Cmp[T any] interface{ Compare(T) int }
type Ver struct{ maj, min int }

func (v Ver) Compare(o Ver) int { return cmp.Or(cmp.Compare(v.maj, o.maj), cmp.Compare(v.min, o.min)) }
func MaxOf[T Cmp[T]](x T, xs ...T) T {
	for _, y := range xs {
		if y.Compare(x) > 0 {
			x = y
		}
	}
	return x
}

type Builder[B any] interface {
	*B
	With(string) *B
}
type HB struct{ p []string }

func (h *HB) With(s string) *HB { h.p = append(h.p, s); return h }
func BuildAll[B any, P Builder[B]](ss ...string) B {
	var b B
	for _, s := range ss {
		P(&b).With(s)
	}
	return b
}

// aliases
type A1[T any] = []T
type A2[K comparable] = map[K]A1[K]
type A3[T any] = func(A1[T]) A2[string]
type A4 = TreeMap[string, A1[int]]
type A5[P any] = struct {
	F P
	G *A5b[P]
}
type A5b[P any] struct{ x P }

func UseAlias[T any](a A1[T]) int { return len(a) }

// counters per instantiation
func Counter[T any]() func() int {
	var n int
	type key struct{ _ T }
	return func() int { n++; return n + int(unsafe.Sizeof(key{})) }
}
func Names[T any]() string {
	type local[K comparable] struct{ x *T }
	type pair[U any] = struct {
		a T
		b U
	}
	return fmt.Sprintf("%T %T %T %v", local[int]{}, new(local[string]), pair[int]{}, reflect.TypeFor[map[local[bool]][]T]())
}
func Nested[T any](depth int, v T) string {
	if depth == 0 {
		return fmt.Sprintf("%T", v)
	}
	return Nested(depth-1, v) + "|"
}
func Rec1[T any](n int, x T) string {
	if n > 3 {
		return "end"
	}
	return fmt.Sprint(n) + Rec2[T](n+1, x)
}
func Rec2[T any](n int, x T) string { return Rec1(n, x) }

// comparable
func Index[T comparable](xs []T, x T) int {
	for i, y := range xs {
		if x == y {
			return i
		}
	}
	return -1
}
func Count[T comparable](xs ...T) map[T]int {
	m := map[T]int{}
	for _, x := range xs {
		m[x]++
	}
	return m
}

func SwitchT[T any](v T) string {
	switch x := any(v).(type) {
	case int, string:
		return fmt.Sprintf("is %T", x)
	case interface{ Len() int }:
		return fmt.Sprint("len ", x.Len())
	case []T:
		return "slice of T"
	case func() T:
		return fmt.Sprintf("fn %v", x())
	default:
		return fmt.Sprintf("%T", x)
	}
}
func Dup[T any](v any) string {
	switch v.(type) {
	case T:
		return "T"
	case int:
		return "int"
	case []T, [1]T:
		return "st"
	case map[string]T:
		return "m"
	}
	return "none"
}

type Matrix[T Number] [2][2]T

func (m Matrix[T]) Mul(o Matrix[T]) (r Matrix[T]) {
	for i := range m {
		for j := range o[0] {
			for k, x := range m[i] {
				r[i][j] += x * o[k][j]
			}
		}
	}
	return
}

type Stack[T any] []T

func (s *Stack[T]) Push(v T) { *s = append(*s, v) }
func (s *Stack[T]) Pop() (v T, err error) {
	if len(*s) == 0 {
		return v, errors.New("empty")
	}
	v = (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return
}

type Handler[T any] func(T) error

func (h Handler[T]) Handle(x T) error { return h(x) }

type Chain[T any] map[string]Handler[T]

func (c Chain[T]) Run(x T) (errs []error) {
	for _, k := range slices.Sorted(maps.Keys(c)) {
		errs = append(errs, c[k].Handle(x))
	}
	return
}
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
func Reduce[T, A any](s iter.Seq[T], a A, f func(A, T) A) A {
	for v := range s {
		a = f(a, v)
	}
	return a
}
func Filter[T any](s iter.Seq[T], p func(T) bool) iter.Seq[T] {
	return func(y func(T) bool) {
		for v := range s {
			if p(v) && !y(v) {
				return
			}
		}
	}
}
func Ptr[T any](v T) *T { return new(v) }

func main() {
	fmt.Println(Join(SS("a"), "b", SS("c")), Convert[int]([]float64{1.9, -2.9}), Convert[float64]([]int{3}))
	fmt.Println(Bits(uint8(200)), Bits(int8(-128)), Bits(uint16(40000)), Bits(uint32(1)))
	fmt.Println(Strs("ab", "cd"), Strs([]byte("xy"), []byte("z")), Strs(SS("q1"), "r"))
	fmt.Println(At(map[string]int{"a": 1}, "a"))
	fmt.Println(Slc([]int{1, 2, 3}, 1, 2), len(Mk[[]string](3)), cap(MkC[chan int](4)), Call(strings.ToUpper, "abc"), Call(func(i int) []int { return []int{i} }, 4))
	for i, e := range Range(Stack[string]{"x", "y"}) {
		fmt.Print(i, e, " ")
	}
	tm := &TreeMap[string, int]{}
	for i, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		fmt.Print(tm.Set(w, i))
	}
	fmt.Println(tm.n)
	for k, v := range tm.MapVals(func(k string, v int) string { return k + fmt.Sprint(v) }).All() {
		if k == "over" {
			break
		}
		fmt.Print(k, "=", v, " ")
	}
	fmt.Println()
	o := Some(3).Then(func(i int) Opt[string] { return Some(fmt.Sprint(i * 2)) }).Then(func(s string) Opt[[]byte] { return Opt[[]byte]{} })
	fmt.Println(o, Some("x").OrElse("y"), o.OrElse([]byte("def")))
	oi := Some(9)
	fmt.Println(oi.Ptr[Box]().s)
	f := oi.Ptr[Box]
	fmt.Printf("%T %s\n", f, f().s)
	var e Either[int, string] = Left[int, string]{5}
	fmt.Println(Fold(e, func(i int) string { return fmt.Sprint("L", i) }, strings.ToUpper), Fold[int, string, int](nil, nil, nil))
	e = Right[int, string]{"r"}
	fmt.Println(Fold(e, func(i int) string { return fmt.Sprint("L", i) }, strings.ToUpper))
	fmt.Printf("%T %v %+v\n", e, e, e)
	fmt.Println(Add{Num(1), Add{Num(2), Num(3)}}.Accept(Eval{}))
	s := Deep[string]{&Sorter[string]{desc: true}}
	s.Add("b", "c").Add("a")
	sort.Sort(s)
	fmt.Println(s.items, s.Len(), Shadow[string]{Deep: s, Len: "len"}.Len, Shadow[string]{Deep: s}.Sorter.Len())
	fmt.Println(MaxOf(Ver{1, 2}, Ver{1, 10}, Ver{0, 99}), BuildAll[HB]("x", "y"))
	fmt.Printf("%T %T %T %T %T %d\n", A1[int]{}, A2[string]{}, A3[bool](nil), A4{}, A5[int]{}, UseAlias(A1[int]{1, 2}))
	c1, c2 := Counter[int](), Counter[[3]string]()
	fmt.Println(c1(), c1(), c2(), Names[int](), Names[[]string](), Names[Ver](), Nested(3, tm), Rec1(0, 'x'))
	fmt.Println(Index([]any{1, "a", nil, 2.5}, any(2.5)), Index([]Ver{{1, 2}}, Ver{1, 2}), Count("a", "b", "a"))
	fmt.Println(SwitchT(1), SwitchT("s"), SwitchT(s), SwitchT(2.5), SwitchT(func() int { return 1 }), SwitchT[any]([]any{}), SwitchT[any](func() any { return 7 }))
	fmt.Println(Dup[int](1), Dup[string](1), Dup[int]([]int{}), Dup[int]([1]int{}), Dup[any](nil), Dup[any](map[string]any{}), Dup[error](errors.New("e")))
	m := Matrix[int]{{1, 1}, {1, 0}}
	r := m
	for range 10 {
		r = r.Mul(m)
	}
	fmt.Println(r, Matrix[float64]{{0.5}}.Mul(Matrix[float64]{{2, 4}}))
	var st Stack[func() string]
	st.Push(func() string { return "popped" })
	fmt.Println(Must(st.Pop())(), len(st))
	func() {
		defer func() { fmt.Println(recover()) }()
		Must(st.Pop())
	}()
	ch := Chain[int]{"b": func(i int) error { return fmt.Errorf("b%d", i) }, "a": nil}
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(ch.Run(1))
	}()
	delete(ch, "a")
	fmt.Println(ch.Run(1))
	fmt.Println(Reduce(Filter(slices.Values([]int{1, 2, 3, 4}), func(i int) bool { return i%2 == 0 }), "", func(a string, i int) string { return a + fmt.Sprint(i) }))
	fmt.Println(*Ptr(3), *Ptr(Ver{1, 2}), *Ptr[any](nil), **Ptr(Ptr("x")))
	for _, t := range []reflect.Type{reflect.TypeFor[TreeMap[string, Opt[Ver]]](), reflect.TypeFor[Either[int, []Stack[Ver]]](), reflect.TypeFor[Handler[map[Ver]*Box]](), reflect.TypeFor[Matrix[float64]](), reflect.TypeFor[Opt[struct{ X, Y int }]](), reflect.TypeFor[Opt[func(...Ver) (int, error)]](), reflect.TypeFor[Opt[interface {
		fmt.Stringer
		M(int)
	}]](), reflect.TypeFor[Opt[Opt[Opt[int]]]](), reflect.TypeFor[Opt[unsafe.Pointer]](), reflect.TypeFor[Opt[[]rune]](), reflect.TypeFor[Opt[byte]]()} {
		fmt.Println(t, "/", t.Name(), "/", t.PkgPath())
	}
	mt := reflect.TypeFor[*TreeMap[string, int]]()
	for i := range mt.NumMethod() {
		fmt.Println(mt.Method(i).Name, mt.Method(i).Type)
	}
}
