// What Go 1.27 has added to the library, or does otherwise than before.
package main

import (
	"bytes"
	"crypto"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
)

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Printf("panic: %v\n", e)
		}
	}()
	f()
}

type flags struct{}

func (flags) Format(s fmt.State, verb rune) {
	fmt.Fprint(s, s.Flag('0'), s.Flag('-'), " ", fmt.FormatString(s, verb))
}

func main() {
	fmt.Println(strings.CutLast("a.b.c", "."))
	fmt.Println(strings.CutLast("abc", "."))
	fmt.Println(strings.CutLast("abc", ""))
	before, after, found := bytes.CutLast([]byte("a.b.c"), []byte("."))
	fmt.Printf("%q %q %v\n", before, after, found)
	before, after, found = bytes.CutLast([]byte("abc"), []byte("."))
	fmt.Printf("%q %v %v\n", before, after == nil, found)

	for _, xy := range [][2]int64{{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {5, 2}, {9, 6}, {8, 3}, {6, 3}, {0, 5}} {
		x, y := big.NewInt(xy[0]), big.NewInt(xy[1])
		for _, mode := range []big.RoundingMode{big.Trunc, big.Floor, big.Round, big.Ceil} {
			q, r := new(big.Int).Divide(x, y, new(big.Int), mode)
			fmt.Print(q, " ", r, "; ")
		}
		fmt.Println(new(big.Int).Divide(x, y, nil, big.Floor))
	}
	try(func() { new(big.Int).Divide(big.NewInt(1), big.NewInt(2), nil, big.AwayFromZero) })
	try(func() { new(big.Int).Divide(big.NewInt(1), new(big.Int), nil, big.Trunc) })

	r := rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.N(100), r.N(int8(100)), r.N(uint64(1<<60)))
	try(func() { r.N(0) })

	fmt.Println(crypto.MLDSAMu, crypto.MLDSAMu.Size(), crypto.MLDSAMu.Available())
	try(func() { crypto.MD4.New() })
	try(func() { crypto.RegisterHash(crypto.MLDSAMu, nil) })

	fmt.Println(unicode.Version, unicode.Is(unicode.Sunuwar, 0x11bc0), unicode.IsLetter(0xa7cb), string(unicode.ToLower(0xa7cb)))
	fmt.Println(strconv.IsPrint(0x1c89), strconv.Quote("\u1c89"), strings.EqualFold("\ua7da", "\ua7db"))

	fmt.Printf("%-010v|%010v|%-10v\n", flags{}, flags{}, flags{})
	try(func() { strconv.FormatFloat(1, 'g', -1, 16) })
	var p *int
	fmt.Println(fmt.Sscan("", p))
	try(func() { fmt.Sscan("5", p) })
}
