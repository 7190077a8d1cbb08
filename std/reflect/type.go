// Package reflect looks at and changes values whose types are known only at run time.
//
// A Type is a type descriptor as the compiler wrote it (internal/abi knows the
// layout); a Value is a descriptor, a pointer and flags. Read next: value.go.
package reflect

import (
	"internal/abi"
	"iter"
	"unsafe"
)

// A Kind is the sort of type that a Type is.
type Kind uint

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

// Ptr is the old name of Pointer.
const Ptr = Pointer

// String returns the kind's name.
func (k Kind) String() string {
	if k == Invalid || k > UnsafePointer {
		if k == Invalid {
			return "invalid"
		}
		return "kind" + itoa(uint(k))
	}
	return abi.Kind(k).String()
}

func itoa(n uint) string {
	var b [20]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}

// ChanDir is the direction of a channel type.
type ChanDir int

const (
	RecvDir ChanDir             = 1 << iota // <-chan
	SendDir                                 // chan<-
	BothDir = RecvDir | SendDir             // chan
)

// String returns the direction as it is written.
func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + itoa(uint(d))
}

// Type is a Go type. Types compare with ==.
type Type interface {
	// Align is the alignment in bytes of a variable of the type, FieldAlign that of a field.
	Align() int
	FieldAlign() int
	// Name is the name of a defined type, "" of others.
	Name() string
	// PkgPath is the import path of a defined type's package.
	PkgPath() string
	// Size is the size of a value in bytes.
	Size() uintptr
	// String is the type as it is written, with package names.
	String() string
	// Kind is the type's kind.
	Kind() Kind
	// Implements says whether the type implements the interface type u.
	Implements(u Type) bool
	// Method is exported method i, in the order of names; MethodByName finds one by name.
	Method(int) Method
	MethodByName(string) (Method, bool)
	// AssignableTo says whether a value can be assigned to a variable of type u.
	AssignableTo(u Type) bool
	// ConvertibleTo says whether a value can be converted to type u; doing so may still panic.
	ConvertibleTo(u Type) bool
	// Comparable says whether values can be compared; comparing may still panic for interfaces.
	Comparable() bool
	// Bits is the size of a number in bits.
	Bits() int
	// ChanDir is the direction of a channel type.
	ChanDir() ChanDir
	// IsVariadic says whether a function's last parameter is variadic.
	IsVariadic() bool
	// Elem is the element type of an array, channel, map, pointer or slice type.
	Elem() Type
	// Field is field number i of a struct type.
	Field(i int) StructField
	// FieldByName finds a field of a struct type, promoted ones included.
	FieldByName(name string) (StructField, bool)
	// FieldByIndex finds a field by the path of indices; FieldByNameFunc one whose name match accepts.
	FieldByIndex(index []int) StructField
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	// In is the type of parameter i of a function type, Out that of result i.
	In(i int) Type
	Out(i int) Type
	// Key is the key type of a map type.
	Key() Type
	// Len is the length of an array type.
	Len() int
	// NumField, NumIn, NumOut count fields, parameters and results.
	NumField() int
	NumIn() int
	NumOut() int
	// OverflowComplex, OverflowFloat, OverflowInt and OverflowUint say whether x does not fit the type.
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	// CanSeq and CanSeq2 say whether values can be ranged over with one or two variables.
	CanSeq() bool
	CanSeq2() bool
	// Fields, Methods, Ins and Outs go through the fields, methods, parameters and results.
	Fields() iter.Seq[StructField]
	Methods() iter.Seq[Method]
	Ins() iter.Seq[Type]
	Outs() iter.Seq[Type]
	// NumMethod counts the methods of an interface type, else the exported methods.
	NumMethod() int

	common() *abi.Type
}

// rtype is the one implementation of Type: a descriptor.
type rtype struct {
	t abi.Type
}

func toRType(t *abi.Type) *rtype { return (*rtype)(unsafe.Pointer(t)) }

// toType keeps nil a nil interface.
func toType(t *abi.Type) Type {
	if t == nil {
		return nil
	}
	return toRType(t)
}

