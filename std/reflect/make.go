// Making values, and what slices can do.

package reflect

import (
	"internal/abi"
	"unsafe"
)

// New returns a pointer to a new zero value of type t.
func New(t Type) Value {
	if t == nil {
		panic("reflect: New(nil)")
	}
	c := t.common()
	return Value{pointerTo(c), unsafe_New(c), flag(Pointer)}
}

// NewAt returns a pointer to type t whose value is p.
func NewAt(t Type, p unsafe.Pointer) Value {
	return Value{pointerTo(t.common()), p, flag(Pointer)}
}

// Zero returns the zero value of type t, which is not a variable.
func Zero(t Type) Value {
	if t == nil {
		panic("reflect: Zero(nil)")
	}
	return zero(t.common())
}

func zero(t *abi.Type) Value {
	if t.IsDirectIface() {
		return Value{t, nil, flag(t.Kind())}
	}
	return Value{t, unsafe_New(t), flag(t.Kind()) | flagIndir}
}

// MakeSlice makes a slice of type t.
func MakeSlice(t Type, len, cap int) Value {
	if t.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 {
		panic("reflect.MakeSlice: negative len")
	}
	if cap < 0 {
		panic("reflect.MakeSlice: negative cap")
	}
	if len > cap {
		panic("reflect.MakeSlice: len > cap")
	}
	c := t.common()
	s := &sliceHeader{unsafe_NewArray(c.Elem(), cap), len, cap}
	return Value{c, unsafe.Pointer(s), flagIndir | flag(Slice)}
}

// SliceAt returns a slice of n elements of type t that are at p.
func SliceAt(t Type, p unsafe.Pointer, n int) Value {
	if n < 0 {
		panic("unsafe.Slice: len out of range")
	}
	s := &sliceHeader{p, n, n}
	return Value{SliceOf(t).common(), unsafe.Pointer(s), flagIndir | flag(Slice)}
}

// MakeMap makes a map of type t.
func MakeMap(t Type) Value { return MakeMapWithSize(t, 0) }

// MakeMapWithSize makes a map of type t with room for about n entries.
func MakeMapWithSize(t Type, n int) Value {
	if t.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	c := t.common()
	return Value{c, makemap(c, n), flag(Map)}
}

// MakeChan makes a channel of type t.
func MakeChan(t Type, buffer int) Value {
	if t.Kind() != Chan {
		panic("reflect.MakeChan of non-chan type")
	}
	if buffer < 0 {
		panic("reflect.MakeChan: negative buffer size")
	}
	if t.ChanDir() != BothDir {
		panic("reflect.MakeChan: unidirectional channel type")
	}
	c := t.common()
	return Value{c, makechan(c, buffer), flag(Chan)}
}

// Cap returns the capacity of an array, channel or slice, or of the array a pointer points to.
func (v Value) Cap() int {
	switch v.kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).cap
	case Array:
		return v.typ.Len()
	case Chan:
		return chancap(v.word())
	case Pointer:
		if e := v.typ.Elem(); e.Kind() == abi.Array {
			return e.Len()
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Cap", v.kind()})
}

// Slice returns v[i:j] of an array variable, a slice or a string.
func (v Value) Slice(i, j int) Value {
	if v.kind() == String {
		s := *(*string)(v.ptr)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		t := s[i:j]
		return Value{v.typ, unsafe.Pointer(&t), v.flag &^ flagAddr}
	}
	typ, base, limit := v.elements("reflect.Value.Slice")
	if i < 0 || j < i || j > limit {
		panic("reflect.Value.Slice: slice index out of bounds")
	}
	return v.part(typ, base, i, j, limit)
}

