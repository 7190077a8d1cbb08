// Methods.

package reflect

import (
	"internal/abi"
	"unsafe"
)

// A Method describes a method.
type Method struct {
	// Name is the method's name.
	Name string
	// PkgPath is the import path of an unexported method's package, "" for exported ones.
	PkgPath string
	// Type is the method's type, with the receiver as first parameter unless it is one of an interface type.
	Type Type
	// Func is the method as a function with the receiver as first parameter.
	Func Value
	// Index is the number for Type.Method.
	Index int
}

// IsExported reports whether the method is exported.
func (m Method) IsExported() bool { return m.PkgPath == "" }

// methods are the exported methods of a type that is not an interface.
func methods(t *abi.Type) []abi.Method {
	u := t.Uncommon()
	if u == nil {
		return nil
	}
	return u.ExportedMethods()
}

func (t *rtype) Method(i int) (m Method) {
	if it := t.t.InterfaceType(); it != nil {
		if uint(i) >= uint(len(it.Methods)) {
			panic("reflect: Method index out of range")
		}
		im := &it.Methods[i]
		name := im.Name.Name()
		m = Method{Name: name.Name(), Type: toType(im.Typ.Type()), Index: i}
		if !name.IsExported() {
			m.PkgPath = name.PkgPath()
			if m.PkgPath == "" {
				m.PkgPath = it.PkgPath.Name()
			}
		}
		return m
	}
	list := methods(&t.t)
	if uint(i) >= uint(len(list)) {
		panic("reflect: Method index out of range")
	}
	ft := list[i].Mtyp.Type().FuncType()
	in := append(make([]Type, 0, 1+ft.NumIn()), t)
	for _, p := range ft.InSlice() {
		in = append(in, toType(p))
	}
	var out []Type
	for _, p := range ft.OutSlice() {
		out = append(out, toType(p))
	}
	whole := FuncOf(in, out, ft.IsVariadic())
	f := makeFunc(whole.common(), (&methodExpr{i, ft}).call)
	return Method{Name: list[i].Name.Name().Name(), Type: whole, Func: f, Index: i}
}

// methodIndex finds a method by name, -1 if there is none.
func methodIndex(t *abi.Type, name string) int {
	if it := t.InterfaceType(); it != nil {
		for i := range it.Methods {
			if it.Methods[i].Name.Name().Name() == name {
				return i
			}
		}
		return -1
	}
	for i, m := range methods(t) {
		if m.Name.Name().Name() == name {
			return i
		}
	}
	return -1
}

func (t *rtype) MethodByName(name string) (Method, bool) {
	i := methodIndex(&t.t, name)
	if i < 0 {
		return Method{}, false
	}
	return t.Method(i), true
}

// method returns the code of v's method i and the data word to call it with.
func (v Value) method(i int) (code, recv unsafe.Pointer) {
	if v.kind() == Interface {
		n := (*abi.NonEmptyInterface)(v.ptr)
		if n.ITab == nil {
			panic("reflect: Method on nil interface value")
		}
		fun := unsafe.Add(unsafe.Pointer(n.ITab), unsafe.Offsetof(n.ITab.Fun)+uintptr(i)*8)
		return *(*unsafe.Pointer)(fun), n.Data
	}
	code = textAddr(methods(v.typ)[i].Ifn)
	if v.typ.IsDirectIface() {
		return code, v.word()
	}
	c := unsafe_New(v.typ)
	typedmemmove(v.typ, c, v.ptr)
	return code, c
}

// A methodExpr is method i of whatever the first argument is.
type methodExpr struct {
	i  int
	ft *abi.FuncType
}

//go:wrapper
//go:noinline
func (m *methodExpr) call(args []Value) []Value {
	code, recv := args[0].method(m.i)
	return invoke(code, nil, &recv, m.ft, args[1:])
}

// A boundMethod is a method with its receiver.
type boundMethod struct {
	code, recv unsafe.Pointer
	ft         *abi.FuncType
}

//go:wrapper
//go:noinline
func (m *boundMethod) call(args []Value) []Value {
	return invoke(m.code, nil, &m.recv, m.ft, args)
}

func textAddr(off abi.TextOff) unsafe.Pointer {
	if off == 0 {
		panic("reflect: call of a method that the program does not contain")
	}
	p := uintptr(uint32(off))
	return *(*unsafe.Pointer)(unsafe.Pointer(&p))
}

// NumMethod counts the methods of v.
func (v Value) NumMethod() int {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.NumMethod", Invalid})
	}
	return toRType(v.typ).NumMethod()
}

// Method returns method i of v as a function whose receiver is v.
func (v Value) Method(i int) Value {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.Method", Invalid})
	}
	if uint(i) >= uint(v.NumMethod()) {
		panic("reflect: Method index out of range")
	}
	if v.kind() == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	var ft *abi.Type
	if it := v.typ.InterfaceType(); it != nil {
		ft = it.Methods[i].Typ.Type()
	} else {
		ft = methods(v.typ)[i].Mtyp.Type()
	}
	code, recv := v.method(i)
	f := makeFunc(ft, (&boundMethod{code, recv, ft.FuncType()}).call)
	f.flag |= v.ro()
	return f
}

// MethodByName returns v's method of that name, the zero Value if there is none.
func (v Value) MethodByName(name string) Value {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.MethodByName", Invalid})
	}
	i := methodIndex(v.typ, name)
	if i < 0 {
		return Value{}
	}
	return v.Method(i)
}
