// Parts of file systems, patterns, and symbolic links.

package fs

import (
	"path"
)

// SubFS is an FS that makes parts of itself.
type SubFS interface {
	FS
	Sub(dir string) (FS, error)
}

// Sub returns what is below a directory as a file system.
func Sub(fsys FS, dir string) (FS, error) {
	if !ValidPath(dir) {
		return nil, &PathError{Op: "sub", Path: dir, Err: ErrInvalid}
	}
	if dir == "." {
		return fsys, nil
	}
	if f, ok := fsys.(SubFS); ok {
		return f.Sub(dir)
	}
	return &part{fsys, dir}, nil
}

// part is a directory of a file system.
type part struct {
	fsys FS
	dir  string
}

// name is the name in the whole file system.
func (p *part) name(op, name string) (string, error) {
	if !ValidPath(name) {
		return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	return path.Join(p.dir, name), nil
}

// short takes the directory's name from an error.
func (p *part) short(err error) error {
	if e, ok := err.(*PathError); ok {
		if e.Path == p.dir {
			e.Path = "."
		} else if n := len(p.dir); len(e.Path) > n && e.Path[:n] == p.dir && e.Path[n] == '/' {
			e.Path = e.Path[n+1:]
		}
	}
	return err
}

func (p *part) Open(name string) (File, error) {
	full, err := p.name("open", name)
	if err != nil {
		return nil, err
	}
	f, err := p.fsys.Open(full)
	return f, p.short(err)
}

func (p *part) ReadDir(name string) ([]DirEntry, error) {
	full, err := p.name("read", name)
	if err != nil {
		return nil, err
	}
	list, err := ReadDir(p.fsys, full)
	return list, p.short(err)
}

func (p *part) ReadFile(name string) ([]byte, error) {
	full, err := p.name("read", name)
	if err != nil {
		return nil, err
	}
	data, err := ReadFile(p.fsys, full)
	return data, p.short(err)
}

func (p *part) Sub(dir string) (FS, error) {
	if dir == "." {
		return p, nil
	}
	full, err := p.name("sub", dir)
	if err != nil {
		return nil, err
	}
	return &part{p.fsys, full}, nil
}

// ReadLinkFS is an FS with symbolic links.
type ReadLinkFS interface {
	FS
	ReadLink(name string) (string, error)
	Lstat(name string) (FileInfo, error)
}

// ReadLink returns what a symbolic link leads to.
func ReadLink(fsys FS, name string) (string, error) {
	if f, ok := fsys.(ReadLinkFS); ok {
		return f.ReadLink(name)
	}
	return "", &PathError{Op: "readlink", Path: name, Err: ErrInvalid}
}

// Lstat describes a file, or the symbolic link itself where fsys has such.
func Lstat(fsys FS, name string) (FileInfo, error) {
	if f, ok := fsys.(ReadLinkFS); ok {
		return f.Lstat(name)
	}
	return Stat(fsys, name)
}

// GlobFS is an FS that finds files by patterns itself.
type GlobFS interface {
	FS
	Glob(pattern string) ([]string, error)
}

// Glob returns the files that match pattern, whose elements are as in path.Match.
func Glob(fsys FS, pattern string) (matches []string, err error) {
	if f, ok := fsys.(GlobFS); ok {
		return f.Glob(pattern)
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	if !isPattern(pattern) {
		if _, err := Stat(fsys, pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := path.Split(pattern)
	if dir == "" {
		dir = "."
	} else {
		dir = dir[:len(dir)-1]
	}
	dirs := []string{dir}
	if isPattern(dir) {
		if dir == pattern {
			return nil, path.ErrBadPattern
		}
		if dirs, err = Glob(fsys, dir); err != nil {
			return nil, err
		}
	}
	for _, d := range dirs {
		list, err := ReadDir(fsys, d)
		if err != nil {
			continue
		}
		for _, e := range list {
			if ok, err := path.Match(file, e.Name()); err != nil {
				return matches, err
			} else if ok {
				matches = append(matches, path.Join(d, e.Name()))
			}
		}
	}
	return matches, nil
}

func isPattern(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '*', '?', '[', '\\':
			return true
		}
	}
	return false
}
