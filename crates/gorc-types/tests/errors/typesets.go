// Operations on values of type parameter type: what the types of the set must have in common, and what messages say if they do not.
package p

type (
	Empty interface {
		int
		string
	}
	NotUnder interface{ ~Named }
	Named    int
	Ints     interface{ []int | Named2 }
	Named2   []int
)

func slices[A any, B Empty, C []int | []string, D []byte | string, E []byte | string | []int, F Ints, G *[3]int](a A, b B, c C, d D, e E, f F, g G) {
	_ = a[:]
	_ = b[:]
	_ = c[:]
	_ = d[:]
	_ = d[:1:2]
	_ = e[:]
	_ = f[:]
	_ = g[:5]
	_ = append(a, 1)
	_ = append(c, 1)
	_ = append(d, 1)
	_ = append(f, "a")
	_ = append(nil, 1)
	copy(c, c)
	copy(f, d)
	copy(f, a)
	copy("a", f)
	_ = make(A)
	_ = make(B)
	_ = make(C, 1)
	_ = make(F, 1)
	_ = make(D, 1)
	clear(a)
}

func ranges[A any, B Empty, C int | int64, D chan int | chan<- int, E chan int | chan string, F func(func(int) bool) | func(func() bool)](a A, b B, c C, d D, e E, f F) {
	for range a {
	}
	for range b {
	}
	for range c {
	}
	for range d {
	}
	for range e {
	}
	for range f {
	}
	type Bool bool
	for range func(func() Bool) {} {
	}
	for range func(func(...int) bool) {} {
	}
	for i, j := range func(func(int) bool) {} {
	}
	var s string
	var x float64
	for s = range 10 {
	}
	for x = range 10 {
	}
	for s, x = range "abc" {
	}
	for _ := range 3 {
	}
}

func others[A any, B Empty, C func() | func(int), D chan int | <-chan int, E chan<- int | <-chan int](a A, b B, c C, d D, e E, n Named) {
	a()
	b()
	c()
	<-a
	<-e
	d <- 1
	e <- 1
	close(d)
	_ = a == a
	_ = b == b
	_ = c == c
	_ = b + b
	_ = a < a
	_ = n + b
	_ = A(1)
	_ = B(1)
	_ = Named(b)
}

func bare[P *Q, Q any](P) {}

func _() {
	bare[*int, string](nil)
	bare[int](1)
	var _ interface{ NotUnder } = nil
	under[int]()
	under[Named]()
}

func under[T NotUnder]() {}

func names[int any, string comparable](a int, b string) {
	a = 1
	b = "x"
	var _ []int = []string{b}
}

type List[P any] struct{}

func (List[P]) m() (_ List[List[P]]) { return }

