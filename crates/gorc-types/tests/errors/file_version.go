//go:build go1.20

package p

// Files cannot ask for less than 1.21, so this one has that and was not asked for it.
func f() {
	for range 10 {
	}
	_ = min(1, 2)
}

// want:
// file_version.go:7:12: cannot range over 10 (untyped int constant): requires go1.22 or later (-lang was set to go1.27; check go.mod)
