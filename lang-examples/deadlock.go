// Deadlock is the canonical program that can never go on: two goroutines and
// main all want to send, and nobody receives.
package main

func main() {
	var ch = make(chan int)
	for i := 0; i < 2; i++ {
		go func() { ch <- 2 }()
	}
	ch <- 1
}
