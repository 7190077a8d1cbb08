package sync

import "sync/atomic"

// Once does something exactly once.
type Once struct {
	_    noCopy
	done atomic.Bool
	m    Mutex
}

// Do calls f if it is the first call of Do for o. It returns when that first call has returned.
func (o *Once) Do(f func()) {
	if !o.done.Load() {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done.Load() {
		defer o.done.Store(true)
		f()
	}
}

// onceResult is the state behind OnceFunc and its kin: f's results, or its panic.
type onceResult struct {
	once     Once
	returned bool
	panicked any
}

// do calls f once, and panics in every call with what f panicked with.
func (r *onceResult) do(f func()) {
	r.once.Do(func() {
		defer func() {
			if !r.returned {
				r.panicked = recover()
				panic(r.panicked)
			}
		}()
		f()
		r.returned = true
	})
	if !r.returned {
		panic(r.panicked)
	}
}

// OnceFunc returns a function that calls f only the first time. If f panics, so does every call.
func OnceFunc(f func()) func() {
	var r onceResult
	return func() { r.do(f) }
}

// OnceValue returns a function that calls f only the first time and always returns its result.
func OnceValue[T any](f func() T) func() T {
	var r onceResult
	var v T
	return func() T {
		r.do(func() { v = f() })
		return v
	}
}

// OnceValues is OnceValue for two results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var r onceResult
	var v1 T1
	var v2 T2
	return func() (T1, T2) {
		r.do(func() { v1, v2 = f() })
		return v1, v2
	}
}
