package main

import (
	"fmt"
	"strings"
)

func main() {
	var b strings.Builder
	for i := range 2000000 {
		b.WriteString("word")
		b.WriteByte(byte('a' + i%26))
		b.WriteByte(' ')
	}
	words := strings.Fields(b.String())
	n := 0
	for _, w := range words {
		if strings.Contains(w, "dz") {
			n++
		}
	}
	fmt.Println(len(words), n, strings.Count(b.String(), "ordb"))
}
