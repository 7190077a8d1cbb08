// Packages weak and unique.
package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"
	"unique"
	"weak"
)

type blob struct {
	data [64]byte
	next *blob
}

var global int

//go:noinline
func dead() (weak.Pointer[blob], weak.Pointer[byte]) {
	b := &blob{}
	b.data[3] = 7
	w := weak.Make(b)
	if w.Value() != b || w != weak.Make(b) {
		panic("not equal")
	}
	v := weak.Make(&b.data[3])
	if *v.Value() != 7 || v == weak.Make(&b.data[4]) || v != weak.Make(&b.data[3]) {
		panic("inner")
	}
	return w, v
}

//go:noinline
func finalized(ch chan *blob) weak.Pointer[blob] {
	b := &blob{}
	runtime.SetFinalizer(b, func(b *blob) { ch <- b })
	return weak.Make(b)
}

//go:noinline
func deep(n int) int {
	var a [100]int
	if n == 0 {
		return a[5]
	}
	return deep(n-1) + a[n]
}

func main() {
	var zero weak.Pointer[int]
	fmt.Println(zero == weak.Make[int](nil), zero.Value() == nil)
	g := weak.Make(&global)
	fmt.Println(g == weak.Make(&global), g.Value() == &global)

	keep := &blob{}
	k := weak.Make(keep)
	w, v := dead()
	w2 := w
	deep(50)
	for i := 0; i < 100 && w.Value() != nil; i++ {
		runtime.GC()
	}
	fmt.Println(w.Value() == nil, v.Value() == nil, w == w2, k.Value() == keep, k == weak.Make(keep))
	runtime.KeepAlive(keep)

	ch := make(chan *blob, 1)
	f := finalized(ch)
	deep(50)
	for done := false; !done; {
		runtime.GC()
		select {
		case b := <-ch:
			fmt.Println(f.Value() == nil, f == weak.Make(b), weak.Make(b).Value() == b)
			done = true
		case <-time.After(10 * time.Millisecond):
		}
	}

	a := unique.Make("hello")
	b := unique.Make(strings.Repeat("hel", 1) + "lo")
	fmt.Println(a == b, a.Value(), a == unique.Make("other"))
	type pt struct{ x, y int }
	fmt.Println(unique.Make(pt{1, 2}) == unique.Make(pt{1, 2}), unique.Make(pt{1, 2}).Value(), unique.Make(pt{1, 2}) == unique.Make(pt{2, 2}))
	type ptt struct{ x, y int }
	fmt.Println(any(unique.Make(pt{1, 2})) == any(unique.Make(ptt{1, 2})))
	for i := 0; i < 3000; i++ {
		unique.Make(i)
		if i%1000 == 0 {
			runtime.GC()
		}
	}
	fmt.Println(unique.Make(7) == unique.Make(7), unique.Make[any](7) == unique.Make[any](7))
}
