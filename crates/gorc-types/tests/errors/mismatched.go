package p


var b bool
var i int
var iface interface{}
var ifm interface{ m() }
var s string
var p *int
var f func()
var _ = iface + false
var _ = iface + 1
var _ = iface + 'a'
var _ = iface + "a"
var _ = iface + nil
var _ = false + iface
var _ = ifm + 1
var _ = iface == 1
var _ = ifm == 1
var _ = p == 1
var _ = f == 1
var _ = iface < 1
var _ = iface && true
var _ = iface + (i == i)
var _ = b + 1
func g() { iface += false; iface += 1 }

// want:
// mismatched.go:11:9: invalid operation: iface + false (mismatched types interface{} and bool)
// mismatched.go:12:9: invalid operation: iface + 1 (mismatched types interface{} and untyped int)
// mismatched.go:13:9: invalid operation: iface + 'a' (mismatched types interface{} and untyped rune)
// mismatched.go:14:9: invalid operation: iface + "a" (mismatched types interface{} and string)
// mismatched.go:15:9: invalid operation: operator + not defined on iface (variable of type interface{})
// mismatched.go:16:9: invalid operation: false + iface (mismatched types bool and interface{})
// mismatched.go:17:9: invalid operation: ifm + 1 (mismatched types interface{m()} and untyped int)
// mismatched.go:19:16: invalid operation: ifm == 1 (mismatched types interface{m()} and untyped int)
// mismatched.go:20:14: invalid operation: p == 1 (mismatched types *int and untyped int)
// mismatched.go:21:14: invalid operation: f == 1 (mismatched types func() and untyped int)
// mismatched.go:22:9: invalid operation: iface < 1 (operator < not defined on interface)
// mismatched.go:23:9: invalid operation: iface && true (mismatched types interface{} and bool)
// mismatched.go:24:9: invalid operation: iface + (i == i) (mismatched types interface{} and bool)
// mismatched.go:25:9: invalid operation: b + 1 (mismatched types bool and untyped int)
// mismatched.go:26:12: invalid operation: iface += false (mismatched types interface{} and bool)
// mismatched.go:26:28: invalid operation: iface += 1 (mismatched types interface{} and untyped int)
