// Package syscall is the way to the Linux kernel.
//
// Calls go through two routines of the runtime: rawSyscall for those that cannot
// block for long, blockingSyscall for the others, during which other goroutines
// may take the processor.
package syscall

import "unsafe"

func rawSyscall(args *[7]uintptr) (r1, errno uintptr)
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
