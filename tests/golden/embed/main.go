// Files as variables: each kind of type and pattern, and what can be done with an embed.FS.
package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"golden/embed/lib"
)

type (
	text   string
	data   []byte
	octet  byte
	alias  = embed.FS
	octets []octet
)

//go:embed hello.txt
var hello string

//go:embed hello.txt
var named text

//go:embed "hello.txt"
var bytes []byte

//go:embed `hello.txt`
var again []byte

//go:embed hello.txt
var namedBytes data

//go:embed binary.bin
var binary octets

//go:embed empty.txt
var empty string

//go:embed empty.txt
var emptyBytes []byte

//go:embed "a blank.txt" hello.txt
//go:embed data
var files embed.FS

//go:embed all:data
var all alias

var (
	//go:embed data/*.txt data/one.txt */deep/*/four.md
	globbed embed.FS

	//go:embed *.txt data/.dot data/_under
	named2 embed.FS

	none embed.FS
)

//go:embed hello.txt
var _ string

var length = len(hello)

func init() { fmt.Println("at init:", length, hello[:5]) }

func list(name string, fsys fs.FS) {
	fmt.Println("--", name)
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Println(path, d.IsDir(), info.Size(), info.Mode(), info.ModTime().IsZero(), d)
		if !d.IsDir() {
			text, err := fs.ReadFile(fsys, path)
			fmt.Printf("\t%q %v\n", text, err)
		}
		return nil
	})
	if err != nil {
		fmt.Println("walk:", err)
	}
}

func values() {
	fmt.Printf("%q %q %q %q %q %v\n", hello, named, bytes, again, namedBytes, binary)
	fmt.Printf("%q %q %t\n", empty, emptyBytes, emptyBytes == nil)
	fmt.Printf("%T %T %T %T %T\n", named, namedBytes, binary, all, files)
	// Slices are writable and apart from each other.
	bytes[0] = 'J'
	fmt.Printf("%q %q %q %q\n", hello, bytes, again, namedBytes)
	bytes = append(bytes, '!')
	fmt.Println(len(bytes), cap(again), len(again))
	fmt.Println(none == embed.FS{}, files == files, files == all)
}

func wrong() {
	check := func(what string, err error) {
		var path *fs.PathError
		fmt.Println(what, err, errors.As(err, &path), errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid))
	}
	for _, name := range []string{"gone", "data/gone", "/data", "data/", "../x", "", "data/one.txt/x", "dat", "data/de"} {
		_, err := files.Open(name)
		check("open "+name, err)
		_, err = files.ReadFile(name)
		check("read "+name, err)
		_, err = files.ReadDir(name)
		check("list "+name, err)
	}
	_, err := files.ReadFile("data")
	check("read directory", err)
	_, err = files.ReadDir("hello.txt")
	check("list file", err)
	_, err = none.Open("x")
	check("none", err)
	dir, _ := files.Open("data")
	_, err = dir.Read(make([]byte, 4))
	check("directory", err)
}

func open() {
	f, err := files.Open("hello.txt")
	if err != nil {
		panic(err)
	}
	fmt.Printf("%T\n", f)
	_, isInfo := f.(fs.FileInfo)
	info, err := f.Stat()
	fmt.Println(isInfo, info.Name(), info.Size(), info.Mode(), info.Sys(), info.ModTime(), info, err)
	b := make([]byte, 6)
	for range 4 {
		n, err := f.Read(b)
		fmt.Printf("%q %v\n", b[:n], err)
	}
	seeker := f.(io.Seeker)
	for _, at := range []struct {
		offset int64
		whence int
	}{{2, 0}, {3, 1}, {-2, 2}, {-1, 0}, {100, 0}, {0, 2}, {1, 2}, {0, 7}} {
		to, err := seeker.Seek(at.offset, at.whence)
		n, err2 := f.Read(b)
		fmt.Printf("%v: %d %v, %q %v\n", at, to, err, b[:n], err2)
	}
	readerAt := f.(io.ReaderAt)
	for _, at := range []int64{0, 4, 12, 16, 17, -1} {
		n, err := readerAt.ReadAt(b, at)
		fmt.Printf("at %d: %q %v\n", at, b[:n], err)
	}
	fmt.Println(f.Close())
	d, _ := files.Open("data")
	fmt.Printf("%T\n", d)
	reader := d.(fs.ReadDirFile)
	for range 4 {
		entries, err := reader.ReadDir(2)
		fmt.Println(entries, err)
	}
	entries, err := reader.ReadDir(-1)
	fmt.Println(entries == nil, err)
	root, err := none.Open(".")
	info, _ = root.Stat()
	fmt.Println(info, err)
	entries, err = none.ReadDir(".")
	fmt.Println(len(entries), entries == nil, err)
}

func main() {
	values()
	list("files", files)
	list("all", all)
	list("globbed", globbed)
	list("named2", named2)
	list("none", none)
	list("lib", lib.Files)
	fmt.Printf("%q\n", lib.Text)
	sub, err := fs.Sub(files, "data/deep")
	fmt.Println(err)
	list("sub", sub)
	matches, err := fs.Glob(files, "*/*.txt")
	fmt.Println(matches, err)
	wrong()
	open()
}
