package os

import (
	"io"
	"io/fs"
	"syscall"
)

// unixDirent is an entry as ReadDir gives it.
type unixDirent struct {
	parent, name string
	typ          FileMode
	known        bool // typ is known
}

func (d *unixDirent) Name() string   { return d.name }
func (d *unixDirent) String() string { return fs.FormatDirEntry(d) }
func (d *unixDirent) IsDir() bool    { return d.Type().IsDir() }

func (d *unixDirent) Type() FileMode {
	if !d.known {
		if info, err := d.Info(); err == nil {
			d.typ, d.known = info.Mode().Type(), true
		}
	}
	return d.typ
}

func (d *unixDirent) Info() (FileInfo, error) { return Lstat(d.parent + "/" + d.name) }

// direntTypes are the modes for the kernel's d_type.
var direntTypes = [...]FileMode{1: ModeNamedPipe, 2: ModeDevice | ModeCharDevice, 4: ModeDir, 6: ModeDevice, 8: 0, 10: ModeSymlink, 12: ModeSocket}

// ReadDir returns the next n entries in the directory's order, io.EOF when there are no more; with n <= 0 all that are left.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if err := f.usable("readdir"); err != nil {
		return nil, err
	}
	list := []DirEntry{}
	for n <= 0 || len(list) < n {
		if len(f.dirents) == 0 {
			buf := make([]byte, 8192)
			m, err := again(func() (int, error) { return syscall.Getdents(f.fd, buf) })
			if err != nil {
				return list, &PathError{Op: "readdirent", Path: f.name, Err: err}
			}
			if m == 0 {
				if n > 0 && len(list) == 0 {
					return list, io.EOF
				}
				break
			}
			f.dirents = buf[:m]
		}
		if e := f.nextDirent(); e != nil {
			list = append(list, e)
		}
	}
	return list, nil
}

// nextDirent takes one entry off the buffer: inode (8 bytes), offset (8), length (2), type (1), name with a NUL.
// It gives nil for "." and "..", and for entries that are gone.
func (f *File) nextDirent() DirEntry {
	b := f.dirents
	length := int(b[16]) | int(b[17])<<8
	if length < 19 || length > len(b) {
		f.dirents = nil
		return nil
	}
	f.dirents = b[length:]
	end := 19
	for end < length && b[end] != 0 {
		end++
	}
	name := string(b[19:end])
	if name == "." || name == ".." {
		return nil
	}
	d := &unixDirent{parent: f.name, name: name}
	if t := int(b[18]); t != 0 && t < len(direntTypes) {
		d.typ, d.known = direntTypes[t], true
	}
	return d
}

// Readdirnames is ReadDir for the names alone.
func (f *File) Readdirnames(n int) (names []string, err error) {
	list, err := f.ReadDir(n)
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names, err
}

// ReadDir returns the entries of a directory sorted by name.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	sortEntries(list)
	return list, err
}

// sortEntries sorts by name: heapsort, which needs no other package.
func sortEntries(list []DirEntry) {
	down := func(root, n int) {
		for {
			child := 2*root + 1
			if child >= n {
				return
			}
			if child+1 < n && list[child].Name() < list[child+1].Name() {
				child++
			}
			if list[root].Name() >= list[child].Name() {
				return
			}
			list[root], list[child] = list[child], list[root]
			root = child
		}
	}
	for i := len(list)/2 - 1; i >= 0; i-- {
		down(i, len(list))
	}
	for n := len(list) - 1; n > 0; n-- {
		list[0], list[n] = list[n], list[0]
		down(0, n)
	}
}
