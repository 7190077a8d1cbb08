package maps_test

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	stdcmp "cmp"
	"gorcstd/cmp"
	ours "gorcstd/maps"
	"maps"
	"math"
)

func TestMaps(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		mk := func() map[int]int {
			if r.Intn(10) == 0 {
				return nil
			}
			m := map[int]int{}
			for range r.Intn(6) {
				m[r.Intn(5)] = r.Intn(3)
			}
			return m
		}
		m, n := mk(), mk()
		half := func(a, b int) bool { return a/2 == b/2 }
		if ours.Equal(m, n) != maps.Equal(m, n) || ours.EqualFunc(m, n, half) != maps.EqualFunc(m, n, half) || !ours.Equal(m, m) {
			t.Fatal("Equal")
		}
		if fmt.Sprintf("%#v", ours.Clone(m)) != fmt.Sprintf("%#v", maps.Clone(m)) {
			t.Fatal("Clone")
		}
		if !maps.Equal(ours.Collect(ours.All(m)), m) {
			t.Fatal("Collect")
		}
		if !slices.Equal(slices.Sorted(maps.Keys(m)), sorted(ours.Keys(m))) || !slices.Equal(slices.Sorted(maps.Values(m)), sorted(ours.Values(m))) {
			t.Fatal("Keys")
		}
		a, b := maps.Clone(n), maps.Clone(n)
		if n != nil {
			ours.Copy(a, m)
			maps.Copy(b, m)
			ours.DeleteFunc(a, half)
			maps.DeleteFunc(b, half)
			ours.Insert(a, ours.All(m))
			maps.Insert(b, maps.All(m))
		}
		if !maps.Equal(a, b) {
			t.Fatal("Copy")
		}
	}
}

func sorted(seq func(func(int) bool)) (x []int) {
	for v := range seq {
		x = append(x, v)
	}
	slices.Sort(x)
	return
}

func TestCmp(t *testing.T) {
	fs := []float64{math.NaN(), math.Inf(-1), -1, math.Copysign(0, -1), 0, 1, math.Inf(1)}
	for _, a := range fs {
		for _, b := range fs {
			if cmp.Compare(a, b) != stdcmp.Compare(a, b) || cmp.Less(a, b) != stdcmp.Less(a, b) {
				t.Error(a, b)
			}
		}
	}
	if cmp.Or(0, 3, 4) != 3 || cmp.Or[string]() != "" || cmp.Compare("a", "b") != -1 || cmp.Compare(2, 1) != 1 {
		t.Error("Or")
	}
}
