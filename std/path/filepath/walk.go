package filepath

import (
	"io/fs"
	"os"
	"slices"
	"strings"
)

// WalkFunc is called by Walk for each file. An error is that of looking at the file or of reading the directory.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// WalkDir calls fn for root and what is below it, in lexical order, each directory before its entries. Symbolic links are not followed.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	return walkResult(err)
}

// walkResult is what remains of the error of a walk.
func walkResult(err error) error {
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(path string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(path, d, nil); err != nil || !d.IsDir() {
		return dirResult(err, d.IsDir())
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		if err = fn(path, d, err); err != nil {
			return dirResult(err, true)
		}
	}
	for _, e := range entries {
		if err := walkDir(Join(path, e.Name()), e, fn); err != nil {
			return dirResult(err, true)
		}
	}
	return nil
}

// dirResult forgets SkipDir at the directory that it is for.
func dirResult(err error, dir bool) error {
	if err == SkipDir && dir {
		return nil
	}
	return err
}

// Walk is WalkDir with the metadata of each file.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, info, fn)
	}
	return walkResult(err)
}

func walk(path string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(path, info, nil)
	}
	entries, err := os.ReadDir(path)
	err1 := fn(path, info, err)
	if err != nil || err1 != nil {
		return err1
	}
	for _, e := range entries {
		name := Join(path, e.Name())
		info, err := os.Lstat(name)
		if err != nil {
			if err := fn(name, info, err); err != nil && err != SkipDir {
				return err
			}
			continue
		}
		if err := walk(name, info, fn); err != nil {
			if err != SkipDir {
				return err
			}
			if !info.IsDir() {
				return nil // a file's SkipDir skips the rest of its directory
			}
		}
	}
	return nil
}

// Glob returns the files that match pattern, whose elements are as in Match.
func Glob(pattern string) (matches []string, err error) {
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	if !strings.ContainsAny(pattern, `*?[\`) {
		if _, err := os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch {
	case dir == "":
		dir = "."
	case dir != "/":
		dir = dir[:len(dir)-1]
	}
	dirs := []string{dir}
	if strings.ContainsAny(dir, `*?[\`) {
		if dir == pattern {
			return nil, ErrBadPattern
		}
		if dirs, err = Glob(dir); err != nil {
			return nil, err
		}
	}
	for _, d := range dirs {
		f, err := os.Open(d)
		if err != nil {
			continue
		}
		names, _ := f.Readdirnames(-1)
		f.Close()
		slices.Sort(names)
		for _, n := range names {
			if ok, err := Match(file, n); err != nil {
				return matches, err
			} else if ok {
				matches = append(matches, Join(d, n))
			}
		}
	}
	return matches, nil
}

// EvalSymlinks returns the path with all symbolic links followed.
func EvalSymlinks(path string) (string, error) {
	out, links := "", 0
	if IsAbs(path) {
		out = "/"
	}
	rest := path
	for rest != "" {
		elem, tail, _ := strings.Cut(rest, "/")
		rest = tail
		switch elem {
		case "", ".":
			continue
		case "..":
			if base := Base(out); out != "" && base != ".." {
				if out = Dir(out); out == "." {
					out = ""
				}
			} else {
				out = Join(out, "..")
			}
			continue
		}
		next := Join(out, elem)
		info, err := os.Lstat(next)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			if !info.IsDir() && rest != "" {
				return "", &fs.PathError{Op: "lstat", Path: next + "/" + rest, Err: errNotDir}
			}
			out = next
			continue
		}
		if links++; links > 255 {
			return "", errTooManyLinks
		}
		target, err := os.Readlink(next)
		if err != nil {
			return "", err
		}
		if IsAbs(target) {
			out = "/"
		}
		rest = target + "/" + rest
	}
	return Clean(out), nil
}
