// Links, owners, times; the user's directories; variables in texts.

package os

import (
	"io"
	"syscall"
	"time"
)

// The values of Seek's whence.
//
// Deprecated: use io.SeekStart, io.SeekCurrent and io.SeekEnd.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
)

func linkError(op, from, to string, err error) error {
	if err == nil {
		return nil
	}
	return &LinkError{op, from, to, err}
}

// Link makes newname another name of a file.
func Link(oldname, newname string) error {
	return linkError("link", oldname, newname, syscall.Link(oldname, newname))
}

// Symlink makes newname a symbolic link to oldname.
func Symlink(oldname, newname string) error {
	return linkError("symlink", oldname, newname, syscall.Symlink(oldname, newname))
}

// Chown sets user and group of a file; -1 leaves one.
func Chown(name string, uid, gid int) error {
	return pathError("chown", name, syscall.Chown(name, uid, gid))
}

// Lchown is Chown that does not follow a symbolic link.
func Lchown(name string, uid, gid int) error {
	return pathError("lchown", name, syscall.Lchown(name, uid, gid))
}

// Chtimes sets when a file was last read and changed; a zero time leaves one.
func Chtimes(name string, atime, mtime time.Time) error {
	const omit = 1<<30 - 2
	spec := func(t time.Time) syscall.Timespec {
		if t.IsZero() {
			return syscall.Timespec{Nsec: omit}
		}
		return syscall.Timespec{Sec: t.Unix(), Nsec: int64(t.Nanosecond())}
	}
	return pathError("chtimes", name, syscall.UtimesNano(name, []syscall.Timespec{spec(atime), spec(mtime)}))
}

// Truncate sets the length of a file.
func Truncate(name string, size int64) error {
	return pathError("truncate", name, syscall.Truncate(name, size))
}

// IsPathSeparator reports whether c is a slash.
func IsPathSeparator(c uint8) bool { return c == PathSeparator }

// Getuid, Geteuid, Getgid and Getegid return the ids of user and group.
func Getuid() int  { return syscall.Getuid() }
func Geteuid() int { return syscall.Geteuid() }
func Getgid() int  { return syscall.Getgid() }
func Getegid() int { return syscall.Getegid() }

// Getppid returns the parent's process id.
func Getppid() int { return syscall.Getppid() }

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return syscall.Getpagesize() }

// Executable returns the path of the running program.
func Executable() (string, error) { return Readlink("/proc/self/exe") }

// userDir is the directory that a variable names, else one below the home directory.
func userDir(variable, below string) (string, error) {
	dir := Getenv(variable)
	if dir == "" {
		if dir = Getenv("HOME"); dir == "" {
			return "", textError("neither $" + variable + " nor $HOME are defined")
		}
		return dir + "/" + below, nil
	}
	if dir[0] != '/' {
		return "", textError("path in $" + variable + " is relative")
	}
	return dir, nil
}

// UserHomeDir returns the user's home directory.
func UserHomeDir() (string, error) {
	if dir := Getenv("HOME"); dir != "" {
		return dir, nil
	}
	return "", textError("$HOME is not defined")
}

// UserCacheDir returns the directory for the user's caches.
func UserCacheDir() (string, error) { return userDir("XDG_CACHE_HOME", ".cache") }

// UserConfigDir returns the directory for the user's settings.
func UserConfigDir() (string, error) { return userDir("XDG_CONFIG_HOME", ".config") }

// ExpandEnv replaces $name and ${name} by variables of the environment.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces $name and ${name} by what mapping says.
func Expand(s string, mapping func(string) string) string {
	var out []byte
	for {
		i := 0
		for i < len(s) && s[i] != '$' {
			i++
		}
		out = append(out, s[:i]...)
		if i >= len(s)-1 {
			return string(append(out, s[i:]...))
		}
		s = s[i+1:]
		name, n := variable(s)
		switch {
		case name != "":
			out = append(out, mapping(name)...)
		case n == 0:
			out = append(out, '$') // not a variable
		}
		s = s[n:]
	}
}

// variable reads a name behind $, and says how long it is; ${} and ${ without an end are dropped.
func variable(s string) (name string, n int) {
	if s[0] == '{' {
		if len(s) > 2 && special(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				if i == 1 {
					return "", 2
				}
				return s[1:i], i + 1
			}
		}
		return "", 1
	}
	if special(s[0]) {
		return s[:1], 1
	}
	for n < len(s) && (s[n] == '_' || '0' <= s[n] && s[n] <= '9' || 'a' <= s[n]|0x20 && s[n]|0x20 <= 'z') {
		n++
	}
	return s[:n], n
}

// special reports whether c is the name of a variable of the shell.
func special(c byte) bool {
	switch c {
	case '*', '#', '$', '@', '!', '?', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return true
	}
	return false
}

// Chdir makes the directory f the current one.
func (f *File) Chdir() error {
	if err := f.usable("chdir"); err != nil {
		return err
	}
	return f.wrap("chdir", syscall.Fchdir(f.fd))
}

// Chmod sets the mode of f.
func (f *File) Chmod(mode FileMode) error {
	if err := f.usable("chmod"); err != nil {
		return err
	}
	return f.wrap("chmod", syscall.Fchmod(f.fd, modeBits(mode)))
}

// Chown sets user and group of f.
func (f *File) Chown(uid, gid int) error {
	if err := f.usable("chown"); err != nil {
		return err
	}
	return f.wrap("chown", syscall.Fchown(f.fd, uid, gid))
}

// Readdir is ReadDir with the metadata of each file.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	list, err := f.ReadDir(n)
	var infos []FileInfo
	for _, e := range list {
		if info, err := e.Info(); err == nil { // else the file has gone
			infos = append(infos, info)
		}
	}
	return infos, err
}

// plain hides the methods by which io.Copy would come back here.
type plain struct{ f *File }

func (p plain) Read(b []byte) (int, error)  { return p.f.Read(b) }
func (p plain) Write(b []byte) (int, error) { return p.f.Write(b) }

// ReadFrom writes all that r has to f.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.usable("write"); err != nil {
		return 0, err
	}
	return io.Copy(plain{f}, r)
}

// WriteTo writes the rest of f to w.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if err := f.usable("read"); err != nil {
		return 0, err
	}
	return io.Copy(w, plain{f})
}

// SetDeadline, SetReadDeadline and SetWriteDeadline give an error: files have no deadlines here.
func (f *File) SetDeadline(t time.Time) error      { return f.noDeadline() }
func (f *File) SetReadDeadline(t time.Time) error  { return f.noDeadline() }
func (f *File) SetWriteDeadline(t time.Time) error { return f.noDeadline() }

func (f *File) noDeadline() error {
	if err := f.usable("set deadline"); err != nil {
		return err
	}
	return ErrNoDeadline
}

// A Signal is a signal of the operating system.
type Signal interface {
	String() string
	Signal()
}

// The signals that every system has.
var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)
