// Package hmac has the keyed message authentication code of FIPS 198.
package hmac

import (
	"crypto/subtle"
	"errors"
	"hash"
)

type mac struct {
	inner, outer hash.Hash
	ipad, opad   []byte
}

// New makes an HMAC with the hash that h makes and a key. h must make a new hash each time.
func New(h func() hash.Hash, key []byte) hash.Hash {
	m := &mac{inner: h(), outer: h()}
	comparable := true
	func() {
		defer func() { recover() }() // such hashes cannot be compared
		comparable = m.inner != m.outer
	}()
	if !comparable {
		panic("crypto/hmac: hash generation function does not produce unique values")
	}
	size := m.inner.BlockSize()
	if len(key) > size {
		m.outer.Write(key)
		key = m.outer.Sum(nil)
	}
	m.ipad, m.opad = make([]byte, size), make([]byte, size)
	copy(m.ipad, key)
	copy(m.opad, key)
	for i := range m.ipad {
		m.ipad[i] ^= 0x36
		m.opad[i] ^= 0x5c
	}
	m.inner.Write(m.ipad)
	return m
}

// Equal compares two codes in a time that does not tell where they differ.
func Equal(mac1, mac2 []byte) bool { return subtle.ConstantTimeCompare(mac1, mac2) == 1 }

func (m *mac) Write(p []byte) (int, error) { return m.inner.Write(p) }
func (m *mac) Size() int                   { return m.outer.Size() }
func (m *mac) BlockSize() int              { return m.inner.BlockSize() }

func (m *mac) Reset() {
	m.inner.Reset()
	m.inner.Write(m.ipad)
}

func (m *mac) Sum(b []byte) []byte {
	n := len(b)
	b = m.inner.Sum(b)
	m.outer.Reset()
	m.outer.Write(m.opad)
	m.outer.Write(b[n:])
	return m.outer.Sum(b[:n])
}

func (m *mac) Clone() (hash.Cloner, error) {
	inner, ok := m.inner.(hash.Cloner)
	outer, ok2 := m.outer.(hash.Cloner)
	if !ok || !ok2 {
		return nil, errors.ErrUnsupported
	}
	c := *m
	var err error
	if c.inner, err = inner.Clone(); err != nil {
		return nil, err
	}
	if c.outer, err = outer.Clone(); err != nil {
		return nil, err
	}
	return &c, nil
}
