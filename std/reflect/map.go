package reflect

import (
	"internal/abi"
	"unsafe"
)

// hiter is the state of an iteration as the runtime keeps it; a nil key marks the end.
type hiter struct {
	key, elem unsafe.Pointer
	rest      [14]unsafe.Pointer
}

// A MapIter walks over a map. See Value.MapRange.
type MapIter struct {
	m       Value
	started bool
	it      hiter
}

// MapRange returns an iterator over a map, to be used as
//
//	for it := v.MapRange(); it.Next(); { … it.Key() … it.Value() … }
func (v Value) MapRange() *MapIter {
	v.mustBe(Map, "reflect.Value.MapRange")
	return &MapIter{m: v}
}

// Next advances to the next entry; it returns false at the end.
func (it *MapIter) Next() bool {
	if !it.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if !it.started {
		it.started = true
		mapiterinit(it.m.typ, it.m.word(), &it.it)
	} else {
		if it.it.key == nil {
			panic("MapIter.Next called on exhausted iterator")
		}
		mapiternext(&it.it)
	}
	return it.it.key != nil
}

// current panics unless the iterator is on an entry.
func (it *MapIter) current(method string) {
	if !it.started {
		panic(method + " called before Next")
	}
	if it.it.key == nil {
		panic(method + " called on exhausted iterator")
	}
}

// Key returns the key of the current entry.
func (it *MapIter) Key() Value {
	it.current("MapIter.Key")
	return copyVal(it.m.typ.Key(), it.m.ro(), it.it.key)
}

// Value returns the value of the current entry.
func (it *MapIter) Value() Value {
	it.current("MapIter.Value")
	return copyVal(it.m.typ.Elem(), it.m.ro(), it.it.elem)
}

// Reset makes the iterator start anew over the map v.
func (it *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.mustBe(Map, "reflect.MapIter.Reset")
	}
	*it = MapIter{m: v}
}

// copyVal returns the value of type t at p; the map may change afterwards.
func copyVal(t *abi.Type, f flag, p unsafe.Pointer) Value {
	f |= flag(t.Kind())
	if t.IsDirectIface() {
		return Value{t, *(*unsafe.Pointer)(p), f}
	}
	c := unsafe_New(t)
	typedmemmove(t, c, p)
	return Value{t, c, f | flagIndir}
}

// MapIndex returns the value for key, the zero Value if there is none.
func (v Value) MapIndex(key Value) Value {
	v.mustBe(Map, "reflect.Value.MapIndex")
	key = key.assignTo("reflect.Value.MapIndex", v.typ.Key())
	e := mapaccess(v.typ, v.word(), key.addr())
	if e == nil {
		return Value{}
	}
	return copyVal(v.typ.Elem(), (v.flag | key.flag).ro(), e)
}

// MapKeys returns the keys of a map in no particular order.
func (v Value) MapKeys() []Value {
	v.mustBe(Map, "reflect.Value.MapKeys")
	keys := make([]Value, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		keys = append(keys, it.Key())
	}
	return keys
}

// SetIterKey sets v to the key of the entry that it is on.
func (v Value) SetIterKey(it *MapIter) {
	it.current("Value.SetIterKey")
	v.setFrom(it.m.typ.Key(), it, it.it.key, "reflect.MapIter.SetKey")
}

// SetIterValue sets v to the value of the entry that it is on.
func (v Value) SetIterValue(it *MapIter) {
	it.current("Value.SetIterValue")
	v.setFrom(it.m.typ.Elem(), it, it.it.elem, "reflect.MapIter.SetValue")
}

func (v Value) setFrom(t *abi.Type, it *MapIter, p unsafe.Pointer, method string) {
	v.mustBeAssignable(method)
	it.m.mustBeExported(method)
	x := Value{t, p, flagIndir | flag(t.Kind())}.assignTo(method, v.typ)
	typedmemmove(v.typ, v.ptr, x.addr())
}

// assignTo returns v as a value of type to, to which it must be assignable.
func (v Value) assignTo(context string, to *abi.Type) Value {
	switch {
	case v.flag == 0:
		panic(context + ": value of type nil is not assignable to type " + to.String())
	case directlyAssignable(to, v.typ):
		return Value{to, v.ptr, v.flag&(flagAddr|flagIndir) | v.ro() | flag(to.Kind())}
	case to.Kind() == abi.Interface && implements(to, v.typ):
		return v.toInterface(to)
	}
	panic(context + ": value of type " + v.typ.String() + " is not assignable to type " + to.String())
}

// toInterface is v as a value of the interface type to, which it implements.
func (v Value) toInterface(to *abi.Type) Value {
	target := unsafe_New(to)
	x := v
	x.flag &^= flagRO
	i := x.Interface()
	switch {
	case i == nil: // a nil interface stays nil
	case len(to.InterfaceType().Methods) == 0:
		*(*any)(target) = i
	default:
		e := (*abi.EmptyInterface)(unsafe.Pointer(&i))
		ifaceE2I(to, e.Type, e.Data, target)
	}
	return Value{to, target, flagIndir | v.ro() | flag(Interface)}
}
