// Comparing values.

package reflect

import (
	"internal/abi"
	"unsafe"
)

// Comparable reports whether v can be compared with == without a panic.
func (v Value) Comparable() bool {
	switch v.kind() {
	case Invalid:
		return true
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Array:
		for i := range v.Len() {
			if !v.Index(i).Comparable() {
				return false
			}
		}
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).Comparable() {
				return false
			}
		}
	}
	return v.typ.Equal != nil
}

// Equal is v == u. For interfaces it compares what they hold. It panics for values that cannot be compared.
func (v Value) Equal(u Value) bool {
	if v.Kind() == Interface {
		v = v.Elem()
	}
	if u.Kind() == Interface {
		u = u.Elem()
	}
	if !v.IsValid() || !u.IsValid() {
		return v.IsValid() == u.IsValid()
	}
	if v.typ != u.typ {
		return false
	}
	if v.typ.Equal == nil {
		switch v.kind() { // find the part that cannot be compared, or that differs before it
		case Array:
			for i := range v.Len() {
				if !v.Index(i).Equal(u.Index(i)) {
					return false
				}
			}
		case Struct:
			for i := range v.NumField() {
				if !v.Field(i).Equal(u.Field(i)) {
					return false
				}
			}
		}
		panic("reflect.Value.Equal: values of type " + v.typ.String() + " are not comparable")
	}
	return typedequal(v.typ, v.addr(), u.addr())
}

// IsZero reports whether v is the zero value of its type.
func (v Value) IsZero() bool {
	switch v.kind() {
	case Invalid:
		panic(&ValueError{"reflect.Value.IsZero", Invalid})
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case String:
		return v.Len() == 0
	case Array:
		for i := range v.Len() {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Struct:
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() && v.typ.StructType().Fields[i].Name.Name() != "_" {
				return false
			}
		}
		return true
	}
	// A number or bool: zero if all its bits are.
	for i := range v.typ.Size_ {
		if *(*byte)(unsafe.Add(v.ptr, i)) != 0 {
			return false
		}
	}
	return true
}

// DeepEqual reports whether x and y are deeply equal: of one type, with parts that are deeply equal. Functions are equal only if
// both are nil; pointers, maps and slices are equal if they are the same, or if what they lead to is.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	v, w := ValueOf(x), ValueOf(y)
	return v.typ == w.typ && (&deep{}).equal(v, w)
}

// visit is a pair of references that is being compared, or was.
type visit struct {
	p, q unsafe.Pointer
	typ  *abi.Type
}

// deep is a comparison under way.
type deep struct {
	visited map[visit]bool
}

// seen notes that references are being compared, which ends cycles, and reports whether they were before.
func (d *deep) seen(v, w Value) bool {
	key := visit{v.reference(), w.reference(), v.typ}
	if d.visited[key] {
		return true
	}
	if d.visited == nil {
		d.visited = map[visit]bool{}
	}
	d.visited[key] = true
	return false
}

// reference is the pointer in a pointer, map or slice.
func (v Value) reference() unsafe.Pointer {
	if v.kind() == Slice {
		return (*sliceHeader)(v.ptr).data
	}
	return v.word()
}

func (d *deep) equal(v, w Value) bool {
	if !v.IsValid() || !w.IsValid() {
		return v.IsValid() == w.IsValid()
	}
	if v.typ != w.typ {
		return false
	}
	switch v.kind() {
	case Array:
		return d.elements(v, w)
	case Slice:
		if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
			return false
		}
		if v.Len() == 0 || v.reference() == w.reference() || d.seen(v, w) {
			return true
		}
		if v.typ.Elem().Kind() == abi.Uint8 {
			return string(v.Bytes()) == string(w.Bytes())
		}
		return d.elements(v, w)
	case Interface:
		if v.IsNil() || w.IsNil() {
			return v.IsNil() == w.IsNil()
		}
		return d.equal(v.Elem(), w.Elem())
	case Pointer:
		if v.word() == w.word() || !v.IsNil() && !w.IsNil() && d.seen(v, w) {
			return true
		}
		return d.equal(v.Elem(), w.Elem())
	case Struct:
		for i := range v.NumField() {
			if !d.equal(v.Field(i), w.Field(i)) {
				return false
			}
		}
		return true
	case Map:
		return d.maps(v, w)
	case Func:
		return v.IsNil() && w.IsNil()
	}
	return typedequal(v.typ, v.addr(), w.addr())
}

func (d *deep) elements(v, w Value) bool {
	for i := range v.Len() {
		if !d.equal(v.Index(i), w.Index(i)) {
			return false
		}
	}
	return true
}

func (d *deep) maps(v, w Value) bool {
	if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
		return false
	}
	if v.word() == w.word() || d.seen(v, w) {
		return true
	}
	for it := v.MapRange(); it.Next(); {
		e := w.MapIndex(it.Key())
		if !e.IsValid() || !d.equal(it.Value(), e) {
			return false
		}
	}
	return true
}
