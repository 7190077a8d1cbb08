// Package unique makes values canonical: handles of equal values are equal and cheap to compare.
package unique

import (
	"runtime"
	"strings"
	"sync"
	"weak"
)

// A Handle stands for a value of type T. Two are equal exactly if their values are.
type Handle[T comparable] struct {
	value *T
}

// Value gives a copy of the value.
func (h Handle[T]) Value() T { return *h.value }

// key tells equal values of different types apart, also where T is an interface.
type key[T comparable] struct{ value T }

// table has the weak pointer to the only copy of each value, by the value. An entry goes with the copy.
var table struct {
	sync.Mutex
	entries map[any]any
}

// Make gives the handle of a value.
func Make[T comparable](value T) Handle[T] {
	table.Lock()
	defer table.Unlock()
	if w, ok := table.entries[key[T]{value}]; ok {
		if p := w.(weak.Pointer[T]).Value(); p != nil {
			return Handle[T]{p}
		}
	}
	if table.entries == nil {
		table.entries = make(map[any]any)
	}
	// A string is copied, lest the handle keep a larger one alive.
	if s, ok := any(value).(string); ok {
		value = any(strings.Clone(s)).(T)
	}
	// Alone in its allocation, so that it goes when its handles go.
	p := &struct {
		value T
		_     [2]*byte
	}{value: value}
	w := weak.Make(&p.value)
	table.entries[key[T]{value}] = w
	runtime.AddCleanup(&p.value, drop[T], value)
	return Handle[T]{&p.value}
}

// drop takes the entry of a value away, unless a new copy has replaced the old one.
func drop[T comparable](value T) {
	table.Lock()
	defer table.Unlock()
	if w, ok := table.entries[key[T]{value}]; ok && w.(weak.Pointer[T]).Value() == nil {
		delete(table.entries, key[T]{value})
	}
}
