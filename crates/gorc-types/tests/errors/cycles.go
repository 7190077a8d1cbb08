// Types that contain themselves.
package p

type (
	lA[P any]               [10]P
	lS[P any]               struct{ f P }
	lP[P any]               *P
	lM[K comparable, V any] map[K]V
)

type (
	A  lA[A]
	S  lS[S]
	A3 lA[lS[lS[A3]]]
	M  lM[int, M]
	Q  lP[Q]
)

type T0[P any] struct {
	f P
}

type T1 struct {
	_ T0[T1]
}
type G[P any] struct { f *G[G[P]]; g P }
type H[P any] struct { f H2[P] }
type H2[P any] struct { f H[P] }
type H3[P any] struct { f H4[H3[P]] }
type H4[P any] struct { f P }

type W interface { W2 }
type W2 interface { W }
func g(w W) { w.m(); var _ W2 = w }
type AA = struct { f AA }
type BB = *BB
type X struct { y Z }
type Y struct { z Z }
type Z struct { y Y }
type (
	P1 struct { f *P2; a [2]P3 }
	P2 struct { g P3 }
	P3 struct { h P2 }
)


type CI interface {
	Fn(CI.Fn)
}
type CJ interface { m(CJ.x); n() CJ.m }
type CK struct { f CK.f }
type CL interface { m([]CL.m) }
type CM interface { m() func(CM.m) }
func (x CN) m(y CN.m) {}
type CN int
type CO struct { f func(CO.f) ; g int}
var v interface { m(v.m) }
type CP interface { m(CQ.m) }
type CQ interface { m(CP.m) }

// want:
// cycles.go:12:2: invalid recursive type A
// 	cycles.go:12:2: A refers to lA[A]
// 	cycles.go:12:5: lA[A] refers to A
// cycles.go:13:2: invalid recursive type S
// 	cycles.go:13:2: S refers to lS[S]
// 	cycles.go:13:5: lS[S] refers to S
// cycles.go:14:2: invalid recursive type A3
// 	cycles.go:14:2: A3 refers to lA[lS[lS[A3]]]
// 	cycles.go:14:5: lA[lS[lS[A3]]] refers to lS[lS[A3]]
// 	cycles.go:14:8: lS[lS[A3]] refers to lS[A3]
// 	cycles.go:14:11: lS[A3] refers to A3
// cycles.go:23:6: invalid recursive type T1
// 	cycles.go:23:6: T1 refers to T0[T1]
// 	cycles.go:24:4: T0[T1] refers to T1
// cycles.go:27:26: invalid recursive type H2[P]
// 	cycles.go:27:26: H2[P] refers to H[P]
// 	cycles.go:28:27: H[P] refers to H2[P]
// cycles.go:29:30: invalid recursive type H3[P]
// 	cycles.go:29:30: H3[P] refers to H4[H3[P]]
// 	cycles.go:29:27: H4[H3[P]] refers to H3[P]
// cycles.go:32:6: invalid recursive type W
// 	cycles.go:32:6: W refers to W2
// 	cycles.go:33:6: W2 refers to W
// cycles.go:35:6: invalid recursive type: AA refers to itself
// cycles.go:36:6: invalid recursive type: BB refers to itself
// cycles.go:39:6: invalid recursive type Z
// 	cycles.go:39:6: Z refers to Y
// 	cycles.go:38:6: Y refers to Z
// cycles.go:43:2: invalid recursive type P3
// 	cycles.go:43:2: P3 refers to P2
// 	cycles.go:42:2: P2 refers to P3
// cycles.go:47:6: invalid recursive type: CI refers to itself
// cycles.go:50:6: invalid recursive type: CJ refers to itself
// cycles.go:51:6: invalid recursive type: CK refers to itself
// cycles.go:52:6: invalid recursive type: CL refers to itself
// cycles.go:53:6: invalid recursive type: CM refers to itself
// cycles.go:54:20: CN.m is not a type
// cycles.go:56:6: invalid recursive type: CO refers to itself
// cycles.go:57:5: initialization cycle: v refers to itself
// cycles.go:58:6: invalid recursive type CP
// 	cycles.go:58:6: CP refers to CQ
// 	cycles.go:59:6: CQ refers to CP
// cycles.go:58:26: CQ.m is not a type
