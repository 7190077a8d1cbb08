// Memory mappings and signals.

package syscall

import (
	"sync"
	"unsafe"
)

const (
	SYS_MMAP     = 9
	SYS_MPROTECT = 10
	SYS_MUNMAP   = 11
)

// Protection and kind of a mapping.
const (
	PROT_NONE  = 0x0
	PROT_READ  = 0x1
	PROT_WRITE = 0x2
	PROT_EXEC  = 0x4

	MAP_SHARED    = 0x1
	MAP_PRIVATE   = 0x2
	MAP_FIXED     = 0x10
	MAP_ANON      = 0x20
	MAP_ANONYMOUS = 0x20
	MAP_NORESERVE = 0x4000
	MAP_POPULATE  = 0x8000
)

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return 4096 }

// mappings holds the slices Mmap has returned, by the address of their last byte: Munmap takes no others.
var mappings struct {
	sync.Mutex
	active map[*byte][]byte
}

// last is the address of the last byte of a mapping's whole room.
func last(b []byte) *byte { return &b[cap(b)-1] }

// Mmap maps length bytes of a file, or new memory if flags say so.
func Mmap(fd int, offset int64, length int, prot int, flags int) (data []byte, err error) {
	if length <= 0 {
		return nil, EINVAL
	}
	addr, _, e := Syscall6(SYS_MMAP, 0, uintptr(length), uintptr(prot), uintptr(flags), uintptr(fd), uintptr(offset))
	if e != 0 {
		return nil, e
	}
	b := unsafe.Slice(*(**byte)(unsafe.Pointer(&addr)), length)
	mappings.Lock()
	defer mappings.Unlock()
	if mappings.active == nil {
		mappings.active = make(map[*byte][]byte)
	}
	mappings.active[last(b)] = b
	return b, nil
}

// Munmap ends a mapping: b is what Mmap returned.
func Munmap(b []byte) error {
	if len(b) == 0 || len(b) != cap(b) {
		return EINVAL
	}
	mappings.Lock()
	defer mappings.Unlock()
	p := last(b)
	whole := mappings.active[p]
	if len(whole) == 0 || &whole[0] != &b[0] {
		return EINVAL
	}
	_, _, e := Syscall(SYS_MUNMAP, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)), 0)
	if e == 0 {
		delete(mappings.active, p)
	}
	return errOf(e)
}

// Mprotect changes the protection of pages.
func Mprotect(b []byte, prot int) error {
	_, _, e := Syscall(SYS_MPROTECT, uintptr(unsafe.Pointer(unsafe.SliceData(b))), uintptr(len(b)), uintptr(prot))
	return errOf(e)
}

// A Signal is a number describing a process signal.
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
	SIGTTIN Signal = 21
	SIGTTOU Signal = 22
	SIGURG  Signal = 23
	SIGPROF Signal = 27
	SIGSYS  Signal = 31
)

var signalTexts = [...]string{
	1: "hangup", 2: "interrupt", 3: "quit", 4: "illegal instruction", 5: "trace/breakpoint trap", 6: "aborted", 7: "bus error",
	8: "floating point exception", 9: "killed", 10: "user defined signal 1", 11: "segmentation fault", 12: "user defined signal 2",
	13: "broken pipe", 14: "alarm clock", 15: "terminated",
}

// Signal makes a Signal an os.Signal.
func (s Signal) Signal() {}

// String returns the signal's text.
func (s Signal) String() string {
	if s > 0 && int(s) < len(signalTexts) {
		return signalTexts[s]
	}
	n, digits := uint(s), ""
	if s < 0 {
		n = -n
	}
	for {
		digits = string(rune('0'+n%10)) + digits
		if n /= 10; n == 0 {
			break
		}
	}
	if s < 0 {
		digits = "-" + digits
	}
	return "signal " + digits
}

// Kill sends a signal to a process.
func Kill(pid int, sig Signal) error {
	_, _, e := RawSyscall(SYS_KILL, uintptr(pid), uintptr(sig), 0)
	return errOf(e)
}
