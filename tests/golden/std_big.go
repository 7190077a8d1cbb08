// Package math/big: arithmetic of all sizes and signs, conversions, number theory, quotients, floating point.
package main

import (
	"crypto/md5"
	"fmt"
	"math"
	"math/big"
)

var seed = uint64(7)

func rnd() uint64 {
	seed = seed*6364136223846793005 + 1442695040888963407
	return seed ^ seed>>29
}

func num(words int) *big.Int {
	z := new(big.Int)
	for i := 0; i < words; i++ {
		w := rnd()
		switch rnd() >> 5 % 8 {
		case 0:
			w = 0
		case 1:
			w = math.MaxUint64
		}
		z.Lsh(z, 64)
		z.Or(z, new(big.Int).SetUint64(w))
	}
	if rnd()>>7&1 == 0 {
		z.Neg(z)
	}
	return z
}

func show(x any) string {
	s := fmt.Sprint(x)
	if len(s) > 150 {
		return fmt.Sprintf("%s…%d:%x", s[:20], len(s), md5.Sum([]byte(s)))
	}
	return s
}

func try(f func() any) (r any) {
	defer func() {
		if e := recover(); e != nil {
			r = fmt.Sprintf("panic: %v", e)
		}
	}()
	return f()
}

type I = big.Int

func n() *I { return new(I) }

func ints() {
	sizes := []int{0, 1, 1, 2, 3, 5, 17, 45, 90, 170, 400}
	for i := 0; i < 220; i++ {
		a, b := num(sizes[rnd()>>9%11]), num(sizes[rnd()>>9%uint64(11-i%6)])
		m := num(1 + int(rnd()>>9%3))
		s := uint(rnd() >> 11 % 200)
		fmt.Println(i, show(n().Add(a, b)), show(n().Sub(a, b)), show(n().Mul(a, b)), a.Cmp(b), a.CmpAbs(b), a.BitLen(), a.TrailingZeroBits(), a.Bit(int(s)))
		fmt.Println(show(n().And(a, b)), show(n().Or(a, b)), show(n().Xor(a, b)), show(n().AndNot(a, b)), show(n().Not(a)), show(n().Lsh(a, s)), show(n().Rsh(a, s)), show(n().SetBit(a, int(s), s&1)))
		if b.Sign() != 0 {
			q, r := n().QuoRem(a, b, n())
			d, mm := n().DivMod(a, b, n())
			fmt.Println(show(q), show(r), show(d), show(mm), show(n().Quo(a, b)), show(n().Rem(a, b)), show(n().Div(a, b)), show(n().Mod(a, b)))
			if n().Add(n().Mul(q, b), r).Cmp(a) != 0 {
				fmt.Println("WRONG")
			}
		}
		x, y := n(), n()
		g := n().GCD(x, y, a, b)
		fmt.Println(show(g), show(x), show(y), show(n().Sqrt(n().Abs(a))), show(a.Text(2+int(s)%61)))
		t, ok := n().SetString(a.Text(2+int(s)%61), 2+int(s)%61)
		if !ok || t.Cmp(a) != 0 {
			fmt.Println("WRONG text", a)
		}
		if u, ok := n().SetString(a.String(), 10); !ok || u.Cmp(a) != 0 || n().SetBytes(a.Bytes()).CmpAbs(a) != 0 {
			fmt.Println("WRONG string")
		}
		if m.Sign() != 0 {
			c, e := num(2), num(1)
			fmt.Println(show(try(func() any { return n().Exp(c, e, m) })), show(n().ModInverse(c, m)))
		}
		f, acc := a.Float64()
		fmt.Println(f, acc, a.IsInt64(), a.IsUint64(), a.Int64(), a.Uint64())
		a.Mul(a, a)
		b.Sub(b, a)
		fmt.Println(show(a.Add(a, a)), show(b.Quo(b, n().SetInt64(-77))), show(b.Rsh(b, 3)))
	}
	fmt.Println(show(n().MulRange(1, 500)), n().MulRange(-5, -2), n().MulRange(-5, 2), n().Binomial(100, 50), n().Binomial(5, 9), show(n().Exp(big.NewInt(3), big.NewInt(5000), nil)))
	for _, p := range []string{"2", "91", "97", "561", "3215031751", "18446744073709551557", "170141183460469231731687303715884105727", "170141183460469231731687303715884105729", "989", "3825123056546413051"} {
		x, _ := n().SetString(p, 10)
		fmt.Print(x.ProbablyPrime(0), x.ProbablyPrime(10), " ")
	}
	fmt.Println()
	for _, p := range []int64{3, 5, 7, 13, 17, 41, 73, 97, 257, 1000003, 1000033} {
		for x := int64(-2); x < 12; x++ {
			fmt.Print(big.Jacobi(big.NewInt(x), big.NewInt(p)), n().ModSqrt(big.NewInt(x), big.NewInt(p)), " ")
		}
	}
	fmt.Println()
	for _, s := range []string{"", "0", "-0", "+12", "0x1F", "0b101", "0o17", "017", "08", "1_000", "_1", "1__0", "0x", "-", "12a", " 1", "0_7", "0x_1", "1e3"} {
		x, ok := n().SetString(s, 0)
		y, ok2 := n().SetString(s, 10)
		fmt.Println(s, x, ok, y, ok2)
	}
	x := big.NewInt(-255)
	fmt.Printf("%d|%8d|%-8d|%08d|%+d|% d|%x|%X|%#x|%o|%O|%#o|%b|%s|%v|%.6d|%10.5x|%q|%#v\n", x, x, x, x, n().Neg(x), n().Neg(x), x, x, x, x, x, x, x, x, x, x, x, x, n())
	var sc I
	fmt.Sscan("0x123 ", &sc)
	j, _ := sc.MarshalJSON()
	gb, _ := x.GobEncode()
	fmt.Println(&sc, string(j), gb, sc.UnmarshalJSON([]byte("77")), &sc, sc.GobDecode(gb), &sc, (*I)(nil), sc.FillBytes(make([]byte, 4)))
	for _, f := range []func() any{func() any { return n().Quo(x, n()) }, func() any { return n().Sqrt(x) }, func() any { return x.Text(1) }, func() any { return x.FillBytes(nil) }, func() any { return big.Jacobi(x, n()) }, func() any { return n().SetBit(x, -1, 0) }, func() any { return x.ProbablyPrime(-1) }} {
		fmt.Println(try(f))
	}
	big1 := n().Exp(big.NewInt(7), big.NewInt(40000), nil)
	big2 := n().Exp(big.NewInt(11), big.NewInt(15000), nil)
	fmt.Println(show(big1), show(n().Quo(big1, big2)), show(n().Rem(big1, big2)), show(n().GCD(nil, nil, n().Mul(big1, big.NewInt(12)), n().Mul(big2, big.NewInt(18)))))
}

