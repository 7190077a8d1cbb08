package math_test

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
	"time"

	ours "gorcstd/math"
)

var special = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, -2, 3, -3, 0.7, 1.5, -1.5, 2.5, -2.5, 1e-9, -1e-9, 1e-30, -1e-30, 1e-320, -1e-320, 1e300, -1e300, 1e17, -1e17, 33, 34, 100.5, -100.5, 170, 171.5, -171.5, 172, 710, -745, -746, 1023, 1024, -1075, 1 << 29, 1 << 52, 1<<53 + 2, 1 << 63, -1 << 63, 5, 7, 8, math.Pi, math.Pi / 2, math.Pi / 4, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, math.Inf(1), math.Inf(-1), math.NaN(), 0.9999999999999999, 1.0000000000000002}

// ulps is how far apart a and b are in units of the last place.
func ulps(a, b float64) float64 {
	if a == b && math.Signbit(a) == math.Signbit(b) || a != a && b != b {
		return 0
	}
	if a != a || b != b || math.IsInf(a, 0) || math.IsInf(b, 0) || a == b || math.Signbit(a) != math.Signbit(b) {
		return math.Inf(1)
	}
	return math.Abs(float64(int64(math.Float64bits(a)) - int64(math.Float64bits(b))))
}

func random(r *rand.Rand, scale float64) float64 {
	switch r.Intn(4) {
	case 0:
		return special[r.Intn(len(special))]
	case 1:
		return math.Float64frombits(r.Uint64())
	case 2:
		return float64(r.Intn(2001)-1000) / 4
	}
	return (r.Float64()*2 - 1) * scale
}

// logs names those that use Log, which the official library gets wrong for
// subnormal numbers.
var logs = map[string]bool{"Log": true, "Log10": true, "Y0": true, "Lgamma": true}

type unary struct {
	name      string
	a, b      func(float64) float64
	scale     float64 // of the random arguments
	tolerance float64 // in units of the last place
	absolute  float64 // beyond it, this difference is put up with: near zeros
}

