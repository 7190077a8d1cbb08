// Package ioutil holds older names of functions of packages io and os.
//
// Deprecated: use io and os.
package ioutil

import (
	"io"
	"io/fs"
	"os"
)

// Discard is io.Discard.
//
// Deprecated: use [io.Discard].
var Discard io.Writer = io.Discard

// ReadAll reads from r until an error or EOF and returns the data it read.
//
// Deprecated: use [io.ReadAll].
func ReadAll(r io.Reader) ([]byte, error) { return io.ReadAll(r) }

// NopCloser returns a ReadCloser whose Close does nothing.
//
// Deprecated: use [io.NopCloser].
func NopCloser(r io.Reader) io.ReadCloser { return io.NopCloser(r) }

// ReadFile returns what is in the file.
//
// Deprecated: use [os.ReadFile].
func ReadFile(filename string) ([]byte, error) { return os.ReadFile(filename) }

// WriteFile makes data all there is in the file, which is created if necessary.
//
// Deprecated: use [os.WriteFile].
func WriteFile(filename string, data []byte, perm fs.FileMode) error {
	return os.WriteFile(filename, data, perm)
}

// ReadDir describes the files of a directory, sorted by name.
//
// Deprecated: use [os.ReadDir], which does not ask for the description of each.
func ReadDir(dirname string) ([]fs.FileInfo, error) {
	entries, err := os.ReadDir(dirname)
	if err != nil {
		return nil, err
	}
	list := make([]fs.FileInfo, 0, len(entries))
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		list = append(list, info)
	}
	return list, nil
}

// TempFile makes a new file in dir, open for reading and writing.
//
// Deprecated: use [os.CreateTemp].
func TempFile(dir, pattern string) (f *os.File, err error) { return os.CreateTemp(dir, pattern) }

// TempDir makes a new directory in dir and returns its name.
//
// Deprecated: use [os.MkdirTemp].
func TempDir(dir, pattern string) (name string, err error) { return os.MkdirTemp(dir, pattern) }
