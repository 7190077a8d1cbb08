// Pinning. Objects of the heap never move, so a pinned object is one that somebody refers to.

package runtime

import "unsafe"

// A Pinner is a set of Go objects each pinned to a fixed location in memory. The Pin method pins one object, while Unpin
// unpins all pinned objects.
//
// The purpose of a Pinner is two-fold. First, it allows C code to safely use Go pointers that have not been passed
// explicitly to the C code via a cgo call. Second, it keeps the objects alive until Unpin is called.
type Pinner struct {
	*pinner
}

type pinner struct {
	refs []unsafe.Pointer
}

// Pin pins a Go object, preventing it from being moved or freed by the garbage collector until the Unpin method has been
// called. The argument must be a pointer of any type or an unsafe.Pointer.
func (p *Pinner) Pin(pointer any) {
	if p.pinner == nil {
		p.pinner = new(pinner)
		SetFinalizer(p.pinner, func(p *pinner) {
			if len(p.refs) != 0 {
				p.refs = nil
				panic(errorString("runtime.Pinner: found leaking pinned pointer; forgot to call Unpin?"))
			}
		})
	}
	p.refs = append(p.refs, pinnable(&pointer))
}

// pinnable is the pointer that Pin was given.
func pinnable(v *any) unsafe.Pointer {
	e := efaceOf(v)
	if e.typ == nil {
		panic(errorString("runtime.Pinner: argument is nil"))
	}
	if k := e.typ.kind; k != kindPointer && k != kindUnsafePointer {
		panic(errorString("runtime.Pinner: argument is not a pointer: " + e.typ.string()))
	}
	return e.data
}

// Unpin unpins all pinned objects of the Pinner.
func (p *Pinner) Unpin() {
	if p.pinner != nil {
		p.refs = nil
	}
}
