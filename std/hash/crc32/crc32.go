// Package crc32 has cyclic redundancy checks of 32 bits. Polynomials are written with the lowest power in the highest bit.
package crc32

import (
	"hash"
	"internal/crc"
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
	crc.Fill((*[256]uint32)(t), poly)
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
	crc.Digest[uint32, function]
}

// function is what the digest computes.
type function struct{}

func (function) Update(crc uint32, tab *[256]uint32, p []byte) uint32 {
	return Update(crc, (*Table)(tab), p)
}
func (function) TableSum(b []byte) uint32   { return ChecksumIEEE(b) }
func (function) Names() (pkg, magic string) { return "hash/crc32", "crc\x01" }

// New makes a hash with the polynomial of tab. Sum appends the checksum with the highest byte first.
func New(tab *Table) hash.Hash32 {
	return &digest{crc.Digest[uint32, function]{Tab: (*[256]uint32)(tab)}}
}

// NewIEEE makes a hash with the IEEE polynomial.
func NewIEEE() hash.Hash32 { return New(IEEETable) }

// Sum32 implements hash.Hash32.
func (d *digest) Sum32() uint32 { return d.CRC }

// Clone implements hash.Cloner.
func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}
