package main

import (
	"bufio"
	"cmp"
	"container/heap"
	"container/list"
	"container/ring"
	"errors"
	"io"
	"iter"
	"maps"
	"math"
	"math/bits"
	"math/rand"
	randv2 "math/rand/v2"
	"slices"
	"sort"
	"strings"
)

type item struct{ key, id int }

type byKey []item

func (x byKey) Len() int           { return len(x) }
func (x byKey) Less(i, j int) bool { return x[i].key < x[j].key }
func (x byKey) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

func testSorting() {
	r := rng(5)
	d, sl, mp := newDigest("sort"), newDigest("slices"), newDigest("maps")
	for i := 0; i < 300; i++ {
		n := r.intn(300)
		x := make(byKey, n)
		var ints []int
		var texts []string
		for i := range x {
			x[i] = item{r.intn(n), i}
			ints = append(ints, r.intn(1000))
			texts = append(texts, r.text(3))
		}
		y := slices.Clone(x)
		sort.Sort(y)
		d.add(sort.IsSorted(y))
		y = slices.Clone(x)
		sort.Stable(y)
		for _, e := range y {
			d.add(e.key, e.id)
		}
		y = slices.Clone(x)
		slices.SortStableFunc(y, func(a, b item) int { return cmp.Compare(b.key, a.key) })
		for _, e := range y {
			sl.add(e.id)
		}
		sort.Slice(x, func(i, j int) bool { return x[i].id < x[j].id })
		d.add(sort.SearchInts(ints, 5), x[:min(n, 1)].Len())
		c := slices.Clone(ints)
		slices.Sort(c)
		k, ok := slices.BinarySearch(c, 500)
		sl.add(c, k, ok)
		slices.Sort(texts)
		sl.add(texts, slices.Index(ints, 7), slices.Contains(ints, 8), slices.Compact(c), slices.Insert(c, len(c)/2, 1, 2, 3), slices.Delete(slices.Clone(c), 0, len(c)/2), slices.Concat(c, ints), slices.Repeat(ints[:min(n, 3)], 2))
		for v := range slices.Chunk(ints, 7) {
			sl.add(v)
		}
		sl.add(slices.Collect(slices.Values(ints)), slices.Sorted(maps.Keys(map[int]bool{3: true, 1: true, 2: false})))
		sl.try(func() { sl.add(slices.Max(ints[:n/100])) })
		m := map[string]int{}
		for i, s := range texts {
			m[s] += i
		}
		keys := slices.Sorted(maps.Keys(m))
		mp.add(keys)
		for _, k := range keys {
			mp.add(m[k])
		}
		m2 := maps.Clone(m)
		maps.DeleteFunc(m2, func(k string, v int) bool { return v%2 == 0 })
		mp.add(len(m), len(m2), maps.Equal(m, m2), slices.Sorted(maps.Values(m2)))
	}
	d.done()
	sl.done()
	mp.done()
}

type intHeap []int

func (h intHeap) Len() int           { return len(h) }
func (h intHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h intHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *intHeap) Push(x any)        { *h = append(*h, x.(int)) }
func (h *intHeap) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

func testContainers() {
	r := rng(6)
	d := newDigest("container")
	h := &intHeap{}
	l := list.New()
	rg := ring.New(5)
	for i := 0; i < 3000; i++ {
		heap.Push(h, r.intn(100))
		if r.intn(3) > 0 {
			d.add(heap.Pop(h).(int))
		}
		switch r.intn(4) {
		case 0:
			l.PushBack(i)
		case 1:
			l.PushFront(i)
		case 2:
			if e := l.Front(); e != nil {
				l.MoveToBack(e)
			}
		case 3:
			if e := l.Back(); e != nil {
				d.add(l.Remove(e).(int))
			}
		}
		rg.Value = i
		rg = rg.Move(r.intn(5) - 2)
		rg.Do(func(v any) {
			if v != nil {
				d.add(v.(int))
			}
		})
	}
	for e := l.Front(); e != nil; e = e.Next() {
		d.add(e.Value.(int))
	}
	d.done()
}

func testMath() {
	r := rng(7)
	exact, b := newDigest("math exact"), newDigest("math/bits")
	for i := 0; i < 5000; i++ {
		x, y := r.float(), r.float()
		exact.add(math.Floor(x), math.Ceil(x), math.Trunc(x), math.Round(x), math.RoundToEven(x), math.Sqrt(x), math.Abs(x), math.Copysign(x, y), math.Mod(x, y), math.Remainder(x, y), math.Max(x, y), math.Min(x, y), math.FMA(x, y, -x*y), math.Hypot(x, y), math.Exp(math.Mod(x, 700)), math.Pow(math.Mod(x, 100), float64(r.intn(20)-10)), math.Ldexp(x, r.intn(100)-50), math.Nextafter(x, y), math.Logb(x), math.Signbit(x), math.IsInf(x, 0))
		f, e := math.Frexp(x)
		in, fr := math.Modf(x)
		exact.add(f, e, in, fr)
		u, v, w := r.next()>>uint(r.intn(64)), r.next()>>uint(r.intn(64)), r.next()>>uint(r.intn(64))
		hi, lo := bits.Mul64(u, v)
		b.add(bits.LeadingZeros64(u), bits.TrailingZeros32(uint32(u)), bits.OnesCount64(u), bits.Reverse64(u), bits.ReverseBytes64(u), bits.Len(uint(u)), bits.RotateLeft64(u, int(v%100)-50), hi, lo)
		b.try(func() {
			q, m := bits.Div64(u, v, w)
			b.add(q, m)
		})
		s, c := bits.Add64(u, v, w&1)
		b.add(s, c)
		s, c = bits.Sub64(u, v, w&1)
		b.add(s, c)
	}
	exact.done()
	b.done()
	// The others are compared to ten digits.
	rough := newDigest("math rough")
	for i := -50; i <= 50; i++ {
		x := float64(i)/7 + 0.01
		for _, f := range []func(float64) float64{math.Sin, math.Cos, math.Tan, math.Atan, math.Sinh, math.Cosh, math.Tanh, math.Asinh, math.Exp2, math.Expm1, math.Cbrt, math.Erf, math.Gamma, math.J0, math.J1} {
			rough.add(round10(f(x)))
		}
		x = math.Abs(x)
		for _, f := range []func(float64) float64{math.Log, math.Log2, math.Log10, math.Log1p, math.Y0, math.Y1, math.Erfc} {
			rough.add(round10(f(x)))
		}
		l, s := math.Lgamma(-x)
		rough.add(round10(l), s, round10(math.Asin(x/9)), round10(math.Acos(x/9)), round10(math.Atanh(x/9)), round10(math.Acosh(x+1)), round10(math.Atan2(x-3, x-4)), round10(math.Erfinv(x/9)), round10(math.Jn(3, x)), round10(math.Yn(2, x)), round10(math.Sin(x*1e15)), round10(math.Pow(x, 2.5)))
	}
	rough.done()
}

