package main

import "fmt"

func main() {
	var i8 int8 = 127
	i8++
	var u8 uint8 = 0
	u8--
	var i16 int16 = -32768
	i16--
	var u32 uint32 = 1 << 31
	u32 <<= 1
	var i64 int64 = -1 << 63
	fmt.Println(i8, u8, i16, u32, i64, -i64, i64/-1, i64%-1)
	for _, p := range [][2]int{{7, 3}, {-7, 3}, {7, -3}, {-7, -3}} {
		fmt.Println(p[0]/p[1], p[0]%p[1], p[0]&p[1], p[0]|p[1], p[0]^p[1], p[0]&^p[1])
	}
	for s := uint(0); s < 70; s += 13 {
		fmt.Println(s, 1<<s, int32(1)<<s, int8(-128)>>s, uint8(255)>>s, int64(-5)>>s, uint16(0xffff)<<s)
	}
	f := 3.99
	fmt.Println(int(f), int(-f), uint8(f), int64(1e18), float32(16777217), float64(uint64(1<<63+1025)))
	var big uint64 = 1<<64 - 1
	fmt.Println(big, int64(big), uint32(big), int8(big>>3), float32(big), float64(big))
	fmt.Println(0x7fff_ffff, 0b1010, 0o17, 'a', '\u00e9', 1e3, 0x1p-2)
	var r rune = 'x'
	var b byte = 'y'
	fmt.Println(r, b, string(r), string(rune(b)), string(rune(0x10FFFF+1)))
	const huge = 1 << 100
	fmt.Println(huge>>98, huge/(huge-1), float64(huge))
}
