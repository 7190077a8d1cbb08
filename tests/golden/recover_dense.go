// Recover in all positions, Goexit, nil dereferences, unsafe.Slice and String, panic(nil).
package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unsafe"
)

func try(name string, f func()) {
	defer func() {
		e := recover()
		_, isRE := e.(runtime.Error)
		fmt.Printf("%s -> %v | %T %v\n", name, e, e, isRE)
	}()
	f()
}

//go:noinline
func id[T any](x T) T { return x }

type T struct {
	a [100]int
	f int
	p *T
	i interface{ M() }
}

func (t T) V() int    { return t.f }
func (t *T) P() int   { return t.f }
func (t *T) PN() bool { return t == nil }
func (t T) M()        {}

type Emb struct{ *T }
type Emb2 struct{ E *Emb }
type EI struct{ fmt.Stringer }
type big struct {
	x [1 << 20]byte
	y int
}

func rec(n int) (r string) {
	defer func() {
		if e := recover(); e != nil {
			r = fmt.Sprint("outer:", e)
		}
	}()
	defer func() {
		defer func() {
			defer func() { fmt.Println("innermost", recover()) }()
			e := recover()
			fmt.Println("inner recovered", e)
			panic("third")
		}()
		panic("second")
	}()
	panic("first")
}
func helper() any { return recover() }
func notDirect() (r any) {
	defer func() { r = recover() }()
	defer func() { func() { fmt.Println("nested call", recover()) }() }()
	defer func() { fmt.Println("helper", helper()) }()
	defer recover()
	panic("x")
}
func direct() (r any) {
	defer fmt.Println("after")
	defer helper()
	panic("direct helper")
}

type R struct{ s string }

func (r R) Rec()   { fmt.Println(r.s, "Rec", recover()) }
func (r *R) PRec() { fmt.Println(r.s, "PRec", recover()) }

type RE struct{ R }
type RPE struct{ *R }
type Recer interface{ Rec() }

func viaMethods() {
	f := func(d func()) {
		defer func() { fmt.Println("leftover", recover()) }()
		d()
	}
	f(func() { defer R{"v"}.Rec(); panic(1) })
	f(func() { defer (&R{"p"}).PRec(); panic(1) })
	f(func() { defer (&R{"pv"}).Rec(); panic(1) })
	f(func() { defer RE{R{"emb"}}.Rec(); panic(1) })
	f(func() { defer (&RE{R{"emb"}}).PRec(); panic(1) })
	f(func() { defer RPE{&R{"pemb"}}.Rec(); panic(1) })
	f(func() { defer RPE{&R{"pemb"}}.PRec(); panic(1) })
	f(func() { var r Recer = R{"iface"}; defer r.Rec(); panic(1) })
	f(func() { var r Recer = &R{"ifacep"}; defer r.Rec(); panic(1) })
	f(func() { var r Recer = RE{R{"ifaceemb"}}; defer r.Rec(); panic(1) })
	f(func() { var r Recer = &RPE{&R{"ifacepemb"}}; defer r.Rec(); panic(1) })
	f(func() { g := R{"mv"}.Rec; defer g(); panic(1) })
	f(func() { g := (&RE{R{"mvemb"}}).Rec; defer g(); panic(1) })
	f(func() { defer R.Rec(R{"mexpr"}); panic(1) })
	f(func() { defer RE.Rec(RE{R{"mexpr"}}); panic(1) })
	f(func() { defer (*RE).PRec(&RE{R{"mexprp"}}); panic(1) })
	f(func() { defer Recer.Rec(R{"mexpri"}); panic(1) })
	f(func() { g := Recer.Rec; defer g(&R{"mexpri"}); panic(1) })
	f(func() { var r Recer = R{"mvi"}; g := r.Rec; defer g(); panic(1) })
	f(func() { defer func(f func()) { f() }(R{"indirect"}.Rec); panic(1) })
	f(func() { defer wrap[R](R{"generic"}); panic(1) })
	f(func() { defer grec[int](); panic(1) })
}
func grec[T any]()      { fmt.Println("grec", recover()) }
func wrap[T Recer](t T) { t.Rec() }

