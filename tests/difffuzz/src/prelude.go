package main

import (
	"fmt"
	"iter"
	"math"
	"math/bits"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// What generated programs share. Everything a program shows goes through tr and trP; tick bounds its running time.

var (
	fuel    int
	shown   int
	traced  int
	hash    uint64
	nothing struct{}
)

func tick() bool {
	if fuel <= 0 {
		return false
	}
	fuel--
	return true
}

func mix(id int, s string) {
	h := hash ^ uint64(id)*0x9e3779b97f4a7c15
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	hash = h
	if shown < 120 {
		shown++
		if len(s) > 160 {
			s = s[:160] + "…"
		}
		fmt.Printf("%d: %s\n", id, s)
	}
}

// tr shows a value at a place of the program.
func tr(id int, v any) {
	switch v := v.(type) {
	case int:
		mix(id, strconv.Itoa(v))
	case string:
		mix(id, strconv.Quote(v))
	case bool:
		mix(id, strconv.FormatBool(v))
	case int64:
		mix(id, strconv.FormatInt(v, 10))
	case uint64:
		mix(id, strconv.FormatUint(v, 10))
	case float64:
		mix(id, strconv.FormatFloat(v, 'g', -1, 64))
	default:
		traced++
		if traced < 400 {
			mix(id, fmt.Sprintf("%v", v))
		}
	}
}

// trP shows a recovered panic.
func trP(id int, r any) {
	if e, ok := r.(error); ok {
		// What a nil pointer says depends on whether the call went through a wrapper.
		if strings.HasPrefix(e.Error(), "value method ") {
			mix(id, "panic: runtime error: invalid memory address or nil pointer dereference")
			return
		}
		// Go 1.27 has "runtime error: " in front of what panic(nil) says.
		if strings.Contains(e.Error(), "panic called with nil argument") {
			mix(id, "panic: panic called with nil argument")
			return
		}
		mix(id, "panic: "+e.Error())
	} else {
		mix(id, fmt.Sprintf("panic: %T %v", r, r))
	}
}

func guard(id int, f func()) {
	defer func() {
		if r := recover(); r != nil {
			trP(id, r)
		}
	}()
	f()
}

// nc makes a constant a value.
func nc[T any](v T) T { return v }

// nn does so where no inlining can see it.
//
//go:noinline
func nn[T any](v T) T { return v }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// f2i keeps conversions of floats to integers in the range where they are defined.
func f2i(f float64) int64 {
	if f >= -1e15 && f <= 1e15 {
		return int64(f)
	}
	return -1
}

// small does so for narrow integers.
func small(f float64) float64 {
	if f >= 0 && f <= 100 {
		return f
	}
	return 3
}

// cs keeps strings short.
func cs(s string) string {
	if len(s) > 120 {
		return s[:120]
	}
	return s
}

// clip makes the capacity of what append and conversions return known.
func clip[S ~[]T, T any](s S) S {
	if len(s) > 40 {
		s = s[:40]
	}
	return s[:len(s):len(s)]
}

// grown makes the capacity of what append has allocated known.
func grown[T any](old, s []T) []T {
	if len(s) > cap(old) {
		return s[:len(s):len(s)]
	}
	return s
}

func ptr[T any](v T) *T { return &v }

func same[T comparable](a, b T) bool { return a == b }

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

type number interface {
	integer | ~float32 | ~float64
}

type ordered interface {
	number | ~string
}

func seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !tick() || !yield(i) {
				return
			}
		}
	}
}

func seq2[T any](s []T) func(func(int, T) bool) {
	return func(yield func(int, T) bool) {
		for i, v := range s {
			if !tick() || !yield(i, v) {
				return
			}
		}
	}
}

func seq0(n int) func(func() bool) {
	return func(yield func() bool) {
		for n > 0 && tick() && yield() {
			n--
		}
	}
}

func mapS[S ~[]T, T, U any](s S, f func(T) U) []U {
	r := make([]U, 0, len(s))
	for _, v := range s {
		r = append(r, f(v))
	}
	return clip(r)
}

func foldS[T, A any](s []T, a A, f func(A, T) A) A {
	for _, v := range s {
		a = f(a, v)
	}
	return a
}

