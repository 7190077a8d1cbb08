// Package weak has pointers that do not keep alive what they point to.
package weak

import (
	"runtime"
	"sync"
	"unsafe"
)

// Pointer is a weak pointer to a T. Two are equal exactly if the pointers they were made of are equal, even
// when the object is gone.
type Pointer[T any] struct {
	_ [0]*T
	// handle points to a word that holds the pointer where the collector does not see it, and that the collector
	// zeroes when the object goes. There is one for each pointer value.
	handle unsafe.Pointer
}

// Make makes a weak pointer from ptr, which may point into an object. That of nil is the zero Pointer.
func Make[T any](ptr *T) Pointer[T] {
	var h unsafe.Pointer
	if ptr != nil {
		h = handleOf(unsafe.Pointer(ptr))
	}
	runtime.KeepAlive(ptr)
	return Pointer[T]{handle: h}
}

// Value gives the pointer, or nil once the object was reclaimed or its finalizer is due.
func (p Pointer[T]) Value() *T {
	if p.handle == nil {
		return nil
	}
	return *(**T)(p.handle)
}

// Handles of pointers to what is not in the heap and never goes.
var static struct {
	sync.Mutex
	handles map[unsafe.Pointer]unsafe.Pointer
}

//go:linkname weakhandle runtime.weakhandle
func weakhandle(p, fresh unsafe.Pointer) unsafe.Pointer

//go:noinline
func handleOf(p unsafe.Pointer) unsafe.Pointer {
	fresh := new(uintptr)
	*fresh = uintptr(p)
	if h := weakhandleSafe(p, unsafe.Pointer(fresh)); h != nil {
		return h
	}
	static.Lock()
	defer static.Unlock()
	h := static.handles[p]
	if h == nil {
		if static.handles == nil {
			static.handles = make(map[unsafe.Pointer]unsafe.Pointer)
		}
		h = unsafe.Pointer(fresh)
		static.handles[p] = h
	}
	return h
}

var making sync.Mutex

// weakhandleSafe lets one goroutine at a time look for a handle and attach one.
func weakhandleSafe(p, fresh unsafe.Pointer) unsafe.Pointer {
	making.Lock()
	h := weakhandle(p, fresh)
	making.Unlock()
	return h
}
