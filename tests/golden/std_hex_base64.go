// Packages encoding/hex and encoding/base64.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

func main() {
	encs := []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding, base64.StdEncoding.Strict(), base64.RawStdEncoding.Strict(), base64.StdEncoding.WithPadding('*')}
	for _, s := range []string{"", "f", "fo", "foo", "foob", "fooba", "foobar", "\xff\xfe\xfd\xfb", "\x00\x10\x83\x10\x51\x87\x20\x92\x8b"} {
		for _, e := range encs {
			t := e.EncodeToString([]byte(s))
			d, err := e.DecodeString(t)
			fmt.Printf("%q %q %q %v %d %d\n", s, t, d, err, e.EncodedLen(len(s)), e.DecodedLen(len(t)))
		}
	}
	for _, s := range []string{"", "\n", "AAA=\n", "AAAA\n", "AAAAA", "A", "AA", "AAA", "AA=", "AA==", "AA==A", "AA=A", "A=AA", "=", "====", "AAA=AAAA", "AAAA=", "AAAAA=", "AA\n=\n=\n", "A!", "!!!!", "Zh==", "Zg==", "Zm8=", "Zm9=", "Zh", "Zm9", "AA==\nx", "AAA=x", "A\nA\nA\nA\nB", "Zg==Zg==", "AAAA AAAA", "AA-_", "AA+/"} {
		for i, e := range encs {
			d, err := e.DecodeString(s)
			fmt.Printf("%d %q %q %v\n", i, s, d, err)
		}
		d, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, strings.NewReader(s)))
		fmt.Printf("stream %q %v\n", d, err != nil)
	}
	var b bytes.Buffer
	w := base64.NewEncoder(base64.StdEncoding, &b)
	for i := range 50 {
		w.Write([]byte(strings.Repeat("x", i)))
	}
	w.Close()
	fmt.Println(b.String())
	d, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, &b))
	fmt.Println(len(d), err)
	for _, s := range []string{"", "00", "0", "0g", "g0", "ABcd", "abc", "zz", "a", "g", "0011zz", "é"} {
		d, err := hex.DecodeString(s)
		fmt.Printf("%q %x %v\n", s, d, err)
		d, err = io.ReadAll(hex.NewDecoder(strings.NewReader(s)))
		fmt.Printf("%q %x %v\n", s, d, err)
	}
	for i := range 40 {
		data := []byte("The quick brown fox\n\x00\xff jumps over the lazy")[:i]
		fmt.Println(hex.EncodeToString(data))
		fmt.Print(hex.Dump(data))
	}
}
