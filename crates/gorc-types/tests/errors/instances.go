package p

type Box[T any] interface{ get() T }

type Any[T any] interface{}

type Pair[A, B any] struct{ a, b int }

func (p *Pair[A]) one()              { p.a = 1 }
func (p *Pair[int, string]) two()    { p.a, p.c = 1, 2; var x int = 1; _ = x }
func (p *Pair[A, B, C]) three() bool { return p.b }
func (p Pair[A]) four()              { p.c = 1 }

func use[T any](b Box[T]) {}

func f(x Box[int, string], a Any[int]) Any[int, string] {
	use(x)
	return a
}

func g[F [3]int](f F)       {}
func h[Q any](q Q)          {}
func k[F interface{ m() }](f F) {}

func calls() {
	g(h)
	k(h)
}

// want:
// instances.go:9:10: receiver declares 1 type parameter, but receiver base type declares 2
// instances.go:9:42: p.a undefined (type *Pair[A] has no field or method a)
// instances.go:10:47: p.c undefined (type *Pair[int /* with int declared at instances.go:10:15 */, string /* with string declared at instances.go:10:20 */] has no field or method c)
// instances.go:10:69: cannot use 1 (untyped int constant) as int /* with int declared at instances.go:10:15 */ value in variable declaration
// instances.go:11:10: receiver declares 3 type parameters, but receiver base type declares 2
// instances.go:11:49: p.b undefined (type *Pair[A, B, C] has no field or method b)
// instances.go:12:9: receiver declares 1 type parameter, but receiver base type declares 2
// instances.go:16:10: too many type arguments for type Box: have 2, want 1
// instances.go:16:40: too many type arguments for type Any: have 2, want 1
// instances.go:17:6: in call to use, type Box[int, string] of x does not match Box[T] (cannot infer T)
// instances.go:18:9: cannot use a (variable of interface type Any[int]) as Any[int, string] value in return statement: need type assertion
// instances.go:26:3: in call to g, F (type func[Q any](q Q)) does not satisfy [3]int
// instances.go:27:3: in call to k, cannot infer F (declared at instances.go:23:8)