// TypeOf returns the dynamic type of i, nil for nil.
func TypeOf(i any) Type { return toType(abi.TypeOf(i)) }

// TypeFor returns the type T.
func TypeFor[T any]() Type { return toType(abi.TypeFor[T]()) }

func (t *rtype) common() *abi.Type { return &t.t }
func (t *rtype) Align() int        { return t.t.Align() }
func (t *rtype) FieldAlign() int   { return t.t.FieldAlign() }
func (t *rtype) Size() uintptr     { return t.t.Size_ }
func (t *rtype) String() string    { return t.t.String() }
func (t *rtype) Kind() Kind        { return Kind(t.t.Kind()) }
func (t *rtype) Comparable() bool  { return t.t.Equal != nil }

func (t *rtype) Name() string {
	if !t.t.HasName() {
		return ""
	}
	// The text after the last dot that is not within type arguments.
	s, depth := t.String(), 0
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ']':
			depth++
		case '[':
			depth--
		case '.':
			if depth == 0 {
				return s[i+1:]
			}
		}
	}
	return s
}

func (t *rtype) PkgPath() string {
	if !t.t.HasName() {
		return ""
	}
	u := t.t.Uncommon()
	if u == nil {
		return ""
	}
	return u.PkgPath.Name().Name()
}

func (t *rtype) Bits() int {
	if k := t.Kind(); k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.String())
	}
	return int(t.t.Size_) * 8
}

func (t *rtype) ChanDir() ChanDir {
	if t.Kind() != Chan {
		panic("reflect: ChanDir of non-chan type " + t.String())
	}
	return ChanDir((*abi.ChanType)(unsafe.Pointer(t)).Dir)
}

func (t *rtype) Elem() Type {
	e := t.t.Elem()
	if e == nil {
		panic("reflect: Elem of invalid type " + t.String())
	}
	return toType(e)
}

func (t *rtype) Key() Type {
	if t.Kind() != Map {
		panic("reflect: Key of non-map type " + t.String())
	}
	return toType(t.t.Key())
}

func (t *rtype) Len() int {
	if t.Kind() != Array {
		panic("reflect: Len of non-array type " + t.String())
	}
	return t.t.Len()
}

// funcType returns the descriptor of a function type, or panics naming the method that was called.
func (t *rtype) funcType(method string) *abi.FuncType {
	f := t.t.FuncType()
	if f == nil {
		panic("reflect: " + method + " of non-func type " + t.String())
	}
	return f
}

func (t *rtype) IsVariadic() bool { return t.funcType("IsVariadic").IsVariadic() }
func (t *rtype) NumIn() int       { return t.funcType("NumIn").NumIn() }
func (t *rtype) NumOut() int      { return t.funcType("NumOut").NumOut() }
func (t *rtype) In(i int) Type    { return toType(t.funcType("In").In(i)) }
func (t *rtype) Out(i int) Type   { return toType(t.funcType("Out").Out(i)) }

func (t *rtype) OverflowComplex(x complex128) bool { return zero(&t.t).OverflowComplex(x) }
func (t *rtype) OverflowFloat(x float64) bool      { return zero(&t.t).OverflowFloat(x) }
func (t *rtype) OverflowInt(x int64) bool          { return zero(&t.t).OverflowInt(x) }
func (t *rtype) OverflowUint(x uint64) bool        { return zero(&t.t).OverflowUint(x) }

func (t *rtype) NumMethod() int {
	if it := t.t.InterfaceType(); it != nil {
		return len(it.Methods)
	}
	if u := t.t.Uncommon(); u != nil {
		return int(u.Xcount)
	}
	return 0
}

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return implements(u.common(), &t.t)
}

func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	return assignable(u.common(), &t.t)
}

func assignable(to, from *abi.Type) bool {
	return directlyAssignable(to, from) || to.Kind() == abi.Interface && implements(to, from)
}

// implements reports whether t has the methods of the interface type inter.
func implements(inter, t *abi.Type) bool {
	if len(inter.InterfaceType().Methods) == 0 {
		return true
	}
	if t.Kind() == abi.Interface {
		return includes(t.InterfaceType(), inter.InterfaceType())
	}
	return rtImplements(inter, t)
}

