// Results of package math to the last digit.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

func main() {
	functions := []struct {
		name string
		f    func(float64) float64
	}{
		{"sin", math.Sin}, {"cos", math.Cos}, {"tan", math.Tan}, {"asin", math.Asin}, {"acos", math.Acos}, {"atan", math.Atan},
		{"sinh", math.Sinh}, {"cosh", math.Cosh}, {"tanh", math.Tanh}, {"asinh", math.Asinh}, {"acosh", math.Acosh}, {"atanh", math.Atanh},
		{"exp", math.Exp}, {"exp2", math.Exp2}, {"expm1", math.Expm1}, {"log", math.Log}, {"log2", math.Log2}, {"log10", math.Log10},
		{"log1p", math.Log1p}, {"cbrt", math.Cbrt}, {"sqrt", math.Sqrt}, {"gamma", math.Gamma}, {"erf", math.Erf}, {"erfc", math.Erfc},
		{"pow", func(x float64) float64 { return math.Pow(x, 2.3) }},
		{"atan2", func(x float64) float64 { return math.Atan2(x, -0.7) }},
		{"hypot", func(x float64) float64 { return math.Hypot(x, 0.7) }},
		{"mod", func(x float64) float64 { return math.Mod(x, 0.7) }},
		{"csqrt", func(x float64) float64 { return real(cmplx.Sqrt(complex(x, 0.7))) }},
		{"cexp", func(x float64) float64 { return imag(cmplx.Exp(complex(x, 0.7))) }},
	}
	for _, f := range functions {
		seed, sum := uint32(1), uint64(0)
		var x, y float64
		for i := range 2000 {
			seed = seed*1664525 + 1013904223
			x = float64(int32(seed)) / (1 << 31)
			if i%2 == 0 {
				x *= 30
			}
			y = f.f(x)
			if !math.IsNaN(y) {
				sum = sum*31 + math.Float64bits(y)
			}
		}
		fmt.Println(f.name, x, y, sum)
	}
	for _, x := range []float64{1e22, 1e300, -1e300, math.MaxFloat64, 1 << 40, 0x1p-30} {
		fmt.Println(math.Sin(x), math.Cos(x), math.Tan(x))
	}
}
