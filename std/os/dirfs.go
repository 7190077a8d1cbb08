package os

import (
	"io"
	"io/fs"
)

// DirFS returns what is below a directory as a file system. Symbolic links may lead out of it.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

// name is the file's path.
func (d dirFS) name(op, name string) (string, error) {
	if d == "" {
		return "", &PathError{Op: op, Path: name, Err: textError("os: DirFS with empty root")}
	}
	if !fs.ValidPath(name) {
		return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	if d[len(d)-1] == '/' {
		return string(d) + name, nil
	}
	return string(d) + "/" + name, nil
}

// short makes the path in an error the one that was asked for.
func short(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (d dirFS) Open(name string) (fs.File, error) {
	full, err := d.name("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(full)
	if err != nil {
		return nil, short(err, name)
	}
	return f, nil
}

func (d dirFS) ReadFile(name string) ([]byte, error) {
	full, err := d.name("readfile", name)
	if err != nil {
		return nil, err
	}
	b, err := ReadFile(full)
	return b, short(err, name)
}

func (d dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := d.name("readdir", name)
	if err != nil {
		return nil, err
	}
	list, err := ReadDir(full)
	return list, short(err, name)
}

func (d dirFS) Stat(name string) (FileInfo, error) {
	full, err := d.name("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := Stat(full)
	return info, short(err, name)
}

func (d dirFS) Lstat(name string) (FileInfo, error) {
	full, err := d.name("lstat", name)
	if err != nil {
		return nil, err
	}
	info, err := Lstat(full)
	return info, short(err, name)
}

func (d dirFS) ReadLink(name string) (string, error) {
	full, err := d.name("readlink", name)
	if err != nil {
		return "", err
	}
	s, err := Readlink(full)
	return s, short(err, name)
}

// CopyFS copies a file system to a directory, which is made. Files that exist are an error.
func CopyFS(dir string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := dir + "/" + path
		switch d.Type() {
		case ModeDir:
			return MkdirAll(to, 0o777)
		case ModeSymlink:
			target, err := fs.ReadLink(fsys, path)
			if err != nil {
				return err
			}
			return Symlink(target, to)
		case 0:
			return copyFile(to, fsys, path)
		}
		return &PathError{Op: "CopyFS", Path: path, Err: ErrInvalid}
	})
}

func copyFile(to string, fsys fs.FS, path string) error {
	r, err := fsys.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return err
	}
	w, err := OpenFile(to, O_CREATE|O_EXCL|O_WRONLY, 0o666|info.Mode()&0o777)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, r); err != nil {
		w.Close()
		return &PathError{Op: "Copy", Path: to, Err: err}
	}
	return w.Close()
}
