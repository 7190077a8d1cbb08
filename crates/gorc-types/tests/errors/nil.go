package p

func f(p *string, m map[string]int, fn func(), i any) {
	_ = nil * p
	_ = p + nil != "s"
	_ = p != nil*p
	_ = m | nil
	_ = nil - i
	_ = fn && nil
	_ = nil + nil
	_ = -nil
}

// want:
// nil.go:4:6: invalid operation: operator * not defined on nil (of type *string)
// nil.go:5:6: invalid operation: operator + not defined on p (variable of type *string)
// nil.go:6:11: invalid operation: operator * not defined on nil (of type *string)
// nil.go:7:6: invalid operation: operator | not defined on m (variable of type map[string]int)
// nil.go:8:6: invalid operation: operator - not defined on nil (of type any)
// nil.go:9:6: invalid operation: operator && not defined on fn (variable of type func())
// nil.go:10:6: invalid operation: operator + not defined on nil
// nil.go:11:7: invalid operation: operator - not defined on nil