// includes reports whether an interface type has all methods of another: both lists are sorted by name.
func includes(have, want *abi.InterfaceType) bool {
	path := func(t *abi.InterfaceType, n abi.Name) string {
		if n.IsExported() {
			return ""
		}
		if p := n.PkgPath(); p != "" {
			return p
		}
		return t.PkgPath.Name()
	}
	rest := have.Methods
	for i := range want.Methods {
		w := &want.Methods[i]
		name := w.Name.Name()
		for {
			if len(rest) == 0 {
				return false
			}
			h := &rest[0]
			rest = rest[1:]
			n := h.Name.Name()
			if n.Name() == name.Name() && h.Typ == w.Typ && path(have, n) == path(want, name) {
				break
			}
		}
	}
	return true
}

//go:linkname rtImplements runtime.implements
func rtImplements(inter, t *abi.Type) bool

// directlyAssignable reports whether a value of type from is one of type to without conversion: the types
// are identical, or one of them is not defined and their underlying types are identical.
func directlyAssignable(to, from *abi.Type) bool {
	if to == from {
		return true
	}
	if to.HasName() && from.HasName() || to.Kind() != from.Kind() {
		return false
	}
	return identicalUnderlying(to, from, true)
}

// identicalUnderlying compares the underlying types of two types of one kind, with the tags of fields or without. Identical types
// have one descriptor; only without tags, parts that are not defined types have to be looked into.
func identicalUnderlying(a, b *abi.Type, tags bool) bool {
	if a == b {
		return true
	}
	switch a.Kind() {
	case abi.Array:
		return a.Len() == b.Len() && identical(a.Elem(), b.Elem(), tags)
	case abi.Chan:
		x, y := (*abi.ChanType)(unsafe.Pointer(a)), (*abi.ChanType)(unsafe.Pointer(b))
		return identical(x.Elem, y.Elem, tags) && (x.Dir == y.Dir || y.Dir == abi.BothDir)
	case abi.Func:
		x, y := a.FuncType(), b.FuncType()
		if x.InCount != y.InCount || x.OutCount != y.OutCount {
			return false
		}
		return identicalLists(x.InSlice(), y.InSlice(), tags) && identicalLists(x.OutSlice(), y.OutSlice(), tags)
	case abi.Interface:
		x, y := a.InterfaceType().Methods, b.InterfaceType().Methods
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			n, m := x[i].Name.Name(), y[i].Name.Name()
			if x[i].Typ != y[i].Typ || n.Name() != m.Name() || n.PkgPath() != m.PkgPath() {
				return false
			}
		}
		return true
	case abi.Map:
		return identical(a.Key(), b.Key(), tags) && identical(a.Elem(), b.Elem(), tags)
	case abi.Pointer, abi.Slice:
		return identical(a.Elem(), b.Elem(), tags)
	case abi.Struct:
		return identicalFields(a.StructType(), b.StructType(), tags)
	}
	return true
}

func identicalLists(a, b []*abi.Type, tags bool) bool {
	for i := range a {
		if !identical(a[i], b[i], tags) {
			return false
		}
	}
	return true
}

func identicalFields(a, b *abi.StructType, tags bool) bool {
	if len(a.Fields) != len(b.Fields) || a.PkgPath.Name() != b.PkgPath.Name() {
		return false
	}
	for i := range a.Fields {
		x, y := &a.Fields[i], &b.Fields[i]
		if x.Name.Name() != y.Name.Name() || x.Embedded() != y.Embedded() || !identical(x.Typ, y.Typ, tags) ||
			tags && x.Name.Tag() != y.Name.Tag() {
			return false
		}
	}
	return true
}

// identical compares parts of types.
func identical(a, b *abi.Type, tags bool) bool {
	if a == b {
		return true
	}
	if tags || a.HasName() || b.HasName() || a.Kind() != b.Kind() {
		return false
	}
	return identicalUnderlying(a, b, tags)
}
