// Starting programs and waiting for their end.

package syscall

import "unsafe"

const (
	SYS_EXECVE = 59
	SYS_WAIT4  = 61
)

// Credential is who a child process is.
type Credential struct {
	Uid         uint32   // User ID.
	Gid         uint32   // Group ID.
	Groups      []uint32 // Supplementary group IDs.
	NoSetGroups bool     // If true, don't set supplementary groups
}

// SysProcAttr is what is peculiar to Linux in starting a process.
type SysProcAttr struct {
	Chroot     string
	Credential *Credential
	// Setsid makes a session of its own.
	Setsid bool
	// Setpgid makes the child a member of the group Pgid, or of a new one if that is 0.
	Setpgid bool
	// Setctty makes the child's descriptor Ctty its controlling terminal.
	Setctty bool
	// Noctty takes the controlling terminal, descriptor 0, away.
	Noctty bool
	Ctty   int
	// Foreground puts the child's group into the foreground of the parent's descriptor Ctty.
	Foreground bool
	Pgid       int
	// Pdeathsig is sent to the child when the thread that started it ends.
	Pdeathsig Signal
}

// ProcAttr is how a process is started.
type ProcAttr struct {
	Dir   string    // Current working directory.
	Env   []string  // Environment.
	Files []uintptr // File descriptors.
	Sys   *SysProcAttr
}

// forkRequest is what the runtime takes: see api/fork.rs there.
type forkRequest struct {
	path        *byte
	argv, envv  **byte
	dir, chroot *byte
	fds         *int
	nfds        int
	flags       uintptr
	pgid, ctty  int
	deathsig    uintptr
	uid, gid    uintptr
	groups      *uint32
	ngroups     int
	errno       uintptr
	mask        uint64
}

const (
	flagSetsid = 1 << iota
	flagSetpgid
	flagSetctty
	flagNoctty
	flagCredential
	flagNoSetGroups
	flagForeground
)

func forkExec0(r *forkRequest) (pid, errno uintptr)

// SlicePtrFromStrings makes a list of NUL-terminated strings, a nil at its end.
func SlicePtrFromStrings(ss []string) ([]*byte, error) {
	list := make([]*byte, len(ss)+1)
	for i, s := range ss {
		p, err := BytePtrFromString(s)
		if err != nil {
			return nil, err
		}
		list[i] = p
	}
	return list, nil
}

// optional is the pointer to a string, nil if it is empty.
func optional(s string) (*byte, error) {
	if s == "" {
		return nil, nil
	}
	return BytePtrFromString(s)
}

// ForkExec starts a program in a new process.
func ForkExec(argv0 string, argv []string, attr *ProcAttr) (pid int, err error) {
	if attr == nil {
		attr = new(ProcAttr)
	}
	sys := attr.Sys
	if sys == nil {
		sys = new(SysProcAttr)
	}
	var r forkRequest
	if r.path, err = BytePtrFromString(argv0); err != nil {
		return 0, err
	}
	args, err := SlicePtrFromStrings(argv)
	if err != nil {
		return 0, err
	}
	envs, err := SlicePtrFromStrings(attr.Env)
	if err != nil {
		return 0, err
	}
	if r.dir, err = optional(attr.Dir); err != nil {
		return 0, err
	}
	if r.chroot, err = optional(sys.Chroot); err != nil {
		return 0, err
	}
	if sys.Setctty && sys.Foreground {
		return 0, message("both Setctty and Foreground set in SysProcAttr")
	}
	if sys.Setctty && sys.Ctty >= len(attr.Files) {
		return 0, message("Setctty set but Ctty not valid in child")
	}
	fds := make([]int, len(attr.Files))
	for i, fd := range attr.Files {
		fds[i] = int(fd)
	}
	r.argv, r.envv = unsafe.SliceData(args), unsafe.SliceData(envs)
	r.fds, r.nfds = unsafe.SliceData(fds), len(fds)
	r.pgid, r.ctty, r.deathsig = sys.Pgid, sys.Ctty, uintptr(sys.Pdeathsig)
	r.setFlags(sys)
	child, errno := forkExec0(&r)
	if errno != 0 {
		if child != 0 {
			// It ended before it became the program.
			for {
				if _, err := Wait4(int(child), nil, 0, nil); err != EINTR {
					break
				}
			}
		}
		return 0, Errno(errno)
	}
	return int(child), nil
}

