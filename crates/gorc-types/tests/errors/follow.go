// What is reported after an error, and what is not because it only follows from it.
package p

import "fmt"

type T struct {
	a int
	u undefined1
}

type (
	A B
	B A
	C = D
	D = C
	E F
	F = E
)

func none()            {}
func two() (int, int)  { return 1, 2 }
func bad() undefined2  { return 1 }
func one(int) int      { return 1 }
func pair(int, string) {}

func _(t T) {
	pair(undefined3)
	pair(none())
	pair(two())
	pair(two(), 1)
	pair(1(2), nil)
	none().x()
	bad().x = 1
	if bad() {
	}
	if t.u {
	}
	_ = t.u == nil
	_ = t.u + 1
	_ = undefined4{{1}, {a: undefined5}}
	_ = []undefined6{{1}}
	_ = map[undefined7]int{undefined8: undefined9}
	_ = T{undefined10: 1, a: undefined11, b: (*int), 3}
	_ = T{1, 2, 3, undefined12}
	_ = map[string]int{1: "a", "b", "c": "d", "c": undefined13}
	_ = undefined14.(undefined15)
	_ = t.(undefined16)
	_ = undefined17[undefined18]
	_ = undefined19(undefined20)
	t.m += 1
	none += 1
	t.a += "x"
	_ += 1
	undefined21 <<= undefined22
	var x, y int = two(), 1
	x, t.m = two()
	1, x = two()
	panic(undefined23)
}

func _() int { panic(undefined24) }
func _() int { panic(1 << 70) }
func _()     { return none() }
func _()     { return one }
func _()     { return int }
func _() (a int) {
	{
		a := "x"
		return
	}
}

func _(i interface{}, s fmt.Stringer) {
	switch x := i.(type) {
	case T:
		x.b()
	case T, int:
		x.a()
	case int:
		x.a()
	case undefined25:
		x.a()
	}
	switch undefined26 {
	case 1, undefined27:
	}
	switch s {
	case 1, nil, "a":
	}
	switch [1]func(){} {
	}
	select {
	case i.(chan int) <- undefined28:
	case undefined29 <- undefined30:
	case T{}.a:
	case one(1):
	case i:
	}
	_ = (i.(type))
	_ = x.(type)
	_ = i && nil
	_ = recover() + 1
}

const k = string(1 << 100)
const l = any(1 << 100)
const m = len(k) + undefined31

var complexShift = complex64(1) << 2
var big = int(1e100)
var shifted = make([]int, 1<<len(k)+1.2)

func _(s uint) {
	var _ float64 = 1 << s
	_ = 1<<s + 1.5
	_ = 1<<s == 1.0
	var _ = string(1 << s)
}

