// Writes of present keys race too.
package main

import (
	"runtime"
)

func main() {
	runtime.GOMAXPROCS(4)
	m := map[int]int{}
	for i := 0; i < 8; i++ {
		go func() {
			for {
				for j := 0; j < 1000; j++ {
					m[j] = j
				}
			}
		}()
	}
	select {}
}
