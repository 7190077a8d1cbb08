//go:build go1.21

package p

// This one has asked for it.
func f() {
	for range 10 {
	}
	_ = min(1, 2)
}

// want:
