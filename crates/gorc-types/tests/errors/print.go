package p

import "os"

type N struct{ x int }
type A [2]int
type S = struct{ n N }

func f(n N, a A, p *N, s S) {
	println(n)
	println(a, *p, s, p, &a, a[:])
	print("a", [2]N{}, [3]*N{}, os.File{}, struct {
		a, b int
		N
		c struct {
			d string `x`
		}
	}{})
	defer print([1]func(a int) (r string){})
	go println(struct {
		f func(a, b int, c ...string) (x, y error)
		m map[string]chan<- int
		i interface {
			M()
			N(int)
		}
		e  any
		by []byte
	}{})
	println([1]struct{}{}, interface{}(n))
}

// want:
