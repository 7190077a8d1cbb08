// Package sha256 has the hash functions SHA-224 and SHA-256 (FIPS 180-4).
package sha256

import (
	"crypto"
	"hash"
	"internal/blockhash"
	"math/bits"
)

const (
	// Size is the number of bytes of a hash of SHA-256.
	Size = 32
	// Size224 is the number of bytes of a hash of SHA-224.
	Size224 = 28
	// BlockSize is the number of bytes that are hashed at a time.
	BlockSize = 64
)

var (
	kind256 = blockhash.Kind[uint32]{"crypto/sha256", "sha\x03", 32, [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}}
	kind224 = blockhash.Kind[uint32]{"crypto/sha256", "sha\x02", 28, [8]uint32{0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4}}
)

type digest struct {
	blockhash.Digest[uint32, compressor]
}

// New makes a hash of SHA-256.
func New() hash.Hash { return newDigest(&kind256) }

// New224 makes a hash of SHA-224.
func New224() hash.Hash { return newDigest(&kind224) }

// Sum256 gives the SHA-256 hash of data.
func Sum256(data []byte) (sum [Size]byte) {
	blockhash.Sum[uint32, compressor](&kind256, data, sum[:])
	return sum
}

// Sum224 gives the SHA-224 hash of data.
func Sum224(data []byte) (sum [Size224]byte) {
	blockhash.Sum[uint32, compressor](&kind224, data, sum[:])
	return sum
}

func newDigest(k *blockhash.Kind[uint32]) *digest {
	d := new(digest)
	d.Init(k)
	return d
}

// Clone implements hash.Cloner.
func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

type compressor struct{}

// Shape implements blockhash.Compressor.
func (compressor) Shape() (block, words int, little bool) { return BlockSize, 8, false }

// word reads a word, highest byte first.
func word(p []byte) uint32 {
	_ = p[3]
	return uint32(p[0])<<24 | uint32(p[1])<<16 | uint32(p[2])<<8 | uint32(p[3])
}

// Blocks implements blockhash.Compressor.
func (compressor) Blocks(state *[8]uint32, p []byte) {
	var w [64]uint32
	a0, b0, c0, d0, e0, f0, g0, h0 := state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
	for len(p) >= BlockSize {
		for i := 0; i < 16; i++ {
			w[i] = word(p[i*4:])
		}
		for i := 16; i < len(w); i++ {
			x, y := w[i-15], w[i-2]
			s0 := bits.RotateLeft32(x, -7) ^ bits.RotateLeft32(x, -18) ^ x>>3
			s1 := bits.RotateLeft32(y, -17) ^ bits.RotateLeft32(y, -19) ^ y>>10
			w[i] = w[i-16] + s0 + w[i-7] + s1
		}
		a, b, c, d, e, f, g, h := a0, b0, c0, d0, e0, f0, g0, h0
		for i := 0; i < len(w); i++ {
			t1 := h + (bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)) + (g ^ e&(f^g)) + k[i] + w[i]
			t2 := (bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)) + (a&b | c&(a|b))
			h, g, f, e, d, c, b, a = g, f, e, d+t1, c, b, a, t1+t2
		}
		a0, b0, c0, d0 = a0+a, b0+b, c0+c, d0+d
		e0, f0, g0, h0 = e0+e, f0+f, g0+g, h0+h
		p = p[BlockSize:]
	}
	*state = [8]uint32{a0, b0, c0, d0, e0, f0, g0, h0}
}

// k holds the first bits of the fractions of the cube roots of the first primes.
var k = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}

func init() {
	crypto.RegisterHash(crypto.SHA224, New224)
	crypto.RegisterHash(crypto.SHA256, New)
}
