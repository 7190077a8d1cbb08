// Package syscall is the way to the Linux kernel.
//
// Calls go through two routines of the runtime: rawSyscall for those that cannot
// block for long, blockingSyscall for the others, during which other goroutines
// may take the processor.
package syscall

import "unsafe"

//go:noescape
func rawSyscall(args *[7]uintptr) (r1, errno uintptr)

//go:noescape
func blockingSyscall(args *[7]uintptr) (r1, errno uintptr)

// Syscall makes a system call with three arguments. r2 is always 0.
func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return Syscall6(trap, a1, a2, a3, 0, 0, 0)
}

// Syscall6 makes a system call with six arguments.
func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	r1, e := blockingSyscall(&[7]uintptr{trap, a1, a2, a3, a4, a5, a6})
	return r1, 0, Errno(e)
}

// RawSyscall is Syscall for calls that return at once.
func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return RawSyscall6(trap, a1, a2, a3, 0, 0, 0)
}

// RawSyscall6 is Syscall6 for calls that return at once.
func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	r1, e := rawSyscall(&[7]uintptr{trap, a1, a2, a3, a4, a5, a6})
	return r1, 0, Errno(e)
}

// errOf makes an error of a number, nil of zero.
func errOf(e Errno) error {
	if e == 0 {
		return nil
	}
	return e
}

// BytePtrFromString returns s with a NUL at its end; a NUL within it is an error.
func BytePtrFromString(s string) (*byte, error) {
	b := make([]byte, len(s)+1)
	for i := range len(s) {
		if s[i] == 0 {
			return nil, EINVAL
		}
		b[i] = s[i]
	}
	return &b[0], nil
}

// withPath makes a system call whose argument number at (from 0) is a path.
func withPath(path string, trap uintptr, at int, args [6]uintptr) (uintptr, error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return 0, err
	}
	args[at] = uintptr(unsafe.Pointer(p))
	r, _, e := Syscall6(trap, args[0], args[1], args[2], args[3], args[4], args[5])
	return r, errOf(e)
}

// Numbers of system calls.
const (
	SYS_READ       = 0
	SYS_WRITE      = 1
	SYS_OPEN       = 2
	SYS_CLOSE      = 3
	SYS_LSEEK      = 8
	SYS_PREAD64    = 17
	SYS_PWRITE64   = 18
	SYS_PIPE2      = 293
	SYS_GETPID     = 39
	SYS_FSYNC      = 74
	SYS_FTRUNCATE  = 77
	SYS_GETCWD     = 79
	SYS_CHDIR      = 80
	SYS_GETUID     = 102
	SYS_GETGID     = 104
	SYS_GETPPID    = 110
	SYS_KILL       = 62
	SYS_UNAME      = 63
	SYS_GETDENTS64 = 217
	SYS_OPENAT     = 257
	SYS_MKDIRAT    = 258
	SYS_NEWFSTATAT = 262
	SYS_UNLINKAT   = 263
	SYS_RENAMEAT   = 264
	SYS_FCHMODAT   = 268
	SYS_READLINKAT = 267
	SYS_EXIT_GROUP = 231
)

// Flags of Open.
const (
	O_RDONLY   = 0x0
	O_WRONLY   = 0x1
	O_RDWR     = 0x2
	O_CREAT    = 0x40
	O_EXCL     = 0x80
	O_TRUNC    = 0x200
	O_APPEND   = 0x400
	O_SYNC     = 0x101000
	O_CLOEXEC  = 0x80000
	O_NONBLOCK = 0x800

	AT_FDCWD = -0x64
)

// Standard file descriptors.
var (
	Stdin  = 0
	Stdout = 1
	Stderr = 2
)

// Open opens a file.
func Open(path string, mode int, perm uint32) (fd int, err error) {
	dir := AT_FDCWD
	r, err := withPath(path, SYS_OPENAT, 1, [6]uintptr{uintptr(dir), 0, uintptr(mode), uintptr(perm)})
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

// Close closes a file descriptor.
func Close(fd int) error {
	_, _, e := Syscall(SYS_CLOSE, uintptr(fd), 0, 0)
	return errOf(e)
}

func transfer(trap uintptr, fd int, p []byte) (n int, err error) {
	r, _, e := Syscall(trap, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Read reads from a file descriptor.
func Read(fd int, p []byte) (n int, err error) { return transfer(SYS_READ, fd, p) }

// Write writes to a file descriptor.
func Write(fd int, p []byte) (n int, err error) { return transfer(SYS_WRITE, fd, p) }

// Seek moves the offset of a file descriptor.
func Seek(fd int, offset int64, whence int) (off int64, err error) {
	r, _, e := Syscall(SYS_LSEEK, uintptr(fd), uintptr(offset), uintptr(whence))
	return int64(r), errOf(e)
}

// Getpid returns the number of this process.
func Getpid() int {
	r, _, _ := RawSyscall(SYS_GETPID, 0, 0, 0)
	return int(r)
}

// Exit ends the process.
func Exit(code int)

// Pread reads at an offset without moving the file's own.
func Pread(fd int, p []byte, off int64) (n int, err error) {
	return transferAt(SYS_PREAD64, fd, p, off)
}

// Pwrite writes at an offset without moving the file's own.
func Pwrite(fd int, p []byte, off int64) (n int, err error) {
	return transferAt(SYS_PWRITE64, fd, p, off)
}

func transferAt(trap uintptr, fd int, p []byte, off int64) (n int, err error) {
	r, _, e := Syscall6(trap, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), uintptr(off), 0, 0)
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Fsync writes a file's data to the disk.
func Fsync(fd int) error {
	_, _, e := Syscall(SYS_FSYNC, uintptr(fd), 0, 0)
	return errOf(e)
}

// Ftruncate changes a file's size.
func Ftruncate(fd int, size int64) error {
	_, _, e := Syscall(SYS_FTRUNCATE, uintptr(fd), uintptr(size), 0)
	return errOf(e)
}

// at is the current directory as the *at calls take it.
var at = AT_FDCWD

// Mkdir makes a directory.
func Mkdir(path string, mode uint32) error {
	_, err := withPath(path, SYS_MKDIRAT, 1, [6]uintptr{uintptr(at), 0, uintptr(mode)})
	return err
}

// Unlink removes a file.
func Unlink(path string) error {
	_, err := withPath(path, SYS_UNLINKAT, 1, [6]uintptr{uintptr(at), 0, 0})
	return err
}

// Rmdir removes an empty directory.
func Rmdir(path string) error {
	const removeDir = 0x200
	_, err := withPath(path, SYS_UNLINKAT, 1, [6]uintptr{uintptr(at), 0, removeDir})
	return err
}

// Chdir changes the current directory.
func Chdir(path string) error {
	_, err := withPath(path, SYS_CHDIR, 0, [6]uintptr{})
	return err
}

// Chmod changes a file's permissions.
func Chmod(path string, mode uint32) error {
	_, err := withPath(path, SYS_FCHMODAT, 1, [6]uintptr{uintptr(at), 0, uintptr(mode)})
	return err
}

// Rename moves a file.
func Rename(from, to string) error {
	p, err := BytePtrFromString(to)
	if err != nil {
		return err
	}
	_, err = withPath(from, SYS_RENAMEAT, 1, [6]uintptr{uintptr(at), 0, uintptr(at), uintptr(unsafe.Pointer(p))})
	return err
}

// Getwd returns the current directory.
func Getwd() (string, error) {
	var buf [4096]byte
	n, _, e := Syscall(SYS_GETCWD, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)), 0)
	if e != 0 {
		return "", e
	}
	return string(buf[:n-1]), nil
}

// Readlink returns the target of a symbolic link in buf.
func Readlink(path string, buf []byte) (n int, err error) {
	r, err := withPath(path, SYS_READLINKAT, 1, [6]uintptr{uintptr(at), 0, uintptr(unsafe.Pointer(unsafe.SliceData(buf))), uintptr(len(buf))})
	return int(r), err
}

// Pipe2 makes a pipe.
func Pipe2(p []int, flags int) error {
	var fds [2]int32
	_, _, e := RawSyscall(SYS_PIPE2, uintptr(unsafe.Pointer(&fds)), uintptr(flags), 0)
	p[0], p[1] = int(fds[0]), int(fds[1])
	return errOf(e)
}

// Getdents reads directory entries in the kernel's format.
func Getdents(fd int, buf []byte) (n int, err error) { return transfer(SYS_GETDENTS64, fd, buf) }

// A Timespec is a time in the kernel's format.
type Timespec struct {
	Sec, Nsec int64
}

// Stat_t describes a file in the kernel's format.
type Stat_t struct {
	Dev, Ino, Nlink  uint64
	Mode, Uid, Gid   uint32
	_                int32
	Rdev             uint64
	Size             int64
	Blksize, Blocks  int64
	Atim, Mtim, Ctim Timespec
	_                [3]int64
}

// Types of files, in Stat_t.Mode.
const (
	S_IFMT   = 0xf000
	S_IFBLK  = 0x6000
	S_IFCHR  = 0x2000
	S_IFDIR  = 0x4000
	S_IFIFO  = 0x1000
	S_IFLNK  = 0xa000
	S_IFREG  = 0x8000
	S_IFSOCK = 0xc000
	S_ISGID  = 0x400
	S_ISUID  = 0x800
	S_ISVTX  = 0x200
)

const (
	atSymlinkNoFollow = 0x100
	atEmptyPath       = 0x1000
)

// Stat describes the file at path, following links.
func Stat(path string, st *Stat_t) error { return fstatat(at, path, st, 0) }

// Lstat describes the file at path, not following a link.
func Lstat(path string, st *Stat_t) error { return fstatat(at, path, st, atSymlinkNoFollow) }

// Fstat describes an open file.
func Fstat(fd int, st *Stat_t) error { return fstatat(fd, "", st, atEmptyPath) }

func fstatat(dir int, path string, st *Stat_t, flags uintptr) error {
	_, err := withPath(path, SYS_NEWFSTATAT, 1, [6]uintptr{uintptr(dir), 0, uintptr(unsafe.Pointer(st)), flags})
	return err
}
