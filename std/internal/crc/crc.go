// Package crc has what cyclic redundancy checks of 32 and of 64 bits share: tables, and a digest that can be saved.
package crc

import "errors"

// A Word is a checksum.
type Word interface{ uint32 | uint64 }

// A Function is what the packages differ in. It has no fields.
type Function[W Word] interface {
	// Update gives the checksum of what crc is the checksum of, followed by p.
	Update(crc W, tab *[256]W, p []byte) W
	// TableSum gives the checksum of a table's bytes.
	TableSum(b []byte) W
	// Names gives the name of the package and the magic that a saved state begins with.
	Names() (pkg, magic string)
}

// Fill makes t the table of a polynomial: the checksums of all bytes.
func Fill[W Word](t *[256]W, poly W) {
	for i := range t {
		c := W(i)
		for range 8 {
			if c&1 != 0 {
				c = c>>1 ^ poly
			} else {
				c >>= 1
			}
		}
		t[i] = c
	}
}

// A Digest computes a checksum. It has the methods of hash.Hash and those to save it.
type Digest[W Word, F Function[W]] struct {
	CRC W
	Tab *[256]W
}

// Size implements hash.Hash.
func (d *Digest[W, F]) Size() int { return len(put(nil, d.CRC)) }

// BlockSize implements hash.Hash.
func (d *Digest[W, F]) BlockSize() int { return 1 }

// Reset implements hash.Hash.
func (d *Digest[W, F]) Reset() { d.CRC = 0 }

// Write implements hash.Hash.
func (d *Digest[W, F]) Write(p []byte) (int, error) {
	d.CRC = (*new(F)).Update(d.CRC, d.Tab, p)
	return len(p), nil
}

// Sum implements hash.Hash.
func (d *Digest[W, F]) Sum(b []byte) []byte { return put(b, d.CRC) }

// put appends v, the highest byte first.
func put[W Word](b []byte, v W) []byte {
	bits := 32
	if uint64(^W(0)) > 1<<32-1 {
		bits = 64
	}
	for i := bits - 8; i >= 0; i -= 8 {
		b = append(b, byte(v>>i))
	}
	return b
}

func (d *Digest[W, F]) tableSum() W {
	var b []byte
	for _, v := range d.Tab {
		b = put(b, v)
	}
	return (*new(F)).TableSum(b)
}

// AppendBinary appends the state: a magic, the checksum of the table, and the checksum.
func (d *Digest[W, F]) AppendBinary(b []byte) ([]byte, error) {
	_, magic := (*new(F)).Names()
	return put(put(append(b, magic...), d.tableSum()), d.CRC), nil
}

// MarshalBinary is AppendBinary to a new slice.
func (d *Digest[W, F]) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

// UnmarshalBinary takes over a state that AppendBinary appended.
func (d *Digest[W, F]) UnmarshalBinary(b []byte) error {
	pkg, magic := (*new(F)).Names()
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New(pkg + ": invalid hash state identifier")
	}
	b = b[len(magic):]
	size := d.Size()
	if len(b) != 2*size {
		return errors.New(pkg + ": invalid hash state size")
	}
	if string(put(nil, d.tableSum())) != string(b[:size]) {
		return errors.New(pkg + ": tables do not match")
	}
	d.CRC = 0
	for _, c := range b[size:] {
		d.CRC = d.CRC<<8 | W(c)
	}
	return nil
}
