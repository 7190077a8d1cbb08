package p

type A [~1]int

func f(x uint8, y any) {
	const c = ~x
	const d int8 = ~1000
	_ = ~x + "s"
	_ = ~y
	_ = ~undefined
	_ = [...]int{~0: 1}
}

// want:
// tilde.go:3:9: cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)
// tilde.go:3:9: invalid array length ~1 (untyped int constant -2)
// tilde.go:6:12: cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)
// tilde.go:6:12: ~x (value of type uint8) is not constant
// tilde.go:7:17: cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)
// tilde.go:7:17: cannot use ~1000 (untyped int constant -1001) as int8 value in constant declaration (overflows)
// tilde.go:8:6: cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)
// tilde.go:8:6: invalid operation: ~x + "s" (mismatched types uint8 and untyped string)
// tilde.go:9:6: cannot use ~ outside of interface or type constraint
// tilde.go:10:7: undefined: undefined
// tilde.go:11:15: cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)
// tilde.go:11:15: invalid argument: index ~0 (constant -1 of type int) must not be negative
