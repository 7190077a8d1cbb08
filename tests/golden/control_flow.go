package main

import "fmt"

func classify(n int) (s string) {
	switch {
	case n < 0:
		return "negative"
	case n == 0:
		s = "zero"
		fallthrough
	case n == 1:
		s += " small"
	case n > 100:
		s = "large"
	default:
		s = "medium"
	}
	return
}

func sw(x int) int {
	switch x {
	case 1:
		return 10
	case 2, 3:
		return 20
	case 4:
		return 40
	case 5:
		return 50
	case 6:
		return 60
	case 1000:
		return 1
	}
	return -1
}

func main() {
outer:
	for i := 0; i < 4; i++ {
		for j := range 4 {
			if j == 2 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	for _, n := range []int{-1, 0, 1, 50, 500} {
		fmt.Print(classify(n), "; ")
	}
	for i := range 8 {
		fmt.Print(sw(i), " ")
	}
	fmt.Println(sw(1000))
	i := 0
loop:
	if i < 3 {
		fmt.Print("goto ", i, " ")
		i++
		goto loop
	}
	fmt.Println()
	switch x := i * 2; y := any(x).(type) {
	case int:
		fmt.Println("int", y)
		if y == 6 {
			break
		}
		fmt.Println("unreached")
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, ",", j, " ")
	}
	fmt.Println()
	a, b, c := 1, 2, 3
	a, b, c = c, a, b
	s := []int{0, 1, 2}
	i = 0
	i, s[i] = 2, 9
	fmt.Println(a, b, c, i, s)
	var funcs []func()
	for i := 0; i < 3; i++ {
		defer func() { fmt.Print("d", i, " ") }()
		funcs = append(funcs, func() { fmt.Print("f", i, " ") })
		i := i * 2
		_ = i
	}
	for _, f := range funcs {
		f()
	}
	{
		a := "shadow"
		fmt.Println(a)
	}
	for range 2 {
		select {
		default:
			continue
		}
	}
	if x := 5; x > 3 {
		fmt.Println("x", x)
	} else if y := x * 2; y > 3 {
		fmt.Println(y)
	}
}
