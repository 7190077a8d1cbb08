package sort

import "math/bits"

// Pattern-defeating quicksort after O. Peters: quicksort that notices sorted
// input, leaves small parts to insertion sort, and turns to heapsort when its
// partitions come out lopsided too often. Package slices has it for slices.

const smallSort = 12

// depthLimit is how many lopsided partitions are put up with.
func depthLimit(n int) int { return bits.Len(uint(n)) }

// pdq sorts data[a:b]. limit counts down lopsided partitions. If a > first,
// data[a-1] is not greater than anything here.
func pdq(data Interface, a, b, limit, first int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= smallSort {
			insertionSort(data, a, b)
			return
		}
		if limit == 0 {
			heapSort(data, a, b)
			return
		}
		if !balanced {
			scatter(data, a, b)
			limit--
		}
		pivot, swaps := choosePivot(data, a, b)
		switch {
		case swaps == maxSwaps: // likely in descending order
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data.Swap(i, j)
			}
			pivot = a + b - 1 - pivot
			fallthrough
		case swaps == 0: // likely in ascending order
			if balanced && partitioned && finishSorted(data, a, b) {
				return
			}
		}
		if a > first && !data.Less(a-1, pivot) {
			// The pivot is the least: put aside all that are equal to it.
			a = partitionEqual(data, a, b, pivot)
			continue
		}
		mid, was := partition(data, a, b, pivot)
		partitioned = was
		left, right := mid-a, b-mid
		balanced = min(left, right) >= n/8
		// Recurse into the smaller part.
		if left < right {
			pdq(data, a, mid, limit, first)
			a = mid + 1
		} else {
			pdq(data, mid+1, b, limit, first)
			b = mid
		}
	}
}

func insertionSort(data Interface, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

func heapSort(data Interface, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftDown(data, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		data.Swap(a, a+i)
		siftDown(data, 0, i, a)
	}
}

// siftDown restores the heap data[first:first+n] below root.
func siftDown(data Interface, root, n, first int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && data.Less(first+child, first+child+1) {
			child++
		}
		if !data.Less(first+root, first+child) {
			return
		}
		data.Swap(first+root, first+child)
		root = child
	}
}

// partition moves what is less than data[pivot] in front of it and the rest
// behind; it gives where the pivot is then, and whether little had to move.
func partition(data Interface, a, b, pivot int) (mid int, was bool) {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for i <= j && data.Less(i, a) {
		i++
	}
	for i <= j && !data.Less(j, a) {
		j--
	}
	was = i > j
	for i <= j {
		data.Swap(i, j)
		i++
		j--
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && !data.Less(j, a) {
			j--
		}
	}
	data.Swap(j, a)
	return j, was
}

// partitionEqual moves what is not greater than data[pivot] to the front and
// gives where the rest begins; nothing is less than the pivot.
func partitionEqual(data Interface, a, b, pivot int) int {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !data.Less(a, i) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.Swap(i, j)
		i++
		j--
	}
}

// finishSorted sorts data[a:b] if few elements are out of place, and reports
// whether it is sorted now.
func finishSorted(data Interface, a, b int) bool {
	const maxSteps, minLen = 5, 50
	i := a + 1
	for range maxSteps {
		for i < b && !data.Less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < minLen {
			return false
		}
		data.Swap(i, i-1)
		for j := i - 1; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
		for j := i + 1; j < b && data.Less(j, j-1); j++ {
			data.Swap(j, j-1)
		}
	}
	return false
}

// scatter swaps a few elements in the middle with others at places that look
// random, to break up patterns that make for bad pivots.
func scatter(data Interface, a, b int) {
	n := b - a
	if n < 8 {
		return
	}
	random := uint64(n)
	mask := uint64(1)<<bits.Len(uint(n)) - 1
	center := a + n/4*2
	for i := range 3 {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		other := int(random & mask)
		if other >= n {
			other -= n
		}
		data.Swap(center-1+i, a+other)
	}
}

const maxSwaps = 4 * 3

// choosePivot gives the index of an element that is likely in the middle: the
// median of three, or for many elements of three medians. swaps counts in how
// many comparisons the elements were not in order.
func choosePivot(data Interface, a, b int) (pivot, swaps int) {
	n := b - a
	median := func(i, j, k int) int {
		if data.Less(j, i) {
			swaps++
			i, j = j, i
		}
		if data.Less(k, j) {
			swaps++
			j, k = k, j
		}
		if data.Less(j, i) {
			swaps++
			i, j = j, i
		}
		return j
	}
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 50 {
		i, j, k = median(i-1, i, i+1), median(j-1, j, j+1), median(k-1, k, k+1)
	}
	return median(i, j, k), swaps
}
