// Recover turns a panic back into an error at the edge of a package.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

type parseError struct{ pos int }

func (e parseError) Error() string { return fmt.Sprintf("unexpected character at %d", e.pos) }

// eval computes sums and products of digits: no precedence, left to right.
func eval(s string) (v int, err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case parseError:
			err = e
		case runtime.Error:
			err = fmt.Errorf("eval %q: %w", s, e)
		default:
			panic(e)
		}
	}()
	digit := func(i int) int {
		if s[i] < '0' || s[i] > '9' {
			panic(parseError{i})
		}
		return int(s[i] - '0')
	}
	v = digit(0)
	for i := 1; i < len(s); i += 2 {
		switch d := digit(i + 1); s[i] {
		case '+':
			v += d
		case '*':
			v *= d
		case '/':
			v /= d
		default:
			panic(parseError{i})
		}
	}
	return v, nil
}

func main() {
	for _, s := range []string{"1+2*3", "8/0", "1+x", "7+", "2-1", ""} {
		v, err := eval(s)
		var pe parseError
		fmt.Println(s, v, err, errors.As(err, &pe))
	}
}
