package main

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

func sum(s []int) (n int) {
	for i := 0; i < len(s); i++ {
		n += s[i]
	}
	return
}

func kind(n int) string {
	switch n {
	case 1, 2:
		return "small"
	case 3:
		fallthrough
	case 4:
		return "medium"
	}
	return "large"
}

func main() {
	println(abs(-3), sum([]int{1, 2, 3}), kind(3))
outer:
	for i := range 3 {
		for {
			if i == 1 {
				continue outer
			}
			break outer
		}
	}
}