// want:
// follow.go:8:4: undefined: undefined1
// follow.go:12:2: invalid recursive type A
// 	follow.go:12:2: A refers to B
// 	follow.go:13:2: B refers to A
// follow.go:14:2: invalid recursive type C
// 	follow.go:14:2: C refers to D
// 	follow.go:15:2: D refers to C
// follow.go:16:2: invalid recursive type E
// 	follow.go:16:2: E refers to F
// 	follow.go:17:2: F refers to E
// follow.go:22:12: undefined: undefined2
// follow.go:27:7: undefined: undefined3
// follow.go:27:7: not enough arguments in call to pair
// 	have (unknown type)
// 	want (int, string)
// follow.go:28:7: none() (no value) used as value
// follow.go:28:7: not enough arguments in call to pair
// 	have (func())
// 	want (int, string)
// follow.go:29:7: cannot use two() (value of type int) as string value in argument to pair
// follow.go:30:7: multiple-value two() (value of type (int, int)) in single-value context
// follow.go:30:14: cannot use 1 (untyped int constant) as string value in argument to pair
// follow.go:31:7: invalid operation: cannot call 1 (untyped int constant): untyped int is not a function
// follow.go:31:13: cannot use nil as string value in argument to pair
// follow.go:32:2: none() (no value) used as value or type
// follow.go:34:5: non-boolean condition in if statement
// follow.go:36:5: non-boolean condition in if statement
// follow.go:40:6: undefined: undefined4
// follow.go:40:17: missing type in composite literal
// follow.go:40:26: undefined: undefined5
// follow.go:41:8: undefined: undefined6
// follow.go:42:10: undefined: undefined7
// follow.go:42:25: undefined: undefined8
// follow.go:43:8: unknown field undefined10 in struct literal of type T
// follow.go:43:27: undefined: undefined11
// follow.go:43:40: unknown field b in struct literal of type T
// follow.go:43:43: (*int) (type) is not an expression
// follow.go:43:51: mixture of field:value and value elements in struct literal
// follow.go:44:14: too many values in struct literal of type T
// follow.go:45:21: cannot use 1 (untyped int constant) as string value in map literal
// follow.go:45:29: missing key in map literal
// follow.go:45:39: cannot use "d" (untyped string constant) as int value in map literal
// follow.go:45:44: duplicate key "c" in map literal
// follow.go:46:6: undefined: undefined14
// follow.go:47:6: invalid operation: t (variable of struct type T) is not an interface
// follow.go:48:6: undefined: undefined17
// follow.go:48:18: undefined: undefined18
// follow.go:49:6: undefined: undefined19
// follow.go:49:18: undefined: undefined20
// follow.go:50:4: t.m undefined (type T has no field or method m)
// follow.go:51:2: invalid operation: none += 1 (mismatched types func() and untyped int)
// follow.go:51:2: cannot assign to none (neither addressable nor a map index expression)
// follow.go:52:2: invalid operation: t.a += "x" (mismatched types int and untyped string)
// follow.go:53:2: cannot use _ as value or type
// follow.go:54:2: undefined: undefined21
// follow.go:54:18: undefined: undefined22
// follow.go:55:6: declared and not used: x
// follow.go:55:9: declared and not used: y
// follow.go:55:17: multiple-value two() (value of type (int, int)) in single-value context
// follow.go:56:7: t.m undefined (type T has no field or method m)
// follow.go:57:2: cannot assign to 1 (neither addressable nor a map index expression)
// follow.go:58:8: undefined: undefined23
// follow.go:61:22: undefined: undefined24
// follow.go:61:35: missing return
// follow.go:62:22: cannot use 1 << 70 (untyped int constant 1180591620717411303424) as int value in argument to panic (overflows)
// follow.go:63:23: none() (no value) used as value
// follow.go:64:23: too many return values
// 	have (func(int) int)
// 	want ()
// follow.go:65:23: int (type) is not an expression
// follow.go:68:3: declared and not used: a
// follow.go:69:3: result parameter a not in scope at return
// 	follow.go:68:3: inner declaration of var a int
// follow.go:76:5: x.b undefined (type T has no field or method b)
// follow.go:77:7: duplicate case T in type switch
// 	follow.go:75:7: previous case
// follow.go:78:5: x.a undefined (type interface{} has no field or method a)
// follow.go:79:7: duplicate case int in type switch
// 	follow.go:77:10: previous case
// follow.go:80:5: x.a undefined (type int has no field or method a)
// follow.go:81:7: undefined: undefined25
// follow.go:84:9: undefined: undefined26
// follow.go:85:10: undefined: undefined27
// follow.go:88:7: cannot convert 1 (untyped int constant) to type interface{String() string}
// follow.go:88:15: cannot convert "a" (untyped string constant) to type interface{String() string}
// follow.go:90:9: cannot switch on [1]func(){} (value of type [1]func()) ([1]func() is not comparable)
// follow.go:93:23: undefined: undefined28
// follow.go:94:7: undefined: undefined29
// follow.go:94:22: undefined: undefined30
// follow.go:95:10: select case must be send or receive (possibly with assignment)
// follow.go:96:10: select case must be send or receive (possibly with assignment)
// follow.go:97:7: select case must be send or receive (possibly with assignment)
// follow.go:99:7: invalid syntax tree: use of .(type) outside type switch
// follow.go:100:6: invalid syntax tree: use of .(type) outside type switch
// follow.go:100:6: undefined: x
// follow.go:101:6: invalid operation: operator && not defined on i (variable of type interface{})
// follow.go:102:6: invalid operation: recover() + 1 (mismatched types interface{} and untyped int)
// follow.go:106:11: any(1 << 100) (value of interface type any) is not constant
// follow.go:106:15: 1 << 100 (untyped int constant 1267650600228229401496703205376) overflows int
// follow.go:107:20: undefined: undefined31
// follow.go:109:20: invalid operation: shifted operand complex64(1) (constant (1 + 0i) of type complex64) must be integer
// follow.go:110:15: cannot convert 1e100 (untyped float constant 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000) to type int
// follow.go:111:27: 1 << len(k) + 1.2 (untyped float constant 9.2) truncated to int
// follow.go:114:18: invalid operation: shifted operand 1 (type float64) must be integer
// follow.go:115:6: invalid operation: shifted operand 1 (type float64) must be integer
// follow.go:116:6: invalid operation: shifted operand 1 (type float64) must be integer
// follow.go:117:17: invalid operation: shifted operand 1 (type string) must be integer
