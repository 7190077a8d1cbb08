// Conversions.

package reflect

import "internal/abi"

// A converter converts v to a type.
type converter func(v Value, to *abi.Type) Value

// ConvertibleTo reports whether a value can be converted to type u; doing so may still panic for slices and arrays.
func (t *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return conversion(u.common(), &t.t) != nil
}

// CanConvert reports whether Convert works.
func (v Value) CanConvert(t Type) bool {
	if !v.Type().ConvertibleTo(t) {
		return false
	}
	to := t.common()
	switch {
	case v.kind() == Slice && to.Kind() == abi.Array:
		return to.Len() <= v.Len()
	case v.kind() == Slice && to.Kind() == abi.Pointer && to.Elem().Kind() == abi.Array:
		return to.Elem().Len() <= v.Len()
	}
	return true
}

// Convert returns v converted to type t.
func (v Value) Convert(t Type) Value {
	to := t.common()
	f := conversion(to, v.typ)
	if f == nil {
		panic("reflect.Value.Convert: value of type " + v.typ.String() + " cannot be converted to type " + t.String())
	}
	return f(v, to)
}

// conversion finds how to convert from one type to another, nil if that is not possible.
func conversion(to, from *abi.Type) converter {
	tk, fk := Kind(to.Kind()), Kind(from.Kind())
	switch {
	case isInt(fk) || isUint(fk):
		switch {
		case isInt(tk) || isUint(tk) || isFloat(tk):
			return convertNumber
		case tk == String:
			return convertIntString
		}
	case isFloat(fk):
		if isInt(tk) || isUint(tk) || isFloat(tk) {
			return convertNumber
		}
	case fk == Complex64 || fk == Complex128:
		if tk == Complex64 || tk == Complex128 {
			return convertComplex
		}
	case fk == String:
		if tk == Slice && plainElem(to) {
			switch to.Elem().Kind() {
			case abi.Uint8:
				return convertStringBytes
			case abi.Int32:
				return convertStringRunes
			}
		}
	case fk == Slice:
		switch {
		case tk == String && plainElem(from):
			switch from.Elem().Kind() {
			case abi.Uint8:
				return convertBytesString
			case abi.Int32:
				return convertRunesString
			}
		case tk == Pointer && to.Elem().Kind() == abi.Array && from.Elem() == to.Elem().Elem():
			return convertSliceArrayPtr
		case tk == Array && from.Elem() == to.Elem():
			return convertSliceArray
		}
	}
	switch {
	case tk == fk && identicalUnderlying(to, from, false):
		return convertDirect
	case tk == Pointer && fk == Pointer && !to.HasName() && !from.HasName() &&
		to.Elem().Kind() == from.Elem().Kind() && identicalUnderlying(to.Elem(), from.Elem(), false):
		return convertDirect
	case tk == Interface && implements(to, from):
		return convertInterface
	}
	return nil
}

func isInt(k Kind) bool   { return k >= Int && k <= Int64 }
func isUint(k Kind) bool  { return k >= Uint && k <= Uintptr }
func isFloat(k Kind) bool { return k == Float32 || k == Float64 }

// plainElem reports whether the element type of a slice type is a predeclared one.
func plainElem(t *abi.Type) bool { return toRType(t.Elem()).PkgPath() == "" }

// made returns a fresh variable of type to, to be set and then returned by done.
func made(v Value, to *abi.Type) Value {
	return Value{to, unsafe_New(to), flag(to.Kind()) | flagIndir | flagAddr}
}

func (v Value) done(from Value) Value {
	v.flag = v.flag&^flagAddr | from.ro()
	return v
}

func convertNumber(v Value, to *abi.Type) Value {
	out := made(v, to)
	switch {
	case out.CanInt():
		switch {
		case v.CanInt():
			out.SetInt(v.Int())
		case v.CanUint():
			out.SetInt(int64(v.Uint()))
		default:
			out.SetInt(int64(v.Float()))
		}
	case out.CanUint():
		switch {
		case v.CanInt():
			out.SetUint(uint64(v.Int()))
		case v.CanUint():
			out.SetUint(v.Uint())
		default:
			out.SetUint(uint64(v.Float()))
		}
	case v.CanInt():
		out.SetFloat(float64(v.Int()))
	case v.CanUint():
		out.SetFloat(float64(v.Uint()))
	default:
		out.SetFloat(v.Float())
	}
	return out.done(v)
}

func convertComplex(v Value, to *abi.Type) Value {
	out := made(v, to)
	out.SetComplex(v.Complex())
	return out.done(v)
}

func convertIntString(v Value, to *abi.Type) Value {
	s := "\uFFFD"
	if v.CanInt() {
		if x := v.Int(); int64(rune(x)) == x {
			s = string(rune(x))
		}
	} else if x := v.Uint(); uint64(rune(x)) == x {
		s = string(rune(x))
	}
	out := made(v, to)
	out.SetString(s)
	return out.done(v)
}

func convertStringBytes(v Value, to *abi.Type) Value {
	out := made(v, to)
	*(*[]byte)(out.ptr) = []byte(v.String())
	return out.done(v)
}

func convertStringRunes(v Value, to *abi.Type) Value {
	out := made(v, to)
	*(*[]rune)(out.ptr) = []rune(v.String())
	return out.done(v)
}

func convertBytesString(v Value, to *abi.Type) Value {
	out := made(v, to)
	out.SetString(string(*(*[]byte)(v.ptr)))
	return out.done(v)
}

func convertRunesString(v Value, to *abi.Type) Value {
	out := made(v, to)
	out.SetString(string(*(*[]rune)(v.ptr)))
	return out.done(v)
}

func convertSliceArrayPtr(v Value, to *abi.Type) Value {
	n := to.Elem().Len()
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + signed(v.Len()) + " to pointer to array with length " + signed(n))
	}
	return Value{to, (*sliceHeader)(v.ptr).data, v.ro() | flag(Pointer)}
}

func convertSliceArray(v Value, to *abi.Type) Value {
	n := to.Len()
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + signed(v.Len()) + " to array with length " + signed(n))
	}
	p := unsafe_New(to)
	moveArray(to.Elem(), p, (*sliceHeader)(v.ptr).data, n)
	out := loaded(to, p)
	out.flag |= v.ro()
	return out
}

func signed(n int) string { return itoa(uint(n)) }

// convertDirect keeps the representation.
func convertDirect(v Value, to *abi.Type) Value {
	p := v.ptr
	if v.flag&flagAddr != 0 {
		p = unsafe_New(to)
		typedmemmove(to, p, v.ptr)
	}
	return Value{to, p, v.ro() | v.flag&flagIndir | flag(to.Kind())}
}

func convertInterface(v Value, to *abi.Type) Value {
	if v.kind() == Interface && v.IsNil() {
		out := zero(to)
		out.flag |= v.ro()
		return out
	}
	return v.toInterface(to)
}
