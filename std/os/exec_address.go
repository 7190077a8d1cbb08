package os

import "unsafe"

// addressOf is a variable's address as system calls take it.
func addressOf(p *uint64) uintptr { return uintptr(unsafe.Pointer(p)) }
