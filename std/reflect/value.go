package reflect

import (
	"internal/abi"
	"unsafe"
)

// A Value is a Go value. The zero Value stands for none: its IsValid is false.
//
// ptr is the value itself if its type is pointer-shaped and flagIndir is not set, else its address.
type Value struct {
	typ *abi.Type
	ptr unsafe.Pointer
	flag
}

// flag holds the kind in its low bits, and what is known of a value's origin.
type flag uintptr

const (
	flagKindMask flag = 1<<5 - 1
	// Obtained through an unexported field, or an unexported embedded one: it can be looked at only.
	flagStickyRO flag = 1 << 5
	flagEmbedRO  flag = 1 << 6
	flagRO            = flagStickyRO | flagEmbedRO
	// ptr is the address of the value.
	flagIndir flag = 1 << 7
	// The value is a variable: it has an address that may be taken, and can be set if not flagRO.
	flagAddr flag = 1 << 8
)

func (f flag) kind() Kind { return Kind(f & flagKindMask) }

// ro is the stickiest form of f's read-only bits.
func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagStickyRO
	}
	return 0
}

// A ValueError is the panic of a Value's method called on a Value of the wrong kind.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

func (f flag) mustBe(k Kind, method string) {
	if f.kind() != k {
		panic(&ValueError{method, f.kind()})
	}
}

// ValueOf returns the value in i, the zero Value for nil.
func ValueOf(i any) Value {
	if i == nil {
		return Value{}
	}
	return unpack(i)
}

func unpack(i any) Value {
	e := (*abi.EmptyInterface)(unsafe.Pointer(&i))
	f := flag(e.Type.Kind())
	if !e.Type.IsDirectIface() {
		f |= flagIndir
	}
	return Value{e.Type, e.Data, f}
}

// pack is the reverse of unpack. A variable's value is copied, so that later changes do not show.
func pack(v Value) (i any) {
	e := (*abi.EmptyInterface)(unsafe.Pointer(&i))
	e.Type = v.typ
	switch {
	case v.typ.IsDirectIface():
		e.Data = v.word()
	case v.flag&flagAddr != 0:
		c := unsafe_New(v.typ)
		typedmemmove(v.typ, c, v.ptr)
		e.Data = c
	default:
		e.Data = v.ptr
	}
	return i
}

// word is the value of a pointer-shaped type.
func (v Value) word() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// addr is where the value's bytes are. For a direct value that is v's own ptr word.
func (v *Value) addr() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return v.ptr
	}
	return unsafe.Pointer(&v.ptr)
}

// IsValid reports whether v holds a value.
func (v Value) IsValid() bool { return v.flag != 0 }

// Kind returns v's kind, Invalid for the zero Value.
func (v Value) Kind() Kind { return v.kind() }

// Type returns v's type.
func (v Value) Type() Type {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.Type", Invalid})
	}
	return toType(v.typ)
}

// CanInterface reports whether Interface works: v did not come from an unexported field.
func (v Value) CanInterface() bool {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.CanInterface", Invalid})
	}
	return v.flag&flagRO == 0
}

// Interface returns v's value.
func (v Value) Interface() (i any) {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.Interface", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	if v.kind() == Interface {
		return v.dynamic()
	}
	return pack(v)
}

// dynamic is the content of an interface variable as an any.
func (v Value) dynamic() any {
	if len(v.typ.InterfaceType().Methods) == 0 {
		return *(*any)(v.ptr)
	}
	n := (*abi.NonEmptyInterface)(v.ptr)
	var out any
	if n.ITab != nil {
		e := (*abi.EmptyInterface)(unsafe.Pointer(&out))
		e.Type, e.Data = n.ITab.Type, n.Data
	}
	return out
}

// CanAddr reports whether v is a variable.
func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }

// CanSet reports whether v can be changed: it is a variable and did not come from an unexported field.
func (v Value) CanSet() bool { return v.flag&(flagAddr|flagRO) == flagAddr }

