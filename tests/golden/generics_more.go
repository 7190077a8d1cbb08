package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type Stringish interface{ ~string | ~[]byte }

func Len[S Stringish](s S) int { return len(s) }

type List[T any] struct {
	head, tail *elem[T]
	n          int
}

type elem[T any] struct {
	v    T
	next *elem[T]
}

func (l *List[T]) Push(v T) *List[T] {
	e := &elem[T]{v: v}
	if l.tail == nil {
		l.head = e
	} else {
		l.tail.next = e
	}
	l.tail = e
	l.n++
	return l
}

func (l *List[T]) Each(f func(T)) {
	for e := l.head; e != nil; e = e.next {
		f(e.v)
	}
}

type Set[K comparable] map[K]struct{}

func (s Set[K]) Add(k K)                            { s[k] = struct{}{} }
func (s Set[K]) Has(k K) bool                       { _, ok := s[k]; return ok }
func Keys[M ~map[K]V, K comparable, V any](m M) int { return len(m) }

type Numeric interface{ ~int | ~float64 }

func Reduce[T, A any](xs []T, init A, f func(A, T) A) A {
	for _, x := range xs {
		init = f(init, x)
	}
	return init
}

type Opt[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }
func (o Opt[T]) Or(d T) T {
	if o.ok {
		return o.v
	}
	return d
}

type shower interface{ Show() string }
type A int
type B struct{ s string }

func (a A) Show() string  { return fmt.Sprint("A", int(a)) }
func (b *B) Show() string { return "B" + b.s }

func ShowAll[T shower](xs ...T) (out []string) {
	for _, x := range xs {
		out = append(out, x.Show())
	}
	return
}

type ptr[T any] interface {
	*T
	Show() string
}

func Make[T any, P ptr[T]]() string {
	var t T
	return P(&t).Show()
}

func typeName[T any](v T) string {
	switch any(v).(type) {
	case int:
		return "int"
	case []T:
		return "slice of itself"
	case string:
		return "string"
	}
	return fmt.Sprintf("%T", v)
}

type byLen[T ~string] []T

func (b byLen[T]) Len() int           { return len(b) }
func (b byLen[T]) Less(i, j int) bool { return len(b[i]) < len(b[j]) }
func (b byLen[T]) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type Pair[A, B any] struct {
	First  A
	Second B
}
type IntPair[B any] = Pair[int, B]

func apply[T any](x T, fs ...func(T) T) T {
	for _, f := range fs {
		x = f(x)
	}
	return x
}

func id[T any](x T) T { return x }

func counter[T any]() func(T) int {
	n := 0
	return func(T) int { n++; return n }
}

func As[E error](err error) (E, bool) {
	var e E
	ok := errors.As(err, &e)
	return e, ok
}

func main() {
	fmt.Println(Len("abc"), Len([]byte{1, 2}))
	var l List[string]
	l.Push("x").Push("y").Push("z")
	l.Each(func(s string) { fmt.Print(s, " ") })
	fmt.Println(l.n)
	s := Set[[2]int]{}
	s.Add([2]int{1, 2})
	fmt.Println(s.Has([2]int{1, 2}), s.Has([2]int{}), Keys(s))
	fmt.Println(Reduce([]int{1, 2, 3}, "", func(a string, x int) string { return a + fmt.Sprint(x) }))
	fmt.Println(Some(5).Or(1), Opt[string]{}.Or("default"))
	fmt.Println(ShowAll(A(1), A(2)), ShowAll(&B{"1"}), ShowAll[shower](A(3), &B{"4"}), Make[B]())
	fmt.Println(typeName(1), typeName("s"), typeName([]int{}), typeName(Pair[string, A]{}))
	words := byLen[string]{"ccc", "a", "bb"}
	sort.Sort(words)
	fmt.Println(words)
	var ip IntPair[string] = Pair[int, string]{1, "one"}
	fmt.Printf("%v %T\n", ip, ip)
	fmt.Println(apply(2, id, func(x int) int { return x * x }), apply("a", strings.ToUpper))
	c := counter[string]()
	c("a")
	fmt.Println(c("b"), counter[int]()(0))
	f := id[float64]
	fmt.Println(f(2.5))
	_, ok := As[*strErr](fmt.Errorf("w: %w", &strErr{"e"}))
	fmt.Println(ok)
}

type strErr struct{ s string }

func (e *strErr) Error() string { return e.s }
