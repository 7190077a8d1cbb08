package main

type e struct{}

func main() {
	println("text", 1, -2, uint8(3), 'x', 1.5, float32(0.25), true, 1e100, 2+3i, nil == any(nil))
	print("a", "b", 1, "\n")
	var m map[string]int
	var p *int
	println(m == nil, p, len(m))
	println()
	println(int64(-1<<63), uint64(1<<64-1), uintptr(7), rune(-1))
	big := 1e308
	inf := big * 10
	println(inf, -inf, inf-inf, 0.0, 123456789.0)
}