// Elem returns what an interface holds or a pointer points to.
func (v Value) Elem() Value {
	switch v.kind() {
	case Interface:
		out := ValueOf(v.dynamic())
		if out.flag != 0 {
			out.flag |= v.ro()
		}
		return out
	case Pointer:
		p := v.word()
		if p == nil {
			return Value{}
		}
		e := v.typ.Elem()
		return Value{e, p, v.flag&flagRO | flagIndir | flagAddr | flag(e.Kind())}
	}
	panic(&ValueError{"reflect.Value.Elem", v.kind()})
}

// Indirect returns what v points to if it is a pointer, else v.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// IsNil reports whether a channel, func, interface, map, pointer or slice is nil.
func (v Value) IsNil() bool {
	switch v.kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		return v.word() == nil
	case Interface, Slice:
		return *(*unsafe.Pointer)(v.ptr) == nil
	}
	panic(&ValueError{"reflect.Value.IsNil", v.kind()})
}

// Bool returns a bool's value.
func (v Value) Bool() bool {
	v.mustBe(Bool, "reflect.Value.Bool")
	return *(*bool)(v.ptr)
}

// CanInt, CanUint, CanFloat and CanComplex say whether Int, Uint, Float, Complex work.
func (v Value) CanInt() bool     { return v.kind() >= Int && v.kind() <= Int64 }
func (v Value) CanUint() bool    { return v.kind() >= Uint && v.kind() <= Uintptr }
func (v Value) CanFloat() bool   { return v.kind() == Float32 || v.kind() == Float64 }
func (v Value) CanComplex() bool { return v.kind() == Complex64 || v.kind() == Complex128 }

