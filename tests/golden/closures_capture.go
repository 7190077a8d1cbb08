package main

import "fmt"

func adders() (fs [3]func(int) int) {
	for i := range fs {
		fs[i] = func(x int) int { return x + i }
	}
	return
}

type acc struct{ total int }

func (a *acc) add(n int) { a.total += n }

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func fixed(a int, b string, c float64, d []int, e map[string]int, f [5]int) func() string {
	return func() string { return fmt.Sprint(a, b, c, d, e, f) }
}

func manyArgs(a, b, c, d, e, f, g, h int, i, j, k string, l float64, m float32, n [3]int) (int, string, float64, [3]int, error, int, string) {
	n[0] += a
	return a + b + c + d + e + f + g + h, i + j + k, l + float64(m), n, nil, h, k
}

func main() {
	for _, f := range adders() {
		fmt.Print(f(10), " ")
	}
	var a acc
	add := a.add
	add(5)
	add(6)
	(*acc).add(&a, 7)
	fmt.Println(a.total)
	fmt.Println(compose(func(x int) int { return x + 1 }, func(x int) int { return x * 2 })(3))
	fmt.Println(fixed(1, "b", 2.5, []int{3}, map[string]int{"k": 4}, [5]int{5})())
	fmt.Println(manyArgs(1, 2, 3, 4, 5, 6, 7, 8, "i", "j", "k", 1.5, 2.5, [3]int{1, 2, 3}))
	x := 1
	inc := func() *int { x++; return &x }
	*inc() += 10
	fmt.Println(x)
	var rec func(n int) int
	rec = func(n int) int {
		if n == 0 {
			return 0
		}
		return n + rec(n-1)
	}
	fmt.Println(rec(100), func() int { return 7 }())
	go func() {}()
	fn := fmt.Sprintf
	fmt.Println(fn("%d-%s", 1, "z"))
}
