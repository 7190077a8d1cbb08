//go:build linux && go1.21

// Package all uses every construct of Go.
package all

import (
	"fmt"
	. "math"
	_ "unsafe"
	str "strings"
)

import "os"

const (
	A, B = iota, 1 << iota
	C, D
	_, _
	E float64 = 1.5
	F
)

const Big = 0x1p-1074 + 1_000_000i*0b1010/0o17 - 017 + 'x' + '\u4e16' + '\'' + 1e+9 + .5

var (
	a, b int     = 1, 2
	c            = "interpreted\n\"\x00\377" + `raw
string`
	d, e float64
)

type (
	Int   int
	Alias = map[string][]*Int
	S     struct {
		x, y int `json:"x"`
		*Int2
		fmt.Stringer
		f func(int, ...string) (n int, err error) "tag"
		_ [2]struct{}
	}
	Int2 = Int
	I    interface {
		fmt.Stringer
		M(a, b int, _ string) bool
		N()
	}
	Ch   chan<- <-chan (chan int)
	Rec  <-chan chan<- int
	Fn   func(func() func()) (func(), error)
	Arr  [A * 2][len("x")]int
	P    **Int
	Pare (((int)))
)

//go:noinline
//go:nosplit
func (s *S) Method(p I, rest ...int) (x int, _ error) {
	defer func() { recover() }()
	go s.Method(nil)
outer:
	for i, j := 0, 10; i < j && !false || true; i, j = i+1, j-1 {
		switch {
		case i == 1, i == 2:
			continue outer
		case i > 3:
			fallthrough
		default:
			break outer
		}
	}
	for range rest {
	}
	for x = range rest {
	}
	for k, v := range map[string]int{"a": 1, "b": 2} {
		_, _ = k, v
	}
	for i := range 10 {
		_ = i
	}
	for {
		goto outer
	}
	for x < 10 {
		x++
		x--
	}
	if x := 1; x > 0 {
		x <<= 2
		x &^= 3
	} else if y, ok := p.(*S); ok {
		_ = y
	} else {
		;
	}
	switch y := 3; z := p.(type) {
	case nil:
	case interface{ M() }, func(), []int:
		_, _ = y, z
	}
	switch p.(type) {
	}
	switch x := x; x {
	}
	select {
	case v, ok := <-ch:
		_, _ = v, ok
	case ch <- 1:
	case <-ch:
	case arr[0], _ = <-ch:
	default:
	}
	var local, other = S{x: 1, f: nil}, [...]struct{ a, b int }{2: {1, 2}, {}}
	const l = 1
	type T struct{ S }
	_ = []T{{S{}}, {}}
	_ = map[[2]int]*T{{1, 2}: {}, {}: nil}
	_ = arr[1:2:3][:][1:][:2][0]
	_ = (*S).Method
	_ = struct{ x int }{1}.x
	_ = func(a, b int) int { return a*b + -a ^ ^b&^a }(1, 2)
	_ = <-<-chan int(nil)
	_ = [](func())(nil)
	_ = &S{}
	_ = *&x + +x
	_ = local
	_, _ = other, str.ToUpper(os.Args[0])
	{
		return x, fmt.Errorf("%v", Pi)
	}
	return
}

func external(int, string) float64

func f(x.T, ...y.T) (z.T, error) { panic(0) }

//line other.go:100
var g = func() {} /*line third.go:1:1*/

//go:linkname h runtime.h
func h()

func init() {}

var h1, h2 = func() (int, int) { if (T{}) == t {}; for (T{1}).ok() {}; return 1, 2 }()
