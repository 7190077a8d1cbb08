// recover counts calls of the deferred function itself, whatever of it was inlined into what the compiler makes for a defer.
package main

import "fmt"

func try() {
	if r := recover(); r != nil {
		fmt.Println("recovered", r)
	}
}

func tryInLiteral() int {
	func() { try() }()
	return 1
}

func plain(int)      { try() }
func result() int    { return tryInLiteral() }
func direct(int)     { recoverHere(nil) }
func recoverHere(*T) { try() }

type T int

func (*T) M() { try() }
func (T) V()  { try() }

type S struct{ *T }

type I interface{ M() }

type R struct{}

func (R) Stop()  { fmt.Println("stop", recover()) }
func (*R) Halt() { fmt.Println("halt", recover()) }

type E struct{ R }

type stopper interface{ Stop() }

func survive(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func main() {
	s := S{new(T)}
	byValue, byPointer := S.M, (*S).M
	survive("plain", func() { defer plain(1); panic(1) })
	survive("result", func() { defer result(); panic(2) })
	survive("direct", func() { defer direct(1); panic(3) })
	survive("method expression", func() { defer byValue(s); panic(4) })
	survive("pointer method expression", func() { defer byPointer(&s); panic(5) })
	survive("interface", func() { defer I(s).M(); panic(6) })
	survive("method value", func() { f := s.M; defer f(); panic(7) })
	survive("value method", func() { defer s.V(); panic(8) })
	survive("try itself", func() { defer try(); panic(9) })
	survive("promoted", func() { defer E{}.Stop(); panic(10) })
	survive("promoted pointer", func() { defer new(E).Halt(); panic(11) })
	survive("promoted through interface", func() { defer stopper(&E{}).Stop(); panic(12) })
	survive("bound", func() { f := (&E{}).Stop; defer f(); panic(13) })
	survive("loop", func() {
		for range func(yield func() bool) { yield() } {
			defer func() { fmt.Println("in loop", recover()) }()
		}
		panic(14)
	})
	survive("go exits with defer", func() {
		done := make(chan bool)
		go func() {
			defer close(done)
			defer plain(1)
			defer try()
			panic(15)
		}()
		<-done
	})
}
