package main

import "fmt"

type base struct{ id int }

func (b base) ID() int      { return b.id }
func (b *base) SetID(n int) { b.id = n }

type mid struct {
	*base
	name string
}

type outer struct {
	mid
	base2
	extra struct{ x, y int }
}

type base2 struct{ tag string }

func (b base2) Tag() string { return "tag:" + b.tag }

type ider interface {
	ID() int
	SetID(int)
}

type logger interface{ Tag() string }

type both interface {
	ider
	logger
}

func main() {
	o := outer{mid: mid{&base{1}, "m"}, base2: base2{"t"}}
	o.extra.y = 5
	o.SetID(7)
	fmt.Println(o.ID(), o.id, o.name, o.Tag(), o.extra)
	var b both = o
	b.SetID(8)
	fmt.Println(b.ID(), o.id, b.Tag())
	b = &o
	b.SetID(9)
	fmt.Println(o.id, b.(logger).Tag())
	f := o.ID
	g := (*outer).SetID
	h := outer.Tag
	g(&o, 11)
	fmt.Println(f(), o.ID(), h(o), base.ID(base{3}))
	a, c := struct{ A, B int }{1, 2}, struct{ A, B int }{1, 2}
	fmt.Println(a == c, &a == &c, a)
	type pair[T any] struct{ l, r T }
	p := pair[pair[int]]{pair[int]{1, 2}, pair[int]{3, 4}}
	q := p
	q.r.l = 99
	fmt.Printf("%v %+v %v\n", p, q, p == q)
	ptr := &p.l
	ptr.r = 42
	fmt.Println(p.l, *ptr)
	anon := []struct {
		name string
		f    func(...int) int
	}{{"sum", func(x ...int) (s int) {
		for _, v := range x {
			s += v
		}
		return
	}}, {"len", func(x ...int) int { return len(x) }}}
	for _, t := range anon {
		fmt.Println(t.name, t.f(1, 2, 3), t.f(), t.f([]int{4, 5}...))
	}
}
