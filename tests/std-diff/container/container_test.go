package container_test

import (
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	oheap "gorcstd/container/heap"
	olist "gorcstd/container/list"
	oring "gorcstd/container/ring"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

func TestHeap(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		var a, b ints
		for range r.Intn(20) {
			a = append(a, r.Intn(10))
		}
		b = append(b, a...)
		oheap.Init(&a)
		heap.Init(&b)
		for range 20 {
			v := r.Intn(10)
			switch k := r.Intn(4); {
			case k == 0 || len(a) == 0:
				oheap.Push(&a, v)
				heap.Push(&b, v)
			case k == 1:
				if oheap.Pop(&a) != heap.Pop(&b) {
					t.Fatal("Pop")
				}
			case k == 2:
				i := r.Intn(len(a))
				if oheap.Remove(&a, i) != heap.Remove(&b, i) {
					t.Fatal("Remove")
				}
			case k == 3:
				i := r.Intn(len(a))
				a[i], b[i] = v, v
				oheap.Fix(&a, i)
				heap.Fix(&b, i)
			}
			if fmt.Sprint(a) != fmt.Sprint(b) {
				t.Fatal(a, b)
			}
		}
	}
}

func TestList(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		a, b := new(olist.List), new(list.List)
		a2, b2 := olist.New(), list.New()
		a2.PushBack(100)
		b2.PushBack(100)
		var as []*olist.Element
		var bs []*list.Element
		for n := range 30 {
			var ae, am *olist.Element
			var be, bm *list.Element
			if len(as) > 0 {
				i, j := r.Intn(len(as)), r.Intn(len(as))
				ae, am, be, bm = as[i], as[j], bs[i], bs[j]
			}
			k := r.Intn(13)
			if ae == nil {
				k %= 2
			}
			switch k {
			case 0:
				as, bs = append(as, a.PushBack(n)), append(bs, b.PushBack(n))
			case 1:
				as, bs = append(as, a.PushFront(n)), append(bs, b.PushFront(n))
			case 2:
				if e := a.InsertBefore(n, am); e != nil {
					as, bs = append(as, e), append(bs, b.InsertBefore(n, bm))
				} else if b.InsertBefore(n, bm) != nil {
					t.Fatal("InsertBefore")
				}
			case 3:
				if e := a.InsertAfter(n, am); e != nil {
					as, bs = append(as, e), append(bs, b.InsertAfter(n, bm))
				} else if b.InsertAfter(n, bm) != nil {
					t.Fatal("InsertAfter")
				}
			case 4:
				if a.Remove(ae) != b.Remove(be) {
					t.Fatal("Remove")
				}
			case 5:
				a.MoveToFront(ae)
				b.MoveToFront(be)
			case 6:
				a.MoveToBack(ae)
				b.MoveToBack(be)
			case 7:
				a.MoveBefore(ae, am)
				b.MoveBefore(be, bm)
			case 8:
				a.MoveAfter(ae, am)
				b.MoveAfter(be, bm)
			case 9:
				a.PushBackList(a2)
				b.PushBackList(b2)
			case 10:
				a.PushFrontList(a)
				b.PushFrontList(b)
			case 11:
				a2.MoveToFront(ae)
				b2.MoveToFront(be)
			case 12:
				if r.Intn(10) == 0 {
					a.Init()
					b.Init()
					as, bs = nil, nil
				}
			}
			if a.Len() > 200 {
				break
			}
			var s, u strings.Builder
			for e := a.Front(); e != nil; e = e.Next() {
				fmt.Fprint(&s, e.Value, " ")
			}
			for e := a.Back(); e != nil; e = e.Prev() {
				fmt.Fprint(&s, e.Value, " ")
			}
			for e := b.Front(); e != nil; e = e.Next() {
				fmt.Fprint(&u, e.Value, " ")
			}
			for e := b.Back(); e != nil; e = e.Prev() {
				fmt.Fprint(&u, e.Value, " ")
			}
			if s.String() != u.String() || a.Len() != b.Len() {
				t.Fatal(k, s.String(), u.String())
			}
		}
	}
}

func TestRing(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		n := r.Intn(8)
		a, b := oring.New(n), ring.New(n)
		if n == 0 {
			a, b = new(oring.Ring), new(ring.Ring)
		}
		for i := range n {
			a.Value, b.Value = i, i
			a, b = a.Next(), b.Next()
		}
		for range 10 {
			k := r.Intn(12) - 3
			switch r.Intn(4) {
			case 0:
				a, b = a.Move(k), b.Move(k)
			case 1:
				x, y := a.Unlink(k), b.Unlink(k)
				if x.Len() != y.Len() {
					t.Fatal("Unlink")
				}
			case 2:
				x, y := oring.New(k), ring.New(k)
				a, b = a.Link(x), b.Link(y)
			case 3:
				a, b = a.Prev(), b.Prev()
			}
			var s, u []any
			a.Do(func(v any) { s = append(s, v) })
			b.Do(func(v any) { u = append(u, v) })
			if fmt.Sprint(s) != fmt.Sprint(u) || a.Len() != b.Len() {
				t.Fatal(s, u)
			}
		}
	}
}
