// Package sha1 has the hash function SHA-1 (FIPS 180-4), which is broken as a cryptographic one.
package sha1

import (
	"crypto"
	"hash"
	"internal/blockhash"
	"math/bits"
)

const (
	// Size is the number of bytes of a hash.
	Size = 20
	// BlockSize is the number of bytes that are hashed at a time.
	BlockSize = 64
)

type digest struct {
	blockhash.Digest[uint32, compressor]
}

var kind = blockhash.Kind[uint32]{"crypto/sha1", "sha\x01", Size, [8]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}}

// New makes a hash, which can be saved and restored as encoding.BinaryMarshaler.
func New() hash.Hash {
	d := new(digest)
	d.Init(&kind)
	return d
}

// Sum gives the SHA-1 hash of data.
func Sum(data []byte) (sum [Size]byte) {
	blockhash.Sum[uint32, compressor](&kind, data, sum[:])
	return sum
}

// Clone implements hash.Cloner.
func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

type compressor struct{}

// Shape implements blockhash.Compressor.
func (compressor) Shape() (block, words int, little bool) { return BlockSize, 5, false }

// word reads a word of a block.
func word(p []byte) uint32 {
	_ = p[3]
	return uint32(p[3]) | uint32(p[2])<<8 | uint32(p[1])<<16 | uint32(p[0])<<24
}

// Blocks implements blockhash.Compressor.
func (compressor) Blocks(state *[8]uint32, p []byte) {
	var w [80]uint32
	a0, b0, c0, d0, e0 := state[0], state[1], state[2], state[3], state[4]
	for len(p) >= BlockSize {
		for i := 0; i < 16; i++ {
			w[i] = word(p[4*i:])
		}
		for i := 16; i < len(w); i++ {
			w[i] = bits.RotateLeft32(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
		}
		a, b, c, d, e := a0, b0, c0, d0, e0
		for i := 0; i < 20; i++ {
			t := bits.RotateLeft32(a, 5) + (d ^ b&(c^d)) + e + w[i] + 0x5a827999
			a, b, c, d, e = t, a, bits.RotateLeft32(b, 30), c, d
		}
		for i := 20; i < 40; i++ {
			t := bits.RotateLeft32(a, 5) + (b ^ c ^ d) + e + w[i] + 0x6ed9eba1
			a, b, c, d, e = t, a, bits.RotateLeft32(b, 30), c, d
		}
		for i := 40; i < 60; i++ {
			t := bits.RotateLeft32(a, 5) + (b&c | d&(b|c)) + e + w[i] + 0x8f1bbcdc
			a, b, c, d, e = t, a, bits.RotateLeft32(b, 30), c, d
		}
		for i := 60; i < 80; i++ {
			t := bits.RotateLeft32(a, 5) + (b ^ c ^ d) + e + w[i] + 0xca62c1d6
			a, b, c, d, e = t, a, bits.RotateLeft32(b, 30), c, d
		}
		a0, b0, c0, d0, e0 = a0+a, b0+b, c0+c, d0+d, e0+e
		p = p[BlockSize:]
	}
	*state = [8]uint32{a0, b0, c0, d0, e0}
}

func init() {
	crypto.RegisterHash(crypto.SHA1, New)
}