func TestUnary(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	j := func(f func(int, float64) float64, n int) func(float64) float64 {
		return func(x float64) float64 { return f(n, x) }
	}
	for _, u := range []unary{
		{"Abs", ours.Abs, math.Abs, 10, 0, 0}, {"Floor", ours.Floor, math.Floor, 10, 0, 0}, {"Ceil", ours.Ceil, math.Ceil, 10, 0, 0},
		{"Trunc", ours.Trunc, math.Trunc, 10, 0, 0}, {"Round", ours.Round, math.Round, 10, 0, 0}, {"RoundToEven", ours.RoundToEven, math.RoundToEven, 10, 0, 0},
		{"Sqrt", ours.Sqrt, math.Sqrt, 1e10, 0, 0}, {"Logb", ours.Logb, math.Logb, 10, 0, 0},
		{"Exp", ours.Exp, math.Exp, 700, 1, 0}, {"Exp", ours.Exp, math.Exp, 2, 1, 0}, {"Exp2", ours.Exp2, math.Exp2, 1000, 1, 0}, {"Expm1", ours.Expm1, math.Expm1, 3, 2, 0},
		{"Expm1", ours.Expm1, math.Expm1, 100, 2, 0},
		{"Log", ours.Log, math.Log, 10, 1, 0}, {"Log2", ours.Log2, math.Log2, 1e5, 1, 0}, {"Log10", ours.Log10, math.Log10, 1e5, 2, 0}, {"Log1p", ours.Log1p, math.Log1p, 2, 1, 0},
		{"Sin", ours.Sin, math.Sin, 100, 1, 0}, {"Cos", ours.Cos, math.Cos, 100, 1, 0}, {"Tan", ours.Tan, math.Tan, 100, 2, 0},
		{"Asin", ours.Asin, math.Asin, 1, 2, 0}, {"Acos", ours.Acos, math.Acos, 1, 2, 3e-16}, {"Atan", ours.Atan, math.Atan, 10, 1, 0},
		{"Sinh", ours.Sinh, math.Sinh, 5, 3, 0}, {"Cosh", ours.Cosh, math.Cosh, 30, 2, 0}, {"Tanh", ours.Tanh, math.Tanh, 3, 2, 0},
		{"Asinh", ours.Asinh, math.Asinh, 10, 2, 0}, {"Acosh", ours.Acosh, math.Acosh, 10, 2, 0}, {"Atanh", ours.Atanh, math.Atanh, 1, 2, 0},
		{"Cbrt", ours.Cbrt, math.Cbrt, 1000, 1, 0}, {"Erf", ours.Erf, math.Erf, 4, 2, 0}, {"Erfc", ours.Erfc, math.Erfc, 10, 4, 0},
		{"Erfinv", ours.Erfinv, math.Erfinv, 1, 10, 0}, {"Erfcinv", ours.Erfcinv, math.Erfcinv, 2, 10, 1e-16}, {"Gamma", ours.Gamma, math.Gamma, 30, 4, 0}, {"Gamma", ours.Gamma, math.Gamma, 180, 64, 0},
		{"Lgamma", func(x float64) float64 { l, _ := ours.Lgamma(x); return l }, func(x float64) float64 { l, _ := math.Lgamma(x); return l }, 10, 4, 1e-14},
		{"J0", ours.J0, math.J0, 20, 4, 1e-15}, {"J1", ours.J1, math.J1, 20, 4, 1e-15}, {"Y0", ours.Y0, math.Y0, 20, 4, 1e-15}, {"Y1", ours.Y1, math.Y1, 20, 4, 1e-15},
		{"Jn2", j(ours.Jn, 2), j(math.Jn, 2), 20, 64, 1e-14}, {"Jn7", j(ours.Jn, 7), j(math.Jn, 7), 20, 64, 1e-14}, {"Jn-3", j(ours.Jn, -3), j(math.Jn, -3), 20, 64, 1e-14}, {"Jn40", j(ours.Jn, 40), j(math.Jn, 40), 20, 64, 1e-14},
		{"Yn2", j(ours.Yn, 2), j(math.Yn, 2), 20, 64, 1e-14}, {"Yn7", j(ours.Yn, 7), j(math.Yn, 7), 20, 64, 1e-13}, {"Yn-3", j(ours.Yn, -3), j(math.Yn, -3), 20, 64, 1e-14},
		{"NextUp", func(x float64) float64 { return ours.Nextafter(x, 1e308) }, func(x float64) float64 { return math.Nextafter(x, 1e308) }, 10, 0, 0},
		{"Next32", func(x float64) float64 { return float64(ours.Nextafter32(float32(x), 0)) }, func(x float64) float64 { return float64(math.Nextafter32(float32(x), 0)) }, 10, 0, 0},
		{"Frexp", func(x float64) float64 { f, e := ours.Frexp(x); return f + float64(e)*4 }, func(x float64) float64 { f, e := math.Frexp(x); return f + float64(e)*4 }, 10, 0, 0},
		{"Modf", func(x float64) float64 { i, f := ours.Modf(x); return i + f*1e5 }, func(x float64) float64 { i, f := math.Modf(x); return i + f*1e5 }, 10, 0, 0},
		{"Modf", func(x float64) float64 { _, f := ours.Modf(x); return f }, func(x float64) float64 { _, f := math.Modf(x); return f }, 10, 0, 0},
		{"Sincos", func(x float64) float64 { s, c := ours.Sincos(x); return s + c*2 }, func(x float64) float64 { s, c := math.Sincos(x); return s + c*2 }, 10, 2, 1e-15},
	} {
		rounds, differ, worst, worstX := 0, 0, 0.0, 0.0
		check := func(x float64) {
			switch {
			case u.name == "J1" && math.Abs(x) < 0x1p-27, // the official one has the wrong sign
				math.Abs(x) < 0x1p-1022 && u.scale > 0 && logs[u.name],
				math.Abs(x) > 1e6 && u.absolute > 0 && len(u.name) < 4,                                             // cancels in phases
				math.Abs(x) > 1e6 && (u.name == "Sin" || u.name == "Cos" || u.name == "Tan" || u.name == "Sincos"): // ours is more accurate
				return
			}
			a, b := u.a(x), u.b(x)
			d := ulps(a, b)
			if math.Abs(a-b) <= u.absolute && d > u.tolerance {
				return
			}
			rounds++
			if d > 0 {
				differ++
			}
			if d > worst {
				worst, worstX = d, x
			}
		}
		for _, x := range special {
			check(x)
		}
		for start := time.Now(); time.Since(start) < 100*time.Millisecond; {
			check(random(r, u.scale))
		}
		msg := fmt.Sprintf("%s: %.2f%% differ, at most %g ulp at %g: ours %g, official %g", u.name, 100*float64(differ)/float64(rounds), worst, worstX, u.a(worstX), u.b(worstX))
		if worst > u.tolerance {
			t.Error(msg)
		} else if differ > 0 {
			t.Log(msg)
		}
	}
}

