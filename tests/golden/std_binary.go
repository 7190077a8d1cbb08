// Package encoding/binary: numbers, varints, and values of fixed size in both orders.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

type T struct {
	A int8
	B uint16
	_ [3]byte
	C int32
	D [2]uint64
	E float32
	F float64
	G bool
	H complex64
	I struct{ X, Y int16 }
}

func main() {
	for _, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian, binary.NativeEndian} {
		fmt.Printf("%v %#v\n", o, o)
		b := make([]byte, 14)
		o.PutUint16(b, 0x1234)
		o.PutUint32(b[2:], 0x56789abc)
		o.PutUint64(b[6:], 0xdef0123456789abc)
		fmt.Printf("%x %x %x %x\n", b, o.Uint16(b), o.Uint32(b[2:]), o.Uint64(b[6:]))
		a := o.(binary.AppendByteOrder)
		fmt.Printf("%x\n", a.AppendUint64(a.AppendUint32(a.AppendUint16(nil, 1), 2), 3))
		v := T{A: -1, B: 2, C: -3, D: [2]uint64{4, 5}, E: 1.5, F: -2.5, G: true, H: 1 + 2i}
		v.I.Y = -7
		for _, x := range []any{v, &v, []int16{1, -2}, uint8(3), []bool{true, false}, [2]float32{1, 2}, int(1), "s", []string{"x"}, map[int]int{}, struct{ A int }{}, nil, []uint32{}, &[]int32{7}, 1.5} {
			func() {
				defer func() {
					if e := recover(); e != nil {
						fmt.Println("panic", e)
					}
				}()
				var w bytes.Buffer
				err := binary.Write(&w, o, x)
				fmt.Printf("%T %d %x %v\n", x, binary.Size(x), w.Bytes(), err)
				bb, err := binary.Append([]byte{0xff}, o, x)
				fmt.Printf("%x %v\n", bb, err)
				n, err := binary.Encode(make([]byte, 3), o, x)
				fmt.Println(n, err)
			}()
		}
		var w bytes.Buffer
		binary.Write(&w, o, v)
		data := w.Bytes()
		var u T
		fmt.Println(binary.Read(&w, o, &u), u == v, u)
		s := make([]int16, 2)
		fmt.Println(binary.Read(bytes.NewReader(data), o, s), s)
		n, err := binary.Decode(data, o, &s)
		fmt.Println(n, err, s)
		fmt.Println(binary.Read(strings.NewReader(""), o, &u), binary.Read(strings.NewReader("x"), o, &u), binary.Read(strings.NewReader("x"), o, u), binary.Read(strings.NewReader("x"), o, new(int)))
		_, err = binary.Decode([]byte{1}, o, new(uint32))
		fmt.Println(err)
	}
	for _, x := range []int64{0, 1, -1, 63, 64, -64, -65, 127, 128, 300, math.MaxInt64, math.MinInt64} {
		b := binary.AppendVarint(nil, x)
		c := binary.AppendUvarint(nil, uint64(x))
		y, n := binary.Varint(b)
		z, m := binary.Uvarint(c)
		fmt.Printf("%d %x %x %d %d %d %d\n", x, b, c, y, n, z, m)
		r, err := binary.ReadVarint(bytes.NewReader(b))
		fmt.Println(r, err, binary.PutVarint(make([]byte, 10), x), binary.PutUvarint(make([]byte, 10), uint64(x)))
	}
	for _, s := range []string{"", "\x80", "\x80\x80", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"} {
		x, n := binary.Uvarint([]byte(s))
		y, err := binary.ReadUvarint(strings.NewReader(s))
		fmt.Println(x, n, y, err)
	}
}