func sumS[T number](s ...T) (t T) {
	for _, v := range s {
		t += v
	}
	return t
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(v T) { s.items = append(s.items, v) }

func (s *stack[T]) pop() (v T, ok bool) {
	if n := len(s.items); n > 0 {
		v, ok = s.items[n-1], true
		s.items = s.items[:n-1]
	}
	return
}

func (s stack[T]) depth() int { return len(s.items) }

type pair[A, B any] struct {
	a A
	b B
}

func pairOf[A, B any](a A, b B) pair[A, B] { return pair[A, B]{a, b} }

func (p pair[A, B]) swap() pair[B, A] { return pair[B, A]{p.b, p.a} }

// tree is a search tree.
type tree[K ordered, V any] struct {
	root *node[K, V]
	size int
}

type node[K ordered, V any] struct {
	pair[K, V]
	child [2]*node[K, V]
}

func (t *tree[K, V]) find(k K) **node[K, V] {
	p := &t.root
	for *p != nil && (*p).a != k {
		p = &(*p).child[b2i((*p).a < k)]
	}
	return p
}

func (t *tree[K, V]) put(k K, v V) {
	if p := t.find(k); *p != nil {
		(*p).b = v
	} else {
		*p = &node[K, V]{pair: pairOf(k, v)}
		t.size++
	}
}

func (t *tree[K, V]) get(k K) (v V, ok bool) {
	if n := *t.find(k); n != nil {
		return n.b, true
	}
	return
}

func (n *node[K, V]) walk(yield func(K, V) bool) bool {
	return n == nil || n.child[0].walk(yield) && yield(n.a, n.b) && n.child[1].walk(yield)
}

func (t *tree[K, V]) all() func(func(K, V) bool) {
	return func(yield func(K, V) bool) { t.root.walk(yield) }
}

func (t *tree[K, V]) copied() map[K]V {
	m := make(map[K]V, t.size)
	for k, v := range t.all() {
		m[k] = v
	}
	return m
}

// keysOf returns a map's keys in order.
func keysOf[M ~map[K]V, K ordered, V any](m M) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		i := len(keys)
		for keys = append(keys, k); i > 0 && keys[i-1] > k; i-- {
			keys[i] = keys[i-1]
		}
		keys[i] = k
	}
	return clip(keys)
}

func kindOf[S ~[]T, T any](s S) string {
	var zero T
	switch any(zero).(type) {
	case int, int8, int16:
		return "small"
	case string:
		return "text"
	case fmt.Stringer:
		return "shown"
	}
	if _, ok := any(s).([]uint8); ok {
		return "bytes"
	}
	return "other"
}

// What generated structs embed.
type alpha struct{ n int }

func (a alpha) A() int       { return a.n }
func (a *alpha) PA() int     { a.n++; return a.n }
func (a alpha) Both() string { return "alpha" }

type beta struct {
	n string
	k int8
}

func (b *beta) B(n int) string { b.n += strconv.Itoa(n); return b.n }
func (b beta) Both() string    { return "beta" + b.n }

type gamma interface {
	A() int
	G(int) string
}

type impl int

func (i impl) A() int         { return int(i) }
func (i impl) G(n int) string { return strconv.Itoa(int(i) * n) }

type alphaG struct {
	alpha
	g int
}

func (a *alphaG) G(n int) string { a.g += n; return strconv.Itoa(a.g) }

type delta[T any] struct{ d T }

func (d delta[T]) D() T                    { return d.d }
func (d *delta[T]) As[U any](f func(T) U) U { return f(d.d) }

// classify has type parameters, and types made of them, as cases.
func classify[T, U any](x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case T:
		return fmt.Sprintf("T %T", v)
	case []T, []U:
		return fmt.Sprintf("slice %T", v)
	case U:
		return fmt.Sprintf("U %T", v)
	case *T:
		return fmt.Sprint("pointer ", v != nil)
	case pair[T, U]:
		return fmt.Sprint("pair ", v.swap())
	case func(T) U:
		return "func"
	case map[string]U:
		return "map of strings"
	case [2]T:
		return fmt.Sprint("array ", len(v))
	case <-chan U, chan U:
		return "chan"
	case interface{ pop() (T, bool) }:
		_, ok := v.pop()
		return fmt.Sprint("pops ", ok)
	case interface{ depth() int }:
		return fmt.Sprint("deep ", v.depth())
	case struct{ V T }:
		return fmt.Sprint("struct ", v)
	case error:
		return v.Error()
	}
	return fmt.Sprintf("other %T", x)
}

// asserted fails with the names of what type parameters stand for.
func asserted[T, U any](x any) bool {
	if _, ok := x.(T); ok {
		return true
	}
	if p, ok := x.(interface{ swap() pair[U, T] }); ok {
		_, ok = any(p.swap()).(pair[T, U])
		return ok
	}
	_ = x.(pair[U, []T])
	return false
}

type program struct {
	seed int
	run  func()
}

func main() {
	var wanted []int
	for _, a := range os.Args[1:] {
		n, _ := strconv.Atoi(a)
		wanted = append(wanted, n)
	}
	for _, p := range programs {
		take := len(wanted) == 0
		for _, n := range wanted {
			take = take || n == p.seed
		}
		if !take {
			continue
		}
		fmt.Printf("== %d\n", p.seed)
		fuel, shown, traced, hash = 4000, 0, 0, 1469598103934665603
		guard(-1, p.run)
		fmt.Printf("-- %d %x %d\n", p.seed, hash, fuel)
	}
}

var (
	_ iter.Seq[int]
	_ = math.Sqrt
	_ = runtime.Gosched
	_ = bits.Len
	_ = strings.Repeat
	_ sync.Mutex
)
