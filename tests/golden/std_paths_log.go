// Packages path, path/filepath and log.
package main

import (
	"fmt"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"strings"
)

func main() {
	ps := []string{"", ".", "..", "/", "//", "a", "a/", "/a", "a/b", "a//b", "a/./b", "a/../b", "../a", "../../a", "/..", "/../a", "a/..", "a/../..", "a/../../b", "./a", "./", "a/b/../../..", "/a/b/../..", "a.go", "a.b/c", ".x", "a/.x.y", "é/ü", "abc/def/..", "//a//b//", "..a", "a..", "a/..b/.."}
	for _, p := range ps {
		d, f := path.Split(p)
		fmt.Println(p, path.Clean(p), path.Base(p), path.Dir(p), path.Ext(p), path.IsAbs(p), d, f, filepath.IsLocal(p), filepath.Dir(p), filepath.Base(p))
		for _, q := range ps {
			r, err := filepath.Rel(p, q)
			fmt.Println(path.Join(p, q), path.Join(p, "", q, "x"), r, err)
		}
	}
	pats := []string{"", "a", "*", "?", "*c", "a*", "a*/b", "a*b*c*d*e*/f", "a*b?c*x", "ab[c]", "ab[b-d]", "ab[e-g]", "ab[^c]", "ab[^b-d]", "ab[^e-g]", "a\\*b", "a?b", "a[^a]b", "a???b", "[a-ζ]*", "*[a-ζ]", "a?b", "a*b", "[\\]a]", "[\\-]", "[x\\-]", "[\\-x]", "[]a]", "[-]", "[x-]", "[-x]", "\\", "[a-b-c]", "[", "[^", "[^bc", "a[", "*x", "[^]", "[a", "**", "*?*", "a/*", "*/b", "[/]", "x[/]y", "[^a]", "\\é", "[\xff]", "\xff"}
	names := []string{"", "a", "abc", "ab/c", "abxbbxdbxebxczzx", "abxbbxdbxebxczzy", "a*b", "ab", "a☺b", "a/b", "axbxcxdxe/f", "axbxcxdxexxx/f", "]", "-", "x", "α", "A", "xxx", "b", "é", "/", "a/bc", "\xff", "x/y"}
	for _, p := range pats {
		for _, n := range names {
			m, err := path.Match(p, n)
			m2, err2 := filepath.Match(p, n)
			fmt.Printf("%q %q %v %v %v %v\n", p, n, m, err, m2, err2)
		}
	}
	dir, _ := os.MkdirTemp("", "walk")
	defer os.RemoveAll(dir)
	os.MkdirAll(dir+"/a/b/c", 0o755)
	os.MkdirAll(dir+"/d", 0o755)
	for _, f := range []string{"a/1.txt", "a/b/2.txt", "a/b/c/3.go", "d/4.txt", "z"} {
		os.WriteFile(dir+"/"+f, []byte(f), 0o644)
	}
	rel := func(p string) string { return strings.TrimPrefix(p, dir) }
	for _, skip := range []string{"", "a", "b", "2.txt", "c", "z"} {
		for _, e := range []error{filepath.SkipDir, filepath.SkipAll, fs.ErrInvalid} {
			err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
				fmt.Print(rel(p), " ", d.IsDir(), err, ";")
				if d.Name() == skip {
					return e
				}
				return nil
			})
			fmt.Println(err)
			err = filepath.Walk(dir, func(p string, d fs.FileInfo, err error) error {
				fmt.Print(rel(p), " ", d.IsDir(), err, ";")
				if d.Name() == skip {
					return e
				}
				return nil
			})
			fmt.Println(err)
		}
	}
	fmt.Println(filepath.WalkDir("/nonexistent", func(p string, d fs.DirEntry, err error) error { fmt.Println(p, d, err); return err }))
	for _, g := range []string{"/*", "/*/*.txt", "/*/*/*", "/a/*.txt", "/nope*", "/z", "/[", "/a/?.txt", "/*/../*"} {
		m, err := filepath.Glob(dir + g)
		for i := range m {
			m[i] = rel(m[i])
		}
		fmt.Println(g, m, err)
	}
	s, err := filepath.EvalSymlinks(dir + "/a/../a/b/./2.txt")
	fmt.Println(rel(s), err)
	_, err = filepath.EvalSymlinks(dir + "/q")
	fmt.Println(err != nil)
	var b strings.Builder
	for _, fl := range []int{0, log.Lshortfile, log.Lmsgprefix | log.Lshortfile, log.Lmsgprefix} {
		l := log.New(&b, "pre: ", fl)
		l.Print("a", 1, 2, "b")
		l.Printf("%d\n", 5)
		l.Println("x", 3)
		l.Output(1, "out")
		func() {
			defer func() { fmt.Println(recover()) }()
			l.Panicf("p%d", 1)
		}()
	}
	l := log.New(&b, "", log.LstdFlags|log.Lmicroseconds)
	n := b.Len()
	l.Print("t")
	fmt.Println(len(b.String()[n:]), b.String()[:n])
	log.SetFlags(log.Lshortfile)
	log.SetOutput(os.Stdout)
	log.SetPrefix("std ")
	log.Println("hi", log.Prefix(), log.Flags())
	log.Printf("%v", 1)
	defer fmt.Println("not printed")
	log.Fatalf("end")
}
