package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

type upper struct{ r io.Reader }

func (u upper) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	copy(p, bytes.ToUpper(p[:n]))
	return n, err
}

func main() {
	var buf bytes.Buffer
	n, err := io.Copy(&buf, upper{io.LimitReader(strings.NewReader("hello, reader world"), 12)})
	fmt.Println(n, err, buf.String())
	w := io.MultiWriter(os.Stdout, &buf)
	fmt.Fprintf(w, "%s\n", "both")
	fmt.Printf("%q\n", buf.String())
	pr, pw := io.Pipe()
	go func() {
		fmt.Fprint(pw, "through the pipe")
		pw.Close()
	}()
	all, err := io.ReadAll(pr)
	fmt.Println(string(all), err)
	_, err = io.ReadFull(strings.NewReader("ab"), make([]byte, 3))
	fmt.Println(err, err == io.ErrUnexpectedEOF)
	_, err = os.ReadFile("/does/not/exist")
	fmt.Println(err, os.IsNotExist(err))
	fmt.Fprintln(os.Stderr, "to stderr")
}
