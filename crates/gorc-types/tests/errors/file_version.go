//go:build go1.20

package p

// Files cannot ask for less than 1.21, so this one has that and was not asked for it.
func f() {
	for range 10 {
	}
	_ = min(1, 2)
}

// want:
