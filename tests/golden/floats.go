package main

import (
	"fmt"
	"math"
)

func main() {
	nan, inf := math.NaN(), math.Inf(1)
	zero := 0.0
	fmt.Println(nan == nan, nan != nan, nan < 1, nan > 1, inf > math.MaxFloat64, -inf, 1/zero, -1/zero, zero/zero)
	fmt.Println(math.Copysign(0, -1), 1/math.Copysign(0, -1), min(0.0, math.Copysign(0, -1)), max(nan, 1), min(2, 1.5, nan))
	fmt.Println(0.1+0.2, float32(0.1)+float32(0.2), 1e100, 1e-100, 123456789.0, 1e20, 1e21, 5e-324)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Ceil(-1.5), math.Trunc(-1.5), math.Round(-1.5), math.RoundToEven(2.5), math.Mod(7, -3))
	fmt.Println(math.Sin(1), math.Cos(1), math.Exp(1), math.Log(10), math.Pow(2, 0.5), math.Atan2(1, -1), math.Hypot(3, 4))
	c := complex(1, 2)
	d := complex64(3 - 4i)
	fmt.Println(c*c, c/(2-1i), real(d), imag(d), d == 3-4i, -c, c*complex(inf, 0), c/0)
	fmt.Printf("%.3f %8.2e %g %v %x\n", 3.14159, 31415.9, 1e-7, float32(3.4), 1.0)
	for _, f := range []float64{0, 1, -1, 0.5, 100, 1e6, 123456.789, 1e-5, 12345678, 2.5e-8, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		fmt.Print(f, " ", float32(f), "; ")
	}
	fmt.Println()
}
