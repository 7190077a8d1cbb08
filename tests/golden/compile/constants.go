package main

func main() {
	var a uint8 = 256
	var b int8 = -129
	const c = 10 / 0
	var d int = 1 << 64
	e := 'a' * 1e100
	var f float32 = 1e50
	_ = [-1]int{}
	_ = "abc"[5]
	_ = []int{1, 2}[-1]
	var g uint = -1
	_, _, _, _, _, _ = a, b, d, e, f, g
}
