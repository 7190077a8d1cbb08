// Timers: the goroutine that calls their functions. Heaps and firing are Rust: crates/gorc-runtime/src/timer.

package runtime

import "unsafe"

// timerEvent is a call to be made (Fired of crates/gorc-runtime/src/timer/events.rs).
type timerEvent struct {
	f    func(arg any, seq uintptr, late int64)
	arg  any
	seq  uintptr
	late int64
}

func timerget(e *timerEvent)
func timerprocNeeded() bool
func newtimer(when, period int64, f func(any, uintptr, int64), arg any, c unsafe.Pointer) unsafe.Pointer

// time_newTimer makes a timer and starts it; the first one starts timerproc, too.
//
//go:linkname time_newTimer time.newTimer
func time_newTimer(when, period int64, f func(any, uintptr, int64), arg any, c unsafe.Pointer) unsafe.Pointer {
	if timerprocNeeded() {
		go timerproc()
	}
	return newtimer(when, period, f, arg, c)
}

// timerproc calls the functions of timers that fired, one after the other: they must not block.
func timerproc() {
	for {
		var e timerEvent
		timerget(&e)
		e.f(e.arg, e.seq, e.late)
	}
}
