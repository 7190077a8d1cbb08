// What the official runtime gives to our package reflect. Calls, and types made at run time that the program
// contains, cannot be tested with the official toolchain.

package reflect

import (
	"internal/abi"
	official "reflect"
	"unsafe"
)

//go:linkname unsafe_New reflect.unsafe_New
func unsafe_New(t *abi.Type) unsafe.Pointer

//go:linkname unsafe_NewArray reflect.unsafe_NewArray
func unsafe_NewArray(t *abi.Type, n int) unsafe.Pointer

//go:linkname typedmemmove reflect.typedmemmove
func typedmemmove(t *abi.Type, dst, src unsafe.Pointer)

//go:linkname typedmemclr reflect.typedmemclr
func typedmemclr(t *abi.Type, p unsafe.Pointer)

//go:linkname typedarrayclear reflect.typedarrayclear
func typedarrayclear(t *abi.Type, p unsafe.Pointer, n int)

func memmove(dst, src unsafe.Pointer, n uintptr) {
	copy(unsafe.Slice((*byte)(dst), n), unsafe.Slice((*byte)(src), n))
}

func typedequal(t *abi.Type, p, q unsafe.Pointer) bool { return t.Equal(p, q) }

//go:linkname makechan reflect.makechan
func makechan(t *abi.Type, size int) unsafe.Pointer

//go:linkname chanlen reflect.chanlen
func chanlen(c unsafe.Pointer) int

//go:linkname chancap reflect.chancap
func chancap(c unsafe.Pointer) int

//go:linkname chanclose reflect.chanclose
func chanclose(c unsafe.Pointer)

//go:linkname chansend0 reflect.chansend0
func chansend0(c, elem unsafe.Pointer, nb bool) bool

//go:linkname chanrecv reflect.chanrecv
func chanrecv(c unsafe.Pointer, nb bool, elem unsafe.Pointer) (selected, received bool)

//go:linkname rselect reflect.rselect
func rselect(cases []runtimeSelect) (chosen int, recvOK bool)

//go:linkname makemap reflect.makemap
func makemap(t *abi.Type, hint int) unsafe.Pointer

//go:linkname maplen reflect.maplen
func maplen(m unsafe.Pointer) int

//go:linkname mapclear reflect.mapclear
func mapclear(t *abi.Type, m unsafe.Pointer)

//go:linkname mapaccess reflect.mapaccess
func mapaccess(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer

//go:linkname mapassign0 reflect.mapassign0
func mapassign0(t *abi.Type, m, key, elem unsafe.Pointer)

//go:linkname mapdelete reflect.mapdelete
func mapdelete(t *abi.Type, m, key unsafe.Pointer)

//go:linkname ifaceE2I reflect.ifaceE2I
func ifaceE2I(inter, typ *abi.Type, data, dst unsafe.Pointer)

//go:linkname addReflectOff reflect.addReflectOff
func addReflectOff(p unsafe.Pointer) int32

func rtImplements(inter, t *abi.Type) bool { return asOfficial(t).Implements(asOfficial(inter)) }

func asOfficial(t *abi.Type) official.Type {
	var a any
	e := (*abi.EmptyInterface)(unsafe.Pointer(&a))
	e.Type, e.Data = t, unsafe_New(t)
	if t.IsDirectIface() {
		e.Data = nil
	}
	if t.Kind() == abi.Interface { // no value has an interface type: by way of a pointer
		p := *(**abi.Type)(unsafe.Pointer(&[]*abi.Type{pointerTo(t)}[0]))
		e.Type, e.Data = p, nil
		return official.TypeOf(a).Elem()
	}
	return official.TypeOf(a)
}

func mapiterinit(t *abi.Type, m unsafe.Pointer, it *hiter) {
	v := official.NewAt(asOfficial(t), unsafe.Pointer(&m)).Elem()
	it.rest[0] = unsafe.Pointer(v.MapRange())
	mapiternext(it)
}

func mapiternext(it *hiter) {
	o := (*official.MapIter)(it.rest[0])
	it.key, it.elem = nil, nil
	if o.Next() {
		it.key, it.elem = copied(o.Key()), copied(o.Value())
	}
}

func copied(v official.Value) unsafe.Pointer {
	p := official.New(v.Type())
	p.Elem().Set(v)
	return p.UnsafePointer()
}

func typelinks() (first **abi.Type, n int) { return nil, 0 }

func call(code, ctxt unsafe.Pointer, regs *registers) { panic("not here") }
func makeFuncCode() unsafe.Pointer                   { panic("not here") }
