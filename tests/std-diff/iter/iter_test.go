package iter_test

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	ours "gorcstd/iter"
)

// script runs a history of next and stop and notes what happens.
func script(pull func(func(func(int) bool)) (func() (int, bool), func()), ops string, fail int) string {
	var b strings.Builder
	next, stop := pull(func(yield func(int) bool) {
		defer fmt.Fprint(&b, "end ")
		for i := 0; i < 4; i++ {
			if i == fail {
				panic("boom")
			}
			if !yield(i) {
				fmt.Fprint(&b, "stopped ")
				return
			}
		}
	})
	for _, op := range ops {
		func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Fprint(&b, "panic ", r, " ")
				}
			}()
			if op == 'n' {
				v, ok := next()
				fmt.Fprint(&b, v, ok, " ")
			} else {
				stop()
				fmt.Fprint(&b, "s ")
			}
		}()
	}
	return b.String()
}

func TestPull(t *testing.T) {
	for fail := -1; fail < 4; fail++ {
		for n := 0; n < 1<<7; n++ {
			ops := strings.NewReplacer("0", "n", "1", "s").Replace(fmt.Sprintf("%07b", n))
			a := script(func(f func(func(int) bool)) (func() (int, bool), func()) { return ours.Pull(f) }, ops, fail)
			b := script(func(f func(func(int) bool)) (func() (int, bool), func()) { return iter.Pull(f) }, ops, fail)
			c := script(func(f func(func(int) bool)) (func() (int, bool), func()) {
				next, stop := ours.Pull2(func(yield func(int, int) bool) { f(func(x int) bool { return yield(x, x) }) })
				return func() (int, bool) { k, v, ok := next(); _ = k; return v, ok }, stop
			}, ops, fail)
			if a != b || a != c {
				t.Fatalf("%s %d:\n%s\n%s\n%s", ops, fail, a, b, c)
			}
		}
	}
}
