package slices_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand"
	"slices"
	"testing"
	"time"

	ours "gorcstd/slices"
)

func try(f func() any) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint("panic: ", r)
		}
	}()
	return fmt.Sprintf("%#v", f())
}

type ints []int

func TestFunctions(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	for start := time.Now(); time.Since(start) < 4*time.Second && !t.Failed(); {
		n := r.Intn(9)
		if r.Intn(5) == 0 {
			n = r.Intn(100)
		}
		mk := func(n int) ints {
			if n == 0 && r.Intn(2) == 0 {
				return nil
			}
			s := make(ints, n, n+r.Intn(6))
			for i := range s {
				s[i] = r.Intn(6)
			}
			return s
		}
		s, u := mk(n), mk(r.Intn(5))
		i, j, k := r.Intn(n+3)-1, r.Intn(n+3)-1, r.Intn(6)-1
		odd := func(x int) bool { return x%2 == 1 }
		rev := func(a, b int) int { return b - a }
		half := func(a, b int) bool { return a/2 == b/2 }
		// Copies with the same capacity, and what is behind the length visible.
		cp := func() ints { return append(make(ints, 0, cap(s)), s...) }
		show := func(x ints) string {
			if cap(x) == 0 {
				return fmt.Sprint(x == nil)
			}
			return fmt.Sprint(x, cap(x), x[:cap(x)])
		}
		eq := func(what string, f func(s ints) any, g func(s ints) any) {
			a, b := cp(), cp()
			if s == nil {
				a, b = nil, nil
			}
			x, y := try(func() any { return f(a) }), try(func() any { return g(b) })
			if x+show(a) != y+show(b) {
				t.Errorf("%s(%v, %v, %d, %d, %d): ours %s %s, official %s %s", what, s, u, i, j, k, x, show(a), y, show(b))
			}
		}
		l := func(x ...any) any { return fmt.Sprintf("%#v", x) }
		two := func(x int, ok bool) any { return l(x, ok) }
		eq("Equal", func(s ints) any {
			return l(ours.Equal(s, u), ours.EqualFunc(s, u, half), ours.Compare(s, u), ours.CompareFunc(s, u, rev), ours.Index(s, k), ours.IndexFunc(s, odd), ours.Contains(s, k), ours.ContainsFunc(s, odd))
		}, func(s ints) any {
			return l(slices.Equal(s, u), slices.EqualFunc(s, u, half), slices.Compare(s, u), slices.CompareFunc(s, u, rev), slices.Index(s, k), slices.IndexFunc(s, odd), slices.Contains(s, k), slices.ContainsFunc(s, odd))
		})
		eq("Insert", func(s ints) any { return show(ours.Insert(s, i, u...)) }, func(s ints) any { return show(slices.Insert(s, i, u...)) })
		eq("Insert self", func(s ints) any { return show(ours.Insert(s, i, s[:j]...)) }, func(s ints) any { return show(slices.Insert(s, i, s[:j]...)) })
		eq("Insert self", func(s ints) any { return show(ours.Insert(s, i, s[j:]...)) }, func(s ints) any { return show(slices.Insert(s, i, s[j:]...)) })
		eq("Delete", func(s ints) any { return show(ours.Delete(s, i, j)) }, func(s ints) any { return show(slices.Delete(s, i, j)) })
		eq("DeleteFunc", func(s ints) any { return show(ours.DeleteFunc(s, odd)) }, func(s ints) any { return show(slices.DeleteFunc(s, odd)) })
		eq("Replace", func(s ints) any { return show(ours.Replace(s, i, j, u...)) }, func(s ints) any { return show(slices.Replace(s, i, j, u...)) })
		eq("Replace self", func(s ints) any { return ours.Replace(s, i, j, s[max(k, 0):]...) }, func(s ints) any { return slices.Replace(s, i, j, s[max(k, 0):]...) })
		eq("Compact", func(s ints) any { return show(ours.Compact(s)) }, func(s ints) any { return show(slices.Compact(s)) })
		eq("CompactFunc", func(s ints) any { return show(ours.CompactFunc(s, half)) }, func(s ints) any { return show(slices.CompactFunc(s, half)) })
		eq("Grow", func(s ints) any { return show(ours.Grow(s, k)) }, func(s ints) any { return show(slices.Grow(s, k)) })
		eq("Clip", func(s ints) any { return show(ours.Clip(s)) }, func(s ints) any { return show(slices.Clip(s)) })
		eq("Clone", func(s ints) any { return ours.Clone(s) }, func(s ints) any { return slices.Clone(s) })
		eq("Reverse", func(s ints) any { ours.Reverse(s); return 0 }, func(s ints) any { slices.Reverse(s); return 0 })
		eq("Concat", func(s ints) any { return ours.Concat(s, u, nil, s) }, func(s ints) any { return slices.Concat(s, u, nil, s) })
		eq("Concat", func(s ints) any { return ours.Concat[ints](nil) }, func(s ints) any { return slices.Concat[ints](nil) })
		eq("Repeat", func(s ints) any { return ours.Repeat(s, k) }, func(s ints) any { return slices.Repeat(s, k) })
		eq("Repeat", func(s ints) any { return ours.Repeat(ints{1, 2}, 1<<62) }, func(s ints) any { return slices.Repeat(ints{1, 2}, 1<<62) })
		eq("Sort", func(s ints) any { ours.Sort(s); return ours.IsSorted(s) }, func(s ints) any { slices.Sort(s); return slices.IsSorted(s) })
		eq("SortFunc", func(s ints) any { ours.SortFunc(s, rev); return ours.IsSortedFunc(s, rev) }, func(s ints) any { slices.SortFunc(s, rev); return slices.IsSortedFunc(s, rev) })
		eq("IsSorted", func(s ints) any { return l(ours.IsSorted(s), ours.IsSortedFunc(s, rev)) }, func(s ints) any { return l(slices.IsSorted(s), slices.IsSortedFunc(s, rev)) })
		eq("Min", func(s ints) any { return l(ours.Min(s), ours.Max(s)) }, func(s ints) any { return l(slices.Min(s), slices.Max(s)) })
		eq("Max", func(s ints) any { return ours.Max(s) }, func(s ints) any { return slices.Max(s) })
		eq("MinFunc", func(s ints) any { return ours.MinFunc(s, rev) }, func(s ints) any { return slices.MinFunc(s, rev) })
		eq("MaxFunc", func(s ints) any { return ours.MaxFunc(s, rev) }, func(s ints) any { return slices.MaxFunc(s, rev) })
		eq("BinarySearch", func(s ints) any { slices.Sort(s); return two(ours.BinarySearch(s, k)) }, func(s ints) any { slices.Sort(s); return two(slices.BinarySearch(s, k)) })
		eq("BinarySearchFunc", func(s ints) any { slices.Sort(s); return two(ours.BinarySearchFunc(s, k, cmp.Compare[int])) }, func(s ints) any { slices.Sort(s); return two(slices.BinarySearchFunc(s, k, cmp.Compare[int])) })
		pairs := func(seq func(func(int, int) bool)) (x []int) {
			for a, b := range seq {
				if x = append(x, a, b); len(x) == 2*k {
					break
				}
			}
			return
		}
		eq("All", func(s ints) any { return l(pairs(ours.All(s)), pairs(ours.Backward(s))) }, func(s ints) any { return l(pairs(slices.All(s)), pairs(slices.Backward(s))) })
		eq("Collect", func(s ints) any {
			return l(ours.Collect(ours.Values(s)), ours.Sorted(ours.Values(s)), ours.SortedFunc(ours.Values(s), rev), ours.SortedStableFunc(ours.Values(s), rev), ours.AppendSeq(u, ours.Values(s)))
		}, func(s ints) any {
			return l(slices.Collect(slices.Values(s)), slices.Sorted(slices.Values(s)), slices.SortedFunc(slices.Values(s), rev), slices.SortedStableFunc(slices.Values(s), rev), slices.AppendSeq(u, slices.Values(s)))
		})
		eq("Chunk", func(s ints) any {
			var b []string
			for c := range ours.Chunk(s, k) {
				b = append(b, show(c))
			}
			return b
		}, func(s ints) any {
			var b []string
			for c := range slices.Chunk(s, k) {
				b = append(b, show(c))
			}
			return b
		})
	}
}

