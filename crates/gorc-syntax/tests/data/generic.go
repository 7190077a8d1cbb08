package generic

type Number interface {
	~int | ~int8 | ~float64
	comparable
	String() string
}

type List[T any] struct {
	head, tail *node[T]
	Embedded[T, map[string]T]
	pkg.Other[T]
	arr [N]T
	sl  []T
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

type A1 [N]int
type A2 [N * 2]int
type A3 [len(x)]int
type A4 [2]int
type G1[P *C,] int
type G2[P *C | Q,] int
type G3[P interface{ *C }] int
type G4[P ~int] int
type G5[P, Q any] int
type G6[P []int] int
type G7[P *struct{}] int
type G8[P (interface{ m() }),] int
type G9[P func(int)] int
type Alias[T any] = List[T]
type Set[T comparable] = map[T]struct{}

func Map[T, U any](s []T, f func(T) U) []U {
	out := make([]U, 0, len(s))
	for _, x := range s {
		out = append(out, f(x))
	}
	return out
}

func (l *List[T]) Push(x T) { l.tail = &node[T]{x: x} }

func (l List[_]) Generic[U any, V ~[]U](v V) Pair[U, V] {
	return Pair[U, V]{Val: v}
}

func Sum[T Number](xs ...T) (sum T) {
	for x := range func(yield func(T) bool) { yield(sum) } {
		sum += x
	}
	return Map[T, T](xs, nil)[0] + sum
}

type Iface interface {
	List[int]
	m(List[string], Pair[int, []string]) Map[int]
	~[]byte | ~string | *int | interface{ ~uint }
	pkg.T[int]
}

var (
	_ = Map[int, string]
	_ = a[b](c)
	_ = List[int]{}
	_ = []List[Pair[int, string]]{{}, {}}
	_ = f(a < b, c > d)
	_ = x.(List[int])
	_ = func(p Pair[int, string], _ ...List[int]) {}
	_ = (*List[int]).Push
	_ = pkg.F[int](1)
	_ = new(1 + 2)
)

func _[P interface{ ~int }, _ any](x [10]P, y [n]P, z List[P]) {}
func _(a [n]int, b List[int]) {}
func _(List[int], []int, [3]int, map[int]List[int]) {}
func _[T interface{ m() } | interface{ n() }]() {}
func _[T pkg.C | *D, U E[int] | F]() {}
