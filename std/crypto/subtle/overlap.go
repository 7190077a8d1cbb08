package subtle

import "unsafe"

// overlaps tells whether a and b, of equal length, share bytes but do not begin at the same one.
func overlaps(a, b []byte) bool {
	p, q := uintptr(unsafe.Pointer(&a[0])), uintptr(unsafe.Pointer(&b[0]))
	n := uintptr(len(a))
	return p != q && p < q+n && q < p+n
}
