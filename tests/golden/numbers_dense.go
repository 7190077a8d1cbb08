// Constants at their limits, conversions, complex arithmetic with infinities, print and println.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

//go:noinline
func id[T any](x T) T { return x }

const big = 1 << 500
const huge = 1e4000
const tiny = 1e-4000
const (
	c1  = big >> 498
	c2  = huge * tiny
	c3  = 'a' + 1.0
	c4  = "s" + "t"
	c5  = len(c4) << 3
	c6  = -5 % 3
	c7  = -5 / 3
	c8  = 5.0 / 2
	c9  = 7 / 2 * 2.0
	c10 = ^0
	c11 = ^uint8(3)
	c12 = 1<<3.0 | 1
	c13 = 0x1p-1074
	c14 = 0x1.fffffffffffffp1023
	c15 = 1_000_000.5e-1_0
	c16 = 0b1011 &^ 0o7
	c17 = 'a' * 1i * 1i
	c18 = real(3 + 4i)
	c19 = uint64(math.MaxUint64)
	c20 = float32(0.1)
	c21 = float64(float32(0.1))
	c22 = math.MaxFloat32 * 1.0
	c23 = 0.1 + 0.2
	c24 = 1 / 3.0
	c25 = big / 3 % 1000007
	c26 = math.Pi * 1e15
)

type Cel float64