type item struct{ key, id int }

func TestSort(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	byKey := func(a, b item) int { return cmp.Compare(a.key, b.key) }
	same := 0
	for range 3000 {
		n := r.Intn(60)
		if r.Intn(4) == 0 {
			n = r.Intn(3000)
		}
		x := make([]item, n)
		kinds, shape := 1+r.Intn(2*n+1), r.Intn(5)
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
		a, b := slices.Clone(x), slices.Clone(x)
		ours.SortFunc(a, byKey)
		slices.SortFunc(b, byKey)
		if !slices.IsSortedFunc(a, byKey) {
			t.Fatal("SortFunc", n)
		}
		if slices.Equal(a, b) {
			same++
		}
		a, b = slices.Clone(x), slices.Clone(x)
		ours.SortStableFunc(a, byKey)
		slices.SortStableFunc(b, byKey)
		if !slices.Equal(a, b) {
			t.Fatal("SortStableFunc", n)
		}
		f := make([]float64, n)
		for i := range f {
			f[i] = float64(x[i].key) - 5
			if r.Intn(10) == 0 {
				f[i] = math.NaN()
			}
		}
		g := slices.Clone(f)
		ours.Sort(f)
		slices.Sort(g)
		if fmt.Sprint(f) != fmt.Sprint(g) {
			t.Fatal("Sort", n)
		}
	}
	if same != 3000 { // nothing promises this, but programs may show it
		t.Error(same, "of 3000 leave equal elements as the official library does")
	}
}
