//go:build go1.99

package p

// No compiler knows that one.
func f() {
	for range 10 {
	}
	_ = min(1, 2)
}

// want:
