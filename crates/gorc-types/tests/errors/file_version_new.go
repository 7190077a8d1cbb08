//go:build go1.99

package p

// No compiler knows that one.
func f() {
	for range 10 {
	}
	_ = min(1, 2)
}

// want:
// file_version_new.go:3:9: file requires newer Go version go1.99
