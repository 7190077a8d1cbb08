// -lang=go1.13
package p

type I interface{ M() }

type _ interface {
	I
	I
}

type J interface {
	M()
	I
}

type K interface{ int }

func f() K { return struct{}{} }

var x interface{ S }

type S struct{ x interface{ S } }

// want:
// embedding.go:8:2: duplicate method M
// 	embedding.go:7:2: other declaration of method M
// embedding.go:13:2: duplicate method M
// 	embedding.go:12:2: other declaration of method M
// embedding.go:16:19: embedding non-interface type int requires go1.18 or later (-lang was set to go1.13; check go.mod)
// embedding.go:22:6: invalid recursive type: S refers to itself