func conv() {
	fs := []float64{0, -0.0, 1.9, -1.9, 127.5, 128, -129, 255.9, 256, 32768, 65536, 2147483647.5, 2147483648, 4294967295, 4294967296, 9.2e18, -9.3e18}
	for _, f := range fs {
		f = id(f)
		fmt.Println(f, int64(f), int32(int64(f)), int16(int64(f)), int8(int64(f)), float32(f))
		if f >= 0 && f < 1.8e19 {
			fmt.Println(uint64(f), uint32(uint64(f)))
		}
	}
	for _, f := range []float64{127, -128, 3.99, -3.99} {
		fmt.Println(int8(f), int16(f), int32(f), int(f), uint8(int(f)))
	}
	u := id(uint64(math.MaxUint64))
	fmt.Println(float64(u), float32(u), float64(u>>11), float32(id(uint64(1<<24+1))), float32(id(int64(1<<53+1))), float64(id(int64(1<<53+1))), float64(id(uint64(1<<63+1024))), float64(id(uint64(1<<63+1025))))
	fmt.Println(float32(id(uint64(0x8000008000000001))), float32(id(int64(0x7fffffc000000001))), float32(id(uint32(0xffffff7f))), float32(id(int32(16777217))))
	fmt.Println(uint64(id(9.3e18)), uint64(id(float32(1.8e19))), uint32(id(4.2e9)), uint64(id(18446744073709549568.0)))
	fmt.Println(string(rune(id(0x10ffff))), string(rune(id(0x110000))), string(rune(id(-1))), string(rune(id(0xd800))), []byte(string(rune(id(0xdfff)))))
	fmt.Println([]rune("a\xffé\xe2\x82\xf0\x9f\x98\x80\xed\xa0\x80"), string([]rune{0xd800, -5, 'x', 0x10ffff, 0x7fffffff}), []byte("é"), string([]byte{0xff, 'a'}))
}
func nan() {
	n := id(math.NaN())
	inf := id(math.Inf(1))
	z := id(0.0)
	nz := -z
	fmt.Println(n == n, n != n, n < 1, n > 1, n <= n, !(n < 1), inf == inf, z == nz, 1/z, 1/nz, inf-inf, inf*z)
	fmt.Println(min(n, 1), max(1, n), min(z, nz), max(nz, z), 1/min(z, nz), 1/max(nz, z), min(inf, n), min("b", "a", "ab"), max(id(3), 2, id(int(1))))
	fmt.Println(min(id(float32(2)), 1), max(id(float32(-1)), float32(nz)), 1/max(float32(nz), id(float32(0))))
	m := map[float64]int{}
	m[n] = 1
	m[n] = 2
	m[z] = 3
	m[nz] = 4
	fmt.Println(len(m), m[0], m[n])
	nans := 0
	for k, v := range m { // entries with NaN come in any order
		if k != k {
			nans += v
		} else {
			fmt.Println(k, v)
		}
	}
	fmt.Println(nans)
	delete(m, n)
	fmt.Println(len(m))
	clear(m)
	fmt.Println(len(m))
	mi := map[any]int{n: 1, float32(1): 2, 1.0: 3, 1: 4, int8(1): 5, complex(n, 0): 6, [1]float64{n}: 7}
	fmt.Println(len(mi), mi[1.0], mi[float32(1)], mi[1], mi[n])
	mi[[1]float64{n}] = 8
	mi[[1]float64{nz}] = 9
	fmt.Println(len(mi), mi[[1]float64{z}])
	type k struct {
		f float32
		_ int
		s string
	}
	mk := map[k]int{{f: 0, s: "a"}: 1}
	mk[k{f: float32(nz), s: "a"}]++
	fmt.Println(mk)
	cs := []complex128{0, 1, 1i, complex(inf, n), complex(n, n), complex(inf, inf), complex(z, nz), complex(1e308, 1e308), complex(1e-308, 1e-320), complex(-inf, 1), complex(3, -4)}
	for _, a := range cs {
		for _, b := range cs {
			a, b := id(a), id(b)
			fmt.Print(a*b, a/b, a+b, a-b, a == b, -a, " ")
		}
		fmt.Println(cmplx.Abs(a), complex64(a), real(a), imag(a))
	}
	c64 := []complex64{1, 1i, complex(float32(inf), 1), complex(1e38, 1e38), complex(float32(n), 0), 0}
	for _, a := range c64 {
		for _, b := range c64 {
			a, b := id(a), id(b)
			fmt.Print(a*b, a/b, a-b, " ")
		}
		fmt.Println()
	}
}
func ints() {
	i8, u8, i16, u32, i64 := id(int8(127)), id(uint8(255)), id(int16(-32768)), id(uint32(1<<31)), id(int64(math.MinInt64))
	fmt.Println(i8+1, u8+1, -i16, i16-1, u32*2, u32<<1, -i64, i64-1, i64*-1, i64/-1, ^u8, -u8, +i8, u8<<1>>1, i8<<1>>1, (i8<<1)>>1)
	i8++
	u8++
	i16--
	fmt.Println(i8, u8, i16, u8-1, i8*i8, i8/2, i8%3, u32/3, u32%7, u32&^5, i64>>63, uint64(i64)>>63, i64>>id(uint8(200)))
	for s := uint(0); s < 70; s += 7 {
		fmt.Print(id(1)<<s, id(int8(-1))<<s, id(uint16(0xffff))>>s, id(int32(-100))>>s, id(uint64(1))<<s>>s, " ")
	}
	fmt.Println()
	var s uint = 33
	var a = 1 << s
	var b int32 = 1 << s
	var c = uint64(1 << s)
	fmt.Println(a, b, c, 1<<s == 1<<33, float64(int(1)<<s), uint8(1)<<s, int64(1)<<s>>s)
}
func consts() {
	fmt.Println(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26)
	fmt.Println(float32(c23), float32(c24), Cel(c8), c13 > 0, c13/2*2 == c13, float64(c13/3))
	var f32 float32 = 1e-46
	var f32b float32 = 16777217
	var f32c float32 = 0x1.fffffefp127
	fmt.Println(f32, f32b, f32c, float32(1e-45), float32(0x1p-149), float32(0x1.8p-150), float64(0x1p-1075), float64(0x1.8p-1075), float32(3.4028235677973366e+38-1e22))
	var x8 int8 = -1 << 7
	fmt.Println(x8, uint8(255), -5>>1, -1>>100, 1<<62, uint64(1)<<63, 07, 0x_F, 1e2, 0i, 123i, 1.e+0i, 0x1p+2i)
	const h = huge / 1e3990
	fmt.Println(h, int(h/1e2), 5%h2, big>>490&1023, complex(1, 2)*complex(3, 4)/2, real(c17), imag(2i*2))
	var r rune = 'x' + 1<<3
	fmt.Println(r, 'x'/2.0, 10/4, 10/4.0, 10.0/4, 'a'/2, 1/2+1/2.0, float32(1)/3, 1.0<<3, "s"[0], len([10]int{}), cap([3]int{}), len("é"))
	for _, f := range []float64{1e21, 1e20, 1e-5, 1e-4, 123456789, 1e6, 12345678.9, math.SmallestNonzeroFloat64, math.MaxFloat64, 100, 0.1} {
		fmt.Println(f, float32(f))
		println(f, float32(f), complex(f, -f))
	}
	println(c1, c3, c8, "x", true, 'a', uint8(3), int64(-5), 1.0, 2i, c14, math.Inf(1), math.NaN(), -0.0, math.Copysign(0, -1), float32(0.1), 1e100)
	print("a", 1, 2, "b", 3.5, true, "\n")
	println()
	println(uint64(1<<63), int8(-128), uintptr(7), rune('x'), byte('y'), string("é"), Cel(1.5), c19)
	var e error
	var ee any
	var sl []int
	var mm map[int]int
	var ff func()
	var cc chan int
	println(e, ee, sl, mm == nil, ff == nil, cc, (*int)(nil))
}

const h2 = 3

func main() { conv(); nan(); ints(); consts() }
