// Package maps holds what belongs to maps but is not in the Rust runtime: the error for keys that cannot be hashed.
package maps

// unhashableTypeError is the panic of a lookup in an empty map with a key that cannot be hashed.
type unhashableTypeError struct{ typ string }

func (unhashableTypeError) RuntimeError() {}

func (e unhashableTypeError) Error() string { return "hash of unhashable type: " + e.typ }

// UnhashableType returns the error for a key type of that name.
func UnhashableType(typ string) error { return unhashableTypeError{typ} }
