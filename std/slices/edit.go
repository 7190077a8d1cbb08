package slices

import "unsafe"

// Insert puts v... in front of s[i], or at the end if i is len(s), and gives the
// result, which may use s's memory. It panics if s[i:] would.
func Insert[S ~[]E, E any](s S, i int, v ...E) S {
	_ = s[i:]
	return replace(s, i, i, v)
}

// Replace puts v... in the place of s[i:j] and gives the result, which may use
// s's memory. It panics if s[i:j] would, or s[j:].
func Replace[S ~[]E, E any](s S, i, j int, v ...E) S {
	_ = s[i:j]
	_ = s[j:]
	return replace(s, i, j, v)
}

func replace[S ~[]E, E any](s S, i, j int, v []E) S {
	old := len(s)
	n := old - (j - i) + len(v) // the new length
	if n > cap(s) {
		// append chooses a capacity.
		t := append(s[:i], make(S, n-i)...)
		copy(t[i:], v)
		copy(t[i+len(v):], s[j:])
		return t
	}
	if i+len(v) > j && overlaps(v, s[i:n]) {
		// v might be moved or written over before it is copied.
		v = append([]E(nil), v...)
	}
	if i+len(v) <= j {
		// It gets shorter: v first, for it may be part of what is behind.
		if overlaps(v, s[i:old]) {
			v = append([]E(nil), v...)
		}
		copy(s[i:], v)
		copy(s[i+len(v):], s[j:])
		clear(s[n:])
		return s[:n]
	}
	s = s[:n]
	copy(s[i+len(v):], s[j:old])
	copy(s[i:], v)
	return s
}

// overlaps reports whether a and b have memory in common.
func overlaps[E any](a, b []E) bool {
	size := unsafe.Sizeof(*new(E))
	if len(a) == 0 || len(b) == 0 || size == 0 {
		return false
	}
	pa, pb := uintptr(unsafe.Pointer(&a[0])), uintptr(unsafe.Pointer(&b[0]))
	return pa < pb+uintptr(len(b))*size && pb < pa+uintptr(len(a))*size
}

// Delete removes s[i:j] and gives the result, which uses s's memory. It panics if
// s[i:j] would.
func Delete[S ~[]E, E any](s S, i, j int) S {
	_ = s[i:j:len(s)]
	if i == j {
		return s
	}
	n := i + copy(s[i:], s[j:])
	clear(s[n:])
	return s[:n]
}

// DeleteFunc removes the elements for which del is true and gives the result,
// which uses s's memory.
func DeleteFunc[S ~[]E, E any](s S, del func(E) bool) S {
	n := IndexFunc(s, del)
	if n < 0 {
		return s
	}
	for _, v := range s[n+1:] {
		if !del(v) {
			s[n] = v
			n++
		}
	}
	clear(s[n:])
	return s[:n]
}

// Compact removes all but the first of each run of equal elements and gives the
// result, which uses s's memory.
func Compact[S ~[]E, E comparable](s S) S {
	for k := 1; k < len(s); k++ {
		if s[k] != s[k-1] {
			continue
		}
		n := k
		for i := k + 1; i < len(s); i++ {
			if s[i] != s[i-1] {
				s[n] = s[i]
				n++
			}
		}
		clear(s[n:])
		return s[:n]
	}
	return s
}

// CompactFunc is Compact with eq for ==. It is called with the first element of a
// run and another.
func CompactFunc[S ~[]E, E any](s S, eq func(E, E) bool) S {
	if len(s) < 2 {
		return s
	}
	n := 1
	for i := 1; i < len(s); i++ {
		if !eq(s[n-1], s[i]) {
			if n != i {
				s[n] = s[i]
			}
			n++
		}
	}
	clear(s[n:])
	return s[:n]
}
