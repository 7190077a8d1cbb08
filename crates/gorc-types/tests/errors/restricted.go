package p

//go:systemstack
func f() {
	//go:noinline
	_ = 1
	break
}

//go:nowritebarrier
func g() {
	break
	x := := 1
}

//go:uintptrkeepalive
func h() { continue } //go:noinline

//go:cgo_ldflag
func k() {}

// want:
// restricted.go:3:3: //go:systemstack only allowed in runtime
// restricted.go:5:4: misplaced compiler directive
// restricted.go:7:2: break is not in a loop, switch, or select
// restricted.go:10:3: //go:nowritebarrier only allowed in runtime
// restricted.go:13:7: syntax error: unexpected :=, expected expression
// restricted.go:16:3: //go:uintptrkeepalive is only allowed in the standard library
// restricted.go:17:12: continue is not in a loop
// restricted.go:17:25: misplaced compiler directive
// restricted.go:19:3: //go:cgo_ldflag only allowed in cgo-generated code
// restricted.go:19:3: usage: //go:cgo_ldflag "arg"
