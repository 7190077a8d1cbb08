// What package runtime needs of type descriptors: the head and the name.

package runtime

import (
	"internal/abi"
	"unsafe"
)

// _type is the head of all type descriptors (internal/abi.Type, gorc_abi::typedesc::Type).
type _type struct {
	size, ptrBytes                 uintptr
	hash                           uint32
	tflag, align, fieldAlign, kind uint8
	equal                          unsafe.Pointer
	gcdata                         *byte
	str, ptrToThis                 int32
}

const (
	tflagUncommon  = 1
	tflagExtraStar = 2

	kindBool       = 1
	kindInt        = 2
	kindInt8       = 3
	kindInt16      = 4
	kindInt32      = 5
	kindInt64      = 6
	kindUint       = 7
	kindUint8      = 8
	kindUint16     = 9
	kindUint32     = 10
	kindUint64     = 11
	kindUintptr    = 12
	kindFloat32    = 13
	kindFloat64    = 14
	kindComplex64  = 15
	kindComplex128 = 16
	kindString     = 24
)

// eface is the representation of an empty interface value.
type eface struct {
	typ  *_type
	data unsafe.Pointer
}

func efaceOf(v *any) *eface { return (*eface)(unsafe.Pointer(v)) }

// nameAt decodes a name: flag byte, length as varint, bytes.
func nameAt(p unsafe.Pointer) string {
	if p == nil {
		return ""
	}
	n, shift, i := 0, 0, 1
	for {
		b := *(*byte)(unsafe.Add(p, i))
		i++
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			break
		}
		shift += 7
	}
	return unsafe.String((*byte)(unsafe.Add(p, i)), n)
}

// string returns the type's string form, such as main.T or []int.
func (t *_type) string() string {
	s := nameAt(unsafe.Pointer(uintptr(t.str)))
	if t.tflag&tflagExtraStar != 0 {
		s = s[1:]
	}
	return s
}

// pkgPath returns the import path of the package that declares the type, or whose unexported names are in a literal one; "" if
// there is none.
func (t *_type) pkgPath() string {
	a := (*abi.Type)(unsafe.Pointer(t))
	u := a.Uncommon()
	if u == nil {
		switch a.Kind() {
		case abi.Struct:
			return nameAt(unsafe.Pointer(a.StructType().PkgPath.Bytes))
		case abi.Interface:
			return nameAt(unsafe.Pointer((*abi.InterfaceType)(unsafe.Pointer(a)).PkgPath.Bytes))
		}
		return ""
	}
	return nameAt(unsafe.Pointer(uintptr(u.PkgPath)))
}
