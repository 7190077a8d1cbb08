package main

func f(x int) int {
	if x > 0 {
		return 1
	}
}

func g(x int) int {
	for {
		if x > 3 {
			break
		}
	}
}

func h() int {
	panic("fine")
}

func main() { f(1); g(1); h() }
