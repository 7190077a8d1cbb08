package abi

import "unsafe"

// Name points to an encoded name: a byte of flags, the length of the name as a
// varint, its bytes; then, if the flags say so, a tag in the same form and the
// NameOff of the package path of an unexported name.
type Name struct {
	Bytes *byte
}

const (
	nameExported = 1 << 0
	nameHasTag   = 1 << 1
	nameHasPkg   = 1 << 2
	nameEmbedded = 1 << 3
)

// IsExported reports whether the name is exported.
func (n Name) IsExported() bool { return *n.Bytes&nameExported != 0 }

// HasTag reports whether the name has a field tag.
func (n Name) HasTag() bool { return *n.Bytes&nameHasTag != 0 }

// IsEmbedded reports whether it is the name of an embedded field.
func (n Name) IsEmbedded() bool { return *n.Bytes&nameEmbedded != 0 }

// IsBlank reports whether the name is "_".
func (n Name) IsBlank() bool { return n.Name() == "_" }

// Name is the name proper.
func (n Name) Name() string {
	if n.Bytes == nil {
		return ""
	}
	s, _ := n.text(1)
	return s
}

// Tag is the field tag, "" without one.
func (n Name) Tag() string {
	if n.Bytes == nil || !n.HasTag() {
		return ""
	}
	_, end := n.text(1)
	s, _ := n.text(end)
	return s
}

// PkgPath is the package path stored with an unexported name, "" without one.
func (n Name) PkgPath() string {
	if n.Bytes == nil || *n.Bytes&nameHasPkg == 0 {
		return ""
	}
	_, end := n.text(1)
	if n.HasTag() {
		_, end = n.text(end)
	}
	var o uint32
	for i := uintptr(0); i < 4; i++ {
		o |= uint32(*n.at(end + i)) << (8 * i)
	}
	return NameOff(o).Name().Name()
}

func (n Name) at(i uintptr) *byte { return (*byte)(unsafe.Add(unsafe.Pointer(n.Bytes), i)) }

// text reads the length and bytes at offset i and gives the offset behind them.
func (n Name) text(i uintptr) (s string, end uintptr) {
	length := uintptr(0)
	for shift := 0; ; shift += 7 {
		b := *n.at(i)
		i++
		length |= uintptr(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	if length == 0 {
		return "", i
	}
	return unsafe.String(n.at(i), int(length)), i + length
}
