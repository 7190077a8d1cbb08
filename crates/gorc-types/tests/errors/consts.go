package p

const (
	a = 1 << 600
	b int8 = 1000
	c = "a" + 1
	d = 1 / 0
	e = f
	f = e
	g, h = 1
	i = 1, 2
	j uint = -1
	k = len([3]int{})
	l = len([]int{})
	m float32 = 1e39
	n = 5 % 2.0
	o = ^uint8(1)
	q = byte(256)
	r = uint8(255) + 1
	s = 'a' * 2
	t = 1.0 << 3
	u = 1.5 << 3
	v = -uint(1)
	w = "abc"[5]
	x = 10 / 4.0
	y = two()
	z int = "x"
)

const (
	aa = iota
	bb
	cc byte = iota + 254
	dd
)

func two() int { return 2 }

var arr [b]int
var neg [-1]int
var flt [1.5]int
var str ["a"]int
var non [two()]int
var big = [1 << 62]int{}
var _ = 1 << 3.5
var sh uint = 3
var _ = 1.0 << sh
var _ int = 1.0 << sh
var _ float64 = 1 << sh
var _ = "a" << 1
var _ = 1 << -1
var _ int32 = 1 << 31
var _ = uint8(1) << 8

// want:
// consts.go:4:8: constant shift overflow
// consts.go:5:11: cannot use 1000 (untyped int constant) as int8 value in constant declaration (overflows)
// consts.go:6:6: invalid operation: "a" + 1 (mismatched types untyped string and untyped int)
// consts.go:7:10: invalid operation: division by zero
// consts.go:8:2: initialization cycle for e
// 	consts.go:8:2: e refers to f
// 	consts.go:9:2: f refers to e
// consts.go:10:5: missing init expr for h
// consts.go:11:9: extra init expr 2
// consts.go:12:11: cannot use -1 (untyped int constant) as uint value in constant declaration (overflows)
// consts.go:14:6: len([]int{}) (value of type int) is not constant
// consts.go:15:14: cannot use 1e39 (untyped float constant 1e+39) as float32 value in constant declaration (overflows)
// consts.go:16:6: invalid operation: operator % not defined on 5 (untyped float constant)
// consts.go:18:11: constant 256 overflows byte
// consts.go:19:6: uint8(255) + 1 (constant 256 of type uint8) overflows uint8
// consts.go:22:6: invalid operation: shifted operand 1.5 (untyped float constant) must be integer
// consts.go:23:6: -uint(1) (constant -1 of type uint) overflows uint
// consts.go:24:6: "abc"[5] (value of type byte) is not constant
// consts.go:24:12: invalid argument: index 5 out of bounds [0:3]
// consts.go:26:6: two() (value of type int) is not constant
// consts.go:27:10: cannot use "x" (untyped string constant) as int value in constant declaration
// consts.go:33:12: cannot use iota + 254 (untyped int constant 256) as byte value in constant declaration (overflows)
// consts.go:34:2: cannot use iota + 254 (untyped int constant 257) as byte value in constant declaration (overflows)
// consts.go:39:10: invalid array length b (constant unknown of type int8)
// consts.go:40:10: invalid array length -1 (untyped int constant)
// consts.go:41:10: array length 1.5 (untyped float constant) must be integer
// consts.go:42:10: array length "a" (untyped string constant) must be integer
// consts.go:43:10: array length two() (value of type int) must be constant
// consts.go:45:14: 3.5 (untyped float constant) truncated to uint
// consts.go:47:9: invalid operation: shifted operand 1.0 (type float64) must be integer
// consts.go:49:17: invalid operation: shifted operand 1 (type float64) must be integer
// consts.go:50:9: invalid operation: shifted operand "a" (untyped string constant) must be integer
// consts.go:51:14: invalid operation: negative shift count -1 (untyped int constant)
// consts.go:52:15: cannot use 1 << 31 (untyped int constant 2147483648) as int32 value in variable declaration (overflows)
// consts.go:53:9: uint8(1) << 8 (constant 256 of type uint8) overflows uint8