func goexits() {
	done := make(chan int)
	go func() {
		defer close(done)
		defer func() { fmt.Println("goexit rec", recover()) }()
		defer func() {
			defer func() { fmt.Println("panic in goexit", recover()) }()
			panic("during goexit")
		}()
		runtime.Goexit()
	}()
	<-done
	done = make(chan int)
	go func() {
		defer close(done)
		defer func() { fmt.Println("X", recover()) }()
		defer runtime.Goexit()
		panic("lost")
	}()
	<-done
	done = make(chan int)
	go func() {
		defer close(done)
		func() {
			defer func() { recover() }()
			defer func() { panic("p2") }()
			runtime.Goexit()
		}()
		fmt.Println("must not be reached")
	}()
	<-done
}
func loops() {
	defer func() { fmt.Println("loops", recover()) }()
	for i := 0; i < 3; i++ {
		defer func() {
			fmt.Println("d", i, recover())
			if i > 0 {
				panic(fmt.Sprint("p", i))
			}
		}()
	}
	panic("start")
}
func named() (a int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("wrapped: %v", e)
			a++
		}
	}()
	a = 41
	var m map[string]int
	m["x"] = func() int { a = 5; return 1 }()
	return 7, nil
}
func multi() (a, b int) {
	defer func() { a, b = b, a }()
	return id(1), id(2)
}
func divs() {
	z := id(0)
	try("div", func() { _ = 1 / z })
	try("mod", func() { _ = 1 % z })
	try("div8", func() { _ = int8(1) / int8(z) })
	try("divu", func() { _ = uint(1) / uint(z) })
	try("diveq", func() { a := 1; a /= z })
	fmt.Println(id(-9223372036854775808)/id(-1), id(-9223372036854775808)%id(-1), id(int8(-128))/id(int8(-1)), id(int32(-2147483648))/id(int32(-1)), id(int8(-128))%id(int8(-1)))
	fmt.Println(-7/2, id(-7)/2, id(-7)%2, id(7)/-2, id(7)%-2, id(-7)>>1, id(-8)/4, id(-1)/8)
	try("shift", func() { _ = 1 << id(-1) })
	try("shift8", func() { _ = id(int8(1)) >> id(int8(-1)) })
	try("shifteq", func() { a := 1; a <<= id(-5) })
	fmt.Println(id(1)<<id(64), id(-1)>>id(64), id(uint8(1))<<id(8), id(int8(-128))>>id(uint(200)), id(uint32(1))<<id(uint64(1<<40)), id(1)<<id(63))
	var f, g = id(1.0), id(0.0)
	fmt.Println(f/g, -f/g, g/g, 1/(-g), -g)
	c := id(complex(1, 2))
	fmt.Println(c/complex(g, g), c/complex(f, g), -c*complex(0, 1))
}
func nilderef() {
	var t *T
	try("nil f", func() { _ = t.f })
	try("nil a", func() { _ = t.a[5] })
	try("nil V", func() { t.V() })
	try("nil P", func() { t.P() })
	try("nil PN", func() { fmt.Println(t.PN()) })
	try("nil VV", func() { _ = t.V })
	try("nil PNV", func() { f := t.PN; fmt.Println(f()) })
	var e Emb
	try("emb", func() { _ = e.f })
	try("emb V", func() { _ = e.V() })
	try("emb PN", func() { fmt.Println(e.PN()) })
	try("emb V mv", func() { _ = e.V })
	try("emb PN mv", func() { f := e.PN; fmt.Println(f()) })
	var e2 Emb2
	try("emb2", func() { _ = e2.E.T })
	try("emb2 PN", func() { _ = e2.E.PN() })
	var ei EI
	try("EI", func() { _ = ei.String() })
	try("EI mv", func() { _ = ei.String; fmt.Println("x") })
	var st fmt.Stringer
	try("iface mv", func() { f := st.String; fmt.Println("x", f != nil) })
	try("iface me", func() { f := fmt.Stringer.String; f(nil) })
	var b *big
	try("big", func() { b.y = 1 })
	try("big2", func() { _ = &b.y; fmt.Println("addr") })
	var f func()
	try("nil func", func() { f() })
	try("defer nil func", func() { defer f(); fmt.Println("before") })
	try("go nil", func() { fmt.Println(t.i == nil) })
	try("copy nil", func() { _ = *t })
	try("assign nil", func() { *t = T{} })
	var ps *string
	try("str", func() { _ = len(*ps) })
	var psl *[]int
	try("slice", func() {
		for range *psl {
		}
	})
	var parr *[5]int
	try("range parr idx", func() {
		for i := range parr {
			fmt.Print(i)
		}
		fmt.Println(len(parr))
	})
	try("range parr", func() {
		for _, v := range parr {
			fmt.Print(v)
		}
	})
	try("chan close nil", func() { var c chan int; close(c) })
	try("close closed", func() { c := make(chan int); close(c); close(c) })
	try("send closed", func() { c := make(chan int, 1); close(c); c <- 1 })
	try("select send closed", func() {
		c := make(chan int, 1)
		close(c)
		select {
		case c <- 1:
		default:
		}
	})
	try("panic nil", func() { panic(nil) })
	try("panic nil err", func() { var e error; panic(e) })
	try("PanicNilError", func() {
		defer func() {
			e := recover()
			var pn *runtime.PanicNilError
			err, _ := e.(error)
			fmt.Println(errors.As(err, &pn), e)
			panic(e)
		}()
		panic(nil)
	})
	try("unsafe.Slice", func() { var p *int; _ = unsafe.Slice(p, id(1)) })
	try("unsafe.Slice2", func() { x := 1; _ = unsafe.Slice(&x, id(-1)) })
	try("unsafe.Slice3", func() { x := 1; _ = unsafe.Slice(&x, id(uint64(1<<62))) })
	try("unsafe.Slice4", func() { var p *int; fmt.Println(unsafe.Slice(p, id(0)) == nil) })
	try("unsafe.String", func() { var p *byte; _ = unsafe.String(p, id(1)) })
	try("unsafe.String2", func() { var b byte; _ = unsafe.String(&b, id(-1)) })
	try("repeat", func() { strings.Repeat("x", id(-1)) })
	try("clear nil", func() { var s []int; clear(s) })
}

func main() {
	fmt.Println(rec(1))
	fmt.Println(notDirect())
	try("direct", func() { direct() })
	viaMethods()
	goexits()
	loops()
	fmt.Println(named())
	fmt.Println(multi())
	divs()
	nilderef()
	fmt.Println(recover())
}
