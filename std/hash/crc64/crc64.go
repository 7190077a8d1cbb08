// Package crc64 has cyclic redundancy checks of 64 bits. Polynomials are written with the lowest power in the highest bit.
package crc64

import (
	"hash"
	"internal/crc"
	"sync"
)

// Size is the number of bytes of a checksum.
const Size = 8

const (
	// ISO is the polynomial of ISO 3309.
	ISO = 0xd800000000000000
	// ECMA is the polynomial of ECMA 182.
	ECMA = 0xc96c5795d7870f42
)

// Table has the checksums of all bytes for a polynomial.
type Table [256]uint64

var (
	iso  = sync.OnceValue(func() *Table { return newTable(ISO) })
	ecma = sync.OnceValue(func() *Table { return newTable(ECMA) })
)

// MakeTable gives the table of a polynomial, which must not be changed.
func MakeTable(poly uint64) *Table {
	switch poly {
	case ISO:
		return iso()
	case ECMA:
		return ecma()
	}
	return newTable(poly)
}

func newTable(poly uint64) *Table {
	t := new(Table)
	crc.Fill((*[256]uint64)(t), poly)
	return t
}

// Checksum gives the checksum of data with the polynomial of tab.
func Checksum(data []byte, tab *Table) uint64 { return Update(0, tab, data) }

// Update gives the checksum of what crc is the checksum of, followed by p.
func Update(crc uint64, tab *Table, p []byte) uint64 {
	c := ^crc
	for _, b := range p {
		c = tab[byte(c)^b] ^ c>>8
	}
	return ^c
}

type digest struct {
	crc.Digest[uint64, function]
}

// function is what the digest computes.
type function struct{}

func (function) Update(crc uint64, tab *[256]uint64, p []byte) uint64 {
	return Update(crc, (*Table)(tab), p)
}
func (function) TableSum(b []byte) uint64   { return Checksum(b, iso()) }
func (function) Names() (pkg, magic string) { return "hash/crc64", "crc\x02" }

// New makes a hash with the polynomial of tab. Sum appends the checksum with the highest byte first.
func New(tab *Table) hash.Hash64 {
	return &digest{crc.Digest[uint64, function]{Tab: (*[256]uint64)(tab)}}
}

// Sum64 implements hash.Hash64.
func (d *digest) Sum64() uint64 { return d.CRC }

// Clone implements hash.Cloner.
func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}
