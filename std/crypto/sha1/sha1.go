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

	magic = "sha\x01"
)

type digest struct {
	h [5]uint32
	blockhash.Buffer
}

var start = [5]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}

// New makes a hash, which can be saved and restored as encoding.BinaryMarshaler.
func New() hash.Hash { return &digest{h: start} }

// Sum gives the SHA-1 hash of data.
func Sum(data []byte) (sum [Size]byte) {
	d := digest{h: start}
	d.Write(data)
	d.finish(sum[:0])
	return sum
}

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return BlockSize }

func (d *digest) Reset() {
	d.h = start
	d.Buffer.Reset()
}

func (d *digest) Write(p []byte) (int, error) { return d.Buffer.Write(d, BlockSize, p) }

func (d *digest) Sum(b []byte) []byte {
	c := *d
	return c.finish(b)
}

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

// finish pads and appends the hash to b.
func (d *digest) finish(b []byte) []byte {
	d.Finish(d, BlockSize, false)
	for _, w := range d.h {
		b = append(b, byte(w>>24), byte(w>>16), byte(w>>8), byte(w))
	}
	return b
}

func (d *digest) AppendBinary(b []byte) ([]byte, error) {
	var words []byte
	for _, w := range d.h {
		words = append(words, byte(w>>24), byte(w>>16), byte(w>>8), byte(w))
	}
	return d.Append(b, magic, words, BlockSize), nil
}

func (d *digest) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

func (d *digest) UnmarshalBinary(b []byte) error {
	words, err := d.Restore("crypto/sha1", b, magic, Size, BlockSize)
	if err != nil {
		return err
	}
	for i := range d.h {
		p := words[4*i : 4*i+4]
		d.h[i] = uint32(p[3]) | uint32(p[2])<<8 | uint32(p[1])<<16 | uint32(p[0])<<24
	}
	return nil
}

// word reads a word of a block.
func word(p []byte) uint32 {
	_ = p[3]
	return uint32(p[3]) | uint32(p[2])<<8 | uint32(p[1])<<16 | uint32(p[0])<<24
}

// Blocks implements blockhash.Compressor.
func (d *digest) Blocks(p []byte) {
	var w [80]uint32
	a0, b0, c0, d0, e0 := d.h[0], d.h[1], d.h[2], d.h[3], d.h[4]
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
	d.h = [5]uint32{a0, b0, c0, d0, e0}
}

func init() {
	crypto.RegisterHash(crypto.SHA1, New)
}
