package slices

import (
	"cmp"
	"math/bits"
)

// Pattern-defeating quicksort after O. Peters; package sort has it for elements
// that can only be compared and swapped by index, and explains it.

// An order says which of two elements comes first. It is a type parameter so that
// each order has a sorting function of its own, without calls through pointers.
type order[E any] interface {
	less(a, b E) bool
}

type ordered[E cmp.Ordered] struct{}

func (ordered[E]) less(a, b E) bool { return a < b || (a != a && b == b) }

type byFunc[E any] struct{ cmp func(a, b E) int }

func (o byFunc[E]) less(a, b E) bool { return o.cmp(a, b) < 0 }

const smallSort = 12

func pdqSort[E any, O order[E]](x []E, o O) {
	if len(x) > 1 {
		pdq(x, 0, len(x), bits.Len(uint(len(x))), o)
	}
}

// pdq sorts x[a:b]. limit counts down lopsided partitions. If a > 0, x[a-1] is not
// greater than anything here.
func pdq[E any, O order[E]](x []E, a, b, limit int, o O) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= smallSort {
			insertionSort(x[a:b], o)
			return
		}
		if limit == 0 {
			heapSort(x[a:b], o)
			return
		}
		if !balanced {
			scatter(x[a:b])
			limit--
		}
		pivot, swaps := choosePivot(x, a, b, o)
		switch {
		case swaps == maxSwaps: // likely in descending order
			Reverse(x[a:b])
			pivot = a + b - 1 - pivot
			fallthrough
		case swaps == 0: // likely in ascending order
			if balanced && partitioned && finishSorted(x[a:b], o) {
				return
			}
		}
		if a > 0 && !o.less(x[a-1], x[pivot]) {
			a = partitionEqual(x, a, b, pivot, o)
			continue
		}
		mid, was := partition(x, a, b, pivot, o)
		partitioned = was
		left, right := mid-a, b-mid
		balanced = min(left, right) >= n/8
		if left < right {
			pdq(x, a, mid, limit, o)
			a = mid + 1
		} else {
			pdq(x, mid+1, b, limit, o)
			b = mid
		}
	}
}

func insertionSort[E any, O order[E]](x []E, o O) {
	for i := 1; i < len(x); i++ {
		for j := i; j > 0 && o.less(x[j], x[j-1]); j-- {
			x[j], x[j-1] = x[j-1], x[j]
		}
	}
}

func heapSort[E any, O order[E]](x []E, o O) {
	for i := (len(x) - 1) / 2; i >= 0; i-- {
		siftDown(x, i, o)
	}
	for i := len(x) - 1; i > 0; i-- {
		x[0], x[i] = x[i], x[0]
		siftDown(x[:i], 0, o)
	}
}

// siftDown restores the heap x below root.
func siftDown[E any, O order[E]](x []E, root int, o O) {
	for {
		child := 2*root + 1
		if child >= len(x) {
			return
		}
		if child+1 < len(x) && o.less(x[child], x[child+1]) {
			child++
		}
		if !o.less(x[root], x[child]) {
			return
		}
		x[root], x[child] = x[child], x[root]
		root = child
	}
}

// partition moves what is less than x[pivot] in front of it and the rest behind;
// it gives where the pivot is then, and whether little had to move.
func partition[E any, O order[E]](x []E, a, b, pivot int, o O) (mid int, was bool) {
	x[a], x[pivot] = x[pivot], x[a]
	i, j := a+1, b-1
	for i <= j && o.less(x[i], x[a]) {
		i++
	}
	for i <= j && !o.less(x[j], x[a]) {
		j--
	}
	was = i > j
	for i <= j {
		x[i], x[j] = x[j], x[i]
		i++
		j--
		for i <= j && o.less(x[i], x[a]) {
			i++
		}
		for i <= j && !o.less(x[j], x[a]) {
			j--
		}
	}
	x[j], x[a] = x[a], x[j]
	return j, was
}

