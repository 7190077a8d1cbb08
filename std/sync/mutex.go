// Package sync provides locks and other ways for goroutines to wait for one
// another. Values of its types must not be copied after first use.
package sync

import "sync/atomic"

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a mutual exclusion lock, unlocked at first.
//
// The state holds mutexLocked, mutexFair and, above them, the number of
// goroutines that sleep in the queue of sema. Whoever unlocks takes one waiter
// off the count and wakes it; the woken one competes with newcomers, which
// have the advantage that they are running already. A waiter that has lost for
// longer than fairAfter sets mutexFair: from then on newcomers queue up behind the
// waiters, until one that had not waited long, or the last one, gets the lock.
type Mutex struct {
	_     noCopy
	state int32
	sema  uint32
}

const (
	mutexLocked = 1
	mutexFair   = 2
	mutexWaiter = 4

	fairAfter = 1e6 // ns
)

// Lock locks m, waiting until it is free.
func (m *Mutex) Lock() {
	if atomic.CompareAndSwapInt32(&m.state, 0, mutexLocked) {
		return
	}
	m.lockSlow()
}

// TryLock locks m if it is free, and says whether it did.
func (m *Mutex) TryLock() bool {
	old := atomic.LoadInt32(&m.state)
	return old&(mutexLocked|mutexFair) == 0 && atomic.CompareAndSwapInt32(&m.state, old, old|mutexLocked)
}

func (m *Mutex) lockSlow() {
	for i := 0; runtime_canSpin(i); i++ {
		if m.TryLock() {
			return
		}
		runtime_doSpin()
	}
	barriers := int32(mutexLocked | mutexFair)
	var since int64
	for {
		old := atomic.LoadInt32(&m.state)
		long := since != 0 && runtime_nanotime()-since > fairAfter
		if old&barriers == 0 {
			new := old | mutexLocked
			if since != 0 && (!long || old < mutexWaiter) {
				new &^= mutexFair
			}
			if atomic.CompareAndSwapInt32(&m.state, old, new) {
				return
			}
			continue
		}
		new := old + mutexWaiter
		if long {
			new |= mutexFair
		}
		if !atomic.CompareAndSwapInt32(&m.state, old, new) {
			continue
		}
		again := since != 0
		if !again {
			since = runtime_nanotime()
		}
		runtime_SemacquireMutex(&m.sema, again, 2)
		barriers = mutexLocked
	}
}

// Unlock unlocks m. Unlocking a mutex that is not locked is a fatal error.
// Any goroutine may unlock it, not only the one that locked it.
func (m *Mutex) Unlock() {
	if new := atomic.AddInt32(&m.state, -mutexLocked); new != 0 {
		m.unlockSlow(new)
	}
}

func (m *Mutex) unlockSlow(new int32) {
	if (new+mutexLocked)&mutexLocked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	for {
		old := atomic.LoadInt32(&m.state)
		if old < mutexWaiter || old&mutexLocked != 0 {
			return // nobody waits, or whoever has the lock now will see to it
		}
		if atomic.CompareAndSwapInt32(&m.state, old, old-mutexWaiter) {
			runtime_Semrelease(&m.sema, false, 2)
			return
		}
	}
}
