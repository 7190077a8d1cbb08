package sort_test

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"sort"
	"testing"

	ours "gorcstd/sort"
)

type item struct{ key, id int }

type counted struct {
	x     []item
	swaps int
}

func (c *counted) Len() int           { return len(c.x) }
func (c *counted) Less(i, j int) bool { return c.x[i].key < c.x[j].key }
func (c *counted) Swap(i, j int)      { c.swaps++; c.x[i], c.x[j] = c.x[j], c.x[i] }

func items(r *rand.Rand, n int) []item {
	x := make([]item, n)
	kinds := 1 + r.Intn(2*n+1)
	shape := r.Intn(5)
	for i := range x {
		k := r.Intn(kinds)
		switch shape {
		case 1:
			k = i * kinds / n
		case 2:
			k = (n - i) * kinds / n
		case 3:
			k = min(i, n-i)
		case 4:
			if k = i; r.Intn(20) == 0 {
				k = r.Intn(n)
			}
		}
		x[i] = item{k, i}
	}
	return x
}

func TestSort(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	sameOrder, rounds := 0, 0
	for range 3000 {
		n := r.Intn(50)
		if r.Intn(4) == 0 {
			n = r.Intn(3000)
		}
		x := items(r, n)
		byKey := func(a, b item) int { return a.key - b.key }
		a, b := &counted{slices.Clone(x), 0}, &counted{slices.Clone(x), 0}
		ours.Sort(a)
		sort.Sort(b)
		if !slices.IsSortedFunc(a.x, byKey) || ours.IsSorted(a) != true {
			t.Fatal("not sorted", n)
		}
		rounds++
		if slices.Equal(a.x, b.x) {
			sameOrder++
		}
		if n > 100 && a.swaps > 2*b.swaps+10*n {
			t.Errorf("%d: %d swaps, official %d", n, a.swaps, b.swaps)
		}
		a.x = slices.Clone(x)
		b.x = slices.Clone(x)
		ours.Stable(a)
		sort.Stable(b)
		if !slices.Equal(a.x, b.x) {
			t.Fatal("Stable", n)
		}
		if ours.IsSorted(&counted{x, 0}) != sort.IsSorted(&counted{x, 0}) {
			t.Fatal("IsSorted")
		}
		c := slices.Clone(x)
		ours.SliceStable(c, func(i, j int) bool { return c[i].key < c[j].key })
		if !slices.Equal(c, b.x) || !ours.SliceIsSorted(c, func(i, j int) bool { return c[i].key < c[j].key }) {
			t.Fatal("SliceStable")
		}
		c = slices.Clone(x)
		ours.Slice(c, func(i, j int) bool { return c[i].key < c[j].key })
		if !slices.IsSortedFunc(c, byKey) {
			t.Fatal("Slice")
		}
		a.x = slices.Clone(x)
		ours.Sort(ours.Reverse(a))
		slices.Reverse(a.x)
		if !slices.IsSortedFunc(a.x, byKey) {
			t.Fatal("Reverse")
		}
		k := r.Intn(n + 2)
		if p, q := ours.Search(n, func(i int) bool { return b.x[i].key >= k }), sort.Search(n, func(i int) bool { return b.x[i].key >= k }); p != q {
			t.Fatal("Search")
		}
		p, f := ours.Find(n, func(i int) int { return k - b.x[i].key })
		q, g := sort.Find(n, func(i int) int { return k - b.x[i].key })
		if p != q || f != g {
			t.Fatal("Find")
		}
	}
	if sameOrder != rounds { // nothing promises this, but programs may show it
		t.Error(sameOrder, "of", rounds, "leave equal elements as the official library does")
	}
}

func TestTypes(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 500 {
		n := r.Intn(200)
		var is []int
		var fs []float64
		var ss []string
		for range n {
			is = append(is, r.Intn(100))
			f := r.NormFloat64()
			if r.Intn(5) == 0 {
				f = math.NaN()
			}
			fs = append(fs, f)
			ss = append(ss, fmt.Sprint(r.Intn(100)))
		}
		a, b, c := slices.Clone(is), slices.Clone(fs), slices.Clone(ss)
		ours.IntSlice(a).Sort()
		ours.Float64Slice(b).Sort()
		ours.StringSlice(c).Sort()
		ours.Ints(is)
		ours.Float64s(fs)
		ours.Strings(ss)
		if !sort.IntsAreSorted(is) || !sort.Float64sAreSorted(fs) || !sort.StringsAreSorted(ss) || !ours.IntsAreSorted(a) || !ours.Float64sAreSorted(b) || !ours.StringsAreSorted(c) || fmt.Sprint(a, b, c) != fmt.Sprint(is, fs, ss) {
			t.Fatal("not sorted")
		}
		if ours.SearchInts(is, 50) != sort.SearchInts(is, 50) || ours.SearchFloat64s(fs, 0) != sort.SearchFloat64s(fs, 0) || ours.SearchStrings(ss, "5") != sort.SearchStrings(ss, "5") || ours.IntSlice(is).Search(7) != sort.SearchInts(is, 7) {
			t.Fatal("Search")
		}
	}
}
