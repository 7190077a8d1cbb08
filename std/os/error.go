package os

import (
	"internal/oserror"
	"io/fs"
)

// Errors to be tested with errors.Is.
var (
	ErrInvalid    = fs.ErrInvalid
	ErrPermission = fs.ErrPermission
	ErrExist      = fs.ErrExist
	ErrNotExist   = fs.ErrNotExist
	ErrClosed     = fs.ErrClosed

	ErrNoDeadline       error = textError("file type does not support deadline")
	ErrDeadlineExceeded error = timeoutError{}
	ErrProcessDone      error = textError("os: process already finished")
)

// PathError says which operation on which file gave an error.
type PathError = fs.PathError

// SyscallError says which system call gave an error.
type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }

// Unwrap returns the underlying error.
func (e *SyscallError) Unwrap() error { return e.Err }

// NewSyscallError returns a SyscallError, or nil if err is nil.
func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// IsExist reports whether err says that a file exists already. errors.Is also looks into wrapped errors.
func IsExist(err error) bool { return underlyingIs(err, oserror.ErrExist) }

// IsNotExist reports whether err says that a file does not exist.
func IsNotExist(err error) bool { return underlyingIs(err, oserror.ErrNotExist) }

// IsPermission reports whether err says that permission is missing.
func IsPermission(err error) bool { return underlyingIs(err, oserror.ErrPermission) }

func underlyingIs(err, target error) bool {
	switch e := err.(type) {
	case *PathError:
		err = e.Err
	case *SyscallError:
		err = e.Err
	}
	if err == target {
		return true
	}
	is, ok := err.(interface{ Is(error) bool })
	return ok && is.Is(target)
}

// timeoutError is ErrDeadlineExceeded.
type timeoutError struct{}

func (timeoutError) Error() string   { return "i/o timeout" }
func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

// IsTimeout reports whether an error is one of time running out. New programs use errors.Is with ErrDeadlineExceeded.
func IsTimeout(err error) bool {
	switch e := err.(type) {
	case *PathError:
		err = e.Err
	case *LinkError:
		err = e.Err
	case *SyscallError:
		err = e.Err
	}
	t, ok := err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// Timeout reports whether the error is one of time running out.
func (e *SyscallError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}
