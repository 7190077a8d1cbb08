// Package reflectlite is the little of reflection that packages below reflect
// need: errors.As asks for types and assigns through a pointer, sort.Slice swaps
// elements of a slice whose type it does not know.
//
// It reads descriptors through internal/abi and keeps no state.
package reflectlite

import (
	"internal/abi"
	"unsafe"
)

// Type is a type descriptor; two types are identical if the pointers are equal.
type Type = abi.Type

// The kinds that callers ask for.
const (
	Interface = abi.Interface
	Pointer   = abi.Pointer
)

// TypeOf is the dynamic type of v, nil if v is the nil interface.
func TypeOf(v any) *Type { return abi.TypeOf(v) }

// IsNilPointer reports whether v, which must hold a pointer, holds nil.
func IsNilPointer(v any) bool {
	return (*abi.EmptyInterface)(unsafe.Pointer(&v)).Data == nil
}

// getitab gives the method table of typ for inter; if typ lacks a method, nil
// when canfail and else a panic.
//
//go:linkname getitab runtime.getitab
func getitab(inter *abi.InterfaceType, typ *abi.Type, canfail bool) *abi.ITab

// typedmemmove copies a value of type t.
//
//go:linkname typedmemmove runtime.typedmemmove
//go:noescape
func typedmemmove(t *abi.Type, dst, src unsafe.Pointer)

// ImplementsError reports whether typ has the method of interface error.
func ImplementsError(typ *Type) bool { return Implements(typ, abi.TypeFor[error]()) }

// Implements reports whether typ has the methods of the interface type inter.
func Implements(typ, inter *Type) bool {
	it := inter.InterfaceType()
	if len(it.Methods) == 0 {
		return true
	}
	if typ.Kind() == abi.Interface {
		return containsMethods(typ.InterfaceType(), it)
	}
	return getitab(it, typ, true) != nil
}

// containsMethods reports whether has declares every method of want; both lists
// are sorted by name, so one pass does.
func containsMethods(has, want *abi.InterfaceType) bool {
	j := 0
	for i := range has.Methods {
		if j == len(want.Methods) {
			break
		}
		h, w := &has.Methods[i], &want.Methods[j]
		hn, wn := h.Name.Name(), w.Name.Name()
		if h.Typ == w.Typ && hn.Name() == wn.Name() && (wn.IsExported() || hn.PkgPath() == wn.PkgPath()) {
			j++
		}
	}
	return j == len(want.Methods)
}

// AssignTo stores v, which must not be nil, in the variable that the pointer
// held by target points to, provided its type can be assigned to the variable's:
// that is identical or an interface type that it implements. It reports whether
// it did.
func AssignTo(target, v any) bool {
	dst := (*abi.EmptyInterface)(unsafe.Pointer(&target)).Data
	to := TypeOf(target).Elem()
	src := (*abi.EmptyInterface)(unsafe.Pointer(&v))
	switch {
	case src.Type == to:
		if to.IsDirectIface() {
			*(*unsafe.Pointer)(dst) = src.Data
		} else {
			typedmemmove(to, dst, src.Data)
		}
	case to.Kind() != abi.Interface:
		return false
	case len(to.InterfaceType().Methods) == 0:
		*(*any)(dst) = v
	default:
		tab := getitab(to.InterfaceType(), src.Type, true)
		if tab == nil {
			return false
		}
		*(*abi.NonEmptyInterface)(dst) = abi.NonEmptyInterface{ITab: tab, Data: src.Data}
	}
	return true
}

// sliceHeader is the layout of a slice.
type sliceHeader struct {
	data unsafe.Pointer
	len  int
	cap  int
}

// SliceLen is the length of the slice in v; it panics if v holds no slice.
func SliceLen(v any) int {
	return header(v, "reflect.Value.Len").len
}

// A ValueError is the panic value for a value of the wrong kind.
type ValueError struct {
	Method string
	Kind   abi.Kind
}

func (e *ValueError) Error() string {
	if e.Kind == abi.Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

// header is the slice in v; method is who to name in the panic if it is none.
func header(v any, method string) *sliceHeader {
	e := (*abi.EmptyInterface)(unsafe.Pointer(&v))
	switch {
	case e.Type == nil:
		panic(&ValueError{Method: method})
	case e.Type.Kind() != abi.Slice:
		panic(&ValueError{method, e.Type.Kind()})
	}
	return (*sliceHeader)(e.Data)
}

// Swapper gives a function that swaps two elements of the slice in v.
func Swapper(v any) func(i, j int) {
	h := header(v, "Swapper")
	elem := TypeOf(v).Elem()
	switch size := elem.Size_; {
	case elem.PtrBytes == 0 && size == 8:
		s := unsafe.Slice((*uint64)(h.data), h.len)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.PtrBytes == 0 && size == 4:
		s := unsafe.Slice((*uint32)(h.data), h.len)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.PtrBytes == 0 && size == 1:
		s := unsafe.Slice((*byte)(h.data), h.len)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.PtrBytes == 8 && size == 8:
		s := unsafe.Slice((*unsafe.Pointer)(h.data), h.len)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.Kind() == abi.String:
		s := unsafe.Slice((*string)(h.data), h.len)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	}
	return genericSwapper(elem, h)
}

func genericSwapper(elem *Type, h *sliceHeader) func(i, j int) {
	size, n, data := elem.Size_, h.len, h.data
	// A buffer of words of pointers, so that the collector sees what is in it.
	words := make([]unsafe.Pointer, (size+7)/8)
	tmp := unsafe.Pointer(unsafe.SliceData(words))
	return func(i, j int) {
		if uint(i) >= uint(n) || uint(j) >= uint(n) {
			panic("reflect: slice index out of range")
		}
		if i == j {
			return
		}
		a, b := unsafe.Add(data, uintptr(i)*size), unsafe.Add(data, uintptr(j)*size)
		typedmemmove(elem, tmp, a)
		typedmemmove(elem, a, b)
		typedmemmove(elem, b, tmp)
	}
}
