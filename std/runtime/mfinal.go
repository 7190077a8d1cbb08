// Finalizers and cleanups: the checks of SetFinalizer, and the goroutine that makes the calls. Records and their sweep are Rust:
// crates/gorc-runtime/src/gc/specials.rs.

package runtime

import (
	"internal/abi"
	"unsafe"
)

const (
	kindFunc          = 19
	kindInterface     = 20
	kindPointer       = 22
	kindUnsafePointer = 26
)

type ptrtype struct {
	_type
	elem *_type
}

type interfacetype struct {
	_type
	pkgPath unsafe.Pointer
	methods []struct{ name, typ int32 }
}

type functype struct {
	_type
	inCount, outCount uint16
}

// in is the type of parameter i: the types lie behind the struct and the part for methods, if there is one.
func (t *functype) in(i int) *_type {
	off := unsafe.Sizeof(*t)
	if t.tflag&tflagUncommon != 0 {
		off += 16
	}
	return *(**_type)(unsafe.Add(unsafe.Pointer(t), off+uintptr(i)*8))
}

// finCall is a call to be made: whatever its type, the function takes at most two words of arguments.
type finCall struct {
	f    func(a, b unsafe.Pointer)
	a, b unsafe.Pointer
}

func finqget(c *finCall)
func finqNeeded() bool
func heapobject(out *[2]uintptr, p unsafe.Pointer)
func addfinalizer(p, f, a, b unsafe.Pointer) bool
func removefinalizer(p unsafe.Pointer)
func addcleanup(p unsafe.Pointer, f func()) uint64
func removecleanup(p unsafe.Pointer, id uint64)
func getitab(inter *interfacetype, typ *_type, canfail bool) unsafe.Pointer

// runfinq calls finalizers and cleanups that are due, one after the other.
func runfinq() {
	for {
		var c finCall
		finqget(&c)
		c.f(c.a, c.b)
		// The object may go while this goroutine waits for the next one.
		c = finCall{}
	}
}

func createfing() {
	if finqNeeded() {
		go runfinq()
	}
}

// SetFinalizer sets the finalizer associated with obj to the provided finalizer function. When the garbage collector finds
// an unreachable block with an associated finalizer, it clears the association and runs finalizer(obj) in a separate
// goroutine. This makes obj reachable again, but now without an associated finalizer.
//
// SetFinalizer(obj, nil) clears any finalizer associated with obj. The argument obj must be a pointer to an object
// allocated by calling new, by taking the address of a composite literal, or of a local variable.
func SetFinalizer(obj any, finalizer any) {
	e := efaceOf(&obj)
	if e.typ == nil {
		throw("runtime.SetFinalizer: first argument is nil")
	}
	if e.typ.kind != kindPointer {
		throw("runtime.SetFinalizer: first argument is " + e.typ.string() + ", not pointer")
	}
	if e.data == nil {
		throw("runtime.SetFinalizer: pointer not in allocated block")
	}
	var object [2]uintptr
	heapobject(&object, e.data)
	if object[0] == 0 {
		// A variable of the program: it never becomes unreachable.
		return
	}
	elem := (*ptrtype)(unsafe.Pointer(e.typ)).elem
	if uintptr(e.data) != object[0] && (elem.ptrBytes != 0 || elem.size >= 16) {
		throw("runtime.SetFinalizer: pointer not at beginning of allocated block")
	}
	f := efaceOf(&finalizer)
	if f.typ == nil {
		removefinalizer(e.data)
		return
	}
	if f.typ.kind != kindFunc {
		throw("runtime.SetFinalizer: second argument is " + f.typ.string() + ", not a function")
	}
	ft := (*functype)(unsafe.Pointer(f.typ))
	if ft.outCount&(1<<15) != 0 {
		throw("runtime.SetFinalizer: cannot pass " + e.typ.string() + " to finalizer " + f.typ.string() + " because dotdotdot")
	}
	a, b, ok := finalizerArg(e, ft)
	if !ok {
		throw("runtime.SetFinalizer: cannot pass " + e.typ.string() + " to finalizer " + f.typ.string())
	}
	call := f.data
	if size, need := resultBlock(ft); need {
		call = withBlock(call, size)
	}
	createfing()
	if !addfinalizer(e.data, call, a, b) {
		throw("runtime.SetFinalizer: finalizer already set")
	}
}

