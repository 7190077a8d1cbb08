package p

func g(a int, b ...string)         {}
func one(int) int                  { return 0 }
func two() (int, string)           { return 1, "" }
func none()                        {}
func gen[T any](x, y T) T          { return x }
func num[T int | float64](x T) T   { return x }
func mk[T any]() T                 { panic(0) }
func apply[A, B any](f func(A) B, a A) B { return f(a) }

type T struct{}

func (T) V()  {}
func (*T) P() {}

func _() {
	g()
	g("a", 1)
	g(1, "a", 2)
	g(two())
	one(two())
	one(1, 2)
	none(1)
	one(none())
	var x int = none()
	gen(1, "a")
	gen(1, 2.5)
	num("x")
	mk()
	_ = mk[int]
	_ = gen
	gen[int](1, "a")
	gen[int, string](1, 2)
	apply(one, "a")
	apply(none, 1)
	T{}.P()
	T.P(T{})
	T.Q()
	x.foo()
	x()
	undefinedFunc(1)
	g(1, []string{}...)
	one([]int{}...)
	defer one
	go two
	defer len("a")
	one(x)(y)
	two
	one(1) + 1
	int(1, 2)
	int()
	string(1.5)
	[]byte(1)
	(*T)(nil).P()
}

// want:
// calls.go:18:2: not enough arguments in call to g
// 	have ()
// 	want (int, ...string)
// calls.go:19:4: cannot use "a" (untyped string constant) as int value in argument to g
// calls.go:19:9: cannot use 1 (untyped int constant) as string value in argument to g
// calls.go:20:12: cannot use 2 (untyped int constant) as string value in argument to g
// calls.go:22:6: too many arguments in call to one
// 	have (int, string)
// 	want (int)
// calls.go:23:9: too many arguments in call to one
// 	have (number, number)
// 	want (int)
// calls.go:24:7: too many arguments in call to none
// 	have (number)
// 	want ()
// calls.go:25:6: none() (no value) used as value
// calls.go:26:14: none() (no value) used as value
// calls.go:27:9: in call to gen, mismatched types untyped int and untyped string (cannot infer T)
// calls.go:29:5: string does not satisfy int | float64 (string missing in int | float64)
// calls.go:30:4: in call to mk, cannot infer T (declared at calls.go:9:9)
// calls.go:32:6: cannot use generic function gen without instantiation
// calls.go:33:14: cannot use "a" (untyped string constant) as int value in argument to gen[int]
// calls.go:34:11: got 2 type arguments but want 1
// calls.go:35:13: cannot use "a" (untyped string constant) as int value in argument to apply
// calls.go:36:8: in call to apply, type func() of none does not match func(A) B (cannot infer A and B)
// calls.go:37:6: cannot call pointer method P on T
// calls.go:38:4: invalid method expression T.P (needs pointer receiver (*T).P)
// calls.go:39:4: T.Q undefined (type T has no field or method Q)
// calls.go:40:4: x.foo undefined (type int has no field or method foo)
// calls.go:41:2: invalid operation: cannot call x (variable of type int): int is not a function
// calls.go:42:2: undefined: undefinedFunc
// calls.go:44:2: cannot use ... in call to non-variadic one
// calls.go:45:8: expression in defer must be function call
// calls.go:46:5: expression in go must be function call
// calls.go:47:8: defer discards result of len("a") (constant 1 of type int)
// calls.go:48:2: invalid operation: cannot call one(x) (value of type int): int is not a function
// calls.go:49:2: two (value of type func() (int, string)) is not used
// calls.go:50:2: one(1) + 1 (value of type int) is not used
// calls.go:51:9: too many arguments in conversion to int
// calls.go:52:2: missing argument in conversion to int
// calls.go:53:9: cannot convert 1.5 (untyped float constant) to type string
// calls.go:54:9: cannot convert 1 (untyped int constant) to type []byte
