// Growth of slices, capacities after conversions, aliasing, loop variables, maps changed while iterated.
package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unsafe"
)

type E8 [8]byte
type Big struct{ a [200]byte }

//go:noinline
func id[T any](x T) T { return x }

func growth[T any](name string, z T) {
	var s []T
	last := -1
	var caps []int
	for i := 0; i < 3000; i++ {
		s = append(s, z)
		sinks = s
		if cap(s) != last {
			last = cap(s)
			caps = append(caps, last)
		}
	}
	fmt.Println(name, caps)
	for _, n := range []int{1, 2, 3, 5, 7, 9, 17, 33, 100, 255, 257, 1000, 1025} {
		a := append([]T(nil), make([]T, n)...)
		b := append(a, z)
		c := append(a[:n:n], make([]T, n)...)
		d := append(a[:n:n], make([]T, n+1)...)
		e := append(make([]T, 0, n), make([]T, n+3)...)
		sinks = []any{a, b, c, d, e}
		fmt.Print(cap(a), " ", cap(b), " ", cap(c), " ", cap(d), " ", cap(e), "; ")
	}
	fmt.Println()
}
func convcaps() {
	for _, n := range []int{0, 1, 5, 31, 32, 33, 40, 100, 1000} {
		st := strings.Repeat("x", n)
		b := []byte(st)
		r := []rune(st)
		b2 := append([]byte(nil), st...)
		b3 := append([]byte("ab"), st...)
		esc = b
		esc2 = r
		sinks = []any{b, b2, b3, r}
		fmt.Print(len(b), cap(b2), cap(b3), len(r), cap(r), " ")
		_ = b3
	}
	fmt.Println()
	s := slices.Grow([]int{1}, 10)
	fmt.Println(cap(s), cap(slices.Clip(s)), cap(slices.Clone(s)), cap(slices.Insert(s, 1, 2, 3)), cap(slices.Concat([]int{1}, []int{2, 3})), cap(slices.Repeat([]byte("ab"), 5)))
	fmt.Println(cap(slices.Collect(func(y func(int) bool) {
		for i := 0; i < 100 && y(i); i++ {
		}
	})))
	var x []int
	x = append(x)
	fmt.Println(x == nil, append(x, x...) == nil, append([]int{}, x...) == nil, cap(append([]byte(nil), "hello"...)))
	esc3 := append([]int(nil), 1, 2, 3)
	sinks = esc3
	fmt.Println(cap(esc3), cap(append(esc3, 4)), cap(append(esc3, 4, 5, 6, 7)), cap(append([]string{}, "a", "b", "c", "d", "e")))
}

var sinks any
var esc []byte
var esc2 []rune

func alias() {
	a := make([]int, 3, 10)
	b := append(a, 1)
	c := append(a, 2)
	fmt.Println(b[3], c[3], len(a))
	a = append(a[:1], a[2:]...)
	fmt.Println(a, a[:4])
	s := []int{0, 1, 2, 3, 4, 5, 6, 7}
	fmt.Println(copy(s[2:], s), s)
	s = []int{0, 1, 2, 3, 4, 5, 6, 7}
	fmt.Println(copy(s, s[3:]), s, copy(s, []int(nil)), copy([]byte("xyz"), "héllo"))
	s = append(s[:3], s[1:5]...)
	fmt.Println(s)
	s = append(s, s[:2]...)
	fmt.Println(s, len(s))
	x := s[2:4]
	x = append(x, 99)
	fmt.Println(s, x)
	x = s[2:4:4]
	x = append(x, 77)
	fmt.Println(s, x)
	arr := [5]int{1, 2, 3, 4, 5}
	sl := arr[1:3]
	ap := (*[2]int)(sl)
	ac := [2]int(sl)
	ap[0] = 50
	fmt.Println(arr, ac, len(ap), cap(arr[2:]), cap(arr[2:3:4]))
	brr := arr
	brr[0] = 100
	for i, v := range arr {
		arr[4] = 1000
		if i == 4 {
			fmt.Println(v)
		}
	}
	for i, v := range &arr {
		arr[4] = 2000
		if i == 4 {
			fmt.Println(v)
		}
	}
	for i, v := range arr[:] {
		arr[4] = 3000
		if i == 4 {
			fmt.Println(v)
		}
	}
	n := 0
	sl = []int{1, 2, 3}
	for _, v := range sl {
		sl = append(sl, v)
		n += v
	}
	fmt.Println(n, sl)
	f := func() []int { n++; return sl[:3] }
	n = 0
	for range f() {
	}
	fmt.Println(n)
	var pa *[4]int
	for i := range pa {
		n += i
	}
	for i := range len(pa) {
		n += i
	}
	fmt.Println(n, len(pa), unsafe.Sizeof(pa[0]))
	str := "aé\xff\xe2\x82z\xf0\x9f\x98\x80\xc0\x80"
	for i, r := range str {
		fmt.Print(i, ":", r, " ")
	}
	for i := range str {
		fmt.Print(i, " ")
	}
	fmt.Println(len([]rune(str)))
	for i, b := range []byte(str) {
		fmt.Print(i, b, " ")
	}
	fmt.Println()
	for i := range uint8(3) {
		fmt.Printf("%T%d ", i, i)
	}
	const k = 3
	for i := range k {
		fmt.Printf("%T%d ", i, i)
	}
	var nn int64 = 2
	for i := range nn {
		nn = 10
		fmt.Printf("%T%d ", i, i)
	}
	for range id(-5) {
		fmt.Println("never")
	}
	var i8 int8
	for i8 = range 127 {
	}
	fmt.Println(i8)
	type My uint16
	for i := range My(2) {
		i += 5
		fmt.Printf("%T%d ", i, i)
	}
	for i := range 'c' {
		if i > 1 {
			break
		}
		fmt.Printf("%T ", i)
	}
	fmt.Println()
	ch := make(chan int, 5)
	for i := range 5 {
		ch <- i
	}
	close(ch)
	for v := range ch {
		if v == 3 {
			break
		}
		fmt.Print(v, " ")
	}
	v, ok := <-ch
	v2, ok2 := <-ch
	fmt.Println(v, ok, v2, ok2)
}
func loopvars() {
	var fs []func() int
	var ps []*int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
		ps = append(ps, &i)
		if i == 1 {
			continue
		}
	}
	for i, f := range fs {
		fmt.Print(f(), *ps[i], " ")
	}
	fs = nil
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fs = append(fs, func() int { return i*100 + j })
		i++
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fs = nil
	i := 0
