package main

import (
	"fmt"
	"math"
)

func a(i, j int) float64 { return 1 / float64((i+j)*(i+j+1)/2+i+1) }

func mul(v, out []float64, t bool) {
	for i := range out {
		s := 0.0
		for j, x := range v {
			if t {
				s += a(j, i) * x
			} else {
				s += a(i, j) * x
			}
		}
		out[i] = s
	}
}

func main() {
	const n = 1000
	u, v, w := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range u {
		u[i] = 1
	}
	for range 10 {
		mul(u, w, false)
		mul(w, v, true)
		mul(v, w, false)
		mul(w, u, true)
	}
	var vbv, vv float64
	for i := range u {
		vbv += u[i] * v[i]
		vv += v[i] * v[i]
	}
	fmt.Printf("%.9f\n", math.Sqrt(vbv/vv))
}
