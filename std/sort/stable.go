package sort

// Stable sorts data and keeps the order of equal elements. It calls Less
// O(n log n) times and Swap O(n log n log n) times.
//
// Blocks sorted by insertion are merged in place by SymMerge: P. Kim and
// A. Kutzner, "Stable Minimum Storage Merging by Symmetric Comparisons".
func Stable(data Interface) {
	n := data.Len()
	block := 20
	for a := 0; a < n; a += block {
		insertionSort(data, a, min(a+block, n))
	}
	for ; block < n; block *= 2 {
		for a := 0; a+block < n; a += 2 * block {
			symMerge(data, a, a+block, min(a+2*block, n))
		}
	}
}

// symMerge merges the sorted data[a:m] and data[m:b].
func symMerge(data Interface, a, m, b int) {
	switch {
	case m-a == 0 || b-m == 0:
		return
	case m-a == 1:
		// Insert data[a] in front of the first that is not less.
		i := m + Search(b-m, func(i int) bool { return !data.Less(m+i, a) })
		for k := a; k < i-1; k++ {
			data.Swap(k, k+1)
		}
		return
	case b-m == 1:
		// Insert data[m] in front of the first that is greater.
		i := a + Search(m-a, func(i int) bool { return data.Less(m, a+i) })
		for k := m; k > i; k-- {
			data.Swap(k, k-1)
		}
		return
	}
	// Around the middle, find how much of the left part's end and of the right
	// part's start change places: as much of the one as of the other lies on the
	// wrong side.
	mid := int(uint(a+b) >> 1)
	n := mid + m
	lo, hi := a, m
	if m > mid {
		lo, hi = n-b, mid
	}
	start := lo + Search(hi-lo, func(i int) bool { return data.Less(n-1-(lo+i), lo+i) })
	end := n - start
	if start < m && m < end {
		rotate(data, start, m, end)
	}
	symMerge(data, a, start, mid)
	symMerge(data, mid, end, b)
}

// rotate exchanges data[a:m] and data[m:b].
func rotate(data Interface, a, m, b int) {
	i, j := m-a, b-m // how much is left of each
	for i != j {
		if i > j {
			swapRange(data, m-i, m, j)
			i -= j
		} else {
			swapRange(data, m-i, m+j-i, i)
			j -= i
		}
	}
	swapRange(data, m-i, m, i)
}

func swapRange(data Interface, a, b, n int) {
	for i := range n {
		data.Swap(a+i, b+i)
	}
}