// want:
// typesets.go:9:22: invalid use of ~ (underlying type of Named is int)
// typesets.go:16:6: cannot slice a (variable of type A constrained by any): no specific type in A
// typesets.go:17:6: cannot slice b (variable of type B constrained by Empty with empty type set): no specific type in B
// typesets.go:18:6: cannot slice c (variable of type C constrained by []int | []string): []int and []string have different underlying types
// typesets.go:20:11: invalid operation: 3-index slice of string
// typesets.go:21:6: cannot slice e (variable of type E constrained by []byte | string | []int): []byte and []int have different underlying types
// typesets.go:23:9: invalid argument: index 5 out of bounds [0:4]
// typesets.go:24:13: invalid append: argument must be a slice; have a (variable of type A constrained by any)
// typesets.go:25:13: invalid append: mismatched slice element types int and string in c (variable of type C constrained by []int | []string)
// typesets.go:26:13: invalid append: argument must be a slice; have d (variable of type D constrained by []byte | string)
// typesets.go:27:16: cannot use "a" (untyped string constant) as int value in argument to append
// typesets.go:28:13: invalid append: argument must be a slice; have untyped nil
// typesets.go:29:7: invalid copy: mismatched slice element types int and string in c (variable of type C constrained by []int | []string)
// typesets.go:30:10: invalid copy: argument must be a slice; have d (variable of type D constrained by []byte | string)
// typesets.go:31:10: invalid copy: argument must be a slice; have a (variable of type A constrained by any)
// typesets.go:32:7: invalid copy: argument must be a slice; have "a" (untyped string constant)
// typesets.go:33:11: invalid argument: cannot make A: no specific type
// typesets.go:34:11: invalid argument: cannot make B: no specific type
// typesets.go:35:11: invalid argument: cannot make C: []int and []string have different underlying types
// typesets.go:37:11: invalid argument: cannot make D: type must be slice, map, or channel
// typesets.go:38:8: invalid argument: cannot clear a (variable of type A constrained by any): argument must be (or constrained by) map or slice
// typesets.go:42:12: cannot range over a (variable of type A constrained by any): no specific type
// typesets.go:44:12: cannot range over b (variable of type B constrained by Empty with empty type set): no specific type
// typesets.go:46:12: cannot range over c (variable of type C constrained by int | int64): int and int64 have different underlying types
// typesets.go:48:12: cannot range over d (variable of type D constrained by chan int | chan<- int): receive from send-only channel chan<- int
// typesets.go:50:12: cannot range over e (variable of type E constrained by chan int | chan string): channels chan int and chan string have different element types
// typesets.go:52:12: cannot range over f (variable of type F constrained by func(func(int) bool) | func(func() bool)): func(func(int) bool) and func(func() bool) have different underlying types
// typesets.go:55:12: cannot range over func(func() Bool) {} (value of type func(func() Bool)): func must be func(yield func(...) bool): yield func returns user-defined boolean, not bool
// typesets.go:57:12: cannot range over func(func(...int) bool) {} (value of type func(func(...int) bool)): yield func of type func(...int) bool cannot be variadic
// typesets.go:59:6: declared and not used: i
// typesets.go:59:9: range over func(func(int) bool) {} (value of type func(func(int) bool)) permits only one iteration variable
// typesets.go:61:6: declared and not used: s
// typesets.go:62:6: declared and not used: x
// typesets.go:63:16: cannot use 10 (untyped int constant) as string value in range clause
// typesets.go:65:6: cannot use iteration variable of type float64
// typesets.go:67:6: cannot use s (value of type int) as string value in assignment
// typesets.go:67:9: cannot use x (value of type rune) as float64 value in assignment
// typesets.go:69:2: no new variables on left side of :=
// typesets.go:74:2: invalid operation: cannot call a (variable of type A constrained by any): no specific type
// typesets.go:75:2: invalid operation: cannot call b (variable of type B constrained by Empty with empty type set): no specific type
// typesets.go:76:2: invalid operation: cannot call c (variable of type C constrained by func() | func(int)): func() and func(int) have different underlying types
// typesets.go:77:4: invalid operation: cannot receive from a (variable of type A constrained by any): no specific channel type
// typesets.go:78:4: invalid operation: cannot receive from e (variable of type E constrained by chan<- int | <-chan int): send-only channel chan<- int
// typesets.go:79:2: invalid operation: cannot send to d (variable of type D constrained by chan int | <-chan int): receive-only channel <-chan int
// typesets.go:80:2: invalid operation: cannot send to e (variable of type E constrained by chan<- int | <-chan int): receive-only channel <-chan int
// typesets.go:81:8: invalid operation: cannot close receive-only channel d (variable of type D constrained by chan int | <-chan int)
// typesets.go:82:6: invalid operation: a == a (incomparable types in type set)
// typesets.go:83:6: invalid operation: b == b (empty type set)
// typesets.go:84:6: invalid operation: c == c (incomparable types in type set)
// typesets.go:85:6: invalid operation: operator + not defined on b (variable of type B constrained by Empty with empty type set)
// typesets.go:86:6: invalid operation: a < a (type parameter A cannot use operator <)
// typesets.go:87:6: invalid operation: n + b (mismatched types Named and B)
// typesets.go:88:8: cannot convert 1 (untyped int value) to type A: A does not contain specific types
// typesets.go:89:8: cannot convert 1 (untyped int value) to type B: B does not contain specific types
// typesets.go:90:12: cannot convert b (variable of type B constrained by Empty with empty type set) to type Named
// typesets.go:96:7: *int does not satisfy *string (*int missing in *string)
// typesets.go:97:11: in call to bare[int], P (type int) does not satisfy *Q
// typesets.go:98:8: cannot use type interface{NotUnder} outside a type constraint: interface contains type constraints
// typesets.go:99:8: cannot satisfy NotUnder (empty type set)
// typesets.go:100:8: cannot satisfy NotUnder (empty type set)
// typesets.go:106:6: cannot use 1 (untyped int constant) as int /* with int declared at typesets.go:105:12 */ value in assignment
// typesets.go:107:6: cannot use "x" (untyped string constant) as string /* with string declared at typesets.go:105:21 */ value in assignment
// typesets.go:108:16: cannot use []string{…} (value of type []string /* with string declared at typesets.go:105:21 */) as []int /* with int declared at typesets.go:105:12 */ value in variable declaration
