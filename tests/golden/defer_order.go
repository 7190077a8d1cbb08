package main

import "fmt"

type t struct{ n int }

func (v t) val()  { fmt.Println("val", v.n) }
func (v *t) ptr() { fmt.Println("ptr", v.n) }

func named() (x int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
			x++
		}
	}()
	x = 41
	panic("boom")
}

func args() {
	x := 1
	defer fmt.Println("evaluated early", x)
	x = 2
	defer func() { fmt.Println("captured", x) }()
	x = 3
}

func loop() {
	for i := range 3 {
		defer fmt.Print(i, " ")
	}
}

func nestedRecover() {
	defer func() {
		defer func() { fmt.Println("inner recover", recover()) }()
	}()
	defer func() {
		fmt.Println("outer recover", recover())
	}()
	panic("x")
}

func helper() any { return recover() }

func indirect() {
	defer func() { fmt.Println("direct:", recover()) }()
	defer func() { fmt.Println("through helper:", helper()) }()
	panic("y")
}

func main() {
	v := t{1}
	defer v.val()
	defer v.ptr()
	v.n = 2
	fmt.Println(named())
	args()
	loop()
	fmt.Println()
	nestedRecover()
	indirect()
	defer func() {
		for i := 0; i < 2; i++ {
			defer func(n int) { fmt.Println("deep", n) }(i)
		}
	}()
}
