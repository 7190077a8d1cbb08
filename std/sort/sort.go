// Package sort sorts by comparing and swapping elements named by index, and
// searches what is sorted. For slices, package slices is easier and faster.
//
// Sort is in pdq.go, Stable in stable.go.
package sort

import (
	"internal/reflectlite"
	"slices"
)

// An Interface is a collection whose elements are named by index.
//
// Less says whether element i must come before element j; it must be transitive.
// If neither comes before the other they are equal: Stable keeps their order,
// Sort may not.
type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// Sort sorts data, not keeping the order of equal elements, with O(n log n) calls
// of Less and Swap.
func Sort(data Interface) {
	n := data.Len()
	if n > 1 {
		pdq(data, 0, n, depthLimit(n), 0)
	}
}

// IsSorted reports whether data is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

type reversed struct{ Interface }

func (r reversed) Less(i, j int) bool { return r.Interface.Less(j, i) }

// Reverse gives data in the opposite order.
func Reverse(data Interface) Interface { return &reversed{data} }

// funcs is an Interface made of functions.
type funcs struct {
	n    int
	less func(i, j int) bool
	swap func(i, j int)
}

func (f *funcs) Len() int           { return f.n }
func (f *funcs) Less(i, j int) bool { return f.less(i, j) }
func (f *funcs) Swap(i, j int)      { f.swap(i, j) }

func sliceFuncs(x any, less func(i, j int) bool) *funcs {
	swap := reflectlite.Swapper(x)
	return &funcs{reflectlite.SliceLen(x), less, swap}
}

// Slice sorts the slice x by less, which is given two indices. Equal elements may
// not keep their order. It panics if x is no slice.
func Slice(x any, less func(i, j int) bool) { Sort(sliceFuncs(x, less)) }

// SliceStable is Slice, but keeps the order of equal elements.
func SliceStable(x any, less func(i, j int) bool) { Stable(sliceFuncs(x, less)) }

// SliceIsSorted reports whether the slice x is sorted by less. It panics if x is
// no slice.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := reflectlite.SliceLen(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

// IntSlice is a []int as an Interface, in increasing order.
type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x IntSlice) Sort() { Sort(x) }

// Float64Slice is a []float64 as an Interface, in increasing order, NaNs first.
type Float64Slice []float64

func (x Float64Slice) Len() int { return len(x) }

// Less reports whether x[i] comes before x[j]. NaN comes before any number.
func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || (x[i] != x[i] && x[j] == x[j]) }
func (x Float64Slice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x Float64Slice) Sort() { Sort(x) }

// StringSlice is a []string as an Interface, in increasing order.
type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x StringSlice) Sort() { Sort(x) }

// Ints sorts x: it is slices.Sort.
func Ints(x []int) { slices.Sort(x) }

// Float64s sorts x, NaNs first: it is slices.Sort.
func Float64s(x []float64) { slices.Sort(x) }

// Strings sorts x: it is slices.Sort.
func Strings(x []string) { slices.Sort(x) }

// IntsAreSorted reports whether x is sorted: it is slices.IsSorted.
func IntsAreSorted(x []int) bool { return slices.IsSorted(x) }

// Float64sAreSorted reports whether x is sorted, NaNs first: it is
// slices.IsSorted.
func Float64sAreSorted(x []float64) bool { return slices.IsSorted(x) }

// StringsAreSorted reports whether x is sorted: it is slices.IsSorted.
func StringsAreSorted(x []string) bool { return slices.IsSorted(x) }