// partitionEqual moves what is not greater than x[pivot] to the front and gives
// where the rest begins; nothing is less than the pivot.
func partitionEqual[E any, O order[E]](x []E, a, b, pivot int, o O) int {
	x[a], x[pivot] = x[pivot], x[a]
	i, j := a+1, b-1
	for {
		for i <= j && !o.less(x[a], x[i]) {
			i++
		}
		for i <= j && o.less(x[a], x[j]) {
			j--
		}
		if i > j {
			return i
		}
		x[i], x[j] = x[j], x[i]
		i++
		j--
	}
}

// finishSorted sorts x if few elements are out of place, and reports whether it
// is sorted now.
func finishSorted[E any, O order[E]](x []E, o O) bool {
	const maxSteps, minLen = 5, 50
	i := 1
	for range maxSteps {
		for i < len(x) && !o.less(x[i], x[i-1]) {
			i++
		}
		if i == len(x) {
			return true
		}
		if len(x) < minLen {
			return false
		}
		x[i], x[i-1] = x[i-1], x[i]
		for j := i - 1; j > 0 && o.less(x[j], x[j-1]); j-- {
			x[j], x[j-1] = x[j-1], x[j]
		}
		for j := i + 1; j < len(x) && o.less(x[j], x[j-1]); j++ {
			x[j], x[j-1] = x[j-1], x[j]
		}
	}
	return false
}

// scatter swaps a few elements in the middle with others at places that look
// random, to break up patterns that make for bad pivots.
func scatter[E any](x []E) {
	n := len(x)
	if n < 8 {
		return
	}
	random := uint64(n)
	mask := uint64(1)<<bits.Len(uint(n)) - 1
	center := n / 4 * 2
	for i := range 3 {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		other := int(random & mask)
		if other >= n {
			other -= n
		}
		c := center - 1 + i
		x[c], x[other] = x[other], x[c]
	}
}

const maxSwaps = 4 * 3

// choosePivot gives the index of an element that is likely in the middle: the
// median of three, or for many elements of three medians. swaps counts in how
// many comparisons the elements were not in order.
func choosePivot[E any, O order[E]](x []E, a, b int, o O) (pivot, swaps int) {
	n := b - a
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 50 {
		i = median(x, i-1, i, i+1, &swaps, o)
		j = median(x, j-1, j, j+1, &swaps, o)
		k = median(x, k-1, k, k+1, &swaps, o)
	}
	return median(x, i, j, k, &swaps, o), swaps
}

func median[E any, O order[E]](x []E, i, j, k int, swaps *int, o O) int {
	if o.less(x[j], x[i]) {
		*swaps++
		i, j = j, i
	}
	if o.less(x[k], x[j]) {
		*swaps++
		j, k = k, j
	}
	if o.less(x[j], x[i]) {
		*swaps++
		i, j = j, i
	}
	return j
}

// stableSort is merge sort with a buffer of half the length.
func stableSort[E any](x []E, cmp func(a, b E) int) {
	if len(x) <= 2*smallSort {
		insertionSort(x, byFunc[E]{cmp})
		return
	}
	mergeSort(x, make([]E, len(x)/2), cmp)
}

func mergeSort[E any](x, buf []E, cmp func(a, b E) int) {
	if len(x) <= smallSort {
		insertionSort(x, byFunc[E]{cmp})
		return
	}
	mid := len(x) / 2
	mergeSort(x[:mid], buf, cmp)
	mergeSort(x[mid:], buf, cmp)
	if cmp(x[mid], x[mid-1]) >= 0 {
		return
	}
	// The left half moves out, then both merge from the front.
	left, right := buf[:copy(buf, x[:mid])], x[mid:]
	for k := 0; len(left) > 0; k++ {
		if len(right) > 0 && cmp(right[0], left[0]) < 0 {
			x[k] = right[0]
			right = right[1:]
		} else {
			x[k] = left[0]
			left = left[1:]
		}
	}
}
