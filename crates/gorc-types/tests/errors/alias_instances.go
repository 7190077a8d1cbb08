package p

type A[P any] = undefined[P]
type B[P any] = A[P]
type C[P any] = []undefined
type D = A[int]
type E[P any] = P

var a A[int]
var b B[int]
var c C[int]
var d D
var e A
var f A[int, string]
var g []A[int] = 1
var h E[int]

func k(x A[int]) B[string] {
	y := A[int]{}
	return x
}

// want:
// alias_instances.go:3:17: undefined: undefined
// alias_instances.go:4:17: cannot use generic type A[P any] without instantiation
// alias_instances.go:5:19: undefined: undefined
// alias_instances.go:6:10: cannot use generic type A[P any] without instantiation
// alias_instances.go:7:17: cannot use type parameter declared in alias declaration as RHS
// alias_instances.go:9:7: cannot use generic type A[P any] without instantiation
// alias_instances.go:10:7: cannot use generic type B[P any] without instantiation
// alias_instances.go:13:7: cannot use generic type A[P any] without instantiation
// alias_instances.go:14:7: cannot use generic type A[P any] without instantiation
// alias_instances.go:15:9: cannot use generic type A[P any] without instantiation
// alias_instances.go:16:7: cannot use generic type E[P any] without instantiation
// alias_instances.go:18:10: cannot use generic type A[P any] without instantiation
// alias_instances.go:18:18: cannot use generic type B[P any] without instantiation
// alias_instances.go:19:2: declared and not used: y
// alias_instances.go:19:7: cannot use generic type A[P any] without instantiation
