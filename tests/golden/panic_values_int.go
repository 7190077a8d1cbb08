package main

type myInt int

func main() {
	defer func() {
		r := recover()
		println(r.(myInt))
		panic(3.5)
	}()
	panic(myInt(7))
}