// Int returns a signed integer's value.
func (v Value) Int() int64 {
	switch v.kind() {
	case Int:
		return int64(*(*int)(v.ptr))
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	case Int64:
		return *(*int64)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Int", v.kind()})
}

// Uint returns an unsigned integer's value.
func (v Value) Uint() uint64 {
	switch v.kind() {
	case Uint:
		return uint64(*(*uint)(v.ptr))
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	case Uint64:
		return *(*uint64)(v.ptr)
	case Uintptr:
		return uint64(*(*uintptr)(v.ptr))
	}
	panic(&ValueError{"reflect.Value.Uint", v.kind()})
}

// Float returns a float's value.
func (v Value) Float() float64 {
	switch v.kind() {
	case Float32:
		return float64(*(*float32)(v.ptr))
	case Float64:
		return *(*float64)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Float", v.kind()})
}

// Complex returns a complex number's value.
func (v Value) Complex() complex128 {
	switch v.kind() {
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	case Complex128:
		return *(*complex128)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Complex", v.kind()})
}

// String returns a string's value. Of other kinds it gives a text such as "<int Value>", and does not panic.
func (v Value) String() string {
	switch v.kind() {
	case String:
		return *(*string)(v.ptr)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + v.Type().String() + " Value>"
}

// Pointer returns the address that a channel, func, map, pointer, slice, string or unsafe pointer holds. Of a func it is
// that of its code.
func (v Value) Pointer() uintptr {
	switch v.kind() {
	case Chan, Map, Pointer, UnsafePointer:
		return uintptr(v.word())
	case Func:
		p := v.word()
		if p != nil {
			p = *(*unsafe.Pointer)(p) // a func value's first word is its code
		}
		return uintptr(p)
	case Slice, String:
		return uintptr(*(*unsafe.Pointer)(v.ptr))
	}
	panic(&ValueError{"reflect.Value.Pointer", v.kind()})
}

// UnsafePointer is Pointer as an unsafe.Pointer.
func (v Value) UnsafePointer() unsafe.Pointer {
	switch v.kind() {
	case Chan, Func, Map, Pointer, UnsafePointer, Slice, String:
		return unsafe.Pointer(v.Pointer())
	}
	panic(&ValueError{"reflect.Value.UnsafePointer", v.kind()})
}

// NumField counts a struct's fields.
func (v Value) NumField() int {
	v.mustBe(Struct, "reflect.Value.NumField")
	return len(v.typ.StructType().Fields)
}

// Field returns field i of a struct.
func (v Value) Field(i int) Value {
	v.mustBe(Struct, "reflect.Value.Field")
	fields := v.typ.StructType().Fields
	if uint(i) >= uint(len(fields)) {
		panic("reflect: Field index out of range")
	}
	f := &fields[i]
	fl := v.flag&(flagStickyRO|flagIndir|flagAddr) | flag(f.Typ.Kind())
	if !f.Name.IsExported() {
		if f.Embedded() {
			fl |= flagEmbedRO
		} else {
			fl |= flagStickyRO
		}
	}
	// Without flagIndir the struct is one pointer, and so is its field (others have no size).
	p := v.ptr
	if fl&flagIndir != 0 {
		p = unsafe.Add(p, f.Offset)
	}
	return Value{f.Typ, p, fl}
}

// sliceHeader is the layout of a slice, and in its first two words of a string.
type sliceHeader struct {
	data     unsafe.Pointer
	len, cap int
}

// Len returns the length of an array, channel, map, slice or string, or of the array a pointer points to.
func (v Value) Len() int {
	switch v.kind() {
	case Slice, String:
		return (*sliceHeader)(v.ptr).len
	case Array:
		return v.typ.Len()
	case Map:
		return maplen(v.word())
	case Chan:
		return chanlen(v.word())
	case Pointer:
		if e := v.typ.Elem(); e.Kind() == abi.Array {
			return e.Len()
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Len", v.kind()})
}

// Index returns element i of an array, slice or string.
func (v Value) Index(i int) Value {
	switch v.kind() {
	case Slice:
		s := (*sliceHeader)(v.ptr)
		if uint(i) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		e := v.typ.Elem()
		return Value{e, unsafe.Add(s.data, uintptr(i)*e.Size_), flagAddr | flagIndir | v.ro() | flag(e.Kind())}
	case Array:
		if uint(i) >= uint(v.typ.Len()) {
			panic("reflect: array index out of range")
		}
		e := v.typ.Elem()
		p := v.ptr
		if v.flag&flagIndir != 0 {
			p = unsafe.Add(p, uintptr(i)*e.Size_)
		}
		return Value{e, p, v.flag&(flagIndir|flagAddr) | v.ro() | flag(e.Kind())}
	case String:
		s := *(*string)(v.ptr)
		if uint(i) >= uint(len(s)) {
			panic("reflect: string index out of range")
		}
		return Value{abi.TypeFor[uint8](), unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i), v.ro() | flag(Uint8) | flagIndir}
	}
	panic(&ValueError{"reflect.Value.Index", v.kind()})
}

// Bytes returns the bytes of a byte slice or of an array variable of bytes.
func (v Value) Bytes() []byte {
	switch v.kind() {
	case Slice:
		if v.typ.Elem().Kind() != abi.Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.ptr)
	case Array:
		if v.typ.Elem().Kind() != abi.Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		return unsafe.Slice((*byte)(v.ptr), v.typ.Len())
	}
	panic(&ValueError{"reflect.Value.Bytes", v.kind()})
}

// InterfaceData returns the two words of an interface value, which mean nothing to anyone.
func (v Value) InterfaceData() [2]uintptr {
	v.mustBe(Interface, "reflect.Value.InterfaceData")
	return *(*[2]uintptr)(v.ptr)
}

// TypeAssert is v.Interface().(T) without allocating, where that can be done.
func TypeAssert[T any](v Value) (T, bool) {
	if v.flag == 0 {
		panic(&ValueError{"reflect.TypeAssert", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect: reflect.TypeAssert using value obtained using unexported field")
	}
	if t := abi.TypeFor[T](); t == v.typ && v.kind() != Interface {
		return *(*T)(v.addr()), true
	}
	x, ok := v.Interface().(T)
	return x, ok
}

// SliceHeader is the layout of a slice.
//
// Deprecated: use unsafe.Slice and unsafe.SliceData.
type SliceHeader struct {
	Data uintptr
	Len  int
	Cap  int
}

// StringHeader is the layout of a string.
//
// Deprecated: use unsafe.String and unsafe.StringData.
type StringHeader struct {
	Data uintptr
	Len  int
}