func rats() {
	type R = big.Rat
	for i := 0; i < 60; i++ {
		a := new(R).SetFrac(num(1+i%4), n().SetUint64(rnd()|1))
		b := new(R).SetFrac(num(2), n().Add(n().Abs(num(1+i%3)), big.NewInt(3)))
		fmt.Println(show(new(R).Add(a, b)), show(new(R).Sub(a, b)), show(new(R).Mul(a, b)), a.Cmp(b), show(a.FloatString(i%20)), show(b.RatString()))
		if b.Sign() != 0 {
			fmt.Println(show(new(R).Quo(a, b)), show(new(R).Inv(b)))
		}
		fmt.Println(a.Float64())
		fmt.Println(b.Float32())
		fmt.Println(new(R).SetFrac(n().SetUint64(rnd()), n().Lsh(big.NewInt(3), uint(1000+i*3))).Float64())
		fmt.Println(new(R).SetFrac(n().SetUint64(rnd()), n().Lsh(big.NewInt(3), uint(150+i))).Float32())
	}
	for _, s := range []string{"1/3", "-4/6", "1.25", "1e3", "1e-3", "0x1p-4", "1/0", "", "a", "1.5/2", "0.1_0", ".5", "5.", "-0", "0b1.1p2", "1e", "+7/8", "1 /2", "017.5", "0x.8"} {
		x, ok := new(R).SetString(s)
		fmt.Println(s, x, ok)
	}
	for _, f := range []float64{0, 1, -0.1, math.Pi, 5e-324, math.MaxFloat64, math.Inf(1)} {
		x := new(R).SetFloat64(f)
		fmt.Println(show(x))
		if x != nil {
			fmt.Println(x.Float64())
			fmt.Println(x.FloatPrec())
		}
	}
	fmt.Println(big.NewRat(1, 3).FloatPrec())
	fmt.Println(big.NewRat(7, -80), big.NewRat(0, 5), big.NewRat(6, 3).IsInt(), new(R).Denom(), big.NewRat(2, 3).FloatString(0), big.NewRat(-1999, 2000).FloatString(3), new(R).Neg(big.NewRat(1, 2)), new(R).Abs(big.NewRat(-1, 2)))
	gb, _ := big.NewRat(-22, 7).GobEncode()
	var d R
	fmt.Println(gb, d.GobDecode(gb), &d)
}

