// Values and variables too large for a frame, wherever a value can be: they live in the heap.
package main

import "fmt"

const N = 1 << 20

type Big struct {
	A [N]byte
	B string
}

type Getter interface{ Get(i int) byte }

func (b Big) Get(i int) byte { return b.A[i] }

func make1(i int, y byte) (b Big) {
	b.A[i] = y
	b.B = fmt.Sprint(i, y)
	return
}

func make2(i int, y byte) (Big, error) {
	var b Big
	b.A[i] = y
	return b, nil
}

func deferred(i int) (b Big) {
	defer func() {
		if r := recover(); r != nil {
			b.A[i]++
			b.B = fmt.Sprint("recovered ", r)
		}
	}()
	b.A[i] = 6
	panic("here")
}

func unnamed(i int) [N]int {
	defer func() { recover() }()
	var a [N]int
	a[i] = 3
	return a
}

func change(b Big, i int) byte {
	b.A[i] += 10
	return b.A[i]
}

func swap(a, b Big) (Big, Big) { return b, a }

func each(b Big) func(func(Big) bool) {
	return func(yield func(Big) bool) {
		for i := range 3 {
			b.A[i] = byte(i + 1)
			if !yield(b) {
				return
			}
		}
	}
}

func generic[T any](x T) (T, bool) {
	var zero T
	y := x
	x = zero
	return y, true
}

func work(done chan bool) {
	p := new(Big)
	*p = Big{B: "hello"}
	fmt.Println(p.B, len(p.A))
	x := make1(5, 7)
	y := x
	y.A[5]++
	fmt.Println(x.A[5], y.A[5], x.B, x == y, x == make1(5, 7))
	z, err := make2(N-1, 9)
	fmt.Println(z.A[N-1], err, change(z, N-1), z.A[N-1])
	z, x = swap(x, z)
	fmt.Println(z.A[5], x.A[N-1])
	fmt.Println(deferred(1).A[1], deferred(2).B, unnamed(3)[3])
	var g Getter = y
	y.A[5] = 100
	fmt.Println(g.Get(5), g.(Big).A[5])
	b, ok := g.(Big)
	fmt.Println(b.A[5], ok)
	var other any = 1
	b, ok = other.(Big)
	fmt.Println(b.A[5], b.B == "", ok)
	f := func(i int) byte { return x.A[i] + y.A[i] }
	h := func() { y.A[9] = 4 }
	h()
	fmt.Println(f(N-1), f(5), f(9))
	for v := range each(Big{B: "range"}) {
		x.A[0] += v.A[2]
		fmt.Println(v.A[:3], v.B, x.A[0])
	}
	var fs []func() byte
	for i, v := 0, x; i < 2; i, v.A[1] = i+1, v.A[1]+1 {
		fs = append(fs, func() byte { v.A[1] += 10; return v.A[1] })
	}
	for _, f := range fs {
		fmt.Println(f(), f())
	}
	sum := 0
	for i, v := range [N]byte{3: 1, N - 1: 5} {
		sum += i * int(v)
	}
	fmt.Println(sum)
	ch := make(chan *Big, 1)
	ch <- &y
	select {
	case v := <-ch:
		b := *v
		v.A[9]++
		fmt.Println(b.A[9], v.A[9])
	}
	m := map[string]*Big{"a": &x}
	fmt.Println((*m["a"]).A[N-1])
	q, ok := generic(*m["a"])
	fmt.Println(q.A[N-1], ok)
	arrays := [2][N]byte{{1: 1}, {2: 2}}
	arrays[0], arrays[1] = arrays[1], arrays[0]
	fmt.Println(arrays[0][:3], arrays[1][:3])
	var zero Big
	fmt.Println(change(zero, 3), zero == Big{}, change(Big{}, 4))
	defer func(b Big) { fmt.Println("deferred", b.A[5], recover()); done <- true }(y)
	var none *Big
	x = *none
}

func main() {
	done := make(chan bool)
	go work(done)
	<-done
}