func TestBinary(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	for _, u := range []struct {
		name      string
		a, b      func(x, y float64) float64
		scale     float64
		tolerance float64
	}{
		{"Max", ours.Max, math.Max, 10, 0}, {"Min", ours.Min, math.Min, 10, 0}, {"Dim", ours.Dim, math.Dim, 10, 0},
		{"Mod", ours.Mod, math.Mod, 10, 0}, {"Remainder", ours.Remainder, math.Remainder, 10, 0}, {"Copysign", ours.Copysign, math.Copysign, 10, 0},
		{"Hypot", ours.Hypot, math.Hypot, 10, 0}, {"Nextafter", ours.Nextafter, math.Nextafter, 10, 0},
		{"Atan2", ours.Atan2, math.Atan2, 10, 1}, {"Pow", ours.Pow, math.Pow, 10, 64},
		{"PowInt", func(x, y float64) float64 { return ours.Pow(x, math.Trunc(y)) }, func(x, y float64) float64 { return math.Pow(x, math.Trunc(y)) }, 20, 0},
		{"Ldexp", func(x, y float64) float64 { return ours.Ldexp(x, int(math.Max(-3000, math.Min(y, 3000)))) }, func(x, y float64) float64 { return math.Ldexp(x, int(math.Max(-3000, math.Min(y, 3000)))) }, 1100, 0},
		{"FMA", func(x, y float64) float64 { return ours.FMA(x, y, -x*y) }, func(x, y float64) float64 { return math.FMA(x, y, -x*y) }, 10, 0},
	} {
		rounds, differ, worst, wx, wy := 0, 0, 0.0, 0.0, 0.0
		check := func(x, y float64) {
			if u.name == "Ldexp" && y != y || u.name == "Pow" && math.Abs(x) < 0x1p-1022 {
				return
			}
			a, b := u.a(x, y), u.b(x, y)
			d := ulps(a, b)
			rounds++
			if d > 0 {
				differ++
			}
			if d > worst {
				worst, wx, wy = d, x, y
			}
		}
		for _, x := range special {
			for _, y := range special {
				check(x, y)
			}
		}
		for start := time.Now(); time.Since(start) < 200*time.Millisecond; {
			check(random(r, u.scale), random(r, u.scale))
		}
		msg := fmt.Sprintf("%s: %.2f%% differ, at most %g ulp at %g, %g: ours %g, official %g", u.name, 100*float64(differ)/float64(rounds), worst, wx, wy, u.a(wx, wy), u.b(wx, wy))
		if worst > u.tolerance {
			t.Error(msg)
		} else if differ > 0 {
			t.Log(msg)
		}
	}
}

func TestFMA(t *testing.T) {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	for start := time.Now(); time.Since(start) < 2*time.Second; {
		x, y, z := random(r, 10), random(r, 10), random(r, 100)
		switch r.Intn(4) {
		case 0:
			z = -x * y * (1 + float64(r.Intn(5)-2)*0x1p-52)
		case 1: // near and among the subnormal numbers
			x = math.Ldexp(x, -1020-r.Intn(60)) / (math.Abs(x) + 1)
			z = math.Ldexp(r.Float64(), -1020-r.Intn(60))
		}
		if a, b := ours.FMA(x, y, z), math.FMA(x, y, z); ulps(a, b) != 0 {
			t.Fatalf("FMA(%x, %x, %x): ours %x, official %x", x, y, z, a, b)
		}
		x = math.Float64frombits(r.Uint64())
		if a, b := ours.Sqrt(x), math.Sqrt(x); ulps(a, b) != 0 {
			t.Fatalf("Sqrt(%x): ours %x, official %x", x, a, b)
		}
	}
}

func TestOthers(t *testing.T) {
	for n := -400; n < 400; n++ {
		if ours.Pow10(n) != math.Pow10(n) {
			t.Errorf("Pow10(%d)", n)
		}
	}
	for _, x := range special {
		if ours.Ilogb(x) != math.Ilogb(x) || ours.Signbit(x) != math.Signbit(x) || ours.IsNaN(x) != math.IsNaN(x) {
			t.Error(x)
		}
		for s := -1; s < 2; s++ {
			if ours.IsInf(x, s) != math.IsInf(x, s) || ours.Inf(s) != math.Inf(s) {
				t.Error(x)
			}
		}
		_, a := ours.Lgamma(x)
		if _, b := math.Lgamma(x); a != b {
			t.Errorf("sign of Lgamma(%g)", x)
		}
		if ours.Float64bits(x) != math.Float64bits(x) || ours.Float32bits(float32(x)) != math.Float32bits(float32(x)) || math.Float32bits(ours.Float32frombits(0x7f800001)) != math.Float32bits(math.Float32frombits(0x7f800001)) {
			t.Error(x)
		}
	}
	if ours.Float64bits(ours.NaN()) != math.Float64bits(math.NaN()) {
		t.Error("NaN")
	}
	if ours.Ldexp(1, 1<<62) != math.Inf(1) || ours.Ldexp(1, -1<<62) != 0 || ours.Ldexp(5e-324, 1<<20) != math.Inf(1) {
		t.Error("Ldexp")
	}
}