func floats() {
	type F = big.Float
	modes := []big.RoundingMode{big.ToNearestEven, big.ToNearestAway, big.ToZero, big.AwayFromZero, big.ToNegativeInf, big.ToPositiveInf}
	for i := 0; i < 120; i++ {
		prec := []uint{1, 2, 10, 24, 53, 64, 100, 200}[i%8]
		mode := modes[i%6]
		a := new(F).SetInt(num(1 + i%4))
		b := new(F).SetMantExp(new(F).SetInt(num(1+i%3)), int(rnd()>>9%200)-100)
		z := func() *F { return new(F).SetPrec(prec).SetMode(mode) }
		fmt.Println(new(F).SetPrec(prec).Sqrt(new(F).Abs(a)).Text('p', 0))
		for _, f := range []func() *F{func() *F { return z().Add(a, b) }, func() *F { return z().Sub(a, b) }, func() *F { return z().Mul(a, b) }, func() *F { return z().Quo(a, b) }, func() *F { return z().Set(b) }} {
			fmt.Println(try(func() any {
				r := f()
				x, acc := r.Float64()
				y, acc2 := r.Float32()
				k, acc3 := r.Int64()
				u, acc4 := r.Uint64()
				return fmt.Sprint(r.Text('g', -1), " ", r.Text('p', 0), " ", r.Acc(), r.Prec(), r.MinPrec(), r.IsInt(), " ", x, acc, y, acc2, k, acc3, u, acc4)
			}))
		}
	}
	for _, s := range []string{"0", "1", "-1.5", "0.1", "123456789.125", "1e100", "1e-100", "3.14159265358979323846264338327950288419716939937510582097494459", "1e1000", "0x1.8p3", "0b101.01", "Inf", "-Inf", "1p-1074", "0.5", "9.999999e22", "1_0.5", ".5e1", "", "x", "1e", "99999999"} {
		for _, prec := range []uint{0, 24, 53, 200} {
			x, b, err := big.ParseFloat(s, 0, prec, big.ToNearestEven)
			if err != nil {
				fmt.Println(s, err)
				continue
			}
			fmt.Println(s, b, x, x.Prec(), x.Text('g', -1), x.Text('e', 5), show(x.Text('f', 3)), show(x.Text('f', -1)), x.Text('e', -1), x.Text('b', 0), x.Text('p', 0), x.Text('x', -1), x.Text('x', 3), x.Text('g', 3), x.Text('G', 10))
			fmt.Printf("%v %g %10.3f|%-12.2e|%+.3g|% .4g|%012.3f %s %d\n", x, x, x, x, x, x, x, x.Text('q', 1), x)
			if !x.IsInf() {
				i, acc := x.Int(nil)
				r, acc2 := x.Rat(nil)
				fmt.Println(show(i), acc, show(r), acc2)
				f, a := x.Float64()
				g, c := x.Float32()
				fmt.Println(f, a, g, c, x.MantExp(nil), x.Sign(), x.Signbit())
			}
			gb, _ := x.GobEncode()
			var y F
			fmt.Println(len(gb) > 0, y.GobDecode(gb), y.Cmp(x))
		}
	}
	for e := -1080; e < -1010; e += 7 {
		x := new(F).SetMantExp(big.NewFloat(1.7), e)
		f, a := x.Float64()
		fmt.Println(f, a)
	}
	inf, zero := new(F).SetInf(false), new(F)
	for _, f := range []func() any{func() any { return new(F).Sub(inf, inf) }, func() any { return new(F).Mul(inf, zero) }, func() any { return new(F).Quo(zero, zero) }, func() any { return big.NewFloat(math.NaN()) }, func() any { return new(F).Sqrt(big.NewFloat(-1)) }, func() any { return new(F).Quo(big.NewFloat(1), zero) }, func() any { return new(F).Add(inf, big.NewFloat(1)) }} {
		fmt.Println(try(f))
	}
	far := new(F).SetPrec(100).Add(big.NewFloat(1), new(F).SetMantExp(big.NewFloat(1), -500))
	fmt.Println(far, far.Acc(), new(F).SetRat(big.NewRat(1, 3)), new(F).SetInt64(-7), new(F).SetUint64(7).Prec(), big.ToZero, big.Above, new(F).Neg(zero))
	two := new(F).SetPrec(300).SetInt64(2)
	fmt.Println(new(F).Sqrt(two).Text('f', 80))
}

func main() {
	ints()
	rats()
	floats()
}
