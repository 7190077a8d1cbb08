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

func k(x A[int]) B[string] { y := A[int]{}; return x }

// want:
