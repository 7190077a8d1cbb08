// Links, owners, times and ids.

package syscall

import "unsafe"

const (
	sysLinkat    = 265
	sysSymlinkat = 266
	sysFchownat  = 260
	sysUtimensat = 280
	sysTruncate  = 76
	sysGeteuid   = 107
	sysGetegid   = 108
	sysFchdir    = 81
	sysFchmod    = 91
	sysFchown    = 93
)

func id(trap uintptr) int {
	r, _, _ := RawSyscall(trap, 0, 0, 0)
	return int(r)
}

// Getuid, Geteuid, Getgid and Getegid return the user's and group's ids.
func Getuid() int  { return id(SYS_GETUID) }
func Geteuid() int { return id(sysGeteuid) }
func Getgid() int  { return id(SYS_GETGID) }
func Getegid() int { return id(sysGetegid) }

// Getppid returns the parent's process id.
func Getppid() int { return id(SYS_GETPPID) }

// Link makes another name for a file.
func Link(from, to string) error {
	p, err := BytePtrFromString(to)
	if err != nil {
		return err
	}
	_, err = withPath(from, sysLinkat, 1, [6]uintptr{uintptr(at), 0, uintptr(at), uintptr(unsafe.Pointer(p))})
	return err
}

// Symlink makes a symbolic link at to.
func Symlink(from, to string) error {
	p, err := BytePtrFromString(to)
	if err != nil {
		return err
	}
	_, err = withPath(from, sysSymlinkat, 0, [6]uintptr{0, uintptr(at), uintptr(unsafe.Pointer(p))})
	return err
}

func chown(path string, uid, gid int, flags uintptr) error {
	_, err := withPath(path, sysFchownat, 1, [6]uintptr{uintptr(at), 0, uintptr(uid), uintptr(gid), flags})
	return err
}

// Chown sets the owner of a file.
func Chown(path string, uid, gid int) error { return chown(path, uid, gid, 0) }

// Lchown sets the owner of a file or symbolic link.
func Lchown(path string, uid, gid int) error { return chown(path, uid, gid, atSymlinkNoFollow) }

// UtimesNano sets the times of last access and change.
func UtimesNano(path string, ts []Timespec) error {
	if len(ts) != 2 {
		return EINVAL
	}
	_, err := withPath(path, sysUtimensat, 1, [6]uintptr{uintptr(at), 0, uintptr(unsafe.Pointer(&ts[0]))})
	return err
}

// Truncate sets the length of a file.
func Truncate(path string, size int64) error {
	_, err := withPath(path, sysTruncate, 0, [6]uintptr{0, uintptr(size)})
	return err
}

// Fchdir, Fchmod and Fchown are Chdir, Chmod and Chown of an open file.
func Fchdir(fd int) error {
	_, _, e := Syscall(sysFchdir, uintptr(fd), 0, 0)
	return errOf(e)
}

func Fchmod(fd int, mode uint32) error {
	_, _, e := Syscall(sysFchmod, uintptr(fd), uintptr(mode), 0)
	return errOf(e)
}

func Fchown(fd int, uid, gid int) error {
	_, _, e := Syscall(sysFchown, uintptr(fd), uintptr(uid), uintptr(gid))
	return errOf(e)
}
