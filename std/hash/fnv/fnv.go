// Package fnv has the hash functions FNV-1 and FNV-1a of Fowler, Noll and Vo, of 32, 64 and 128 bits.
//
// All six are one type, state, of which the first or second word is used; narrow.go has 32 and 64 bits, wide.go 128.
package fnv

import (
	"errors"
	"hash"
)

const (
	offset32 = 2166136261
	offset64 = 14695981039346656037
	prime32  = 16777619
	prime64  = 1099511628211
)

type (
	sum32  uint32
	sum32a uint32
	sum64  uint64
	sum64a uint64
)

// New32 makes a hash of 32 bits, FNV-1.
func New32() hash.Hash32 { s := sum32(offset32); return &s }

// New32a makes a hash of 32 bits, FNV-1a.
func New32a() hash.Hash32 { s := sum32a(offset32); return &s }

// New64 makes a hash of 64 bits, FNV-1.
func New64() hash.Hash64 { s := sum64(offset64); return &s }

// New64a makes a hash of 64 bits, FNV-1a.
func New64a() hash.Hash64 { s := sum64a(offset64); return &s }

func (s *sum32) Write(p []byte) (int, error) {
	h := uint32(*s)
	for _, c := range p {
		h = h*prime32 ^ uint32(c)
	}
	*s = sum32(h)
	return len(p), nil
}

func (s *sum32a) Write(p []byte) (int, error) {
	h := uint32(*s)
	for _, c := range p {
		h = (h ^ uint32(c)) * prime32
	}
	*s = sum32a(h)
	return len(p), nil
}

func (s *sum64) Write(p []byte) (int, error) {
	h := uint64(*s)
	for _, c := range p {
		h = h*prime64 ^ uint64(c)
	}
	*s = sum64(h)
	return len(p), nil
}

func (s *sum64a) Write(p []byte) (int, error) {
	h := uint64(*s)
	for _, c := range p {
		h = (h ^ uint64(c)) * prime64
	}
	*s = sum64a(h)
	return len(p), nil
}

// put appends the n low bytes of v, highest first.
func put(b []byte, v uint64, n int) []byte {
	for n--; n >= 0; n-- {
		b = append(b, byte(v>>(8*n)))
	}
	return b
}

// take reads a saved state of n bytes behind the magic.
func take(b []byte, magic string, n int) ([]byte, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, errors.New("hash/fnv: invalid hash state identifier")
	}
	if len(b) != len(magic)+n {
		return nil, errors.New("hash/fnv: invalid hash state size")
	}
	return b[len(magic):], nil
}

func number(b []byte) (v uint64) {
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v
}
