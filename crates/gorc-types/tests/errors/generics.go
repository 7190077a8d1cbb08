package p

type Num interface{ ~int | ~float64 }
type Str interface{ String() string }
type List[T any] struct {
	next *List[T]
	val  T
}
type Pair[K comparable, V any] struct {
	k K
	v V
}
type My int

func (l *List[T]) Push(x T)         { l.val = x }
func (l *List[U]) Get() U           { return l.val }
func (l List[int]) Odd() int        { var x int; return x }
func (m My) String() string         { return "" }
func sum[T Num](xs ...T) (r T)      { return }
func str[T Str](x T) string         { return x.String() }
func cmp[T comparable](a, b T) bool { return a == b }
func keys[M ~map[K]V, K comparable, V any](m M) []K { return nil }
func conv[T, U any](x T, f func(T) U) U { return f(x) }

var _ List
var _ List[int, string]
var _ Pair[[]int, int]
var _ Pair[string]
var _ Num
var _ = sum("a")
var _ = sum(1, 2.5)
var _ = str(1)
var _ = str(My(1))
var _ = cmp([]int{}, nil)
var _ = cmp(1, 2)
var _ = keys(map[string]int{})
var _ int = keys(map[string]int{})
var _ = keys(1)
var _ = conv(1, func(x string) string { return x })
var _ string = conv(1, func(x int) string { return "" })
var _ = List[int]{}.Push
var _ = (&List[int]{}).Push("a")
var _ func(int) = sum

func bad[T any](x, y T) bool { return x == y }
func add[T any](x, y T) T    { return x + y }
func idx[T ~[]int | ~string](x T) int { return x[0] }
func rng[T any](x T) {
	for range x {
	}
}
func asrt[T any](x T) {
	_ = x.(int)
	switch x.(type) {
	}
	_ = any(x).(int)
	var i int = x
	x = 1
	x = nil
}
func fld[T struct{ f int }](x T) int { return x.f }
func rec[T any](n int, x T) {
	rec(n, &x)
}

// want:
// generics.go:25:7: cannot use generic type List[T any] without instantiation
// generics.go:26:7: too many type arguments for type List: have 2, want 1
// generics.go:27:12: []int does not satisfy comparable
// generics.go:28:7: not enough type arguments for type Pair: have 1, want 2
// generics.go:29:7: cannot use type Num outside a type constraint: interface contains type constraints
// generics.go:30:12: string does not satisfy Num (string missing in ~int | ~float64)
// generics.go:32:12: int does not satisfy Str (missing method String)
// generics.go:34:12: []int does not satisfy comparable
// generics.go:37:13: cannot use keys(map[string]int{}) (value of type []string) as int value in variable declaration
// generics.go:38:13: in call to keys, cannot infer K (declared at generics.go:22:23)
// generics.go:39:14: cannot use 1 (untyped int constant) as string value in argument to conv
// generics.go:41:21: cannot call pointer method Push on List[int]
// generics.go:42:9: (&List[int]{}).Push("a") (no value) used as value
// generics.go:42:29: cannot use "a" (untyped string constant) as int value in argument to (&List[int]{}).Push
// generics.go:43:19: type func(int) of _ does not match func(xs ...T) (r T) (cannot infer T)
// generics.go:45:39: invalid operation: x == y (incomparable types in type set)
// generics.go:46:39: invalid operation: operator + not defined on x (variable of type T constrained by any)
// generics.go:47:49: cannot index x (variable of type T constrained by ~[]int | ~string)
// generics.go:49:12: cannot range over x (variable of type T constrained by any): no specific type
// generics.go:53:6: invalid operation: cannot use type assertion on type parameter value x (variable of type T constrained by any)
// generics.go:54:9: cannot use type switch on type parameter value x (variable of type T constrained by any)
// generics.go:57:6: declared and not used: i
// generics.go:57:14: cannot use x (variable of type T constrained by any) as int value in variable declaration
// generics.go:58:6: cannot use 1 (untyped int constant) as T value in assignment
// generics.go:59:6: cannot use nil as T value in assignment
// generics.go:61:49: x.f undefined (type T has no field or method f)
