package sync

import (
	"sync/atomic"
	"unsafe"
)

// A Cond is a place where goroutines wait for a condition to become true.
// L is held while the condition is looked at or changed.
type Cond struct {
	_ noCopy
	// L is the lock that Wait releases while it waits.
	L       Locker
	notify  notifyList
	checker copyChecker
}

// NewCond returns a Cond with lock l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, waits for Signal or Broadcast, and locks c.L again. The
// condition may be false again by then: call Wait in a loop.
func (c *Cond) Wait() {
	c.checker.check()
	t := runtime_notifyListAdd(&c.notify)
	c.L.Unlock()
	runtime_notifyListWait(&c.notify, t)
	c.L.Lock()
}

// Signal wakes one waiting goroutine, if there is any.
func (c *Cond) Signal() {
	c.checker.check()
	runtime_notifyListNotifyOne(&c.notify)
}

// Broadcast wakes all waiting goroutines.
func (c *Cond) Broadcast() {
	c.checker.check()
	runtime_notifyListNotifyAll(&c.notify)
}

// copyChecker holds its own address once used, so that a copy is noticed.
type copyChecker uintptr

func (c *copyChecker) check() {
	here := uintptr(unsafe.Pointer(c))
	word := (*uintptr)(c)
	if at := atomic.LoadUintptr(word); at != here {
		if at != 0 || !atomic.CompareAndSwapUintptr(word, 0, here) && atomic.LoadUintptr(word) != here {
			panic("sync.Cond is copied")
		}
	}
}
