// Package hash has the interfaces of hash functions.
package hash

import "io"

// A Hash takes bytes by Write, which never fails, and gives their hash.
type Hash interface {
	io.Writer
	// Sum appends the hash of what was written to b; writing can go on.
	Sum(b []byte) []byte
	// Reset forgets all that was written.
	Reset()
	// Size is the number of bytes that Sum appends.
	Size() int
	// BlockSize is the number of bytes, a multiple of which is written most quickly.
	BlockSize() int
}

// A Hash32 has a hash of 32 bits.
type Hash32 interface {
	Hash
	Sum32() uint32
}

// A Hash64 has a hash of 64 bits.
type Hash64 interface {
	Hash
	Sum64() uint64
}

// A Cloner is a Hash whose state can be copied; Clone fails only where a hash wraps one that is no Cloner.
type Cloner interface {
	Hash
	Clone() (Cloner, error)
}

// An XOF gives as many bytes of output as are read. Writing after the first Read panics.
type XOF interface {
	io.Writer
	io.Reader
	Reset()
	BlockSize() int
}
