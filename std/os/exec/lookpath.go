// Finding programs.

package exec

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ErrNotFound says that no directory of $PATH has the program.
var ErrNotFound = errors.New("executable file not found in $PATH")

// ErrDot says that a program was found by way of the current directory, which is not searched for safety's sake.
var ErrDot = errors.New("cannot run executable found relative to current directory")

// LookPath finds a program in the directories of $PATH; one with a slash in its name is only looked at. A result that
// depends on the current directory comes with ErrDot.
func LookPath(file string) (string, error) {
	if strings.Contains(file, "/") {
		if err := executable(file); err != nil {
			return "", &Error{file, err}
		}
		return file, nil
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if dir == "" {
			// As shells have it.
			dir = "."
		}
		path := filepath.Join(dir, file)
		if executable(path) != nil {
			continue
		}
		if !filepath.IsAbs(path) && !dotAllowed() {
			return path, &Error{file, ErrDot}
		}
		return path, nil
	}
	return "", &Error{file, ErrNotFound}
}

// dotAllowed says whether GODEBUG=execerrdot=0 is set.
func dotAllowed() bool {
	for _, setting := range strings.Split(os.Getenv("GODEBUG"), ",") {
		if setting == "execerrdot=0" {
			return true
		}
	}
	return false
}

// executable says why a file cannot be run, nil if it can.
func executable(path string) error {
	d, err := os.Stat(path)
	if err != nil {
		return err
	}
	if d.IsDir() {
		return syscall.EISDIR
	}
	const executeOK, effective = 1, 0x200
	err = syscall.Faccessat(-100, path, executeOK, effective)
	if err == nil || err != syscall.ENOSYS && err != syscall.EPERM {
		return err
	}
	if d.Mode()&0111 != 0 {
		return nil
	}
	return os.ErrPermission
}
