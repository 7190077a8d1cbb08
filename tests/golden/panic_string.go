package main

func f(n int) {
	if n == 0 {
		panic("bottom reached")
	}
	f(n - 1)
}

func main() { f(2) }
