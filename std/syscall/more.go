// Links, owners, times, ids and signals.

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

// Signal is the number of a signal.
type Signal int

// Signals.
const (
	SIGHUP  Signal = 1
	SIGINT  Signal = 2
	SIGQUIT Signal = 3
	SIGILL  Signal = 4
	SIGTRAP Signal = 5
	SIGABRT Signal = 6
	SIGBUS  Signal = 7
	SIGFPE  Signal = 8
	SIGKILL Signal = 9
	SIGUSR1 Signal = 10
	SIGSEGV Signal = 11
	SIGUSR2 Signal = 12
	SIGPIPE Signal = 13
	SIGALRM Signal = 14
	SIGTERM Signal = 15
	SIGCHLD Signal = 17
	SIGCONT Signal = 18
	SIGSTOP Signal = 19
	SIGTSTP Signal = 20
)

// Signal makes a Signal an os.Signal.
func (s Signal) Signal() {}

// String returns what the signal means.
func (s Signal) String() string {
	switch s {
	case SIGHUP:
		return "hangup"
	case SIGINT:
		return "interrupt"
	case SIGQUIT:
		return "quit"
	case SIGILL:
		return "illegal instruction"
	case SIGTRAP:
		return "trace/breakpoint trap"
	case SIGABRT:
		return "aborted"
	case SIGBUS:
		return "bus error"
	case SIGFPE:
		return "floating point exception"
	case SIGKILL:
		return "killed"
	case SIGUSR1:
		return "user defined signal 1"
	case SIGSEGV:
		return "segmentation fault"
	case SIGUSR2:
		return "user defined signal 2"
	case SIGPIPE:
		return "broken pipe"
	case SIGALRM:
		return "alarm clock"
	case SIGTERM:
		return "terminated"
	case SIGCHLD:
		return "child exited"
	case SIGCONT:
		return "continued"
	case SIGSTOP:
		return "stopped (signal)"
	case SIGTSTP:
		return "stopped"
	}
	n, text := int(s), ""
	for ; n > 9; n /= 10 {
		text = string(rune('0'+n%10)) + text
	}
	return "signal " + string(rune('0'+n)) + text
}

// Kill sends a signal to a process.
func Kill(pid int, sig Signal) error {
	_, _, e := RawSyscall(SYS_KILL, uintptr(pid), uintptr(sig), 0)
	return errOf(e)
}

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

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return 4096 }

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
