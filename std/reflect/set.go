// Changing variables.

package reflect

import (
	"internal/abi"
	"unsafe"
)

// mustBeExported panics if v is none or was obtained through an unexported field.
func (f flag) mustBeExported(method string) {
	if f == 0 {
		panic(&ValueError{method, Invalid})
	}
	if f&flagRO != 0 {
		panic("reflect: " + method + " using value obtained using unexported field")
	}
}

// mustBeAssignable panics unless v can be set.
func (f flag) mustBeAssignable(method string) {
	f.mustBeExported(method)
	if f&flagAddr == 0 {
		panic("reflect: " + method + " using unaddressable value")
	}
}

// settable is mustBeAssignable and mustBe.
func (f flag) settable(k Kind, method string) {
	f.mustBeAssignable(method)
	f.mustBe(k, method)
}

// Set assigns x to v.
func (v Value) Set(x Value) {
	v.mustBeAssignable("reflect.Value.Set")
	x.mustBeExported("reflect.Value.Set")
	x = x.assignTo("reflect.Set", v.typ)
	if x.flag&flagIndir != 0 {
		typedmemmove(v.typ, v.ptr, x.ptr)
	} else {
		*(*unsafe.Pointer)(v.ptr) = x.ptr
	}
}

// SetZero sets v to the zero value of its type.
func (v Value) SetZero() {
	v.mustBeAssignable("reflect.Value.SetZero")
	typedmemclr(v.typ, v.ptr)
}

// SetBool sets a bool.
func (v Value) SetBool(x bool) {
	v.settable(Bool, "reflect.Value.SetBool")
	*(*bool)(v.ptr) = x
}

// SetInt sets a signed integer; what does not fit is cut off.
func (v Value) SetInt(x int64) {
	v.mustBeAssignable("reflect.Value.SetInt")
	switch v.kind() {
	case Int:
		*(*int)(v.ptr) = int(x)
	case Int8:
		*(*int8)(v.ptr) = int8(x)
	case Int16:
		*(*int16)(v.ptr) = int16(x)
	case Int32:
		*(*int32)(v.ptr) = int32(x)
	case Int64:
		*(*int64)(v.ptr) = x
	default:
		panic(&ValueError{"reflect.Value.SetInt", v.kind()})
	}
}

// SetUint sets an unsigned integer; what does not fit is cut off.
func (v Value) SetUint(x uint64) {
	v.mustBeAssignable("reflect.Value.SetUint")
	switch v.kind() {
	case Uint:
		*(*uint)(v.ptr) = uint(x)
	case Uint8:
		*(*uint8)(v.ptr) = uint8(x)
	case Uint16:
		*(*uint16)(v.ptr) = uint16(x)
	case Uint32:
		*(*uint32)(v.ptr) = uint32(x)
	case Uint64:
		*(*uint64)(v.ptr) = x
	case Uintptr:
		*(*uintptr)(v.ptr) = uintptr(x)
	default:
		panic(&ValueError{"reflect.Value.SetUint", v.kind()})
	}
}

// SetFloat sets a float.
func (v Value) SetFloat(x float64) {
	v.mustBeAssignable("reflect.Value.SetFloat")
	switch v.kind() {
	case Float32:
		*(*float32)(v.ptr) = float32(x)
	case Float64:
		*(*float64)(v.ptr) = x
	default:
		panic(&ValueError{"reflect.Value.SetFloat", v.kind()})
	}
}

// SetComplex sets a complex number.
func (v Value) SetComplex(x complex128) {
	v.mustBeAssignable("reflect.Value.SetComplex")
	switch v.kind() {
	case Complex64:
		*(*complex64)(v.ptr) = complex64(x)
	case Complex128:
		*(*complex128)(v.ptr) = x
	default:
		panic(&ValueError{"reflect.Value.SetComplex", v.kind()})
	}
}

// SetString sets a string.
func (v Value) SetString(x string) {
	v.settable(String, "reflect.Value.SetString")
	*(*string)(v.ptr) = x
}

// SetBytes sets a slice of bytes.
func (v Value) SetBytes(x []byte) {
	v.settable(Slice, "reflect.Value.SetBytes")
	if v.typ.Elem().Kind() != abi.Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.ptr) = x
}

// SetPointer sets an unsafe.Pointer.
func (v Value) SetPointer(x unsafe.Pointer) {
	v.settable(UnsafePointer, "reflect.Value.SetPointer")
	*(*unsafe.Pointer)(v.ptr) = x
}

// SetLen sets a slice's length, at most its capacity.
func (v Value) SetLen(n int) {
	v.settable(Slice, "reflect.Value.SetLen")
	s := (*sliceHeader)(v.ptr)
	if uint(n) > uint(s.cap) {
		panic("reflect: slice length out of range in SetLen")
	}
	s.len = n
}

