package os

import (
	"io/fs"
	"syscall"
	"time"
)

type (
	// FileMode is a file's type and permissions.
	FileMode = fs.FileMode
	// FileInfo describes a file.
	FileInfo = fs.FileInfo
	// DirEntry is an entry of a directory.
	DirEntry = fs.DirEntry
)

// The bits of a FileMode.
const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

// fileStat is what the kernel says of a file.
type fileStat struct {
	name string
	mode FileMode
	sys  syscall.Stat_t
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.sys.Size }
func (s *fileStat) Mode() FileMode     { return s.mode }
func (s *fileStat) IsDir() bool        { return s.mode.IsDir() }
func (s *fileStat) Sys() any           { return &s.sys }
func (s *fileStat) ModTime() time.Time { return time.Unix(s.sys.Mtim.Sec, s.sys.Mtim.Nsec) }

// fill sets name and mode from the kernel's fields.
func (s *fileStat) fill(path string) {
	s.name = base(path)
	s.mode = FileMode(s.sys.Mode & 0777)
	switch s.sys.Mode & syscall.S_IFMT {
	case syscall.S_IFBLK:
		s.mode |= ModeDevice
	case syscall.S_IFCHR:
		s.mode |= ModeDevice | ModeCharDevice
	case syscall.S_IFDIR:
		s.mode |= ModeDir
	case syscall.S_IFIFO:
		s.mode |= ModeNamedPipe
	case syscall.S_IFLNK:
		s.mode |= ModeSymlink
	case syscall.S_IFSOCK:
		s.mode |= ModeSocket
	}
	for _, b := range [...]struct {
		kernel uint32
		mode   FileMode
	}{{syscall.S_ISUID, ModeSetuid}, {syscall.S_ISGID, ModeSetgid}, {syscall.S_ISVTX, ModeSticky}} {
		if s.sys.Mode&b.kernel != 0 {
			s.mode |= b.mode
		}
	}
}

// base is the last element of a path.
func base(path string) string {
	for len(path) > 1 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' && i+1 < len(path) {
			return path[i+1:]
		}
	}
	return path
}

// Stat describes the file at a path, following links.
func Stat(name string) (FileInfo, error) { return statWith(syscall.Stat, "stat", name) }

// Lstat describes the file at a path; of a link the link itself.
func Lstat(name string) (FileInfo, error) { return statWith(syscall.Lstat, "lstat", name) }

func statWith(stat func(string, *syscall.Stat_t) error, op, name string) (FileInfo, error) {
	s := new(fileStat)
	if err := stat(name, &s.sys); err != nil {
		return nil, &PathError{Op: op, Path: name, Err: err}
	}
	s.fill(name)
	return s, nil
}

// Stat describes the open file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.usable("stat"); err != nil {
		return nil, err
	}
	s := new(fileStat)
	if err := syscall.Fstat(f.fd, &s.sys); err != nil {
		return nil, &PathError{Op: "stat", Path: f.name, Err: err}
	}
	s.fill(f.name)
	return s, nil
}

// SameFile reports whether two descriptions are of one file.
func SameFile(a, b FileInfo) bool {
	x, ok1 := a.(*fileStat)
	y, ok2 := b.(*fileStat)
	return ok1 && ok2 && x.sys.Dev == y.sys.Dev && x.sys.Ino == y.sys.Ino
}
