package fs

import "time"

// A FileMode is a file's type and permissions.
type FileMode uint32

const (
	ModeDir        FileMode = 1 << (31 - iota) // d: a directory
	ModeAppend                                 // a: append-only
	ModeExclusive                              // l: exclusive use
	ModeTemporary                              // T: temporary file
	ModeSymlink                                // L: symbolic link
	ModeDevice                                 // D: device file
	ModeNamedPipe                              // p: named pipe
	ModeSocket                                 // S: Unix domain socket
	ModeSetuid                                 // u: setuid
	ModeSetgid                                 // g: setgid
	ModeCharDevice                             // c: character device, with ModeDevice
	ModeSticky                                 // t: sticky
	ModeIrregular                              // ?: something else

	// ModeType is the mask of the type bits.
	ModeType = ModeDir | ModeSymlink | ModeNamedPipe | ModeSocket | ModeDevice | ModeCharDevice | ModeIrregular
	// ModePerm is the mask of the permission bits.
	ModePerm FileMode = 0777
)

// String returns the mode as ls shows it, with one letter per type bit.
func (m FileMode) String() string {
	const letters = "dalTLDpSugct?"
	var buf [32]byte
	n := 0
	for i := range len(letters) {
		if m&(1<<uint(31-i)) != 0 {
			buf[n] = letters[i]
			n++
		}
	}
	if n == 0 {
		buf[n] = '-'
		n++
	}
	for i, c := range "rwxrwxrwx" {
		buf[n] = '-'
		if m&(1<<uint(8-i)) != 0 {
			buf[n] = byte(c)
		}
		n++
	}
	return string(buf[:n])
}

// IsDir reports whether m describes a directory.
func (m FileMode) IsDir() bool { return m&ModeDir != 0 }

// IsRegular reports whether m describes a regular file.
func (m FileMode) IsRegular() bool { return m&ModeType == 0 }

// Perm returns the permission bits.
func (m FileMode) Perm() FileMode { return m & ModePerm }

// Type returns the type bits.
func (m FileMode) Type() FileMode { return m & ModeType }

// FileInfo describes a file.
type FileInfo interface {
	Name() string       // base name
	Size() int64        // length in bytes of regular files
	Mode() FileMode     // type and permissions
	ModTime() time.Time // time of the last change
	IsDir() bool        // Mode().IsDir()
	Sys() any           // what the system said
}

// DirEntry is an entry of a directory.
type DirEntry interface {
	Name() string
	IsDir() bool
	Type() FileMode
	Info() (FileInfo, error)
}

type infoEntry struct{ info FileInfo }

func (e infoEntry) Name() string            { return e.info.Name() }
func (e infoEntry) IsDir() bool             { return e.info.IsDir() }
func (e infoEntry) Type() FileMode          { return e.info.Mode().Type() }
func (e infoEntry) Info() (FileInfo, error) { return e.info, nil }
func (e infoEntry) String() string          { return FormatDirEntry(e) }

// FileInfoToDirEntry returns info as a directory entry, nil for nil.
func FileInfoToDirEntry(info FileInfo) DirEntry {
	if info == nil {
		return nil
	}
	return infoEntry{info}
}

// FormatDirEntry returns an entry as text: its type's letter, name, and / for a directory.
func FormatDirEntry(e DirEntry) string {
	mode := e.Type().String()
	s := mode[:len(mode)-9] + " " + e.Name()
	if e.IsDir() {
		s += "/"
	}
	return s
}

// FormatFileInfo returns a file's metadata as a line: mode, size, time and name.
func FormatFileInfo(info FileInfo) string {
	var digits [20]byte
	i := len(digits)
	for n := uint64(max(info.Size(), 0)); ; n /= 10 {
		i--
		digits[i] = byte('0' + n%10)
		if n < 10 {
			break
		}
	}
	sign := ""
	if info.Size() < 0 {
		sign = "-"
	}
	s := info.Mode().String() + " " + sign + string(digits[i:]) + " " + info.ModTime().Format("2006-01-02 15:04:05") + " " + info.Name()
	if info.IsDir() {
		s += "/"
	}
	return s
}
