// Package heap keeps the least element of a collection at hand: as a binary heap,
// a tree in which no element is less than its parent, laid out in a list: the
// children of element i are 2i+1 and 2i+2, the least is element 0.
package heap

import "sort"

// An Interface is a collection to be made a heap. Push adds an element as the
// last one and Pop takes the last one off; they are for this package to call.
type Interface interface {
	sort.Interface
	Push(x any)
	Pop() any
}

// Init makes h a heap, whatever the order of its elements, in O(n).
func Init(h Interface) {
	n := h.Len()
	for i := n/2 - 1; i >= 0; i-- {
		down(h, i, n)
	}
}

// Push adds x, in O(log n).
func Push(h Interface, x any) {
	h.Push(x)
	up(h, h.Len()-1)
}

// Pop takes off the least element, in O(log n).
func Pop(h Interface) any {
	last := h.Len() - 1
	h.Swap(0, last)
	down(h, 0, last)
	return h.Pop()
}

// Remove takes off element i, in O(log n).
func Remove(h Interface, i int) any {
	if last := h.Len() - 1; last != i {
		h.Swap(i, last)
		if !down(h, i, last) {
			up(h, i)
		}
	}
	return h.Pop()
}

// Fix restores the order after element i has changed, in O(log n).
func Fix(h Interface, i int) {
	if !down(h, i, h.Len()) {
		up(h, i)
	}
}

// up moves element i towards the root until its parent is not greater.
func up(h Interface, i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !h.Less(i, parent) {
			return
		}
		h.Swap(parent, i)
		i = parent
	}
}

// down moves element i away from the root, within the first n, until no child is
// less; it reports whether it moved.
func down(h Interface, i, n int) bool {
	start := i
	for {
		child := 2*i + 1
		if child >= n || child < 0 { // < 0 after overflow
			break
		}
		if right := child + 1; right < n && h.Less(right, child) {
			child = right
		}
		if !h.Less(child, i) {
			break
		}
		h.Swap(i, child)
		i = child
	}
	return i > start
}
