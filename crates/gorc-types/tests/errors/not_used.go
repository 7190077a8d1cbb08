package p

import "unsafe"

// What a call that fails makes of its arguments.
func f(n int) (int, error) {
	size, length, offset, kept := 1, 2, 3, 4
	_ = make(missing, size)
	_ = make(int, length)
	_ = unsafe.Offsetof(offset, 1)
	_ = undefined(kept)
	return f(error())
}

func g() {
	f(error(), error(1, 2))
	f(error(undefined), 2)
	defer missing
	go 1
	_ = [1e100]int{}
	_ = [1.5]int{}
	_ = [-1]int{}
	var a []int
	x := 1
	_ = a[0, x]
}

// want:
// not_used.go:7:2: declared and not used: size
// not_used.go:7:8: declared and not used: length
// not_used.go:7:16: declared and not used: offset
// not_used.go:8:11: undefined: missing
// not_used.go:9:11: invalid argument: cannot make int: type must be slice, map, or channel
// not_used.go:10:6: invalid operation: too many arguments for unsafe.Offsetof(offset, 1) (expected 1, found 2)
// not_used.go:11:6: undefined: undefined
// not_used.go:12:11: missing argument in conversion to error
// not_used.go:16:4: missing argument in conversion to error
// not_used.go:16:13: too many arguments in call to f
// 	have (error, error)
// 	want (int)
// not_used.go:16:22: too many arguments in conversion to error
// not_used.go:17:10: undefined: undefined
// not_used.go:17:22: too many arguments in call to f
// 	have (unknown type, number)
// 	want (int)
// not_used.go:18:8: expression in defer must be function call
// not_used.go:18:8: undefined: missing
// not_used.go:19:5: expression in go must be function call
// not_used.go:20:7: array length 1e100 (untyped float constant 1e+100) must be integer
// not_used.go:21:7: array length 1.5 (untyped float constant) must be integer
// not_used.go:22:7: invalid array length -1 (untyped int constant)
// not_used.go:24:2: declared and not used: x
// not_used.go:25:11: invalid operation: more than one index
