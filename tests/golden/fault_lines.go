// Where faults and panics within expressions over several lines are reported, through inlined calls and wrappers.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
)

type T struct {
	next *T
	n    int
	f    func(int) int
}

func (t *T) get(i int) *T { return t.next }

func (t T) val() int { return t.n }

type I interface{ val() int }

//go:noinline
func boom(i ...int) int { panic("boom") }

func inl(x int) int {
	return x +
		boom(x)
}

func inl2(x int) int {
	if x > 0 {
		return inl(
			x - 1)
	}
	return 0
}

//go:noinline
func two(a, b int) int { return a + b }

func (t *T) chain() *T { return t }

var table = map[string]func(){
	"binary": func() {
		a, b := 1, 2
		_ = a +
			b*
				boom(
					a)
	},
	"args": func() {
		two(
			1,
			boom(
				2,
				3))
	},
	"inlined": func() {
		fmt.Println(
			inl2(
				5))
	},
	"chain": func() {
		t := &T{}
		t.chain().
			chain().
			get(
				1).
			chain().
			val()
	},
	"field": func() {
		t := &T{}
		_ = t.
			next.
			next.
			n
	},
	"assign": func() {
		var m map[string]int
		m["a"+
			"b"] =
			len(os.Args)
	},
	"assign2": func() {
		var p *T
		x := 5
		p.n =
			x
	},
	"opassign": func() {
		var p *T
		p.n +=
			two(1,
				2)
	},
	"incdec": func() {
		var p *T
		p.
			n++
	},
	"div": func() {
		z := len(os.Args) - 1
		_ = 10 /
			z
	},
	"conv": func() {
		var i any = "x"
		_ = i.(int)
	},
	"iface": func() {
		var i I
		i.
			val()
	},
	"closurecall": func() {
		t := &T{}
		t.f(
			1)
	},
	"star": func() {
		var p *int
		fmt.Println(
			*p)
	},
	"return": func() {
		func() int {
			var p *T
			return two(1,
				p.n)
		}()
	},
	"if": func() {
		var p *T
		if p != nil ||
			p.n > 0 {
		}
	},
	"for": func() {
		for i := 0; i <
			boom(1); i++ {
		}
	},
	"range": func() {
		for range boom(
			1) {
		}
	},
	"switch": func() {
		switch 1 {
		case two(1, 2),
			boom(1):
		}
	},
	"lit": func() {
		_ = T{
			n: 1 +
				boom(1),
		}
	},
	"slicelit": func() {
		_ = []int{
			1,
			boom(1),
		}
	},
	"defer": func() {
		defer func() {
			boom(1)
		}()
	},
	"deferarg": func() {
		defer two(1,
			boom(1))
	},
	"defercall": func() {
		defer boom(1,
			2)
		fmt.Print("")
	},
	"go": func() {
		c := make(chan int)
		close(c)
		c <- two(1,
			2)
	},
	"sort": func() {
		sort.Slice([]int{3, 2, 1}, func(i, j int) bool {
			return boom(1) ==
				1
		})
	},
	"strings": func() {
		strings.Map(func(r rune) rune {
			boom(1)
			return r
		}, "abc")
	},
	"append": func() {
		var s []int
		s = append(s,
			1,
			boom(1))
	},
	"concat": func() {
		_ = "a" +
			fmt.Sprint(
				boom(1))
	},
	"and": func() {
		_ = len(os.Args) > 0 &&
			boom(1) > 0
	},
	"rangefunc": func() {
		for x := range func(yield func(int) bool) {
			yield(
				1)
		} {
			boom(
				x)
		}
	},
	"swap": func() {
		var a []int
		i := 3
		a[i],
			a[0] =
			1,
			2
	},
	"send": func() {
		var e error
		fmt.Println(e.
			Error())
	},
	"generic": func() {
		gen[int](
			5)
	},
	"method": func() {
		f := (*T).val
		f(
			nil)
	},
}

func gen[P any](p P) P {
	boom(
		1)
	return p
}

func try(name string) {
	defer func() {
		err := recover()
		fmt.Println(name, err)
		pcs := make([]uintptr, 30)
		frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
		for {
			f, more := frames.Next()
			if strings.HasPrefix(f.Function, "main.") && f.Function != "main.main" && f.Function != "main.try" {
				fmt.Println("\t", f.Function, f.Line)
			}
			if !more {
				break
			}
		}
	}()
	table[name]()
}

func main() {
	var names []string
	for name := range table {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		try(name)
	}
}
