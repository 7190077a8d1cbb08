package atomic

import "unsafe"

// A Value holds a value of one concrete type, nil at first. It must not be
// copied after first use.
//
// The two words of v are the type and the data of an interface. The type word
// is written first, as a mark, then the data, then the true type: who sees the
// mark knows that the first Store is under way.
type Value struct {
	v any
}

type eface struct {
	typ, data unsafe.Pointer
}

var storing byte

func words(v *any) *eface { return (*eface)(unsafe.Pointer(v)) }

// Load returns the value set last, nil if there was none.
func (v *Value) Load() (val any) {
	w := words(&v.v)
	typ := LoadPointer(&w.typ)
	if typ == nil || typ == unsafe.Pointer(&storing) {
		return nil
	}
	out := words(&val)
	out.typ, out.data = typ, LoadPointer(&w.data)
	return val
}

// first tries to store val where nothing is yet; it reports false when another Store was faster.
func (v *Value) first(val any) bool {
	w, n := words(&v.v), words(&val)
	if !CompareAndSwapPointer(&w.typ, nil, unsafe.Pointer(&storing)) {
		return false
	}
	StorePointer(&w.data, n.data)
	StorePointer(&w.typ, n.typ)
	return true
}

// settled waits until a first Store is complete; it gives nil if there was none.
func (v *Value) settled() unsafe.Pointer {
	w := words(&v.v)
	for {
		if typ := LoadPointer(&w.typ); typ != unsafe.Pointer(&storing) {
			return typ
		}
	}
}

// Store sets the value. All values stored in one Value have the same type, not nil.
func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	for {
		typ := v.settled()
		if typ == nil {
			if v.first(val) {
				return
			}
			continue
		}
		n := words(&val)
		if typ != n.typ {
			panic("sync/atomic: store of inconsistently typed value into Value")
		}
		StorePointer(&words(&v.v).data, n.data)
		return
	}
}

// Swap sets the value and returns the one before, nil if there was none.
func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	for {
		typ := v.settled()
		if typ == nil {
			if v.first(new) {
				return nil
			}
			continue
		}
		n := words(&new)
		if typ != n.typ {
			panic("sync/atomic: swap of inconsistently typed value into Value")
		}
		o := words(&old)
		o.typ, o.data = typ, SwapPointer(&words(&v.v).data, n.data)
		return old
	}
}

// CompareAndSwap sets the value to new if it equals old, and says whether it did.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	n, o := words(&new), words(&old)
	if o.typ != nil && o.typ != n.typ {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	for {
		typ := v.settled()
		if typ == nil {
			if old != nil {
				return false
			}
			if v.first(new) {
				return true
			}
			continue
		}
		if typ != n.typ {
			panic("sync/atomic: compare and swap of inconsistently typed value into Value")
		}
		data := LoadPointer(&words(&v.v).data)
		var cur any
		c := words(&cur)
		c.typ, c.data = typ, data
		if cur != old {
			return false
		}
		return CompareAndSwapPointer(&words(&v.v).data, data, n.data)
	}
}