loop:
	x := i
	fs = append(fs, func() int { return x })
	i++
	if i < 3 {
		goto loop
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	for i := 0; i < 6; func() { i++ }() {
		defer func() { fmt.Print("d", i, " ") }()
		i++
	}
	fs = nil
	for i := (func() int { return 0 })(); func() bool { fs = append(fs, func() int { return i }); return i < 3 }(); i++ {
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	m := map[int]bool{}
outer:
	for i := 0; i < 5; i++ {
		for j := range 5 {
			p := func() { m[i*10+j] = true; i++ }
			if j == 3 {
				continue outer
			}
			p()
		}
	}
	fmt.Println(slices.Sorted(maps.Keys(m)))
}
func mapmut() {
	m := map[int]int{}
	for i := range 100 {
		m[i] = i
	}
	seen := 0
	for k := range m {
		delete(m, k)
		seen++
	}
	fmt.Println(len(m), seen)
	for i := range 100 {
		m[i] = i
	}
	n := 0
	for k, v := range m {
		if k != v {
			fmt.Println("bad")
		}
		delete(m, (k+1)%100)
		n++
		_ = v
	}
	fmt.Println(n+len(m) > 99, n <= 100)
	m = map[int]int{1: 1}
	cnt := 0
	for k := range m {
		m[k+1000] = 1
		cnt++
		if cnt > 5 {
			clear(m)
		}
	}
	fmt.Println(len(m) <= 6+1)
	mm := map[string][]int{}
	mm["a"] = append(mm["a"], 1, 2)
	mm["b"] = nil
	x, ok := mm["b"]
	fmt.Println(mm, x == nil, ok, len(mm["zz"]))
	type P struct{ x, y int }
	mp := map[P]*P{{1, 2}: {3, 4}}
	mp[P{1, 2}].x++
	fmt.Println(*mp[P{1, 2}])
	ms := map[string]P{"a": {}}
	p := ms["a"]
	p.x = 1
	fmt.Println(ms["a"])
	ma := map[[2]string][3]int{{"a", "b"}: {1, 2, 3}}
	fmt.Println(ma[[2]string{"a", "b"}][1], ma[[2]string{}][2])
	mi := map[interface{ M() }]int{nil: 1}
	mi[nil]++
	fmt.Println(mi[nil], maps.Equal(mi, maps.Clone(mi)))
	md := map[bool]int{}
	for i := range 10 {
		md[i%3 == 0]++
		md[true] |= 8
	}
	fmt.Println(md)
	keys := slices.SortedFunc(maps.Keys(map[string]int{"b": 1, "a": 2, "C": 3}), func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
	sort.Slice(keys, func(i, j int) bool { return keys[i] > keys[j] })
	fmt.Println(keys)
}
func main() {
	growth("byte", byte(0))
	growth("int16", int16(0))
	growth("int", 0)
	growth("string", "")
	growth("3b", [3]byte{})
	growth("24", [3]int{})
	growth("200", Big{})
	growth("zero", struct{}{})
	growth("iface", any(nil))
	growth("ptr", (*int)(nil))
	growth("p24", struct {
		p    *int
		a, b int
	}{})
	growth("slice", []int(nil))
	growth("40", [5]int{})
	convcaps()
	alias()
	loopvars()
	mapmut()
}
