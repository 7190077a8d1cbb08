package p

type (
	B byte
	R rune
	U uint8
	A = any
)

type I interface{ m() }

func f(b B, r R, u U, x any, y A, z interface{}, xs []any) {
	var i I = b
	i = r
	i = u
	i = x
	i = y
	i = z
	for _, e := range xs {
		i = e
	}
	_ = i
}

// want:
// named_kinds.go:13:12: cannot use b (variable of byte type B) as I value in variable declaration: B does not implement I (missing method m)
// named_kinds.go:14:6: cannot use r (variable of rune type R) as I value in assignment: R does not implement I (missing method m)
// named_kinds.go:15:6: cannot use u (variable of uint8 type U) as I value in assignment: U does not implement I (missing method m)
// named_kinds.go:16:6: cannot use x (variable of interface type any) as I value in assignment: interface{} does not implement I (missing method m)
// named_kinds.go:17:6: cannot use y (variable of interface type A) as I value in assignment: interface{} does not implement I (missing method m)
// named_kinds.go:18:6: cannot use z (variable of type interface{}) as I value in assignment: interface{} does not implement I (missing method m)
// named_kinds.go:20:7: cannot use e (variable of interface type any) as I value in assignment: interface{} does not implement I (missing method m)
