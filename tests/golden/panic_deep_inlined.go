package main

// Of a deep stack, a traceback shows the 50 innermost frames and the 50 outermost: inlined calls are frames too.

func down(n int) int { return further(n-1) + 1 }

func further(n int) int {
	if n == 0 {
		panic("at the bottom")
	}
	return down(n) + 2
}

func main() { println(down(500)) }
