package main

type T struct{ n int }

func F[A, B any](a A, f func(A) B) B { return f(a) }

type fn func(int, func(int) int) int

type S struct{ f fn }

func ret() fn {
	
	return F
}

func take(f fn) { println(f(3, func(i int) int { return i + 1 })) }

func main() {

	var f fn
	f = F
	take(f)
	take(F)
	take(ret())
	take(fn(F))
	take(fn(F))
	c := make(chan fn, 3)
	c <- F
	c <- F
	take(<-c)
	take(<-c)
	for _, m := range []fn{F} {
		take(m)
	}
	take(S{F}.f)
	take(S{f: F}.f)
	m := map[string]fn{"a": F}
	take(m["a"])
}
