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

// gc leaves the check of some of these indices out, so they are compiled only.
var never bool

func main() {
	if never {
		element(0)
		field(0)
		var a [0][1][1]string
		for i := range 1 {
			a[i][0][0] += "x"
		}
	}
	println("done")
}
