// Readers of strings and bytes, which are alike, and how both packages take text apart.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

type reader interface {
	io.Reader
	io.ReaderAt
	io.Seeker
	io.ByteScanner
	io.RuneScanner
	io.WriterTo
	Len() int
	Size() int64
}

type writer struct{ n int }

func (w writer) Write(p []byte) (int, error) { return w.n, nil }

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	f()
}

func main() {
	b, s := bytes.NewReader([]byte("hé\xffllo")), strings.NewReader("hé\xffllo")
	fmt.Printf("%v %+v %#v %T\n%v %+v %#v %T\n", *s, *s, *s, s, *b, *b, *b, b)
	for _, r := range []reader{b, s} {
		fmt.Println(r.UnreadByte(), r.UnreadRune(), r.Len(), r.Size())
		for range 3 {
			fmt.Println(r.ReadRune())
		}
		fmt.Println(r.UnreadRune(), r.UnreadRune(), r.Len())
		fmt.Println(r.ReadByte())
		fmt.Println(r.UnreadRune(), r.UnreadByte(), r.Len())
		for _, at := range []struct {
			offset int64
			whence int
		}{{-1, 0}, {-10, 1}, {-10, 2}, {1, 5}, {1, 0}, {1, 1}, {-2, 2}} {
			fmt.Println(r.Seek(at.offset, at.whence))
		}
		try(func() { r.WriteTo(writer{5}) })
		fmt.Println(r.WriteTo(writer{1}))
		fmt.Println(r.WriteTo(io.Discard))
		fmt.Println(r.ReadAt(make([]byte, 4), -1))
		fmt.Println(r.ReadAt(make([]byte, 4), 4))
		fmt.Println(r.ReadAt(make([]byte, 4), 40))
		fmt.Println(r.Seek(100, 0))
		fmt.Println(r.Len())
		fmt.Println(r.ReadByte())
		fmt.Println(r.ReadRune())
		fmt.Println(r.Read(nil))
		fmt.Println(r.WriteTo(nil))
	}
	for _, text := range []string{"", "a", "a,b,,c", ",", "é\xff,日", "a\nb\r\n\nc", " x \u2003y\t\u0085z ", "aaa"} {
		for _, sep := range []string{"", ",", "aa", "\n"} {
			for _, n := range []int{-1, 0, 1, 2, 100} {
				fmt.Printf("%q ", strings.SplitN(text, sep, n))
				fmt.Printf("%q ", strings.SplitAfterN(text, sep, n))
				for _, p := range bytes.SplitN([]byte(text), []byte(sep), n) {
					fmt.Printf("%q %v,", p, cap(p) == len(p))
				}
				fmt.Println()
			}
			fmt.Printf("%q %q\n", slices.Collect(strings.SplitSeq(text, sep)), slices.Collect(bytes.SplitAfterSeq([]byte(text), []byte(sep))))
			for range strings.SplitSeq(text, sep) {
				break
			}
		}
		fmt.Printf("%q %q\n", slices.Collect(strings.Lines(text)), slices.Collect(bytes.Lines([]byte(text))))
		fmt.Printf("%q %q %q\n", strings.Fields(text), bytes.Fields([]byte(text)), slices.Collect(bytes.FieldsSeq([]byte(text))))
		fmt.Printf("%q %q\n", strings.FieldsFunc(text, unicode.IsLetter), slices.Collect(strings.FieldsFuncSeq(text, unicode.IsSpace)))
	}
	try(func() { strings.FieldsFunc("a", nil) })
	var one strings.Builder
	one.Grow(10)
	fmt.Println(one.Cap())
	one.WriteString("0123456789abcdef")
	one.Grow(100)
	fmt.Println(one.Cap(), one.String())
	fmt.Println(errors.Is(errors.Join(io.EOF, nil), io.EOF))
}
