// Package encoding has the interfaces by which types say how they are written as text or bytes.
package encoding

// BinaryMarshaler is implemented by values that write themselves as bytes.
type BinaryMarshaler interface {
	MarshalBinary() (data []byte, err error)
}

// BinaryUnmarshaler is implemented by values that read what MarshalBinary wrote. They copy what they keep of data.
type BinaryUnmarshaler interface {
	UnmarshalBinary(data []byte) error
}

// BinaryAppender is implemented by values that append themselves as bytes.
type BinaryAppender interface {
	AppendBinary(b []byte) ([]byte, error)
}

// TextMarshaler is implemented by values that write themselves as UTF-8 text.
type TextMarshaler interface {
	MarshalText() (text []byte, err error)
}

// TextUnmarshaler is implemented by values that read what MarshalText wrote. They copy what they keep of text.
type TextUnmarshaler interface {
	UnmarshalText(text []byte) error
}

// TextAppender is implemented by values that append themselves as UTF-8 text.
type TextAppender interface {
	AppendText(b []byte) ([]byte, error)
}
