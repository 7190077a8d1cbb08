package sort

// Search gives the least i in [0, n) for which f is true, n if there is none. If f
// is true for an i it must be for all greater ones: then binary search finds it.
func Search(n int, f func(int) bool) int {
	lo, hi := 0, n // f(lo-1) is false, f(hi) is true
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if f(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// Find gives the least i in [0, n) with cmp(i) <= 0, n if there is none, and
// whether cmp(i) == 0 there. cmp compares what is searched for with element i: it
// must be positive for a leading part of the elements, then 0, then negative,
// each part being possibly empty.
func Find(n int, cmp func(int) int) (i int, found bool) {
	i = Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

// SearchInts gives the place of x in the sorted a, or where it would be inserted.
func SearchInts(a []int, x int) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

// SearchFloat64s gives the place of x in the sorted a, or where it would be
// inserted.
func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

// SearchStrings gives the place of x in the sorted a, or where it would be
// inserted.
func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

// Search is SearchInts.
func (p IntSlice) Search(x int) int { return SearchInts(p, x) }

// Search is SearchFloat64s.
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

// Search is SearchStrings.
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }
