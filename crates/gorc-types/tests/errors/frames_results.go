package p

type T [1 << 28]byte

//go:noinline
func f() (a, b, c T) { return }

//go:noinline
func f1() (a T) { return }


var ga, gb, gc T

func define() { a, b, c := f(); println(a[1], b[2], c[3]) }
func discard() { _, _, _ = f(); _, _, _ = f() }
func statement() { f() }
func assign() { ga, gb, gc = f(); ga, gb, _ = f() }
func single() { a := f1(); b := f1(); c := f1(); d := f1(); e := f1(); println(a[1], b[2], c[3], d[1], e[3]) }
func declare() { var a, b, c = f(); println(a[1], b[2], c[3]); a, b, c = f() }

// want:
// frames_results.go:14:6: stack frame too large (>1GB): 768 MB locals + 0 MB args + 768 MB callee
// frames_results.go:15:6: stack frame too large (>1GB): 768 MB locals + 0 MB args + 768 MB callee
// frames_results.go:17:6: stack frame too large (>1GB): 768 MB locals + 0 MB args + 768 MB callee
// frames_results.go:19:6: stack frame too large (>1GB): 768 MB locals + 0 MB args + 768 MB callee
