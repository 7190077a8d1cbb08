package sync

import "sync/atomic"

// A RWMutex can be held by any number of readers or by one writer.
//
// readers counts the readers that hold or want the lock; a writer subtracts
// maxReaders from it, so that a negative count tells new readers to wait. The
// writer then waits for departing, the readers it found inside, to reach zero.
type RWMutex struct {
	w         Mutex // held by the writer
	writerSem uint32
	readerSem uint32
	readers   atomic.Int32
	departing atomic.Int32
}

const maxReaders = 1 << 30

// RLock locks rw for reading.
func (rw *RWMutex) RLock() {
	if rw.readers.Add(1) < 0 {
		runtime_SemacquireRWMutexR(&rw.readerSem, false, 0)
	}
}

// TryRLock locks rw for reading if no writer holds or awaits it, and says whether it did.
func (rw *RWMutex) TryRLock() bool {
	for {
		n := rw.readers.Load()
		if n < 0 {
			return false
		}
		if rw.readers.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// RUnlock undoes one RLock.
func (rw *RWMutex) RUnlock() {
	n := rw.readers.Add(-1)
	if n >= 0 {
		return
	}
	if n == -1 || n == -maxReaders-1 {
		fatal("sync: RUnlock of unlocked RWMutex")
	}
	if rw.departing.Add(-1) == 0 {
		runtime_Semrelease(&rw.writerSem, false, 1)
	}
}

// Lock locks rw for writing, waiting until no reader or writer holds it.
func (rw *RWMutex) Lock() {
	rw.w.Lock()
	inside := rw.readers.Add(-maxReaders) + maxReaders
	if inside != 0 && rw.departing.Add(inside) != 0 {
		runtime_SemacquireRWMutex(&rw.writerSem, false, 0)
	}
}

// TryLock locks rw for writing if nobody holds it, and says whether it did.
func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !rw.readers.CompareAndSwap(0, -maxReaders) {
		rw.w.Unlock()
		return false
	}
	return true
}

// Unlock undoes Lock.
func (rw *RWMutex) Unlock() {
	waiting := rw.readers.Add(maxReaders)
	if waiting >= maxReaders {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	for ; waiting > 0; waiting-- {
		runtime_Semrelease(&rw.readerSem, false, 0)
	}
	rw.w.Unlock()
}

// RLocker returns a Locker whose methods are RLock and RUnlock of rw.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