// SetCap lowers a slice's capacity.
func (v Value) SetCap(n int) {
	v.settable(Slice, "reflect.Value.SetCap")
	s := (*sliceHeader)(v.ptr)
	if n < s.len || n > s.cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	s.cap = n
}

// Grow makes room for n more elements of a slice.
func (v Value) Grow(n int) {
	v.settable(Slice, "reflect.Value.Grow")
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	s := (*sliceHeader)(v.ptr)
	if s.len+n < 0 {
		panic("reflect.Value.Grow: slice overflow")
	}
	if s.len+n > s.cap {
		s.grow(v.typ.Elem(), n)
	}
}

// grow makes room for n more elements of type t.
func (s *sliceHeader) grow(t *abi.Type, n int) {
	size := max(s.cap*2, s.len+n, 4)
	if s.cap >= 256 {
		size = max(s.cap+s.cap/4+192, s.len+n)
	}
	p := unsafe_NewArray(t, size)
	moveArray(t, p, s.data, s.len)
	s.data, s.cap = p, size
}

// moveArray copies n values of type t.
func moveArray(t *abi.Type, dst, src unsafe.Pointer, n int) {
	if n == 0 || dst == src {
		return
	}
	if !t.Pointers() {
		memmove(dst, src, uintptr(n)*t.Size_)
		return
	}
	if uintptr(dst) < uintptr(src) {
		for i := range n {
			typedmemmove(t, unsafe.Add(dst, uintptr(i)*t.Size_), unsafe.Add(src, uintptr(i)*t.Size_))
		}
		return
	}
	for i := n - 1; i >= 0; i-- {
		typedmemmove(t, unsafe.Add(dst, uintptr(i)*t.Size_), unsafe.Add(src, uintptr(i)*t.Size_))
	}
}

// SetMapIndex sets the value for a key of a map; the zero Value deletes the entry.
func (v Value) SetMapIndex(key, elem Value) {
	const method = "reflect.Value.SetMapIndex"
	v.mustBe(Map, method)
	v.mustBeExported(method)
	key.mustBeExported(method)
	key = key.assignTo(method, v.typ.Key())
	if elem.flag == 0 {
		mapdelete(v.typ, v.word(), key.addr())
		return
	}
	elem.mustBeExported(method)
	elem = elem.assignTo(method, v.typ.Elem())
	mapassign0(v.typ, v.word(), key.addr(), elem.addr())
}

// Clear empties a map, or sets the elements of a slice to zero.
func (v Value) Clear() {
	switch v.kind() {
	case Slice:
		s := (*sliceHeader)(v.ptr)
		typedarrayclear(v.typ.Elem(), s.data, s.len)
	case Map:
		mapclear(v.typ, v.word())
	default:
		panic(&ValueError{"reflect.Value.Clear", v.kind()})
	}
}

// Addr returns a pointer to the variable v.
func (v Value) Addr() Value {
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return Value{pointerTo(v.typ), v.ptr, v.flag&flagRO | flag(Pointer)}
}

// UnsafeAddr returns the address of the variable v.
func (v Value) UnsafeAddr() uintptr {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.UnsafeAddr", Invalid})
	}
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.ptr)
}

// OverflowInt reports whether x does not fit v's type, a signed integer one.
func (v Value) OverflowInt(x int64) bool {
	if !v.CanInt() {
		panic(&ValueError{"reflect.Value.OverflowInt", v.kind()})
	}
	return overflowInt(v.typ, x)
}

// OverflowUint reports whether x does not fit v's type, an unsigned integer one.
func (v Value) OverflowUint(x uint64) bool {
	if !v.CanUint() {
		panic(&ValueError{"reflect.Value.OverflowUint", v.kind()})
	}
	return overflowUint(v.typ, x)
}

// OverflowFloat reports whether x does not fit v's type, a float one.
func (v Value) OverflowFloat(x float64) bool {
	if !v.CanFloat() {
		panic(&ValueError{"reflect.Value.OverflowFloat", v.kind()})
	}
	return v.kind() == Float32 && overflowFloat32(x)
}

// OverflowComplex reports whether x does not fit v's type, a complex one.
func (v Value) OverflowComplex(x complex128) bool {
	if !v.CanComplex() {
		panic(&ValueError{"reflect.Value.OverflowComplex", v.kind()})
	}
	return v.kind() == Complex64 && (overflowFloat32(real(x)) || overflowFloat32(imag(x)))
}

func overflowInt(t *abi.Type, x int64) bool {
	n := 64 - 8*t.Size_
	return x<<n>>n != x
}

func overflowUint(t *abi.Type, x uint64) bool {
	n := 64 - 8*t.Size_
	return x<<n>>n != x
}

func overflowFloat32(x float64) bool {
	const maxFloat32, maxFloat64 = 0x1p127 * (1 + (1 - 0x1p-23)), 0x1p1023 * (1 + (1 - 0x1p-52))
	if x < 0 {
		x = -x
	}
	return maxFloat32 < x && x <= maxFloat64
}
