package main

func main() {
	a, b := make(chan int), make(chan string)
	select {
	case x := <-a:
		println(x)
	case b <- "s":
	}
}