// round10 cuts f to about ten digits.
func round10(f float64) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) || f == 0 {
		return f
	}
	scale := math.Pow10(9 - int(math.Floor(math.Log10(math.Abs(f)))))
	return math.Round(f * scale)
}

func testRand() {
	d := newDigest("math/rand")
	r := rand.New(rand.NewSource(42))
	for i := 0; i < 2000; i++ {
		d.add(r.Int63(), r.Intn(100), r.Float64(), r.NormFloat64(), r.ExpFloat64(), r.Uint64())
	}
	d.add(r.Perm(50))
	p := make([]byte, 33)
	r.Read(p)
	d.add(p)
	q := randv2.New(randv2.NewPCG(1, 2))
	c := randv2.New(randv2.NewChaCha8([32]byte{1, 2, 3}))
	for i := 0; i < 2000; i++ {
		d.add(q.Int64(), q.IntN(100), q.Float64(), q.NormFloat64(), c.Uint64(), c.Int32N(1000) > 5)
	}
	d.add(q.Perm(50), rand.Intn(10) < 10, randv2.N(10) < 10)
	d.done()
}

func testIO() {
	r := rng(8)
	d := newDigest("io and bufio")
	for i := 0; i < 500; i++ {
		s := r.text(40)
		sc := bufio.NewScanner(strings.NewReader(s))
		if i%3 == 0 {
			sc.Split(bufio.ScanWords)
		} else if i%3 == 1 {
			sc.Split(bufio.ScanRunes)
		}
		for sc.Scan() {
			d.add(sc.Text())
		}
		d.add(sc.Err())
		br := bufio.NewReaderSize(io.MultiReader(strings.NewReader(s), io.LimitReader(strings.NewReader(s), 7)), 16)
		for {
			line, err := br.ReadString('\n')
			d.add(line, err)
			if err != nil {
				break
			}
			c, n, err := br.ReadRune()
			d.add(c, n, err)
		}
		var sb strings.Builder
		w := bufio.NewWriterSize(&sb, 16)
		n, err := io.Copy(w, io.TeeReader(strings.NewReader(s), io.Discard))
		d.add(n, err, w.Flush(), sb.String())
		sec := io.NewSectionReader(strings.NewReader(s), 3, 10)
		all, err := io.ReadAll(sec)
		d.add(all, err)
		_, err = io.ReadFull(strings.NewReader(s), make([]byte, 30))
		d.add(err)
	}
	pr, pw := io.Pipe()
	go func() {
		for i := 0; i < 100; i++ {
			io.WriteString(pw, strings.Repeat("x", i))
		}
		pw.CloseWithError(errors.New("over"))
	}()
	all, err := io.ReadAll(pr)
	d.add(len(all), err)
	next, stop := iter.Pull(func(yield func(int) bool) {
		for i := 0; yield(i * i); i++ {
		}
	})
	for i := 0; i < 50; i++ {
		v, ok := next()
		d.add(v, ok)
	}
	stop()
	v, ok := next()
	d.add(v, ok)
	d.done()
}

type codeError struct{ code int }

func (e *codeError) Error() string { return "code" }

func (e *codeError) Is(target error) bool { return target == io.ErrNoProgress }

type wrapper struct{ err error }

func (w wrapper) Error() string { return "wrapped " + w.err.Error() }
func (w wrapper) Unwrap() error { return w.err }

func testErrors() {
	d := newDigest("errors")
	e := error(wrapper{errors.Join(io.EOF, wrapper{&codeError{7}}, nil)})
	d.add(e, errors.Is(e, io.EOF), errors.Is(e, io.ErrUnexpectedEOF), errors.Is(e, io.ErrNoProgress))
	var ce *codeError
	d.add(errors.As(e, &ce), ce.code)
	var w wrapper
	d.add(errors.As(e, &w), w)
	var un interface{ Unwrap() error }
	d.add(errors.As(e, &un), un != nil)
	var to interface{ Timeout() bool }
	d.add(errors.As(e, &to))
	ce2, ok := errors.AsType[*codeError](e)
	d.add(ce2.code, ok)
	d.try(func() { errors.As(e, nil) })
	d.try(func() { errors.As(e, 5) })
	d.try(func() { errors.As(e, new(int)) })
	d.add(errors.Unwrap(e), errors.Unwrap(io.EOF) == nil, errors.ErrUnsupported)
	d.done()
}
