// Package encoding/csv.
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	inputs := []string{"", "a,b,c\n", "a,b\r\nc,d\r\n", "a,b,c", "\n\na,b\n\n", "\"x\",\"y\"\"z\",\"multi\nline\"\n1,2,3\n", "a,\"b", "a\"b,c\n", "\"a\"b,c\n", "\"a\nb\"c,d\n", "#c\na,b\n #x,y\n", "a,b\nc\n", " a,  b, \" c\"\n", "é;ü,世\n", ",\n", ",,\n\"\"\n", "x,\"\"\"\"\n", "a\rb,c\r\n", "a,\"b\r\nc\"\r\nd,e", "\"\n", "\"\"\"\n", "a,b,\"c\" \n", "\"a,b\n\nc\"\n"}
	for _, in := range inputs {
		for mode := 0; mode < 5; mode++ {
			r := csv.NewReader(strings.NewReader(in))
			switch mode {
			case 1:
				r.LazyQuotes = true
			case 2:
				r.TrimLeadingSpace = true
				r.FieldsPerRecord = -1
			case 3:
				r.Comment = '#'
				r.FieldsPerRecord = 2
			case 4:
				r.Comma = ';'
				r.ReuseRecord = true
			}
			for {
				rec, err := r.Read()
				fmt.Printf("%q %d %q %v %d", in, mode, rec, err, r.InputOffset())
				for i := range rec {
					if err == nil {
						l, c := r.FieldPos(i)
						fmt.Print(" ", l, ":", c)
					}
				}
				fmt.Println()
				if err != nil && !errors.Is(err, csv.ErrFieldCount) {
					break
				}
			}
		}
	}
	fmt.Println(csv.NewReader(strings.NewReader("a,b\nc,d\n" + strings.Repeat("x", 5000) + ",y")).ReadAll())
	for _, c := range []rune{'"', '\n', 0, 0xfffd} {
		r := csv.NewReader(strings.NewReader("a"))
		r.Comma = c
		_, err := r.Read()
		w := csv.NewWriter(io.Discard)
		w.Comma = c
		fmt.Println(err, w.Write([]string{"a"}))
	}
	for _, crlf := range []bool{false, true} {
		w := csv.NewWriter(os.Stdout)
		w.UseCRLF = crlf
		fmt.Println(w.WriteAll([][]string{{"a", "b c", "d,e"}, {"", "\"q\"", "x\ny", "x\r\nz"}, {" lead", "\\.", "é"}, {}, {""}}), w.Error())
		w.Comma = ';'
		w.Write([]string{"a;b", "c,d"})
		w.Flush()
	}
}
