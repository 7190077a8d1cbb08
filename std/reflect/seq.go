// Ranging over values, and over the parts of types.

package reflect

import (
	"internal/abi"
	"iter"
)

// CanSeq says whether values can be ranged over with one variable.
func (t *rtype) CanSeq() bool {
	switch t.Kind() {
	case Int8, Int16, Int32, Int64, Int, Uint8, Uint16, Uint32, Uint64, Uint, Uintptr, Array, Slice, Chan, String, Map:
		return true
	case Func:
		return isSeq(&t.t, 1)
	case Pointer:
		return t.t.Elem().Kind() == abi.Array
	}
	return false
}

// CanSeq2 says whether values can be ranged over with two variables.
func (t *rtype) CanSeq2() bool {
	switch t.Kind() {
	case Array, Slice, String, Map:
		return true
	case Func:
		return isSeq(&t.t, 2)
	case Pointer:
		return t.t.Elem().Kind() == abi.Array
	}
	return false
}

// isSeq reports whether t is a func(yield func(… n parameters …) bool).
func isSeq(t *abi.Type, n int) bool {
	f := t.FuncType()
	if f.NumIn() != 1 || f.NumOut() != 0 {
		return false
	}
	y := f.In(0).FuncType()
	return y != nil && y.NumIn() == n && y.NumOut() == 1 && y.Out(0).Kind() == abi.Bool
}

// callSeq runs the iterator function v.
func (v Value) callSeq(yield func(in []Value) bool) {
	t := v.typ.FuncType().In(0)
	y := makeFunc(t, func(in []Value) []Value {
		return []Value{ValueOf(yield(in)).Convert(toType(t.FuncType().Out(0)))}
	})
	v.Call([]Value{y})
}

// counted goes through the values 0 … n-1 of an integer type.
func counted(t *abi.Type, n uint64, yield func(Value) bool) {
	for i := range n {
		if !yield(ValueOf(i).Convert(toType(t))) {
			return
		}
	}
}

// Seq returns an iterator as range with one variable over v is.
func (v Value) Seq() iter.Seq[Value] {
	if v.kind() == Func && isSeq(v.typ, 1) {
		return func(yield func(Value) bool) {
			v.callSeq(func(in []Value) bool { return yield(in[0]) })
		}
	}
	switch k := v.kind(); {
	case v.CanInt():
		return func(yield func(Value) bool) { counted(v.typ, uint64(max(v.Int(), 0)), yield) }
	case v.CanUint():
		return func(yield func(Value) bool) { counted(v.typ, v.Uint(), yield) }
	case k == Chan:
		return func(yield func(Value) bool) {
			for x, ok := v.Recv(); ok; x, ok = v.Recv() {
				if !yield(x) {
					return
				}
			}
		}
	case k == Array || k == Slice || k == Map || k == String || k == Pointer && v.typ.Elem().Kind() == abi.Array:
		return func(yield func(Value) bool) {
			for i := range v.Seq2() {
				if !yield(i) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq[Value]")
}

// Seq2 returns an iterator as range with two variables over v is.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	switch v.Kind() {
	case Func:
		if !isSeq(v.typ, 2) {
			break
		}
		return func(yield func(Value, Value) bool) {
			v.callSeq(func(in []Value) bool { return yield(in[0], in[1]) })
		}
	case Pointer:
		if v.typ.Elem().Kind() != abi.Array {
			break
		}
		return v.Elem().Seq2()
	case Array, Slice:
		return func(yield func(Value, Value) bool) {
			for i := range v.Len() {
				if !yield(ValueOf(i), v.Index(i)) {
					return
				}
			}
		}
	case String:
		return func(yield func(Value, Value) bool) {
			for i, r := range v.String() {
				if !yield(ValueOf(i), ValueOf(r)) {
					return
				}
			}
		}
	case Map:
		return func(yield func(Value, Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key(), it.Value()) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq2[Value, Value]")
}

func (t *rtype) Fields() iter.Seq[StructField] {
	t.structType("Fields")
	return each(t.NumField(), t.Field)
}

func (t *rtype) Methods() iter.Seq[Method] { return each(t.NumMethod(), t.Method) }

func (t *rtype) Ins() iter.Seq[Type] {
	t.funcType("Ins")
	return each(t.NumIn(), t.In)
}

func (t *rtype) Outs() iter.Seq[Type] {
	t.funcType("Outs")
	return each(t.NumOut(), t.Out)
}

func each[T any](n int, get func(int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range n {
			if !yield(get(i)) {
				return
			}
		}
	}
}

// Fields goes through the fields of the struct v.
func (v Value) Fields() iter.Seq2[StructField, Value] {
	t := toRType(v.typ)
	v.mustBe(Struct, "reflect.Value.Fields")
	return func(yield func(StructField, Value) bool) {
		for i := range v.NumField() {
			if !yield(t.Field(i), v.Field(i)) {
				return
			}
		}
	}
}

// Methods goes through the methods of v.
func (v Value) Methods() iter.Seq2[Method, Value] {
	t := toRType(v.typ)
	return func(yield func(Method, Value) bool) {
		for i := range v.NumMethod() {
			if !yield(t.Method(i), v.Method(i)) {
				return
			}
		}
	}
}