// resultBlock tells whether functions of the type return their results in a block whose address is their first argument, and
// how large that is at most; reflect's planCall is the same rule.
func resultBlock(ft *functype) (size uintptr, need bool) {
	const resultRegs, maxScalars, maxAlign = 8, 4, 8
	ints, floats := 0, 0
	for _, t := range (*abi.FuncType)(unsafe.Pointer(ft)).OutSlice() {
		i, f := countScalars(t)
		ints, floats = ints+i, floats+f
		need = need || i+f > maxScalars
		size += t.Size_ + maxAlign
	}
	return size, need || ints > resultRegs || floats > resultRegs
}

// countScalars counts the parts of a value that would travel in registers of each sort: very many if it travels by address.
func countScalars(t *abi.Type) (ints, floats int) {
	const byAddress = 1000
	switch t.Kind() {
	case abi.Float32, abi.Float64:
		return 0, 1
	case abi.Complex64, abi.Complex128:
		return 0, 2
	case abi.String, abi.Interface:
		return 2, 0
	case abi.Slice:
		return 3, 0
	case abi.Array:
		switch {
		case t.Len() > 1:
			return byAddress, 0
		case t.Len() == 1:
			return countScalars(t.Elem())
		}
		return 0, 0
	case abi.Struct:
		fields := t.StructType().Fields
		for i := range fields {
			n, f := countScalars(fields[i].Typ)
			ints, floats = ints+n, floats+f
		}
		return ints, floats
	}
	return 1, 0
}

// withBlock makes a func value that calls fn with the address of a block for its results before the other arguments.
func withBlock(fn unsafe.Pointer, size uintptr) unsafe.Pointer {
	f := *(*func(block, a, b unsafe.Pointer))(unsafe.Pointer(&fn))
	call := func(a, b unsafe.Pointer) {
		block := make([]uint64, size/8+1)
		f(unsafe.Pointer(&block[0]), a, b)
	}
	return *(*unsafe.Pointer)(unsafe.Pointer(&call))
}

// finalizerArg is the words of the finalizer's argument, if the object can be passed.
func finalizerArg(e *eface, ft *functype) (a, b unsafe.Pointer, ok bool) {
	if ft.inCount != 1 {
		return nil, nil, false
	}
	want := ft.in(0)
	switch {
	case want == e.typ:
		return e.data, nil, true
	case want.kind == kindPointer:
		// Assignable if one of the types has no name.
		unnamed := want.tflag&4 == 0 || e.typ.tflag&4 == 0
		same := (*ptrtype)(unsafe.Pointer(want)).elem == (*ptrtype)(unsafe.Pointer(e.typ)).elem
		return e.data, nil, unnamed && same
	case want.kind == kindInterface:
		it := (*interfacetype)(unsafe.Pointer(want))
		if len(it.methods) == 0 {
			return unsafe.Pointer(e.typ), e.data, true
		}
		tab := getitab(it, e.typ, true)
		return tab, e.data, tab != nil
	}
	return nil, nil, false
}

// Cleanup is a handle to a cleanup call for a specific object.
type Cleanup struct {
	id  uint64
	ptr uintptr
}

// Stop cancels the cleanup call. It has no effect if the cleanup was already queued for execution, which happens when ptr
// became unreachable.
func (c Cleanup) Stop() {
	if c.id != 0 {
		removecleanup(unsafe.Pointer(c.ptr), c.id)
	}
}

// AddCleanup attaches a cleanup function to ptr. Some time after ptr is no longer reachable, the runtime will call
// cleanup(arg) in a separate goroutine.
//
// A typical use is that ptr is an object wrapping an underlying resource, arg is the resource, and the cleanup function
// releases it. ptr must not be reachable from cleanup or arg, else it is never collected.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic(plainError("runtime.AddCleanup: ptr is nil"))
	}
	if a := any(arg); efaceOf(&a).typ != nil && efaceOf(&a).typ.kind == kindPointer && efaceOf(&a).data == unsafe.Pointer(ptr) {
		panic(plainError("runtime.AddCleanup: ptr is equal to arg, cleanup will never run"))
	}
	createfing()
	id := addcleanup(unsafe.Pointer(ptr), func() { cleanup(arg) })
	return Cleanup{id, uintptr(unsafe.Pointer(ptr))}
}

var keepAliveSink any
var never bool

// KeepAlive marks its argument as currently reachable. This ensures that the object is not freed, and its finalizer is not
// run, before the point in the program where KeepAlive is called.
//
//go:noinline
func KeepAlive(x any) {
	if never {
		keepAliveSink = x
	}
}
