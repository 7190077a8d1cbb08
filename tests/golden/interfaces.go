package main

import (
	"errors"
	"fmt"
)

type animal interface{ Sound() string }
type dog struct{ n int }
type cat string
type fish func() string
type big [4]int

func (d dog) Sound() string  { return fmt.Sprint("woof", d.n) }
func (c cat) Sound() string  { return "meow " + string(c) }
func (f fish) Sound() string { return f() }
func (b *big) Sound() string { return fmt.Sprint("BIG", b[3]) }

type wrapped struct{ err error }

func (w wrapped) Error() string { return "wrapped: " + w.err.Error() }
func (w wrapped) Unwrap() error { return w.err }

func mayFail(n int) error {
	var e *wrapped
	if n == 0 {
		return nil
	}
	_ = e
	return wrapped{errBase}
}

var errBase = errors.New("base")

func main() {
	as := []animal{dog{3}, cat("tom"), fish(func() string { return "blub" }), &big{3: 7}, &dog{4}}
	for _, a := range as {
		fmt.Println(a.Sound())
		if d, ok := a.(dog); ok {
			fmt.Println("a dog", d.n)
		}
		switch x := a.(type) {
		case cat, *big:
			fmt.Printf("%T\n", x)
		case *dog:
			x.n++
			fmt.Println(x.Sound())
		}
	}
	fmt.Println(as[0] == dog{3}, as[0] == as[1], as[1] == cat("tom"), as[4] == animal(&dog{4}))
	var e1, e2 any = 1, 1
	fmt.Println(e1 == e2, e1 == any(int64(1)), e1 != nil, any(nil) == nil, any("a") == any("a"), any([2]string{"x"}) == any([2]string{"x"}))
	err := mayFail(1)
	var w wrapped
	fmt.Println(err, errors.Is(err, errBase), errors.As(err, &w), w.err == errBase, mayFail(0) == nil)
	joined := errors.Join(err, fmt.Errorf("more: %w", errBase))
	fmt.Println(joined, errors.Is(joined, errBase))
	var np *dog
	var a animal = np
	fmt.Println(a == nil, np == nil)
	type empty struct{}
	fmt.Println(any(empty{}) == any(empty{}), any(empty{}) == any(struct{}{}))
	func(args ...any) { fmt.Println(len(args), args) }(1, "two", nil, 3.0, []int{4})
}
