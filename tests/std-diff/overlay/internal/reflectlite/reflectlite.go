// Package reflectlite stands in for ours when std/ is tested with the official
// toolchain, whose descriptors are not laid out as gorc's.
package reflectlite

import "reflect"

type Type struct {
	t     reflect.Type
	Equal func()
}

const (
	Interface = reflect.Interface
	Pointer   = reflect.Pointer
)

func wrap(t reflect.Type) *Type {
	w := &Type{t: t}
	if t.Comparable() {
		w.Equal = func() {}
	}
	return w
}

func TypeOf(v any) *Type { return wrap(reflect.TypeOf(v)) }

func (t *Type) Kind() reflect.Kind { return t.t.Kind() }
func (t *Type) Elem() *Type        { return wrap(t.t.Elem()) }

func IsNilPointer(v any) bool { return reflect.ValueOf(v).IsNil() }

func ImplementsError(typ *Type) bool {
	return typ.t.Implements(reflect.TypeFor[error]())
}

func AssignTo(target, v any) bool {
	to := reflect.ValueOf(target).Elem()
	if !reflect.TypeOf(v).AssignableTo(to.Type()) {
		return false
	}
	to.Set(reflect.ValueOf(v))
	return true
}

func SliceLen(v any) int           { return reflect.ValueOf(v).Len() }
func Swapper(v any) func(i, j int) { return reflect.Swapper(v) }
