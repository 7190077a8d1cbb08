// Package abi describes the run-time type descriptors the compiler emits: the
// one place in std/ that knows their memory layout.
//
// The layouts follow those Go documents for its own descriptors; NameOff and
// TypeOff are absolute addresses, because an image is static and lies below
// 2 GiB. The compiler's and runtime's copy of the same facts is the gorc-abi
// crate. Maps have a tail of our own, see MapType in tail.go. Read next:
// tail.go for the parts that follow the common header, name.go for names.
package abi

import "unsafe"

// Type is the header every type descriptor starts with.
type Type struct {
	Size_       uintptr
	PtrBytes    uintptr // bytes from the start that can hold pointers
	Hash        uint32
	TFlag       TFlag
	Align_      uint8
	FieldAlign_ uint8
	Kind_       Kind
	// Equal compares two values of the type; nil when they are not comparable.
	Equal     func(unsafe.Pointer, unsafe.Pointer) bool
	GCData    *byte // one bit for each word of the first PtrBytes bytes
	Str       NameOff
	PtrToThis TypeOff // descriptor of *T, or 0 when the program has none
}

// NameOff is the address of an encoded Name.
type NameOff int32

// TypeOff is the address of a Type.
type TypeOff int32

// TextOff is the address of a function's code.
type TextOff int32

// TFlag holds what is special about a type descriptor.
type TFlag uint8

const (
	// TFlagUncommon says that an UncommonType follows the kind's tail.
	TFlagUncommon TFlag = 1 << 0
	// TFlagExtraStar says that Str starts with a '*' that is not of the name.
	TFlagExtraStar TFlag = 1 << 1
	// TFlagNamed marks defined types, the predeclared ones included.
	TFlagNamed TFlag = 1 << 2
	// TFlagRegularMemory says that equality is equality of all the bytes.
	TFlagRegularMemory TFlag = 1 << 3
	// TFlagGCMaskOnDemand says that GCData is a **byte to be filled on demand.
	TFlagGCMaskOnDemand TFlag = 1 << 4
	// TFlagDirectIface says that the interface data word is the value itself.
	TFlagDirectIface TFlag = 1 << 5
)

// Kind numbers the kinds of types, as package reflect does.
type Kind uint8

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

const (
	// KindDirectIface is the bit older descriptors keep in Kind_.
	KindDirectIface Kind = 1 << 5
	// KindMask selects the kind proper.
	KindMask Kind = (1 << 5) - 1
)

var kindNames = [...]string{
	"invalid", "bool",
	"int", "int8", "int16", "int32", "int64",
	"uint", "uint8", "uint16", "uint32", "uint64", "uintptr",
	"float32", "float64", "complex64", "complex128",
	"array", "chan", "func", "interface", "map", "ptr", "slice", "string", "struct", "unsafe.Pointer",
}

// String is the kind's name as reflect prints it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[0]
}

// Kind is the type's kind without flag bits.
func (t *Type) Kind() Kind { return t.Kind_ & KindMask }

// Size is the size of a value in bytes.
func (t *Type) Size() uintptr { return t.Size_ }

// Align is the alignment of a variable of the type.
func (t *Type) Align() int { return int(t.Align_) }

// FieldAlign is the alignment of a struct field of the type.
func (t *Type) FieldAlign() int { return int(t.FieldAlign_) }

// Pointers reports whether values can hold pointers.
func (t *Type) Pointers() bool { return t.PtrBytes != 0 }

// HasName reports whether the type is a defined type.
func (t *Type) HasName() bool { return t.TFlag&TFlagNamed != 0 }

// IsDirectIface reports whether an interface holds the value in its data word
// rather than a pointer to it: so it is for pointer-shaped types.
func (t *Type) IsDirectIface() bool {
	return t.TFlag&TFlagDirectIface != 0 || t.Kind_&KindDirectIface != 0
}

// String is the type's string as reflect's Type.String gives it.
func (t *Type) String() string {
	s := t.Str.Name().Name()
	if t.TFlag&TFlagExtraStar != 0 {
		return s[1:]
	}
	return s
}

// Type is the descriptor at the address, nil for 0.
func (o TypeOff) Type() *Type { return (*Type)(addr(uint32(o))) }

// Name is the name at the address.
func (o NameOff) Name() Name { return Name{(*byte)(addr(uint32(o)))} }

// addr turns an address of our static image into a pointer; numbers of objects that package reflect made are negative.
func addr(o uint32) unsafe.Pointer {
	if int32(o) < 0 {
		return resolveOff(nil, int32(o))
	}
	p := uintptr(o)
	return *(*unsafe.Pointer)(unsafe.Pointer(&p))
}

//go:linkname resolveOff reflect.resolveTypeOff
func resolveOff(base unsafe.Pointer, off int32) unsafe.Pointer

// TypeOf is the descriptor of the dynamic type of a, nil for the nil interface.
func TypeOf(a any) *Type { return (*EmptyInterface)(unsafe.Pointer(&a)).Type }

// TypeFor is the descriptor of T.
func TypeFor[T any]() *Type {
	return (*PtrType)(unsafe.Pointer(TypeOf((*T)(nil)))).Elem
}

// EmptyInterface is the layout of an interface value without methods.
type EmptyInterface struct {
	Type *Type
	Data unsafe.Pointer
}

// NonEmptyInterface is the layout of an interface value with methods.
type NonEmptyInterface struct {
	ITab *ITab
	Data unsafe.Pointer
}

// ITab is the method table of a concrete type for an interface type.
type ITab struct {
	Inter *InterfaceType
	Type  *Type
	Hash  uint32 // copy of Type.Hash, for type switches
	_     [4]byte
	Fun   [1]uintptr // code addresses in the order of Inter.Methods; as many as that has
}
