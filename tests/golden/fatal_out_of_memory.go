// More memory than there can be.
package main

import (
	"fmt"
)

func main() {
	n := 1 << 46
	defer func() { fmt.Println(recover()) }()
	s := make([]byte, n)
	fmt.Println(len(s))
}
