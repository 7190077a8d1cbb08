// Generics: constraints, generic types with methods, inference, and iterators.
package main

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Number is any integer or float.
type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~float32 | ~float64
}

// Sum adds up.
func Sum[T Number](xs ...T) (sum T) {
	for _, x := range xs {
		sum += x
	}
	return
}

// Map applies f to each element.
func Map[S ~[]E, E, R any](s S, f func(E) R) []R {
	out := make([]R, 0, len(s))
	for _, e := range s {
		out = append(out, f(e))
	}
	return out
}

// Tree is an ordered binary tree.
type Tree[K cmp.Ordered, V any] struct {
	root *node[K, V]
	size int
}

type node[K cmp.Ordered, V any] struct {
	key         K
	val         V
	left, right *node[K, V]
}

// Put stores v under k.
func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch c := cmp.Compare(k, (*p).key); {
		case c < 0:
			p = &(*p).left
		case c > 0:
			p = &(*p).right
		default:
			(*p).val = v
			return
		}
	}
	*p = &node[K, V]{key: k, val: v}
	t.size++
}

// All yields the pairs in order.
func (t *Tree[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { t.root.walk(yield) }
}

func (n *node[K, V]) walk(yield func(K, V) bool) bool {
	return n == nil || n.left.walk(yield) && yield(n.key, n.val) && n.right.walk(yield)
}

type celsius float64

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2.5), Sum[celsius](20, 1.5))
	fmt.Println(Map([]string{"a", "bc"}, func(s string) int { return len(s) }))
	var t Tree[string, int]
	for i, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		t.Put(w, i)
	}
	for k, v := range t.All() {
		if k == "quick" {
			break
		}
		fmt.Print(k, "=", v, " ")
	}
	fmt.Println(t.size)
	keys := []string{}
	for k := range t.All() {
		keys = append(keys, k)
	}
	slices.Reverse(keys)
	fmt.Println(keys)
}
