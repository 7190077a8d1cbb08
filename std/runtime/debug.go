// What package runtime/debug gets from the runtime.

package runtime

import _ "unsafe"

func setMaxStack0(n int) int
func setMaxThreads0(n int) int
func settraceback(level string)

//go:linkname debug_setMaxStack runtime/debug.setMaxStack
func debug_setMaxStack(n int) int { return setMaxStack0(n) }

//go:linkname debug_setMaxThreads runtime/debug.setMaxThreads
func debug_setMaxThreads(n int) int { return setMaxThreads0(n) }

//go:linkname debug_setPanicOnFault runtime/debug.setPanicOnFault
func debug_setPanicOnFault(on bool) bool { return setpaniconfault(on) }

//go:linkname debug_SetTraceback runtime/debug.SetTraceback
func debug_SetTraceback(level string) { settraceback(level) }

// poolcleanup is what sync.Pool does after a collection cycle has begun.
var poolcleanup func()

//go:linkname sync_registerPoolCleanup sync.runtime_registerPoolCleanup
func sync_registerPoolCleanup(f func()) { poolcleanup = f }
