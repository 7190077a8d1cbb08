package main

type Num interface{ ~int | ~float64 }

func Sum[T Num](xs ...T) (t T) { return }

func Two[A, B any](a A) (b B) { return }

type S[T comparable] struct{ v T }

func main() {
	Sum("a")
	Sum(1, 2.5)
	Sum(1, "b")
	Two(1)
	var _ S[[]int]
	var _ S
	var _ S[int, int]
	var n Num
	_ = Sum[string]
}
