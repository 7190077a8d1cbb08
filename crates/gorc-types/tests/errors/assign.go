package p

type S struct{ a int }
type I interface {
	M()
	N(int) string
}

func (s *S) M() {}

func two() (int, string) { return 1, "" }

func _() {
	a, b := 1
	var x int = "s"
	x = two()
	c, d := two(), 1
	var i I = S{}
	var j I = &S{}
	two() = 1
	1 = x
	x++
	"a"++
	var q int = nil
	x, x := 1, 2
	a, b = 1, 2
	x = 1, 2
	var u uint8 = 256
	u = -1
	u, v := 1, 2
	x += "a"
	var m map[string]S
	m["a"].a = 1
	const k = 1
	k = 2
	var e interface{ M() } = x
	_ = nil
	var f float32 = 1e100
	var n int = 1.5
	x := 3
	x, y := 3
	var z, w int = 1
	var r, t = 1, 2, 3
}

// want:
// assign.go:14:2: declared and not used: a
// assign.go:14:5: declared and not used: b
// assign.go:14:10: assignment mismatch: 2 variables but 1 value
// assign.go:15:14: cannot use "s" (untyped string constant) as int value in variable declaration
// assign.go:16:6: assignment mismatch: 1 variable but two returns 2 values
// assign.go:17:2: declared and not used: c
// assign.go:17:5: declared and not used: d
// assign.go:17:10: multiple-value two() (value of type (int, string)) in single-value context
// assign.go:18:6: declared and not used: i
// assign.go:18:12: cannot use S{} (value of struct type S) as I value in variable declaration: S does not implement I (method M has pointer receiver)
// assign.go:19:6: declared and not used: j
// assign.go:19:12: cannot use &S{} (value of type *S) as I value in variable declaration: *S does not implement I (missing method N)
// assign.go:20:2: multiple-value two() (value of type (int, string)) in single-value context
// assign.go:21:2: cannot assign to 1 (neither addressable nor a map index expression)
// assign.go:23:2: invalid operation: "a"++ (non-numeric type untyped string)
// assign.go:24:6: declared and not used: q
// assign.go:24:14: cannot use nil as int value in variable declaration
// assign.go:25:5: x repeated on left side of :=
// assign.go:27:6: assignment mismatch: 1 variable but 2 values
// assign.go:28:6: declared and not used: u
// assign.go:28:16: cannot use 256 (untyped int constant) as uint8 value in variable declaration (overflows)
// assign.go:29:6: cannot use -1 (untyped int constant) as uint8 value in assignment (overflows)
// assign.go:30:5: declared and not used: v
// assign.go:31:2: invalid operation: x += "a" (mismatched types int and untyped string)
// assign.go:33:2: cannot assign to struct field m["a"].a in map
// assign.go:35:2: cannot assign to k (neither addressable nor a map index expression)
// assign.go:36:6: declared and not used: e
// assign.go:36:27: cannot use x (variable of type int) as interface{M()} value in variable declaration: int does not implement interface{M()} (missing method M)
// assign.go:37:6: use of untyped nil in assignment to _ identifier
// assign.go:38:6: declared and not used: f
// assign.go:38:18: cannot use 1e100 (untyped float constant 1e+100) as float32 value in variable declaration (overflows)
// assign.go:39:6: declared and not used: n
// assign.go:39:14: cannot use 1.5 (untyped float constant) as int value in variable declaration (truncated)
// assign.go:40:4: no new variables on left side of :=
// assign.go:41:5: declared and not used: y
// assign.go:41:10: assignment mismatch: 2 variables but 1 value
// assign.go:42:6: declared and not used: z
// assign.go:42:9: declared and not used: w
// assign.go:42:17: assignment mismatch: 2 variables but 1 value
// assign.go:43:6: declared and not used: r
// assign.go:43:9: declared and not used: t
// assign.go:43:19: extra init expr 3
