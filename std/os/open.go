package os

import (
	"io"
	"io/fs"
	"syscall"
)

// Open opens a file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create makes a file, or empties an existing one, for reading and writing.
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

// OpenFile opens a file with flags; a new one gets the permissions perm less the umask.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	fd, err := again(func() (int, error) {
		return syscall.Open(name, flag|syscall.O_CLOEXEC, modeBits(perm))
	})
	if err != nil {
		return nil, &PathError{Op: "open", Path: name, Err: err}
	}
	return &File{fd: fd, name: name, appends: flag&O_APPEND != 0}, nil
}

// modeBits are the kernel's bits of a mode.
func modeBits(m FileMode) uint32 {
	bits := uint32(m.Perm())
	if m&fs.ModeSetuid != 0 {
		bits |= syscall.S_ISUID
	}
	if m&fs.ModeSetgid != 0 {
		bits |= syscall.S_ISGID
	}
	if m&fs.ModeSticky != 0 {
		bits |= syscall.S_ISVTX
	}
	return bits
}

// ReadFile returns the content of a file.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 512
	if info, err := f.Stat(); err == nil && info.Size() > 0 && info.Size() < 1<<40 {
		size = max(size, int(info.Size())+1) // one more byte to see the end
	}
	data := make([]byte, 0, size)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// WriteFile writes data to a file, which is made with permissions perm or emptied first.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err2 := f.Close(); err == nil {
		err = err2
	}
	return err
}

// ReadAt reads len(b) bytes at an offset; fewer come with an error, io.EOF at the end of the file.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if err := f.usable("read"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{Op: "readat", Path: f.name, Err: errNegativeOffset}
	}
	for n < len(b) {
		m, err := again(func() (int, error) { return syscall.Pread(f.fd, b[n:], off+int64(n)) })
		if err != nil {
			return n, f.wrap("read", err)
		}
		if m == 0 {
			return n, io.EOF
		}
		n += m
	}
	return n, nil
}

// WriteAt writes b at an offset. A file opened with O_APPEND has none.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.usable("write"); err != nil {
		return 0, err
	}
	if f.appends {
		return 0, errAppends
	}
	if off < 0 {
		return 0, &PathError{Op: "writeat", Path: f.name, Err: errNegativeOffset}
	}
	for n < len(b) {
		m, err := again(func() (int, error) { return syscall.Pwrite(f.fd, b[n:], off+int64(n)) })
		if err != nil {
			return n, f.wrap("write", err)
		}
		n += m
	}
	return n, nil
}

type textError string

func (e textError) Error() string { return string(e) }

const (
	errNegativeOffset = textError("negative offset")
	errAppends        = textError("os: invalid use of WriteAt on file opened with O_APPEND")
)

// Sync writes the file's data to the disk.
func (f *File) Sync() error {
	if err := f.usable("sync"); err != nil {
		return err
	}
	return f.wrap("sync", syscall.Fsync(f.fd))
}

// Truncate changes the file's size.
func (f *File) Truncate(size int64) error {
	if err := f.usable("truncate"); err != nil {
		return err
	}
	return f.wrap("truncate", syscall.Ftruncate(f.fd, size))
}

// Pipe returns the two ends of a pipe: what is written to w is read from r.
func Pipe() (r, w *File, err error) {
	var fds [2]int
	if err := syscall.Pipe2(fds[:], syscall.O_CLOEXEC); err != nil {
		return nil, nil, NewSyscallError("pipe2", err)
	}
	return &File{fd: fds[0], name: "|0"}, &File{fd: fds[1], name: "|1"}, nil
}
