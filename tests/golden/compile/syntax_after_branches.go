package main

func f() {
	continue
}

func g(x int) {
	for {
		if x > 0 {
			break
	}
}
