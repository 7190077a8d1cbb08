package p

type Big [400e6]byte
type Huge [2e9]byte

var g func(Big, Big)
var h func() Big
var hh func() Huge
var g1 func(Big, int)
var use func(x interface{})

func f1() { g(h(), h()) }
func f2() { x := h(); y := h(); g(x, y) }
func f3() { g1(h(), 1) }
func f4() { hh() }
func f5() { x := hh(); _ = x }
func f6() { _ = hh() }
func f7(p *Huge) { *p = hh() }
func f8(p *Huge) { x := *p; _ = x[3] }
func f9(p, q *Huge) { *p = *q }
func f10(p *Huge) { for i := range *p { _ = i } }
func f11(p *Huge) { for i, v := range *p { _, _ = i, v } }
func f12(p *Huge) { use(*p) }
func f13(p *Huge) Huge { return *p }
func f14(p *Huge) { go func(h Huge) {}(*p) }
func f15(p *Huge) { defer func(h Huge) {}(*p) }
func f16() { var x Huge; use(&x) }
func f17() { var x Huge; x[4] = 3; println(x[5]) }
func f18() { x := make([]byte, 2e9); use(x) }
func f19() { x := new(Huge); _ = x[2] }
func f24(m map[int]Huge) { x := m[1]; _ = x }
func f25(m map[int]Huge) { _ = m[1][3] }
func f26(c *[]Huge) { x := (*c)[1]; _ = x[1] }
func f27(p, q *Huge) bool { return *p == *q }
func f28(p, q *Huge) { *p, *q = *q, *p }
func f29(i interface{}) { x := i.(Huge); _ = x }
func f30(i interface{}) { x, ok := i.(Huge); _, _ = x, ok }
func f31(p *Huge) { switch *p { case Huge{}: } }
func f32(p *struct{ h Huge; n int }) { x := *p; println(x.n) }
func f33(p *Huge) func() byte { x := *p; return func() byte { return x[1] } }
func f34(xs []Huge) { for _, x := range xs { println(x[1]) } }
func f35() { type T struct { a [1e9]byte; b [1e9]byte}; var t T; t.a[1] = 1; println(t.b[3]) }

// want:
// frames.go:12:6: stack frame too large (>1GB): 762 MB locals + 0 MB args + 762 MB callee
// frames.go:15:6: stack frame too large (>1GB): 0 MB locals + 0 MB args + 1907 MB callee
// frames.go:16:6: stack frame too large (>1GB): 0 MB locals + 0 MB args + 1907 MB callee
// frames.go:17:6: stack frame too large (>1GB): 0 MB locals + 0 MB args + 1907 MB callee
// frames.go:18:6: stack frame too large (>1GB): 1907 MB locals + 0 MB args
// frames.go:24:6: stack frame too large (>1GB): 0 MB locals + 1907 MB args
// frames.go:25:24: stack frame too large (>1GB): 0 MB locals + 1907 MB args
// frames.go:26:27: stack frame too large (>1GB): 0 MB locals + 1907 MB args
// frames.go:35:6: stack frame too large (>1GB): 1907 MB locals + 0 MB args
// frames.go:36:6: stack frame too large (>1GB): 1907 MB locals + 0 MB args
// frames.go:37:6: stack frame too large (>1GB): 3814 MB locals + 0 MB args
// frames.go:38:6: stack frame too large (>1GB): 1907 MB locals + 0 MB args
