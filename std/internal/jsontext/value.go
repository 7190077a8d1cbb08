// Package jsontext has the type of JSON text that is kept as it is: json.RawMessage is another name for it, as in the
// official library, where it prints as text.
package jsontext

import (
	"errors"
	"slices"
)

// Value is the text of one JSON value.
type Value []byte

// Clone gives a copy.
func (v Value) Clone() Value { return slices.Clone(v) }

// String gives the text, "null" for nil.
func (v Value) String() string {
	if v == nil {
		return "null"
	}
	return string(v)
}

// MarshalJSON gives the text itself.
func (v Value) MarshalJSON() ([]byte, error) {
	if v == nil {
		return []byte("null"), nil
	}
	return v, nil
}

// UnmarshalJSON keeps a copy of the text.
func (v *Value) UnmarshalJSON(data []byte) error {
	if v == nil {
		return errors.New("jsontext.Value: UnmarshalJSON on nil pointer")
	}
	*v = append((*v)[:0], data...)
	return nil
}
