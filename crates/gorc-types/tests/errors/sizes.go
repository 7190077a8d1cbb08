package p

type B [1 << 17]byte

type S struct {
	a int
	c chan B
}
type P *chan B
type F func(chan B)
type I interface {
	m(chan B)
}
type N chan B
type M map[string]chan B

var n1 N
var n2 []N
var p1 *[]chan B

func f(a int, c chan B) (d chan B) {
	g(1, make(chan B))
	var x, y chan B
	z := make(chan B, 1)
	_, _, _ = x, y, z
	_ = make(chan B)
	for _, q := range []chan B{} {
		_ = q
	}
	func(w chan B) {}(nil)
	var i interface{} = (chan B)(nil)
	_, _ = i.(chan B)
	return c
}

func g(int, interface{}) {}
func unused() { var x chan B; _ = x }
const k = len([1]chan B{})

// want:
// sizes.go:5:6: channel element type too large (>64kB)
// sizes.go:9:6: channel element type too large (>64kB)
// sizes.go:10:6: channel element type too large (>64kB)
// sizes.go:11:6: channel element type too large (>64kB)
// sizes.go:14:6: channel element type too large (>64kB)
// sizes.go:15:6: channel element type too large (>64kB)
// sizes.go:17:5: channel element type too large (>64kB)
// sizes.go:19:5: channel element type too large (>64kB)
// sizes.go:21:6: channel element type too large (>64kB)
// sizes.go:23:6: channel element type too large (>64kB)
// sizes.go:24:2: channel element type too large (>64kB)
// sizes.go:27:9: channel element type too large (>64kB)
// sizes.go:31:6: channel element type too large (>64kB)
// sizes.go:37:21: channel element type too large (>64kB)
