//go:noinline

//go:noinline
package p

import _ "unsafe"

//go:noinline

//go:noinline
var x int

//go:noinline
const c = 1

//go:noinline
type T int

type (
	//go:noinline
	T2 int
	//go:noinline
	T3 int
)

//go:noinline
func f() {
	x := 1
	//go:noinline
	var y int
	_, _ = x, y
	//go:noinline
	const c = 1
	//go:noinline
	type T int
	//go:embed x.txt
	var z string
	_ = z
}

//go:embed x.txt
var s string

//go:noescape
func k() {}

//go:noescape
func l()

func F[T any](T) {}

//go:linkname x ok
//go:linkname nonexist nonexist
//go:linkname T notvarfunc
//go:linkname x duplicate
//go:linkname i F[go.shape.int]

// want:
// directive_targets.go:1:3: misplaced compiler directive
// directive_targets.go:3:3: misplaced compiler directive
// directive_targets.go:8:3: misplaced compiler directive
// directive_targets.go:10:3: misplaced compiler directive
// directive_targets.go:13:3: misplaced compiler directive
// directive_targets.go:16:3: misplaced compiler directive
// directive_targets.go:20:4: misplaced compiler directive
// directive_targets.go:22:4: misplaced compiler directive
// directive_targets.go:29:4: misplaced compiler directive
// directive_targets.go:32:4: misplaced compiler directive
// directive_targets.go:34:4: misplaced compiler directive
// directive_targets.go:36:4: go:embed requires import "embed" (or import _ "embed", if package is not used)
// directive_targets.go:41:3: go:embed requires import "embed" (or import _ "embed", if package is not used)
// directive_targets.go:45:6: can only use //go:noescape with external func implementations
// directive_targets.go:48:6: missing function body
// directive_targets.go:53:3: //go:linkname must refer to declared function or variable
// directive_targets.go:54:3: //go:linkname must refer to declared function or variable
// directive_targets.go:55:3: duplicate //go:linkname for x
// directive_targets.go:56:3: //go:linkname reference of an instantiation is not allowed
