// Package md5 has the hash function MD5 (RFC 1321), which is broken as a cryptographic one.
package md5

import (
	"crypto"
	"hash"
	"internal/blockhash"
	"math/bits"
)

const (
	// Size is the number of bytes of a hash.
	Size = 16
	// BlockSize is the number of bytes that are hashed at a time.
	BlockSize = 64
)

type digest struct {
	blockhash.Digest[uint32, compressor]
}

var kind = blockhash.Kind[uint32]{"crypto/md5", "md5\x01", Size, [8]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}}

// New makes a hash, which can be saved and restored as encoding.BinaryMarshaler.
func New() hash.Hash {
	d := new(digest)
	d.Init(&kind)
	return d
}

// Sum gives the MD5 hash of data.
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
func (compressor) Shape() (block, words int, little bool) { return BlockSize, 4, true }

// word reads a word of a block.
func word(p []byte) uint32 {
	_ = p[3]
	return uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16 | uint32(p[3])<<24
}

// Blocks implements blockhash.Compressor.
func (compressor) Blocks(state *[8]uint32, p []byte) {
	var x [16]uint32
	a0, b0, c0, d0 := state[0], state[1], state[2], state[3]
	for len(p) >= BlockSize {
		for i := range x {
			x[i] = word(p[4*i:])
		}
		a, b, c, d := a0, b0, c0, d0
		a = b + bits.RotateLeft32(a+(d^b&(c^d))+x[0]+0xd76aa478, 7)
		d = a + bits.RotateLeft32(d+(c^a&(b^c))+x[1]+0xe8c7b756, 12)
		c = d + bits.RotateLeft32(c+(b^d&(a^b))+x[2]+0x242070db, 17)
		b = c + bits.RotateLeft32(b+(a^c&(d^a))+x[3]+0xc1bdceee, 22)
		a = b + bits.RotateLeft32(a+(d^b&(c^d))+x[4]+0xf57c0faf, 7)
		d = a + bits.RotateLeft32(d+(c^a&(b^c))+x[5]+0x4787c62a, 12)
		c = d + bits.RotateLeft32(c+(b^d&(a^b))+x[6]+0xa8304613, 17)
		b = c + bits.RotateLeft32(b+(a^c&(d^a))+x[7]+0xfd469501, 22)
		a = b + bits.RotateLeft32(a+(d^b&(c^d))+x[8]+0x698098d8, 7)
		d = a + bits.RotateLeft32(d+(c^a&(b^c))+x[9]+0x8b44f7af, 12)
		c = d + bits.RotateLeft32(c+(b^d&(a^b))+x[10]+0xffff5bb1, 17)
		b = c + bits.RotateLeft32(b+(a^c&(d^a))+x[11]+0x895cd7be, 22)
		a = b + bits.RotateLeft32(a+(d^b&(c^d))+x[12]+0x6b901122, 7)
		d = a + bits.RotateLeft32(d+(c^a&(b^c))+x[13]+0xfd987193, 12)
		c = d + bits.RotateLeft32(c+(b^d&(a^b))+x[14]+0xa679438e, 17)
		b = c + bits.RotateLeft32(b+(a^c&(d^a))+x[15]+0x49b40821, 22)
		a = b + bits.RotateLeft32(a+(c^d&(b^c))+x[1]+0xf61e2562, 5)
		d = a + bits.RotateLeft32(d+(b^c&(a^b))+x[6]+0xc040b340, 9)
		c = d + bits.RotateLeft32(c+(a^b&(d^a))+x[11]+0x265e5a51, 14)
		b = c + bits.RotateLeft32(b+(d^a&(c^d))+x[0]+0xe9b6c7aa, 20)
		a = b + bits.RotateLeft32(a+(c^d&(b^c))+x[5]+0xd62f105d, 5)
		d = a + bits.RotateLeft32(d+(b^c&(a^b))+x[10]+0x02441453, 9)
		c = d + bits.RotateLeft32(c+(a^b&(d^a))+x[15]+0xd8a1e681, 14)
		b = c + bits.RotateLeft32(b+(d^a&(c^d))+x[4]+0xe7d3fbc8, 20)
		a = b + bits.RotateLeft32(a+(c^d&(b^c))+x[9]+0x21e1cde6, 5)
		d = a + bits.RotateLeft32(d+(b^c&(a^b))+x[14]+0xc33707d6, 9)
		c = d + bits.RotateLeft32(c+(a^b&(d^a))+x[3]+0xf4d50d87, 14)
		b = c + bits.RotateLeft32(b+(d^a&(c^d))+x[8]+0x455a14ed, 20)
		a = b + bits.RotateLeft32(a+(c^d&(b^c))+x[13]+0xa9e3e905, 5)
		d = a + bits.RotateLeft32(d+(b^c&(a^b))+x[2]+0xfcefa3f8, 9)
		c = d + bits.RotateLeft32(c+(a^b&(d^a))+x[7]+0x676f02d9, 14)
		b = c + bits.RotateLeft32(b+(d^a&(c^d))+x[12]+0x8d2a4c8a, 20)
		a = b + bits.RotateLeft32(a+(b^c^d)+x[5]+0xfffa3942, 4)
		d = a + bits.RotateLeft32(d+(a^b^c)+x[8]+0x8771f681, 11)
		c = d + bits.RotateLeft32(c+(d^a^b)+x[11]+0x6d9d6122, 16)
		b = c + bits.RotateLeft32(b+(c^d^a)+x[14]+0xfde5380c, 23)
		a = b + bits.RotateLeft32(a+(b^c^d)+x[1]+0xa4beea44, 4)
		d = a + bits.RotateLeft32(d+(a^b^c)+x[4]+0x4bdecfa9, 11)
		c = d + bits.RotateLeft32(c+(d^a^b)+x[7]+0xf6bb4b60, 16)
		b = c + bits.RotateLeft32(b+(c^d^a)+x[10]+0xbebfbc70, 23)
		a = b + bits.RotateLeft32(a+(b^c^d)+x[13]+0x289b7ec6, 4)
		d = a + bits.RotateLeft32(d+(a^b^c)+x[0]+0xeaa127fa, 11)
		c = d + bits.RotateLeft32(c+(d^a^b)+x[3]+0xd4ef3085, 16)
		b = c + bits.RotateLeft32(b+(c^d^a)+x[6]+0x04881d05, 23)
		a = b + bits.RotateLeft32(a+(b^c^d)+x[9]+0xd9d4d039, 4)
		d = a + bits.RotateLeft32(d+(a^b^c)+x[12]+0xe6db99e5, 11)
		c = d + bits.RotateLeft32(c+(d^a^b)+x[15]+0x1fa27cf8, 16)
		b = c + bits.RotateLeft32(b+(c^d^a)+x[2]+0xc4ac5665, 23)
		a = b + bits.RotateLeft32(a+(c^(b|^d))+x[0]+0xf4292244, 6)
		d = a + bits.RotateLeft32(d+(b^(a|^c))+x[7]+0x432aff97, 10)
		c = d + bits.RotateLeft32(c+(a^(d|^b))+x[14]+0xab9423a7, 15)
		b = c + bits.RotateLeft32(b+(d^(c|^a))+x[5]+0xfc93a039, 21)
		a = b + bits.RotateLeft32(a+(c^(b|^d))+x[12]+0x655b59c3, 6)
		d = a + bits.RotateLeft32(d+(b^(a|^c))+x[3]+0x8f0ccc92, 10)
		c = d + bits.RotateLeft32(c+(a^(d|^b))+x[10]+0xffeff47d, 15)
		b = c + bits.RotateLeft32(b+(d^(c|^a))+x[1]+0x85845dd1, 21)
		a = b + bits.RotateLeft32(a+(c^(b|^d))+x[8]+0x6fa87e4f, 6)
		d = a + bits.RotateLeft32(d+(b^(a|^c))+x[15]+0xfe2ce6e0, 10)
		c = d + bits.RotateLeft32(c+(a^(d|^b))+x[6]+0xa3014314, 15)
		b = c + bits.RotateLeft32(b+(d^(c|^a))+x[13]+0x4e0811a1, 21)
		a = b + bits.RotateLeft32(a+(c^(b|^d))+x[4]+0xf7537e82, 6)
		d = a + bits.RotateLeft32(d+(b^(a|^c))+x[11]+0xbd3af235, 10)
		c = d + bits.RotateLeft32(c+(a^(d|^b))+x[2]+0x2ad7d2bb, 15)
		b = c + bits.RotateLeft32(b+(d^(c|^a))+x[9]+0xeb86d391, 21)
		a0, b0, c0, d0 = a0+a, b0+b, c0+c, d0+d
		p = p[BlockSize:]
	}
	*state = [8]uint32{a0, b0, c0, d0}
}

func init() {
	crypto.RegisterHash(crypto.MD5, New)
}
