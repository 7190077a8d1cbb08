// Package iter has the types of iterator functions, and turns such a function
// into one that is asked for its values.
package iter

// Seq is an iterator over single values: called with yield, it calls yield for
// each until that returns false. range accepts it.
type Seq[V any] func(yield func(V) bool)

// Seq2 is an iterator over pairs of values, such as keys and values.
type Seq2[K, V any] func(yield func(K, V) bool)

// Pull gives two functions for asking seq for its values. next gives the next
// value and true, or the zero value and false when there is none. stop ends the
// iteration; it must be called unless next has returned false, and may be called
// more than once. Neither may be called while a call of either is in progress.
// If seq panics, so does the call of next or stop that it was running for.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var value V
	c := newCoroutine(func(c *coroutine) {
		seq(func(v V) bool {
			value = v
			return c.yield()
		})
	})
	next = func() (V, bool) {
		var zero V
		if !c.resume(true) {
			return zero, false
		}
		v := value
		value = zero
		return v, true
	}
	return next, func() { c.resume(false) }
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var key K
	var value V
	c := newCoroutine(func(c *coroutine) {
		seq(func(k K, v V) bool {
			key, value = k, v
			return c.yield()
		})
	})
	next = func() (K, V, bool) {
		var zeroK K
		var zeroV V
		if !c.resume(true) {
			return zeroK, zeroV, false
		}
		k, v := key, value
		key, value = zeroK, zeroV
		return k, v, true
	}
	return next, func() { c.resume(false) }
}
