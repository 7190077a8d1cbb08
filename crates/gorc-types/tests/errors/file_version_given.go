//go:build go1.21

package p

// This one has asked for it.
func f() {
	for range 10 {
	}
	_ = min(1, 2)
}

// want:
// file_version_given.go:7:12: cannot range over 10 (untyped int constant): requires go1.22 or later (file declares //go:build go1.21)
