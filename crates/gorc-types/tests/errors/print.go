package p

type N struct{ x int }
type A [2]int
type S = struct{ n N }

func f(n N, a A, p *N, s S) {
	println(n)
	println(a, *p, s, p, &a, a[:])
	print("a", [2]N{}, [3]*N{}, struct {
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
// print.go:8:9: illegal types for operand: println
// 	N
// print.go:9:9: illegal types for operand: println
// 	A
// print.go:9:9: illegal types for operand: println
// 	N
// print.go:9:9: illegal types for operand: println
// 	struct { n N }
// print.go:10:7: illegal types for operand: print
// 	[2]N
// print.go:10:7: illegal types for operand: print
// 	[3]*N
// print.go:10:7: illegal types for operand: print
// 	struct { a int; b int; N; c struct { d string "x" } }
// print.go:17:13: illegal types for operand: print
// 	[1]func(int) string
// print.go:18:12: illegal types for operand: println
// 	struct { f func(int, int, ...string) (error, error); m map[string]chan<- int; i interface { M(); N(int) }; e any; by []byte }
// print.go:28:9: illegal types for operand: println
// 	[1]struct {}
