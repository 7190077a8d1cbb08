package p

import "fmt"
import m "math"
import "os"

func h() {}
func h() {}

var v = v
var w = x
var x = w

type A B
type B A
type R struct{ r R }
type P struct{ p *P }
type M map[[]int]string
type E struct {
	a int
	a string
	*E
}
type I interface {
	m()
	m()
}
type J interface{ J }

func (x int) foo()    {}
func (x *E) bar()     {}
func (x *E) bar()     {}
func (x **E) baz()    {}
func (x E) a()        {}
func (x Undefined) q() {}

func init() int { return 1 }
func main(x int) {}

var init = 1

func missing() int {
	for {
		break
	}
}

func missing2(x int) int {
	switch x {
	case 1:
		return 1
	}
}

func ok(x int) int {
	switch x {
	case 1:
		return 1
	default:
		panic(0)
	}
}

func params(a int, a string) (b, b int) { return }

func shadow() (err error) {
	{
		err := error(nil)
		return
	}
	return
}

type Emb struct {
	*int
	fmt.Stringer
	*fmt.Stringer
}

var _ = os.Args
var undefinedType Foo
var notType v
var _ = fmt.println
var _ = fmt.NoSuch
var fmt2 = fmt

// want:
// decls.go:4:8: "math" imported as m and not used
// decls.go:8:6: h redeclared in this block
// 	decls.go:7:6: other declaration of h
// decls.go:10:5: initialization cycle: v refers to itself
// decls.go:11:5: initialization cycle for w
// 	decls.go:11:5: w refers to x
// 	decls.go:12:5: x refers to w
// decls.go:14:6: invalid recursive type A
// 	decls.go:14:6: A refers to B
// 	decls.go:15:6: B refers to A
// decls.go:16:6: invalid recursive type: R refers to itself
// decls.go:18:12: invalid map key type []int
// decls.go:21:2: a redeclared
// 	decls.go:20:2: other declaration of a
// decls.go:26:2: duplicate method m
// 	decls.go:25:2: other declaration of method m
// decls.go:28:6: invalid recursive type: J refers to itself
// decls.go:30:9: cannot define new methods on non-local type int
// decls.go:32:13: method E.bar already declared at decls.go:31:13
// decls.go:33:10: invalid receiver type **E
// decls.go:34:12: field and method with the same name a
// 	decls.go:20:2: other declaration of a
// decls.go:35:9: undefined: Undefined
// decls.go:37:6: func init must have no arguments and no return values
// decls.go:40:5: cannot declare init - must be func
// decls.go:46:1: missing return
// decls.go:53:1: missing return
// decls.go:64:20: a redeclared in this block
// 	decls.go:64:13: other declaration of a
// decls.go:64:34: b redeclared in this block
// 	decls.go:64:31: other declaration of b
// decls.go:64:43: result parameter b not in scope at return
// 	decls.go:64:31: inner declaration of var b int
// decls.go:68:3: declared and not used: err
// decls.go:69:3: result parameter err not in scope at return
// 	decls.go:68:3: inner declaration of var err error
// decls.go:77:2: embedded field type cannot be a pointer to an interface
// decls.go:77:7: Stringer redeclared
// 	decls.go:76:6: other declaration of Stringer
// decls.go:81:19: undefined: Foo
// decls.go:82:13: v (package-level variable) is not a type
// decls.go:83:13: undefined: fmt.println (but have Println)
// decls.go:84:13: undefined: fmt.NoSuch
// decls.go:85:12: use of package fmt not in selector
