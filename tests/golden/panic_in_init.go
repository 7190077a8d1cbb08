// A panic of an initialiser: the goroutine is not locked to the thread any more.
package main

import (
	"fmt"
)

func init() { defer func() { fmt.Println("d") }(); panic("in init") }
func init() {}
func main() {}
