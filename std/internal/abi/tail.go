package abi

import "unsafe"

// The kind's tail follows the header; the UncommonType, where TFlagUncommon
// says there is one, follows the tail.

// ArrayType describes [Len]Elem.
type ArrayType struct {
	Type
	Elem  *Type
	Slice *Type // []Elem
	Len   uintptr
}

// ChanDir is the set of directions of a channel type.
type ChanDir int

const (
	RecvDir ChanDir = 1 << iota
	SendDir
	BothDir            = RecvDir | SendDir
	InvalidDir ChanDir = 0
)

// ChanType describes a channel type.
type ChanType struct {
	Type
	Elem *Type
	Dir  ChanDir
}

// FuncType describes a function type. In and out types follow it (and the
// UncommonType, when there is one) as an array of *Type.
type FuncType struct {
	Type
	InCount  uint16
	OutCount uint16 // the top bit is set for a variadic function
}

// Imethod is a method of an interface type.
type Imethod struct {
	Name NameOff
	Typ  TypeOff
}

// InterfaceType describes an interface type; Methods are sorted by name.
type InterfaceType struct {
	Type
	PkgPath Name
	Methods []Imethod
}

// MapType describes a map type: the tail is our own, the runtime derives the rest.
type MapType struct {
	Type
	Key  *Type
	Elem *Type
}

// PtrType describes *Elem.
type PtrType struct {
	Type
	Elem *Type
}

// SliceType describes []Elem.
type SliceType struct {
	Type
	Elem *Type
}

// StructField is a field of a struct type.
type StructField struct {
	Name   Name
	Typ    *Type
	Offset uintptr
}

// Embedded reports whether the field is embedded.
func (f *StructField) Embedded() bool { return f.Name.IsEmbedded() }

// StructType describes a struct type.
type StructType struct {
	Type
	PkgPath Name
	Fields  []StructField
}

// Method is a method of a non-interface type.
type Method struct {
	Name NameOff
	Mtyp TypeOff // the type without receiver
	Ifn  TextOff // called through an interface: takes the data word
	Tfn  TextOff // called with the receiver proper
}

// UncommonType is what only types that are defined or have methods have.
type UncommonType struct {
	PkgPath NameOff
	Mcount  uint16 // methods, sorted by name
	Xcount  uint16 // exported ones: they come first
	Moff    uint32 // from this struct to the array of Method
	_       uint32
}

// Methods are all the methods.
func (u *UncommonType) Methods() []Method { return u.methods(u.Mcount) }

// ExportedMethods are the exported methods.
func (u *UncommonType) ExportedMethods() []Method { return u.methods(u.Xcount) }

func (u *UncommonType) methods(n uint16) []Method {
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*Method)(unsafe.Add(unsafe.Pointer(u), u.Moff)), n)
}

// Uncommon is the uncommon part of a type, nil when it has none.
func (t *Type) Uncommon() *UncommonType {
	if t.TFlag&TFlagUncommon == 0 {
		return nil
	}
	return (*UncommonType)(unsafe.Add(unsafe.Pointer(t), t.tailEnd()))
}

// tailEnd is the size of header and tail.
func (t *Type) tailEnd() uintptr {
	switch t.Kind() {
	case Array:
		return unsafe.Sizeof(ArrayType{})
	case Chan:
		return unsafe.Sizeof(ChanType{})
	case Func:
		return unsafe.Sizeof(FuncType{})
	case Interface:
		return unsafe.Sizeof(InterfaceType{})
	case Map:
		return unsafe.Sizeof(MapType{})
	case Pointer:
		return unsafe.Sizeof(PtrType{})
	case Slice:
		return unsafe.Sizeof(SliceType{})
	case Struct:
		return unsafe.Sizeof(StructType{})
	}
	return unsafe.Sizeof(Type{})
}

// Elem is the element type of an array, channel, map, pointer or slice type,
// nil for any other.
func (t *Type) Elem() *Type {
	switch t.Kind() {
	case Array, Chan, Pointer, Slice:
		// In all four tails Elem comes first.
		return (*PtrType)(unsafe.Pointer(t)).Elem
	case Map:
		return (*MapType)(unsafe.Pointer(t)).Elem
	}
	return nil
}

// Key is the key type of a map type.
func (t *Type) Key() *Type {
	if t.Kind() != Map {
		return nil
	}
	return (*MapType)(unsafe.Pointer(t)).Key
}

// Len is the length of an array type, 0 for other types.
func (t *Type) Len() int {
	if t.Kind() != Array {
		return 0
	}
	return int((*ArrayType)(unsafe.Pointer(t)).Len)
}

// ArrayType is t as an array type, nil when it is not one.
func (t *Type) ArrayType() *ArrayType {
	if t.Kind() != Array {
		return nil
	}
	return (*ArrayType)(unsafe.Pointer(t))
}

// FuncType is t as a function type, nil when it is not one.
func (t *Type) FuncType() *FuncType {
	if t.Kind() != Func {
		return nil
	}
	return (*FuncType)(unsafe.Pointer(t))
}

// InterfaceType is t as an interface type, nil when it is not one.
func (t *Type) InterfaceType() *InterfaceType {
	if t.Kind() != Interface {
		return nil
	}
	return (*InterfaceType)(unsafe.Pointer(t))
}

// MapType is t as a map type, nil when it is not one.
func (t *Type) MapType() *MapType {
	if t.Kind() != Map {
		return nil
	}
	return (*MapType)(unsafe.Pointer(t))
}

// StructType is t as a struct type, nil when it is not one.
func (t *Type) StructType() *StructType {
	if t.Kind() != Struct {
		return nil
	}
	return (*StructType)(unsafe.Pointer(t))
}

// NumMethod is the number of methods of an interface type.
func (t *InterfaceType) NumMethod() int { return len(t.Methods) }

const variadicBit = 1 << 15

// NumIn is the number of parameters.
func (t *FuncType) NumIn() int { return int(t.InCount) }

// NumOut is the number of results.
func (t *FuncType) NumOut() int { return int(t.OutCount &^ variadicBit) }

// IsVariadic reports whether the last parameter is variadic.
func (t *FuncType) IsVariadic() bool { return t.OutCount&variadicBit != 0 }

// In is the type of parameter i.
func (t *FuncType) In(i int) *Type { return t.InSlice()[i] }

// Out is the type of result i.
func (t *FuncType) Out(i int) *Type { return t.OutSlice()[i] }

// InSlice are the types of the parameters.
func (t *FuncType) InSlice() []*Type { return t.inOut()[:t.InCount] }

// OutSlice are the types of the results.
func (t *FuncType) OutSlice() []*Type { return t.inOut()[t.InCount:] }

func (t *FuncType) inOut() []*Type {
	n := t.NumIn() + t.NumOut()
	if n == 0 {
		return nil
	}
	off := unsafe.Sizeof(FuncType{})
	if t.TFlag&TFlagUncommon != 0 {
		off += unsafe.Sizeof(UncommonType{})
	}
	return unsafe.Slice((**Type)(unsafe.Add(unsafe.Pointer(t), off)), n)
}