// Slice3 returns v[i:j:k] of an array variable or a slice.
func (v Value) Slice3(i, j, k int) Value {
	typ, base, limit := v.elements("reflect.Value.Slice3")
	if i < 0 || j < i || k < j || k > limit {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return v.part(typ, base, i, j, k)
}

// elements gives what method slices: the type of the slice, where its elements are, and how many.
func (v Value) elements(method string) (typ *abi.Type, base unsafe.Pointer, limit int) {
	switch v.kind() {
	case Array:
		if v.flag&flagAddr == 0 {
			panic(method + ": slice of unaddressable array")
		}
		return v.typ.ArrayType().Slice, v.ptr, v.typ.Len()
	case Slice:
		s := (*sliceHeader)(v.ptr)
		return v.typ, s.data, s.cap
	}
	panic(&ValueError{method, v.kind()})
}

// part is the slice base[i:j:k] of type typ.
func (v Value) part(typ *abi.Type, base unsafe.Pointer, i, j, k int) Value {
	s := &sliceHeader{base, j - i, k - i}
	if k > i {
		s.data = unsafe.Add(base, uintptr(i)*typ.Elem().Size_)
	}
	return Value{typ, unsafe.Pointer(s), v.ro() | flagIndir | flag(Slice)}
}

// Append appends values to a slice, and returns the resulting slice.
func Append(s Value, x ...Value) Value {
	s.mustBe(Slice, "reflect.Append")
	n := s.Len()
	s = s.extend(len(x))
	for i, v := range x {
		s.Index(n + i).Set(v)
	}
	return s
}

// AppendSlice appends the elements of slice t to slice s.
func AppendSlice(s, t Value) Value {
	s.mustBe(Slice, "reflect.AppendSlice")
	t.mustBe(Slice, "reflect.AppendSlice")
	typesMustMatch("reflect.AppendSlice", s.typ, t.typ)
	n := s.Len()
	s = s.extend(t.Len())
	Copy(s.Slice(n, s.Len()), t)
	return s
}

// extend is v with its length n larger.
func (v Value) extend(n int) Value {
	v.mustBeExported("reflect.Append")
	s := *(*sliceHeader)(v.ptr)
	if s.len+n < 0 {
		panic("reflect.Append: slice overflow")
	}
	if s.len+n > s.cap {
		s.grow(v.typ.Elem(), n)
	}
	s.len += n
	return Value{v.typ, unsafe.Pointer(&s), v.flag &^ flagAddr}
}

// Copy copies elements of src, a slice, array or, for bytes, string, to dst until one of them is at its end.
func Copy(dst, src Value) int {
	const method = "reflect.Copy"
	dk, sk := dst.kind(), src.kind()
	if dk != Array && dk != Slice {
		panic(&ValueError{method, dk})
	}
	if dk == Array {
		dst.mustBeAssignable(method)
	}
	dst.mustBeExported(method)
	text := sk == String && dst.typ.Elem().Kind() == abi.Uint8
	if !text && sk != Array && sk != Slice {
		panic(&ValueError{method, sk})
	}
	src.mustBeExported(method)
	elem := dst.typ.Elem()
	if !text {
		typesMustMatch(method, elem, src.typ.Elem())
	}
	n := min(dst.Len(), src.Len())
	moveArray(elem, dst.elems(), src.elems(), n)
	return n
}

// elems is where the elements of an array, slice or string are.
func (v *Value) elems() unsafe.Pointer {
	if v.kind() == Array {
		return v.addr()
	}
	return *(*unsafe.Pointer)(v.ptr)
}

func typesMustMatch(what string, a, b *abi.Type) {
	if a != b {
		panic(what + ": " + a.String() + " != " + b.String())
	}
}

// Swapper returns a function that swaps elements of a slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{"Swapper", v.Kind()})
	}
	s := (*sliceHeader)(v.ptr)
	t := v.typ.Elem()
	tmp := unsafe_New(t)
	return func(i, j int) {
		if uint(i) >= uint(s.len) || uint(j) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		p, q := unsafe.Add(s.data, uintptr(i)*t.Size_), unsafe.Add(s.data, uintptr(j)*t.Size_)
		typedmemmove(t, tmp, p)
		typedmemmove(t, p, q)
		typedmemmove(t, q, tmp)
	}
}
