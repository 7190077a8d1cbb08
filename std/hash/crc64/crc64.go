// Package crc64 has cyclic redundancy checks of 64 bits. Polynomials are written with the lowest power in the highest bit.
package crc64

import (
	"errors"
	"hash"
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
	for i := range t {
		c := uint64(i)
		for range 8 {
			if c&1 != 0 {
				c = c>>1 ^ poly
			} else {
				c >>= 1
			}
		}
		t[i] = c
	}
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
	crc uint64
	tab *Table
}

// New makes a hash with the polynomial of tab. Sum appends the checksum with the highest byte first.
func New(tab *Table) hash.Hash64 { return &digest{0, tab} }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 1 }
func (d *digest) Reset()         { d.crc = 0 }
func (d *digest) Sum64() uint64  { return d.crc }

func (d *digest) Write(p []byte) (int, error) {
	d.crc = Update(d.crc, d.tab, p)
	return len(p), nil
}

func (d *digest) Sum(b []byte) []byte { return put(b, d.crc) }

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

func put(b []byte, v uint64) []byte {
	for i := 56; i >= 0; i -= 8 {
		b = append(b, byte(v>>i))
	}
	return b
}

func get(b []byte) (v uint64) {
	for _, c := range b[:8] {
		v = v<<8 | uint64(c)
	}
	return v
}

// A saved state is a magic, the checksum of the table, and the checksum.
const magic = "crc\x02"

func (d *digest) tableSum() uint64 {
	b := make([]byte, 0, 8*len(d.tab))
	for _, v := range d.tab {
		b = put(b, v)
	}
	return Checksum(b, iso())
}

func (d *digest) AppendBinary(b []byte) ([]byte, error) {
	return put(put(append(b, magic...), d.tableSum()), d.crc), nil
}

func (d *digest) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/crc64: invalid hash state identifier")
	}
	if len(b) != len(magic)+16 {
		return errors.New("hash/crc64: invalid hash state size")
	}
	if get(b[4:]) != d.tableSum() {
		return errors.New("hash/crc64: tables do not match")
	}
	d.crc = get(b[12:])
	return nil
}
