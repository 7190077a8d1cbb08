// Functions that get their type arguments from what they are assigned to, and what messages call that.
package p

func f[P any](P) P                { panic(0) }
func g[P, Q any](P) Q             { panic(0) }
func h[P any](P, P)               {}
func m[P interface{ M(P) }](P)    {}
func s[S ~[]E, E any](S) E        { panic(0) }
func c[K comparable, V any](_ K, v V) {}

type fn func(string) int
type T struct{ f fn }
type I[P any] interface{ M(P) }

func (T) M(int) {}

var a fn = f
var b, d fn = f, g
var _ = fn(f)
var _ = T{f}
var _ = T{f: f}
var _ = []fn{f}
var _ = map[string]fn{"a": f}
var _ = g[int]
var _ = s[int]
var _ fn = g[int]

func results() (fn, fn)  { return f, g }
func named() (r fn, _ fn) { return f, f }

func _(ch chan fn, m1 map[int]fn, x any) {
	ch <- f
	m1[1] = f
	take(f)
	take2(h, h)
	h(1, "a")
	h(1, 2.5)
	h(f, f)
	m(1)
	m(T{})
	s(1)
	s([]int{}, 1)
	s[int](nil)
	c(nil, 1)
	c([]int{}, 1)
	c[[]int](nil, 1)
	m(x.(I[int]))
	var alias = f(Int(1)) + "a"
	ch2 <- f
}

type Int = int

func take(fn)          {}
func take2(func(int, string), func(int, int)) {}
func iface[P any](x any) { n(x.(I[P])) }
func n[P I[P]](P)        {}

// want:
// targets.go:17:12: inferred type func(string) string for func(P) P does not match type func(string) int of a
// targets.go:18:15: inferred type func(string) string for func(P) P does not match type func(string) int of b
// targets.go:19:12: inferred type func(string) string for func(P) P does not match type func(string) int of conversion
// targets.go:20:11: inferred type func(string) string for func(P) P does not match type func(string) int of struct literal
// targets.go:21:14: inferred type func(string) string for func(P) P does not match type func(string) int of struct literal
// targets.go:22:14: inferred type func(string) string for func(P) P does not match type func(string) int of array or slice literal
// targets.go:23:28: inferred type func(string) string for func(P) P does not match type func(string) int of map literal
// targets.go:24:10: cannot infer Q (declared at targets.go:5:11)
// targets.go:25:10: S (type int) does not satisfy ~[]E
// targets.go:26:13: type func(string) int of _ does not match func(int) Q
// targets.go:28:35: inferred type func(string) string for func(P) P does not match type func(string) int of result variable
// targets.go:29:36: inferred type func(string) string for func(P) P does not match type func(string) int of r
// targets.go:29:39: inferred type func(string) string for func(P) P does not match type func(string) int of _
// targets.go:32:8: inferred type func(string) string for func(P) P does not match type func(string) int of send
// targets.go:33:10: inferred type func(string) string for func(P) P does not match type func(string) int of m1[1]
// targets.go:34:7: in call to take, type func[P any](P) P of f does not match fn
// targets.go:35:8: in call to take2, type func[P any](P, P) of h does not match func(int, string)
// targets.go:36:7: in call to h, mismatched types untyped int and untyped string (cannot infer P)
// targets.go:38:3: in call to h, cannot infer P (declared at targets.go:6:8)
// targets.go:39:3: int does not satisfy interface{M(int)} (missing method M)
// targets.go:40:3: in call to m, P (type T) does not satisfy interface{M(P)} (wrong type for method M)
// 		have M(int)
// 		want M(P)
// targets.go:41:3: in call to s, cannot infer E (declared at targets.go:8:16)
// targets.go:42:13: too many arguments in call to s
// 	have ([]int, number)
// 	want (S)
// targets.go:43:8: in call to s[int], S (type int) does not satisfy ~[]E
// targets.go:44:3: in call to c, cannot infer K (declared at targets.go:9:8)
// targets.go:45:3: []int does not satisfy comparable
// targets.go:46:4: []int does not satisfy comparable
// targets.go:47:3: in call to m, P (type I[int]) does not satisfy interface{M(P)} (wrong type for method M)
// 		have M(int)
// 		want M(P)
// targets.go:48:6: declared and not used: alias
// targets.go:48:14: invalid operation: f(Int(1)) + "a" (mismatched types Int and untyped string)
// targets.go:49:2: undefined: ch2
// targets.go:56:29: in call to n, P (type I[P]) does not satisfy I[P] (wrong type for method M)
