// Package crc32 has cyclic redundancy checks of 32 bits. Polynomials are written with the lowest power in the highest bit.
package crc32

import (
	"errors"
	"hash"
	"sync"
)

// Size is the number of bytes of a checksum.
const Size = 4

const (
	// IEEE is the polynomial of Ethernet, gzip, PNG and many more.
	IEEE = 0xedb88320
	// Castagnoli is the polynomial of iSCSI, with better detection.
	Castagnoli = 0x82f63b78
	// Koopman is a polynomial with better detection still for some lengths.
	Koopman = 0xeb31d82e
)

// Table has the checksums of all bytes for a polynomial.
type Table [256]uint32

// IEEETable is the table of the IEEE polynomial.
var IEEETable = newTable(IEEE)

// A wide table has the effect of each byte when 0 … 7 further bytes follow: eight bytes are taken at a time.
type wide [8]Table

var (
	ieee           = sync.OnceValue(func() *wide { return widen(IEEETable) })
	castagnoliOnce = sync.OnceValue(func() *Table { return newTable(Castagnoli) })
	castagnoli     = sync.OnceValue(func() *wide { return widen(castagnoliOnce()) })
)

// MakeTable gives the table of a polynomial, which must not be changed.
func MakeTable(poly uint32) *Table {
	switch poly {
	case IEEE:
		return IEEETable
	case Castagnoli:
		return castagnoliOnce()
	}
	return newTable(poly)
}

func newTable(poly uint32) *Table {
	t := new(Table)
	for i := range t {
		c := uint32(i)
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

func widen(t *Table) *wide {
	w := new(wide)
	w[0] = *t
	for i := range 256 {
		c := t[i]
		for k := 1; k < 8; k++ {
			c = c>>8 ^ t[byte(c)]
			w[k][i] = c
		}
	}
	return w
}

// Checksum gives the checksum of data with the polynomial of tab.
func Checksum(data []byte, tab *Table) uint32 { return Update(0, tab, data) }

// ChecksumIEEE gives the checksum of data with the IEEE polynomial.
func ChecksumIEEE(data []byte) uint32 { return Update(0, IEEETable, data) }

// Update gives the checksum of what crc is the checksum of, followed by p.
func Update(crc uint32, tab *Table, p []byte) uint32 {
	c := ^crc
	if len(p) >= 16 {
		var w *wide
		switch {
		case tab == IEEETable:
			w = ieee()
		case tab[128] == Castagnoli && tab == castagnoliOnce():
			w = castagnoli()
		}
		if w != nil {
			for ; len(p) >= 8; p = p[8:] {
				c ^= uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16 | uint32(p[3])<<24
				c = w[0][p[7]] ^ w[1][p[6]] ^ w[2][p[5]] ^ w[3][p[4]] ^
					w[4][c>>24] ^ w[5][byte(c>>16)] ^ w[6][byte(c>>8)] ^ w[7][byte(c)]
			}
		}
	}
	for _, b := range p {
		c = tab[byte(c)^b] ^ c>>8
	}
	return ^c
}

type digest struct {
	crc uint32
	tab *Table
}

// New makes a hash with the polynomial of tab. Sum appends the checksum with the highest byte first.
func New(tab *Table) hash.Hash32 { return &digest{0, tab} }

// NewIEEE makes a hash with the IEEE polynomial.
func NewIEEE() hash.Hash32 { return New(IEEETable) }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 1 }
func (d *digest) Reset()         { d.crc = 0 }
func (d *digest) Sum32() uint32  { return d.crc }

func (d *digest) Write(p []byte) (int, error) {
	d.crc = Update(d.crc, d.tab, p)
	return len(p), nil
}

func (d *digest) Sum(b []byte) []byte { return put(b, d.crc) }

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

func put(b []byte, v uint32) []byte {
	return append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

// A saved state is a magic, the checksum of the table, and the checksum.
const magic = "crc\x01"

func (d *digest) tableSum() uint32 {
	b := make([]byte, 0, 4*len(d.tab))
	for _, v := range d.tab {
		b = put(b, v)
	}
	return ChecksumIEEE(b)
}

func (d *digest) AppendBinary(b []byte) ([]byte, error) {
	return put(put(append(b, magic...), d.tableSum()), d.crc), nil
}

func (d *digest) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/crc32: invalid hash state identifier")
	}
	if len(b) != len(magic)+8 {
		return errors.New("hash/crc32: invalid hash state size")
	}
	if string(put(nil, d.tableSum())) != string(b[4:8]) {
		return errors.New("hash/crc32: tables do not match")
	}
	d.crc = uint32(b[8])<<24 | uint32(b[9])<<16 | uint32(b[10])<<8 | uint32(b[11])
	return nil
}
