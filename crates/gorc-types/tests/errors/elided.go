package p

type T struct {
	i    int
	next *T
	v    U
	m    map[string]int
	s    []T
	n    N
}
type U struct { a, b int }
type N []int

var (
	_ = &T{i: 0, next: {}}
	_ = T{0, {}, {1, 2}, {"a": 1}, {{1}}, {1}}
	_ = T{v: {1, 2}}
	_ = T{v: {a: undefinedx}}
	_ = []T{{v: {1}}}
	_ = [...]T{{v: U{1, 2}}}
	_ = map[U]int{{1, 2}: 3}
	_ = map[string]*U{"a": {1, 2}}
	_ = []*[]int{{1}}
	_ = [][]int{{1}, {2}}
	_ = G[int]{x: {1}}
	_ = []interface{}{{1}}
	_ = []**U{{1}}
	_ = []int{{1}}
)
type G[P any] struct{ x []P }


const c = 1 / 0.0
const d = 1.0 / 0i
var x float64
var i int
var z complex128
var _ = x / 0
var _ = i / 0.0
var _ = z / 0i
var _ = 1i / 0i
var _ = 5 % 0
func f() {
	x /= 0
	i /= 0
	z /= 0
	i %= 0
}

// want:
// elided.go:15:21: missing type in composite literal
// elided.go:16:11: missing type in composite literal
// elided.go:17:11: missing type in composite literal
// elided.go:18:11: missing type in composite literal
// elided.go:18:15: undefined: undefinedx
// elided.go:19:14: missing type in composite literal
// elided.go:25:16: missing type in composite literal
// elided.go:26:20: invalid composite literal element type interface{}
// elided.go:27:12: invalid composite literal element type **U
// elided.go:28:12: invalid composite literal element type int
// elided.go:33:15: invalid operation: division by zero
// elided.go:34:17: invalid operation: division by zero
// elided.go:39:13: invalid operation: division by zero
// elided.go:41:14: invalid operation: division by zero
// elided.go:42:13: invalid operation: division by zero
// elided.go:45:7: invalid operation: division by zero
// elided.go:47:7: invalid operation: division by zero
