package os

import (
	"io"
	"sync/atomic"
	"syscall"
)

// File is an open file.
type File struct {
	fd     int
	name   string
	closed atomic.Bool
	// appends says that all writes go to the end.
	appends bool
	// dirents is what ReadDir has read of a directory and not yet returned.
	dirents []byte
}

// Flags of OpenFile.
const (
	O_RDONLY int = syscall.O_RDONLY
	O_WRONLY int = syscall.O_WRONLY
	O_RDWR   int = syscall.O_RDWR
	O_APPEND int = syscall.O_APPEND
	O_CREATE int = syscall.O_CREAT
	O_EXCL   int = syscall.O_EXCL
	O_SYNC   int = syscall.O_SYNC
	O_TRUNC  int = syscall.O_TRUNC
)

// The standard streams.
var (
	Stdin  = &File{fd: 0, name: "/dev/stdin"}
	Stdout = &File{fd: 1, name: "/dev/stdout"}
	Stderr = &File{fd: 2, name: "/dev/stderr"}
)

// maxTransfer is the most that one system call reads or writes.
const maxTransfer = 1 << 30

// NewFile returns a File for a file descriptor.
func NewFile(fd uintptr, name string) *File {
	if int(fd) < 0 {
		return nil
	}
	return &File{fd: int(fd), name: name}
}

// Name returns the name the file was opened by.
func (f *File) Name() string { return f.name }

// Fd returns the file descriptor.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^uintptr(0)
	}
	return uintptr(f.fd)
}

// usable says whether an operation may go on.
func (f *File) usable(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.closed.Load() {
		return &PathError{Op: op, Path: f.name, Err: ErrClosed}
	}
	return nil
}

func (f *File) wrap(op string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	return &PathError{Op: op, Path: f.name, Err: err}
}

// Read reads up to len(b) bytes; at the end of the file it returns 0, io.EOF.
func (f *File) Read(b []byte) (n int, err error) {
	if err := f.usable("read"); err != nil {
		return 0, err
	}
	if len(b) == 0 {
		return 0, nil
	}
	n, err = again(func() (int, error) { return syscall.Read(f.fd, b[:min(len(b), maxTransfer)]) })
	if n == 0 && err == nil {
		err = io.EOF
	}
	return max(n, 0), f.wrap("read", err)
}

// Write writes b, all of it unless there is an error.
func (f *File) Write(b []byte) (n int, err error) {
	if err := f.usable("write"); err != nil {
		return 0, err
	}
	for n < len(b) && err == nil {
		rest := b[n:min(len(b), n+maxTransfer)]
		var m int
		m, err = again(func() (int, error) { return syscall.Write(f.fd, rest) })
		n += max(m, 0)
		if m == 0 && err == nil {
			err = io.ErrUnexpectedEOF
		}
	}
	if err == syscall.EPIPE && (f.fd == 1 || f.fd == 2) {
		// Nobody reads the output any more: end as any Unix program does.
		sigpipe()
	}
	return n, f.wrap("write", err)
}

// WriteString is Write for a string.
func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

// sigpipe ends the program by SIGPIPE. It is in the runtime.
func sigpipe()

// again repeats a call that a signal interrupted.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if err != syscall.EINTR {
			return n, err
		}
	}
}

// Close closes the file.
func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	if f.closed.Swap(true) {
		return &PathError{Op: "close", Path: f.name, Err: ErrClosed}
	}
	return f.wrap("close", syscall.Close(f.fd))
}

// Seek sets where the next Read or Write starts.
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.usable("seek"); err != nil {
		return 0, err
	}
	ret, err = syscall.Seek(f.fd, offset, whence)
	return ret, f.wrap("seek", err)
}
