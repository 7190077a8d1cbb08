package main

import (
	"cmp"
	"container/heap"
	"container/list"
	"fmt"
	"slices"
	"sort"
	"strings"
)

type person struct {
	name string
	age  int
}

type byAge []person

func (p byAge) Len() int           { return len(p) }
func (p byAge) Less(i, j int) bool { return p[i].age < p[j].age }
func (p byAge) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }

type intHeap []int

func (h intHeap) Len() int           { return len(h) }
func (h intHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h intHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *intHeap) Push(x any)        { *h = append(*h, x.(int)) }
func (h *intHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func main() {
	ps := []person{{"Al", 30}, {"Bo", 25}, {"Cy", 30}, {"Di", 20}}
	sort.Stable(byAge(ps))
	fmt.Println(ps)
	slices.SortFunc(ps, func(a, b person) int {
		return cmp.Or(-cmp.Compare(a.age, b.age), strings.Compare(a.name, b.name))
	})
	fmt.Println(ps)
	x := []int{}
	for i, v := 0, 12345; i < 1000; i++ {
		v = (v*1103515245 + 12345) & 0x7fffffff
		x = append(x, v%1000)
	}
	y := slices.Clone(x)
	sort.Ints(x)
	slices.Sort(y)
	fmt.Println(slices.Equal(x, y), slices.IsSorted(x), sort.SearchInts(x, 500) > 0, slices.Max(x))
	i, found := slices.BinarySearch([]string{"a", "c"}, "b")
	fmt.Println(i, found, slices.Index(y, y[3]) <= 3, slices.Contains(ps, person{"Bo", 25}))
	h := &intHeap{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 1)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	l := list.New()
	l.PushBack(1)
	l.PushFront(0)
	l.InsertAfter(7, l.Front())
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(strings.Split("a,b,c", ","), strings.Fields(" x  y "), strings.Replace("aaa", "a", "b", 2), strings.Title("hello world"))
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"), strings.EqualFold("Straße", "STRASSE"), strings.ToUpper("éa"), strings.TrimLeft("xxabc", "x"), strings.LastIndex("go gopher", "go"))
}
