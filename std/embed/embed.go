// Package embed gives access to files that are part of the program: variables of type string, []byte and FS that follow a
// //go:embed directive hold the contents of the files it names.
package embed

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// An FS is a read-only tree of files. The zero value is empty but for its root.
type FS struct {
	// Sorted by directory, then by name within it, so that the entries of a directory are neighbours; directories are entries
	// too. The compiler lays this out (crates/gorc-ir/src/lower/embed.rs).
	files *[]file
}

// A file is an entry: the path, which ends in a slash for directories, and the content.
type file struct {
	name string
	data string
}

// root stands for the directory that has no entry.
var root = file{name: "./"}

var (
	_ fs.ReadDirFS  = FS{}
	_ fs.ReadFileFS = FS{}
	_ fs.FileInfo   = (*file)(nil)
	_ fs.DirEntry   = (*file)(nil)
	_ io.Seeker     = (*openFile)(nil)
	_ io.ReaderAt   = (*openFile)(nil)
)

// split parts a path without its final slash at the last one: directory ("." if there is none) and element.
func split(path string) (dir, elem string) {
	if n := len(path); n > 0 && path[n-1] == '/' {
		path = path[:n-1]
	}
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return path[:i], path[i+1:]
		}
	}
	return ".", path
}

func (f *file) Name() string {
	_, elem := split(f.name)
	return elem
}

func (f *file) Size() int64                { return int64(len(f.data)) }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return f.name[len(f.name)-1] == '/' }
func (f *file) Sys() any                   { return nil }
func (f *file) Type() fs.FileMode          { return f.Mode().Type() }
func (f *file) Info() (fs.FileInfo, error) { return f, nil }
func (f *file) String() string             { return fs.FormatFileInfo(f) }

func (f *file) Mode() fs.FileMode {
	if f.IsDir() {
		return fs.ModeDir | 0555
	}
	return 0444
}

// search returns the first entry whose path is not below (dir, elem) in the order of entries.
func (f FS) search(dir, elem string) int {
	if f.files == nil {
		return 0
	}
	low, high := 0, len(*f.files)
	for low < high {
		mid := int(uint(low+high) / 2)
		d, e := split((*f.files)[mid].name)
		if d < dir || d == dir && e < elem {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// find returns the entry of a path, nil if there is none.
func (f FS) find(name string) *file {
	if name == "." {
		return &root
	}
	if f.files == nil || !fs.ValidPath(name) {
		return nil
	}
	dir, elem := split(name)
	i := f.search(dir, elem)
	if i == len(*f.files) {
		return nil
	}
	entry := &(*f.files)[i]
	if d, e := split(entry.name); d != dir || e != elem {
		return nil
	}
	return entry
}

// entries returns what is in a directory.
func (f FS) entries(dir string) []file {
	if f.files == nil {
		return nil
	}
	first := f.search(dir, "")
	last := first
	for last < len(*f.files) {
		if d, _ := split((*f.files)[last].name); d != dir {
			break
		}
		last++
	}
	return (*f.files)[first:last]
}

// Open opens a file or directory. What it returns for a file can Seek and ReadAt too.
func (f FS) Open(name string) (fs.File, error) {
	entry := f.find(name)
	switch {
	case entry == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case entry.IsDir():
		return &openDir{f: entry, rest: f.entries(name)}, nil
	}
	return &openFile{f: entry}, nil
}

// ReadDir returns the entries of a directory sorted by name.
func (f FS) ReadDir(name string) ([]fs.DirEntry, error) {
	opened, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	dir, ok := opened.(*openDir)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a directory")}
	}
	list := make([]fs.DirEntry, len(dir.rest))
	for i := range list {
		list[i] = &dir.rest[i]
	}
	return list, nil
}

// ReadFile returns a copy of the content of a file.
func (f FS) ReadFile(name string) ([]byte, error) {
	opened, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	r, ok := opened.(*openFile)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	return []byte(r.f.data), nil
}

// An openFile is an open file; at is where the next Read begins.
type openFile struct {
	f  *file
	at int64
}

func (r *openFile) Close() error               { return nil }
func (r *openFile) Stat() (fs.FileInfo, error) { return r.f, nil }

func (r *openFile) fail(op string) error {
	return &fs.PathError{Op: op, Path: r.f.name, Err: fs.ErrInvalid}
}

func (r *openFile) Read(b []byte) (int, error) {
	if r.at >= r.f.Size() {
		return 0, io.EOF
	}
	n := copy(b, r.f.data[r.at:])
	r.at += int64(n)
	return n, nil
}

func (r *openFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.f.Size()
	}
	if offset < 0 || offset > r.f.Size() {
		return 0, r.fail("seek")
	}
	r.at = offset
	return offset, nil
}

func (r *openFile) ReadAt(b []byte, offset int64) (int, error) {
	if offset < 0 || offset > r.f.Size() {
		return 0, r.fail("read")
	}
	n := copy(b, r.f.data[offset:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// An openDir is an open directory; rest is what ReadDir has not returned yet.
type openDir struct {
	f    *file
	rest []file
}

func (d *openDir) Close() error               { return nil }
func (d *openDir) Stat() (fs.FileInfo, error) { return d.f, nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.f.name, Err: errors.New("is a directory")}
}

func (d *openDir) ReadDir(count int) ([]fs.DirEntry, error) {
	n := len(d.rest)
	if count > 0 {
		if n == 0 {
			return nil, io.EOF
		}
		n = min(n, count)
	} else if n == 0 {
		return nil, nil
	}
	list := make([]fs.DirEntry, n)
	for i := range list {
		list[i] = &d.rest[i]
	}
	d.rest = d.rest[n:]
	return list, nil
}
