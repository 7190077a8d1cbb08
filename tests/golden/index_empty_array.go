package main

// Elements of elements of empty arrays: there are none.

type pair struct{ a, b int }

func element(i int) {
	a := [0][2]int{}
	a[i][0] = 1
}

func field(i int) {
	var a [0]pair
	a[i].b++
}

func try(f func(int)) {
	defer func() { println(recover().(error).Error()) }()
	f(0)
}

func main() {
	try(element)
	try(field)
	try(func(i int) {
		var a [0][1][1]string
		a[i][0][0] += "x"
	})
}
