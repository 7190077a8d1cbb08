// Package blockhash has what hash functions over blocks with a final length (MD5, the SHA family) share: the block that
// is not yet full, the padding, and the saving of the state. A function brings what it does with a block, as a type
// parameter, so that its code is called directly, and the numbers of its Kind.
package blockhash

import (
	"errors"
	"hash"
)

// A Word is what the state of a function consists of.
type Word interface{ uint32 | uint64 }

// A Compressor mixes whole blocks into a state. It has no fields.
type Compressor[W Word] interface {
	// Blocks mixes p, which is a number of whole blocks, into h.
	Blocks(h *[8]W, p []byte)
	// Shape gives the number of bytes of a block, how many words of a state count, and whether the bytes of a word come
	// lowest first.
	Shape() (block, words int, little bool)
}

// A Kind is one of the functions with the same Compressor, which differ in where they start and how much they give.
type Kind[W Word] struct {
	Name  string // of the package
	Magic string // of a saved state
	Size  int    // the number of bytes of a hash
	Start [8]W
}

// A Digest computes a hash of some kind. It has the methods of hash.Hash and those to save it.
type Digest[W Word, C Compressor[W]] struct {
	kind *Kind[W]
	h    [8]W
	x    [128]byte // the first n bytes of a block
	n    int
	len  uint64 // of all that was written
}

// Init makes d a digest of a kind.
func (d *Digest[W, C]) Init(kind *Kind[W]) {
	d.kind = kind
	d.Reset()
}

// Sum gives the hash of some data in all of sum.
func Sum[W Word, C Compressor[W]](kind *Kind[W], data, sum []byte) {
	var d Digest[W, C]
	d.Init(kind)
	d.Write(data)
	d.finish(sum[:0])
}

// Size implements hash.Hash.
func (d *Digest[W, C]) Size() int { return d.kind.Size }

// BlockSize implements hash.Hash.
func (d *Digest[W, C]) BlockSize() int {
	block, _, _ := (*new(C)).Shape()
	return block
}

// Reset implements hash.Hash.
func (d *Digest[W, C]) Reset() { d.h, d.n, d.len = d.kind.Start, 0, 0 }

// Write implements hash.Hash: it hands p over in whole blocks and keeps the rest.
func (d *Digest[W, C]) Write(p []byte) (int, error) {
	var c C
	block, all := d.BlockSize(), len(p)
	d.len += uint64(all)
	if d.n > 0 {
		n := copy(d.x[d.n:block], p)
		d.n += n
		p = p[n:]
		if d.n < block {
			return all, nil
		}
		c.Blocks(&d.h, d.x[:block])
		d.n = 0
	}
	if whole := len(p) - len(p)%block; whole > 0 {
		c.Blocks(&d.h, p[:whole])
		p = p[whole:]
	}
	d.n = copy(d.x[:], p)
	return all, nil
}

// Sum implements hash.Hash.
func (d *Digest[W, C]) Sum(b []byte) []byte {
	c := *d
	return c.finish(b)
}

// finish pads with a bit 1, zeros, and the length in bits in an eighth of a block, and appends the hash to b.
func (d *Digest[W, C]) finish(b []byte) []byte {
	var c C
	block, _, little := c.Shape()
	d.x[d.n] = 0x80
	d.n++
	if d.n > block-block/8 {
		clear(d.x[d.n:block])
		c.Blocks(&d.h, d.x[:block])
		d.n = 0
	}
	clear(d.x[d.n:block])
	appendWord(d.x[block-8:block-8], d.len<<3, little)
	if block == 128 {
		d.x[block-9] = byte(d.len >> 61)
	}
	c.Blocks(&d.h, d.x[:block])
	var all [8 * 8]byte
	return append(b, d.appendState(all[:0], little)[:d.kind.Size]...)
}

// appendState appends the words of the state that count.
func (d *Digest[W, C]) appendState(b []byte, little bool) []byte {
	_, words, _ := (*new(C)).Shape()
	for _, w := range d.h[:words] {
		b = appendWord(b, w, little)
	}
	return b
}

func appendWord[W Word](b []byte, w W, little bool) []byte {
	bits := 8 * wordSize[W]()
	for i := 0; i < bits; i += 8 {
		if little {
			b = append(b, byte(w>>i))
		} else {
			b = append(b, byte(w>>(bits-8-i)))
		}
	}
	return b
}

func wordSize[W Word]() int {
	if uint64(^W(0)) == 1<<32-1 {
		return 4
	}
	return 8
}

// AppendBinary appends the state: magic, words, the open block, the length.
func (d *Digest[W, C]) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, d.kind.Magic...)
	b = d.appendState(b, false)
	b = append(b, d.x[:d.n]...)
	b = append(b, make([]byte, d.BlockSize()-d.n)...)
	return appendWord(b, d.len, false), nil
}

// MarshalBinary is AppendBinary to a new slice.
func (d *Digest[W, C]) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

// UnmarshalBinary takes over a state that AppendBinary appended.
func (d *Digest[W, C]) UnmarshalBinary(b []byte) error {
	magic := d.kind.Magic
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New(d.kind.Name + ": invalid hash state identifier")
	}
	block, words, _ := (*new(C)).Shape()
	state := words * wordSize[W]()
	if len(b) != len(magic)+state+block+8 {
		return errors.New(d.kind.Name + ": invalid hash state size")
	}
	b = b[len(magic):]
	for i := range d.h[:words] {
		d.h[i], b = takeWord[W](b)
	}
	copy(d.x[:], b[:block])
	d.len, _ = takeWord[uint64](b[block:])
	d.n = int(d.len % uint64(block))
	return nil
}

// takeWord reads a word, the highest byte first, and gives what is behind it.
func takeWord[W Word](b []byte) (W, []byte) {
	size := wordSize[W]()
	var w uint64
	for _, c := range b[:size] {
		w = w<<8 | uint64(c)
	}
	return W(w), b[size:]
}

// Hash makes sure that a Digest is one.
var _ hash.Hash = (*Digest[uint32, Compressor[uint32]])(nil)
