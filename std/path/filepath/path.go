// Package filepath works with the paths of files. What is text only is that of package path, since a Linux path is slash-separated;
// walk.go and links.go look at files.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
)

const (
	// Separator separates the elements of a path.
	Separator = os.PathSeparator
	// ListSeparator separates the paths of a list such as PATH.
	ListSeparator = os.PathListSeparator
)

// SkipDir, returned by a function that walks, skips the directory.
var SkipDir error = fs.SkipDir

// SkipAll, returned by a function that walks, ends the walk.
var SkipAll error = fs.SkipAll

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Clean returns the shortest path that means the same as path, by text. See path.Clean.
func Clean(p string) string { return path.Clean(p) }

// Split splits path behind its last separator; path = dir + file.
func Split(p string) (dir, file string) { return path.Split(p) }

// Join joins elements with separators, ignoring empty ones, and cleans the result.
func Join(elem ...string) string { return path.Join(elem...) }

// Ext returns the suffix of the last element that starts with its last dot, "" without one.
func Ext(p string) string { return path.Ext(p) }

// Base returns the last element; of "" it is ".", of separators only one of them.
func Base(p string) string { return path.Base(p) }

// Dir returns all but the last element, cleaned.
func Dir(p string) string { return path.Dir(p) }

// IsAbs reports whether path is absolute.
func IsAbs(p string) bool { return path.IsAbs(p) }

// ToSlash replaces separators by slashes: nothing to do.
func ToSlash(p string) string { return p }

// FromSlash replaces slashes by separators: nothing to do.
func FromSlash(p string) string { return p }

// VolumeName returns the volume of a path: there are none.
func VolumeName(p string) string { return "" }

// HasPrefix is strings.HasPrefix.
//
// Deprecated: it does not look at elements.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }

// SplitList splits a list of paths such as PATH.
func SplitList(list string) []string {
	if list == "" {
		return []string{}
	}
	return strings.Split(list, string(ListSeparator))
}

// Match reports whether name matches the whole of pattern. See path.Match.
func Match(pattern, name string) (matched bool, err error) {
	matched, err = path.Match(pattern, name)
	if err != nil {
		err = ErrBadPattern
	}
	return matched, err
}

// Abs returns path if it is absolute, else what it means in the current directory; cleaned.
func Abs(p string) (string, error) {
	if IsAbs(p) {
		return Clean(p), nil
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(wd, p), nil
}

// IsLocal reports whether path, by text, stays within the directory it is used in: it is not absolute, not empty, and does not leave by "..".
func IsLocal(p string) bool {
	if p == "" || IsAbs(p) {
		return false
	}
	p = Clean(p)
	return p != ".." && !strings.HasPrefix(p, "../")
}

// Localize turns a slash-separated path, valid for io/fs, into one of the operating system.
func Localize(p string) (string, error) {
	if !fs.ValidPath(p) || strings.IndexByte(p, 0) >= 0 {
		return "", errInvalidPath
	}
	return p, nil
}

var (
	errInvalidPath  = errors.New("invalid path")
	errTooManyLinks = errors.New("EvalSymlinks: too many links")
)

const errNotDir = syscall.ENOTDIR

// Rel returns the path of target as seen from base: Join(base, result) means target. Both have to be absolute or both relative.
func Rel(base, target string) (string, error) {
	b, t := Clean(base), Clean(target)
	if b == t {
		return ".", nil
	}
	if b == "." {
		b = ""
	}
	if t == "." {
		t = ""
	}
	if IsAbs(b) != IsAbs(t) {
		return "", errors.New("Rel: can't make " + target + " relative to " + base)
	}
	from, to := elements(b), elements(t)
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	if len(from) > 0 && from[0] == ".." {
		return "", errors.New("Rel: can't make " + target + " relative to " + base)
	}
	var out []string
	for range from {
		out = append(out, "..")
	}
	return strings.Join(append(out, to...), "/"), nil
}

// elements are the elements of a clean path.
func elements(p string) []string {
	p = strings.TrimPrefix(p, "/")
	if p == "" {
		return nil
	}
	return strings.Split(p, "/")
}
