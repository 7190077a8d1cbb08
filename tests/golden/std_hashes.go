// Packages hash/…, and the hash functions of crypto.
package main

import (
	"bytes"
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding"
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
)

func main() {
	data := make([]byte, 700)
	for i := range data {
		data[i] = byte(i*i*7 + i>>3)
	}
	makers := map[string]func() hash.Hash{
		"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384,
		"sha512": sha512.New, "sha512/256": sha512.New512_256, "sha512/224": sha512.New512_224,
		"fnv32": func() hash.Hash { return fnv.New32() }, "fnv32a": func() hash.Hash { return fnv.New32a() },
		"fnv64": func() hash.Hash { return fnv.New64() }, "fnv64a": func() hash.Hash { return fnv.New64a() },
		"fnv128": fnv.New128, "fnv128a": fnv.New128a,
		"adler": func() hash.Hash { return adler32.New() },
		"ieee":  func() hash.Hash { return crc32.NewIEEE() }, "cast": func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
		"koop": func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Koopman)) },
		"iso":  func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ISO)) }, "ecma": func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ECMA)) },
	}
	for _, name := range []string{"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512/256", "sha512/224", "fnv32", "fnv32a", "fnv64", "fnv64a", "fnv128", "fnv128a", "adler", "ieee", "cast", "koop", "iso", "ecma"} {
		mk := makers[name]
		h := mk()
		fmt.Println(name, h.Size(), h.BlockSize())
		for _, n := range []int{0, 1, 3, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 200, 700} {
			h.Reset()
			h.Write(data[:n/3])
			h.Write(data[n/3 : n])
			s := h.Sum([]byte("x"))
			fmt.Printf("%d %x\n", n, s)
			if t := h.Sum([]byte("x")); !bytes.Equal(s, t) {
				fmt.Println("Sum changed the state")
			}
		}
		h.Reset()
		h.Write(data[:77])
		st, err := h.(encoding.BinaryMarshaler).MarshalBinary()
		fmt.Printf("state %x %v\n", st, err)
		g := mk()
		fmt.Println(g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st), g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st[:5]), g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st[1:]))
		c, _ := h.(hash.Cloner).Clone()
		h.Write(data[:99])
		g.Write(data[:99])
		c.Write(data[:99])
		fmt.Printf("%x %x %x\n", h.Sum(nil), g.Sum(nil), c.Sum(nil))
		m := hmac.New(mk, data[:20])
		m.Write(data[:300])
		fmt.Printf("hmac %x\n", m.Sum(nil))
		m.Reset()
		m.Write(data[:3])
		fmt.Printf("hmac %x\n", m.Sum(nil))
		m = hmac.New(mk, data[:200])
		m.Write(data[:300])
		fmt.Printf("hmac %x\n", m.Sum(nil))
	}
	// A million bytes.
	big := bytes.Repeat([]byte("a"), 1000000)
	fmt.Printf("%x\n%x\n%x\n%x\n%x\n%x\n", md5.Sum(big), sha1.Sum(big), sha256.Sum256(big), sha256.Sum224(big), sha512.Sum512(big), sha512.Sum384(big))
	fmt.Println(crc32.ChecksumIEEE(big), adler32.Checksum(big), crc64.Checksum(big, crc64.MakeTable(crc64.ISO)))
	for h := crypto.Hash(0); h < 10; h++ {
		fmt.Println(h, h.Available())
	}
	fmt.Printf("%x\n", crypto.SHA256.New().Sum(nil))

	fmt.Println(subtle.ConstantTimeCompare([]byte("ab"), []byte("ab")), subtle.ConstantTimeCompare([]byte("ab"), []byte("ac")), subtle.ConstantTimeCompare([]byte("ab"), []byte("a")), subtle.ConstantTimeCompare(nil, nil))
	fmt.Println(subtle.ConstantTimeSelect(1, 5, -9), subtle.ConstantTimeSelect(0, 5, -9), subtle.ConstantTimeByteEq(3, 3), subtle.ConstantTimeByteEq(3, 255), subtle.ConstantTimeEq(-1, -1), subtle.ConstantTimeEq(-1, 0), subtle.ConstantTimeEq(0, 0), subtle.ConstantTimeEq(-1<<31, 0))
	fmt.Println(subtle.ConstantTimeLessOrEq(0, 0), subtle.ConstantTimeLessOrEq(1, 0), subtle.ConstantTimeLessOrEq(0, 1), subtle.ConstantTimeLessOrEq(1<<31-1, 1<<31-1), subtle.ConstantTimeLessOrEq(1<<31-1, 3))
	x, y := []byte("hello"), []byte("world")
	subtle.ConstantTimeCopy(0, x, y)
	fmt.Printf("%s ", x)
	subtle.ConstantTimeCopy(1, x, y)
	fmt.Printf("%s\n", x)
	d := make([]byte, 7)
	fmt.Println(subtle.XORBytes(d, []byte("abc"), []byte("hello")), d)
	try := func(f func()) {
		defer func() { fmt.Println("panic:", recover()) }()
		f()
	}
	try(func() { subtle.XORBytes(d[:2], x, y) })
	try(func() { subtle.XORBytes(d[1:], d, y) })
	try(func() { subtle.ConstantTimeCopy(1, x, d) })
	try(func() { crypto.MD4.New() })
	try(func() { crypto.Hash(77).Size() })
	try(func() { h := md5.New(); hmac.New(func() hash.Hash { return h }, nil) })
	subtle.WithDataIndependentTiming(func() { fmt.Println("called") })
}
