// Hello prints through fmt from a goroutine that gorc's own scheduler ran.
package main

import "fmt"

func main() {
	done := make(chan string)
	go func() { done <- "Hello from a goroutine" }()
	fmt.Println(<-done)
}
