package p

//go:yeswritebarrierrec
func f() int {
	return "s" //go:noinline
	break
}

// want:
// restricted_types.go:3:3: //go:yeswritebarrierrec only allowed in runtime
// restricted_types.go:5:9: cannot use "s" (untyped string constant) as int value in return statement
// restricted_types.go:5:15: misplaced compiler directive
// restricted_types.go:6:2: break is not in a loop, switch, or select
// restricted_types.go:7:1: missing return
