// What package os and io/fs do with links, times, file systems and variables.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

func main() {
	dir, err := os.MkdirTemp("", "osx")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	say := func(a ...any) { fmt.Print(strings.ReplaceAll(fmt.Sprintln(a...), dir, "DIR")) }
	f := dir + "/f"
	say(os.WriteFile(f, []byte("hello world"), 0o640))
	say(os.Link(f, dir+"/g"), os.Symlink("f", dir+"/s"), os.Symlink("f", dir+"/s"), os.Link(dir+"/no", dir+"/x"))
	s, err := os.Readlink(dir + "/s")
	say(s, err)
	t := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	say(os.Chtimes(f, t, t), os.Truncate(f, 5), os.Truncate(dir+"/no", 1), os.Chown(f, -1, -1), os.Lchown(dir+"/no", 0, 0))
	say(os.Chtimes(f, t, t))
	info, err := os.Stat(dir + "/s")
	say(info.Size(), info.Mode(), info.ModTime().UTC(), err)
	info, err = os.Lstat(dir + "/s")
	say(info.Mode()&fs.ModeSymlink != 0, err)
	for _, v := range []string{"$A", "${A}", "x$A-y", "$", "$$", "${", "${}", "${A", "$A_B", "${A B}", "$1a", "$*x", "a$", "$é", "${*}", "$-"} {
		fmt.Printf("%q %q\n", v, os.Expand(v, func(s string) string { return "<" + s + ">" }))
	}
	os.Setenv("HOME", "/home/me")
	os.Unsetenv("XDG_CACHE_HOME")
	os.Setenv("XDG_CONFIG_HOME", "rel")
	say(os.UserHomeDir())
	say(os.UserCacheDir())
	say(os.UserConfigDir())
	say(os.ExpandEnv("$HOME/x"))
	os.MkdirAll(dir+"/d/e", 0o755)
	os.WriteFile(dir+"/d/e/a.txt", []byte("A"), 0o644)
	os.WriteFile(dir+"/d/b.txt", []byte("B"), 0o644)
	root := os.DirFS(dir)
	b, err := fs.ReadFile(root, "d/e/a.txt")
	say(string(b), err)
	for _, n := range []string{"no", "/abs", "../up", "d/no/x", ""} {
		_, err := root.Open(n)
		say(err, errors.Is(err, fs.ErrNotExist))
		_, err = fs.ReadFile(root, n)
		say(err)
		_, err = fs.Stat(root, n)
		say(err)
		_, err = fs.ReadDir(root, n)
		say(err)
	}
	sub, err := fs.Sub(root, "d")
	say(err)
	fs.WalkDir(sub, ".", func(p string, d fs.DirEntry, err error) error { say(p, d, err); return nil })
	_, err = sub.Open("zz")
	say(err)
	for _, g := range []string{"*", "*/*", "*/*.txt", "[", "d/b.txt", "no", "*/*/a.*"} {
		m, err := fs.Glob(root, g)
		say(g, m, err)
	}
	say(os.CopyFS(dir+"/copy", sub))
	say(os.CopyFS(dir+"/copy", sub))
	c, err := os.Open(dir + "/copy/e/a.txt")
	say(err)
	var sb strings.Builder
	n, err := c.WriteTo(&sb)
	say(n, err, sb.String())
	say(c.SetDeadline(time.Now()))
	c.Close()
	say(c.Chmod(0o600))
	w, _ := os.Create(dir + "/w")
	n, err = w.ReadFrom(strings.NewReader("from reader"))
	say(n, err)
	w.Seek(0, io.SeekStart)
	b, err = io.ReadAll(w)
	say(string(b), err, w.Chmod(0o600), w.Chown(-1, -1))
	d, _ := os.Open(dir)
	infos, err := d.Readdir(-1)
	say(len(infos), err)
	_, err = d.Readdir(1)
	say(err)
	say(os.Interrupt, os.Kill, os.IsTimeout(os.ErrDeadlineExceeded), os.ErrDeadlineExceeded, os.ErrProcessDone)
	say(os.Getuid() == os.Geteuid(), os.Getppid() > 0, os.Getpagesize(), os.IsPathSeparator('/'))
	info, _ = os.Stat(f)
	say(fs.FormatFileInfo(info))
	p, _ := os.FindProcess(os.Getpid())
	say(p.Signal(os.Signal(nil)) != nil)
	say(fs.FileMode(0o4755|fs.ModeDir|fs.ModeSticky), fs.ModeNamedPipe|0o600)
	a, err := os.OpenFile(dir+"/w", os.O_WRONLY|os.O_APPEND, 0)
	say(err)
	n2, err := a.WriteAt([]byte("x"), 1)
	say(n2, err)
}