func (r *forkRequest) setFlags(sys *SysProcAttr) {
	set := func(on bool, flag uintptr) {
		if on {
			r.flags |= flag
		}
	}
	set(sys.Setsid, flagSetsid)
	set(sys.Setpgid, flagSetpgid)
	set(sys.Setctty, flagSetctty)
	set(sys.Noctty, flagNoctty)
	set(sys.Foreground, flagForeground)
	if c := sys.Credential; c != nil {
		set(true, flagCredential)
		set(c.NoSetGroups, flagNoSetGroups)
		r.uid, r.gid = uintptr(c.Uid), uintptr(c.Gid)
		r.groups, r.ngroups = unsafe.SliceData(c.Groups), len(c.Groups)
	}
}

type message string

func (m message) Error() string { return string(m) }

// StartProcess is ForkExec for package os; handle is always 0.
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {
	pid, err = ForkExec(argv0, argv, attr)
	return pid, 0, err
}

// Exec replaces this process's program. It returns only if that fails.
func Exec(argv0 string, argv []string, envv []string) (err error) {
	path, err := BytePtrFromString(argv0)
	if err != nil {
		return err
	}
	args, err := SlicePtrFromStrings(argv)
	if err != nil {
		return err
	}
	envs, err := SlicePtrFromStrings(envv)
	if err != nil {
		return err
	}
	_, _, e := RawSyscall(SYS_EXECVE, uintptr(unsafe.Pointer(path)), uintptr(unsafe.Pointer(&args[0])), uintptr(unsafe.Pointer(&envs[0])))
	return e
}

// A WaitStatus is how a process ended or what became of it.
type WaitStatus uint32

// Exited says that the process has ended by itself.
func (w WaitStatus) Exited() bool { return w&0x7f == 0 }

// Signaled says that a signal has ended the process.
func (w WaitStatus) Signaled() bool { return w&0x7f != 0 && w&0x7f != 0x7f }

// Stopped says that the process is stopped.
func (w WaitStatus) Stopped() bool { return w&0xff == 0x7f }

// Continued says that the process goes on again.
func (w WaitStatus) Continued() bool { return w == 0xffff }

// CoreDump says that the process left its memory in a file.
func (w WaitStatus) CoreDump() bool { return w.Signaled() && w&0x80 != 0 }

// ExitStatus is the exit code; -1 if the process has none.
func (w WaitStatus) ExitStatus() int {
	if !w.Exited() {
		return -1
	}
	return int(w>>8) & 0xff
}

// Signal is the signal that ended the process; -1 if none did.
func (w WaitStatus) Signal() Signal {
	if !w.Signaled() {
		return -1
	}
	return Signal(w & 0x7f)
}

// StopSignal is the signal that stopped the process; -1 if it is not stopped.
func (w WaitStatus) StopSignal() Signal {
	if !w.Stopped() {
		return -1
	}
	return Signal(w>>8) & 0xff
}

// TrapCause is -1: a trap has no cause that is known here, unless the process is traced.
func (w WaitStatus) TrapCause() int {
	if w.StopSignal() != SIGTRAP {
		return -1
	}
	return int(w>>8) >> 8
}

// A Timeval is a time in the kernel's older format.
type Timeval struct {
	Sec  int64
	Usec int64
}

// Nano is the time in nanoseconds.
func (tv *Timeval) Nano() int64 { return tv.Sec*1e9 + tv.Usec*1e3 }

// Rusage is what a process has used.
type Rusage struct {
	Utime, Stime                Timeval
	Maxrss, Ixrss, Idrss, Isrss int64
	Minflt, Majflt, Nswap       int64
	Inblock, Oublock            int64
	Msgsnd, Msgrcv, Nsignals    int64
	Nvcsw, Nivcsw               int64
}

// Wait4 waits for a child process.
func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error) {
	var status int32
	r, _, e := Syscall6(SYS_WAIT4, uintptr(pid), uintptr(unsafe.Pointer(&status)), uintptr(options), uintptr(unsafe.Pointer(rusage)), 0, 0)
	if wstatus != nil {
		*wstatus = WaitStatus(status)
	}
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Options of Wait4.
const (
	WNOHANG    = 0x1
	WUNTRACED  = 0x2
	WCONTINUED = 0x8
)

// Faccessat says whether a file may be used in a way. With flags it needs Linux 5.8.
func Faccessat(dirfd int, path string, mode uint32, flags int) error {
	const faccessat, faccessat2 = 269, 439
	trap := uintptr(faccessat2)
	if flags == 0 {
		trap = faccessat
	}
	_, err := withPath(path, trap, 1, [6]uintptr{uintptr(dirfd), 0, uintptr(mode), uintptr(flags)})
	return err
}
