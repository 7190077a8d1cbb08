// Floats halfway between two shortest decimals: powers of two of both sizes.
package main

import (
	"fmt"
	"math"
)

func main() {
	for e := -149; e < 128; e++ {
		f := float32(math.Ldexp(1, e))
		fmt.Println(f, math.Nextafter32(f, 0), math.Nextafter32(f, 2*f), f*3, f*5)
	}
	for e := -1074; e < 1024; e += 3 {
		f := math.Ldexp(1, e)
		fmt.Println(f, math.Nextafter(f, 0), f*3, f*5)
	}
}
