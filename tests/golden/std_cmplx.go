// Package math/cmplx: special values and a few others.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

func main() {
	type F struct {
		n string
		f func(complex128) complex128
	}
	fs := []F{{"Sqrt", cmplx.Sqrt}, {"Exp", cmplx.Exp}, {"Log", cmplx.Log}, {"Log10", cmplx.Log10}, {"Sin", cmplx.Sin}, {"Cos", cmplx.Cos}, {"Tan", cmplx.Tan}, {"Cot", cmplx.Cot},
		{"Sinh", cmplx.Sinh}, {"Cosh", cmplx.Cosh}, {"Tanh", cmplx.Tanh}, {"Asin", cmplx.Asin}, {"Acos", cmplx.Acos}, {"Atan", cmplx.Atan}, {"Asinh", cmplx.Asinh}, {"Acosh", cmplx.Acosh}, {"Atanh", cmplx.Atanh}, {"Conj", cmplx.Conj}}
	sp := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -2.5, 3.75, math.Inf(1), math.Inf(-1), math.NaN()}
	for _, f := range fs {
		for _, r := range sp {
			for _, i := range sp {
				z := complex(r, i)
				fmt.Printf("%s(%v) = %.9g\n", f.n, z, f.f(z))
			}
		}
	}
	for _, r := range sp {
		for _, i := range sp {
			z := complex(r, i)
			fmt.Println(z, cmplx.IsInf(z), cmplx.IsNaN(z), cmplx.Abs(z), cmplx.Phase(z))
			for _, y := range []complex128{0, 1, 2, -1, 0.5, 1i, -1i, 2 + 3i, -1 - 2i} {
				if z == 0 && real(y) == 0 && y != 0 {
					continue
				}
				fmt.Printf("Pow(%v, %v) = %.9g\n", z, y, cmplx.Pow(z, y))
			}
		}
	}
	s := uint64(1)
	rnd := func() float64 {
		s = s*6364136223846793005 + 1442695040888963407
		return (float64(s>>11)/(1<<53) - 0.5) * 8
	}
	for n := 0; n < 8; n++ {
		z := complex(rnd(), rnd())
		for _, f := range fs {
			fmt.Printf("%s(%v) = %.9g\n", f.n, z, f.f(z))
		}
	}
	fmt.Println(cmplx.Rect(2, 1), cmplx.Inf(), cmplx.NaN())
	for _, z := range []complex128{complex(1e300, 1e300), complex(1e-300, -1e-300), complex(5e-324, 5e-324), complex(1e308, -1.7e308)} {
		fmt.Printf("%.9g\n", cmplx.Sqrt(z))
	}
	for _, x := range []float64{1e-9, 3.1415926, 6.2831853, 1e-160} {
		fmt.Printf("%.7g %.7g\n", cmplx.Cot(complex(x, 1e-9)), cmplx.Tan(complex(x, 1e-9)))
	}
}
