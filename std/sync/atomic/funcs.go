// Functions on plain integers and pointers.
//
// The compiler replaces every call of these functions, the ones in their own
// bodies included, by the machine's instructions: the bodies serve where a
// function is used as a value. All operations are sequentially consistent.

package atomic

import "unsafe"

// SwapInt32 stores new in *addr and returns what was there.
func SwapInt32(addr *int32, new int32) (old int32) { return SwapInt32(addr, new) }

// CompareAndSwapInt32 stores new in *addr if old is there, and says whether it did.
func CompareAndSwapInt32(addr *int32, old, new int32) (swapped bool) {
	return CompareAndSwapInt32(addr, old, new)
}

// AddInt32 adds delta to *addr and returns the sum.
func AddInt32(addr *int32, delta int32) (new int32) { return AddInt32(addr, delta) }

// AndInt32 clears the bits of *addr that mask lacks and returns the value before.
func AndInt32(addr *int32, mask int32) (old int32) { return AndInt32(addr, mask) }

// OrInt32 sets the bits of mask in *addr and returns the value before.
func OrInt32(addr *int32, mask int32) (old int32) { return OrInt32(addr, mask) }

// LoadInt32 returns *addr.
func LoadInt32(addr *int32) (val int32) { return LoadInt32(addr) }

// StoreInt32 stores val in *addr.
func StoreInt32(addr *int32, val int32) { StoreInt32(addr, val) }

// SwapInt64 stores new in *addr and returns what was there.
func SwapInt64(addr *int64, new int64) (old int64) { return SwapInt64(addr, new) }

// CompareAndSwapInt64 stores new in *addr if old is there, and says whether it did.
func CompareAndSwapInt64(addr *int64, old, new int64) (swapped bool) {
	return CompareAndSwapInt64(addr, old, new)
}

// AddInt64 adds delta to *addr and returns the sum.
func AddInt64(addr *int64, delta int64) (new int64) { return AddInt64(addr, delta) }

// AndInt64 clears the bits of *addr that mask lacks and returns the value before.
func AndInt64(addr *int64, mask int64) (old int64) { return AndInt64(addr, mask) }

// OrInt64 sets the bits of mask in *addr and returns the value before.
func OrInt64(addr *int64, mask int64) (old int64) { return OrInt64(addr, mask) }

// LoadInt64 returns *addr.
func LoadInt64(addr *int64) (val int64) { return LoadInt64(addr) }

// StoreInt64 stores val in *addr.
func StoreInt64(addr *int64, val int64) { StoreInt64(addr, val) }

// SwapUint32 stores new in *addr and returns what was there.
func SwapUint32(addr *uint32, new uint32) (old uint32) { return SwapUint32(addr, new) }

// CompareAndSwapUint32 stores new in *addr if old is there, and says whether it did.
func CompareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool) {
	return CompareAndSwapUint32(addr, old, new)
}

// AddUint32 adds delta to *addr and returns the sum.
func AddUint32(addr *uint32, delta uint32) (new uint32) { return AddUint32(addr, delta) }

// AndUint32 clears the bits of *addr that mask lacks and returns the value before.
func AndUint32(addr *uint32, mask uint32) (old uint32) { return AndUint32(addr, mask) }

// OrUint32 sets the bits of mask in *addr and returns the value before.
func OrUint32(addr *uint32, mask uint32) (old uint32) { return OrUint32(addr, mask) }

// LoadUint32 returns *addr.
func LoadUint32(addr *uint32) (val uint32) { return LoadUint32(addr) }

// StoreUint32 stores val in *addr.
func StoreUint32(addr *uint32, val uint32) { StoreUint32(addr, val) }

// SwapUint64 stores new in *addr and returns what was there.
func SwapUint64(addr *uint64, new uint64) (old uint64) { return SwapUint64(addr, new) }

// CompareAndSwapUint64 stores new in *addr if old is there, and says whether it did.
func CompareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool) {
	return CompareAndSwapUint64(addr, old, new)
}

// AddUint64 adds delta to *addr and returns the sum.
func AddUint64(addr *uint64, delta uint64) (new uint64) { return AddUint64(addr, delta) }

// AndUint64 clears the bits of *addr that mask lacks and returns the value before.
func AndUint64(addr *uint64, mask uint64) (old uint64) { return AndUint64(addr, mask) }

// OrUint64 sets the bits of mask in *addr and returns the value before.
func OrUint64(addr *uint64, mask uint64) (old uint64) { return OrUint64(addr, mask) }

// LoadUint64 returns *addr.
func LoadUint64(addr *uint64) (val uint64) { return LoadUint64(addr) }

// StoreUint64 stores val in *addr.
func StoreUint64(addr *uint64, val uint64) { StoreUint64(addr, val) }

// SwapUintptr stores new in *addr and returns what was there.
func SwapUintptr(addr *uintptr, new uintptr) (old uintptr) { return SwapUintptr(addr, new) }

// CompareAndSwapUintptr stores new in *addr if old is there, and says whether it did.
func CompareAndSwapUintptr(addr *uintptr, old, new uintptr) (swapped bool) {
	return CompareAndSwapUintptr(addr, old, new)
}

// AddUintptr adds delta to *addr and returns the sum.
func AddUintptr(addr *uintptr, delta uintptr) (new uintptr) { return AddUintptr(addr, delta) }

// AndUintptr clears the bits of *addr that mask lacks and returns the value before.
func AndUintptr(addr *uintptr, mask uintptr) (old uintptr) { return AndUintptr(addr, mask) }

// OrUintptr sets the bits of mask in *addr and returns the value before.
func OrUintptr(addr *uintptr, mask uintptr) (old uintptr) { return OrUintptr(addr, mask) }

// LoadUintptr returns *addr.
func LoadUintptr(addr *uintptr) (val uintptr) { return LoadUintptr(addr) }

// StoreUintptr stores val in *addr.
func StoreUintptr(addr *uintptr, val uintptr) { StoreUintptr(addr, val) }

// SwapPointer stores new in *addr and returns what was there.
func SwapPointer(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer) {
	return SwapPointer(addr, new)
}

// CompareAndSwapPointer stores new in *addr if old is there, and says whether it did.
func CompareAndSwapPointer(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool) {
	return CompareAndSwapPointer(addr, old, new)
}

// LoadPointer returns *addr.
func LoadPointer(addr *unsafe.Pointer) (val unsafe.Pointer) { return LoadPointer(addr) }

// StorePointer stores val in *addr.
func StorePointer(addr *unsafe.Pointer, val unsafe.Pointer) { StorePointer(addr, val) }
