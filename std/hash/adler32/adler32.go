// Package adler32 has the checksum of RFC 1950: two sums modulo 65521, the sum of the bytes and the sum of those sums.
package adler32

import (
	"errors"
	"hash"
)

// Size is the number of bytes of a checksum.
const Size = 4

const (
	modulus = 65521
	// So many bytes can be added before the second sum could overflow 32 bits.
	run   = 5552
	magic = "adl\x01"
)

// digest is the checksum so far: the second sum in the high half.
type digest uint32

// New makes a hash. Sum appends the checksum with the highest byte first.
func New() hash.Hash32 {
	d := digest(1)
	return &d
}

// Checksum gives the checksum of data.
func Checksum(data []byte) uint32 { return uint32(update(1, data)) }

func update(d digest, p []byte) digest {
	a, b := uint32(d&0xffff), uint32(d>>16)
	for len(p) > 0 {
		part := p[:min(len(p), run)]
		p = p[len(part):]
		for _, c := range part {
			a += uint32(c)
			b += a
		}
		a %= modulus
		b %= modulus
	}
	return digest(b<<16 | a)
}

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 4 }
func (d *digest) Reset()         { *d = 1 }
func (d *digest) Sum32() uint32  { return uint32(*d) }

func (d *digest) Write(p []byte) (int, error) {
	*d = update(*d, p)
	return len(p), nil
}

func (d *digest) Sum(b []byte) []byte {
	return append(b, byte(*d>>24), byte(*d>>16), byte(*d>>8), byte(*d))
}

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

func (d *digest) AppendBinary(b []byte) ([]byte, error) { return d.Sum(append(b, magic...)), nil }

func (d *digest) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/adler32: invalid hash state identifier")
	}
	if len(b) != len(magic)+Size {
		return errors.New("hash/adler32: invalid hash state size")
	}
	*d = digest(b[4])<<24 | digest(b[5])<<16 | digest(b[6])<<8 | digest(b[7])
	return nil
}
