// Package cmp compares values of ordered types.
package cmp

// Ordered is satisfied by the types with the operators < <= >= >.
//
// Floating-point types have NaN, which is neither less than, equal to nor greater
// than any value; Compare and Less put it in front of all others.
type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 |
		~string
}

// Less reports whether x comes before y. A NaN comes before any number, and no
// NaN before another.
func Less[T Ordered](x, y T) bool {
	return x < y || (x != x && y == y)
}

// Compare gives -1 if x comes before y, +1 if it comes after, 0 if they are
// equal. All NaNs are equal to each other and before any number; -0 equals 0.
func Compare[T Ordered](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return +1
	case x == y:
		return 0
	}
	// At least one is NaN.
	if y == y {
		return -1
	}
	if x == x {
		return +1
	}
	return 0
}

// Or gives the first of its arguments that is not the zero value of its type,
// the zero value if there is none.
func Or[T comparable](vals ...T) T {
	var zero T
	for _, v := range vals {
		if v != zero {
			return v
		}
	}
	return zero
}
