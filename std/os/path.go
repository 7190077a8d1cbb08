package os

import (
	"syscall"
	_ "unsafe" // for go:linkname
)

// PathSeparator and PathListSeparator separate elements of a path, and paths of a list.
const (
	PathSeparator     = '/'
	PathListSeparator = ':'
	DevNull           = "/dev/null"
)

// pathError wraps err, if there is one.
func pathError(op, path string, err error) error {
	if err == nil {
		return nil
	}
	return &PathError{Op: op, Path: path, Err: err}
}

// LinkError says which operation on which two paths gave an error.
type LinkError struct {
	Op, Old, New string
	Err          error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }

// Unwrap returns the underlying error.
func (e *LinkError) Unwrap() error { return e.Err }

// Mkdir makes a directory.
func Mkdir(name string, perm FileMode) error {
	return pathError("mkdir", name, syscall.Mkdir(name, modeBits(perm)))
}

// MkdirAll makes a directory and those above it that do not exist. An existing directory is fine.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end > 1 {
		if err := MkdirAll(path[:end-1], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		if info, err2 := Lstat(path); err2 == nil && info.IsDir() {
			return nil // somebody else was faster
		}
	}
	return err
}

// Remove removes a file or an empty directory.
func Remove(name string) error {
	err := syscall.Unlink(name)
	if err == nil {
		return nil
	}
	err2 := syscall.Rmdir(name)
	if err2 == nil {
		return nil
	}
	if err2 != syscall.ENOTDIR {
		err = err2
	}
	return &PathError{Op: "remove", Path: name, Err: err}
}

// RemoveAll removes path and everything under it. It is no error if there is nothing.
func RemoveAll(path string) error {
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	info, serr := Lstat(path)
	if serr != nil || !info.IsDir() {
		return err
	}
	list, err := ReadDir(path)
	for _, e := range list {
		if err2 := RemoveAll(path + "/" + e.Name()); err == nil {
			err = err2
		}
	}
	if err2 := Remove(path); err2 == nil || IsNotExist(err2) {
		return nil
	} else if err == nil {
		err = err2
	}
	return err
}

// Rename moves a file.
func Rename(oldpath, newpath string) error {
	if err := syscall.Rename(oldpath, newpath); err != nil {
		return &LinkError{"rename", oldpath, newpath, err}
	}
	return nil
}

// Chdir changes the current directory.
func Chdir(dir string) error { return pathError("chdir", dir, syscall.Chdir(dir)) }

// Chmod changes a file's permissions.
func Chmod(name string, mode FileMode) error {
	return pathError("chmod", name, syscall.Chmod(name, modeBits(mode)))
}

// Getwd returns the current directory.
func Getwd() (dir string, err error) {
	dir, err = syscall.Getwd()
	return dir, NewSyscallError("getwd", err)
}

// Readlink returns the target of a symbolic link.
func Readlink(name string) (string, error) {
	for size := 128; ; size *= 2 {
		b := make([]byte, size)
		n, err := syscall.Readlink(name, b)
		if err != nil {
			return "", &PathError{Op: "readlink", Path: name, Err: err}
		}
		if n < size {
			return string(b[:n]), nil
		}
	}
}

// TempDir returns the directory for temporary files: $TMPDIR, or /tmp.
func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

//go:linkname runtime_rand runtime.rand
func runtime_rand() uint64

// tempName puts a random number in place of the last '*' of pattern, or at its end.
func tempName(op, dir, pattern string) (string, error) {
	star := len(pattern)
	for i := range len(pattern) {
		if pattern[i] == '/' {
			return "", &PathError{Op: op, Path: pattern, Err: textError("pattern contains path separator")}
		}
		if pattern[i] == '*' {
			star = i
		}
	}
	prefix, suffix := pattern[:star], ""
	if star < len(pattern) {
		suffix = pattern[star+1:]
	}
	var digits [10]byte
	n := uint32(runtime_rand())
	i := len(digits)
	for {
		i--
		digits[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			break
		}
	}
	if dir == "" {
		dir = TempDir()
	}
	return dir + "/" + prefix + string(digits[i:]) + suffix, nil
}

// CreateTemp makes a new file in dir (TempDir if empty) whose name is pattern with a random number.
func CreateTemp(dir, pattern string) (*File, error) {
	for try := 0; ; try++ {
		name, err := tempName("createtemp", dir, pattern)
		if err != nil {
			return nil, err
		}
		f, err := OpenFile(name, O_RDWR|O_CREATE|O_EXCL, 0600)
		if err == nil || !IsExist(err) || try > 10000 {
			return f, err
		}
	}
}

// MkdirTemp makes a new directory in dir (TempDir if empty) whose name is pattern with a random number.
func MkdirTemp(dir, pattern string) (string, error) {
	for try := 0; ; try++ {
		name, err := tempName("mkdirtemp", dir, pattern)
		if err != nil {
			return "", err
		}
		if err = Mkdir(name, 0700); err == nil {
			return name, nil
		}
		if !IsExist(err) || try > 10000 {
			return "", err
		}
	}
}

// Hostname returns the name of this machine.
func Hostname() (name string, err error) {
	b, err := ReadFile("/proc/sys/kernel/hostname")
	for len(b) > 0 && b[len(b)-1] == '\n' {
		b = b[:len(b)-1]
	}
	return string(b), err
}
