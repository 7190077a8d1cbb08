// Package blockhash has what hash functions over blocks with a final length (MD5, the SHA family) share: the block that
// is not yet full, the padding, and the saving of the state.
package blockhash

import "errors"

// A Compressor mixes whole blocks into its state.
type Compressor interface {
	Blocks(p []byte)
}

// A Buffer holds the bytes that do not fill a block yet, and the number of all bytes.
type Buffer struct {
	x   [128]byte
	n   int
	len uint64
}

// Reset forgets everything.
func (b *Buffer) Reset() { b.n, b.len = 0, 0 }

// Write hands p to c in blocks of size bytes and keeps the rest.
func (b *Buffer) Write(c Compressor, size int, p []byte) (int, error) {
	all := len(p)
	b.len += uint64(all)
	if b.n > 0 {
		n := copy(b.x[b.n:size], p)
		b.n += n
		p = p[n:]
		if b.n < size {
			return all, nil
		}
		c.Blocks(b.x[:size])
		b.n = 0
	}
	if whole := len(p) - len(p)%size; whole > 0 {
		c.Blocks(p[:whole])
		p = p[whole:]
	}
	b.n = copy(b.x[:], p)
	return all, nil
}

// Finish hands the last block or two to c: a bit 1, zeros, and the length in bits in an eighth of a block.
func (b *Buffer) Finish(c Compressor, size int, little bool) {
	bits, high := b.len<<3, b.len>>61
	b.x[b.n] = 0x80
	b.n++
	if b.n > size-size/8 {
		clear(b.x[b.n:size])
		c.Blocks(b.x[:size])
		b.n = 0
	}
	clear(b.x[b.n:size])
	for i := 0; i < 8; i++ {
		if little {
			b.x[size-8+i] = byte(bits >> (8 * i))
		} else {
			b.x[size-1-i] = byte(bits >> (8 * i))
		}
	}
	if size == 128 {
		b.x[size-9] = byte(high)
	}
	c.Blocks(b.x[:size])
}

// Append appends a saved state: magic, the state words (already bytes), the open block, the length.
func (b *Buffer) Append(dst []byte, magic string, state []byte, size int) []byte {
	dst = append(dst, magic...)
	dst = append(dst, state...)
	dst = append(dst, b.x[:b.n]...)
	dst = append(dst, make([]byte, size-b.n)...)
	for i := 56; i >= 0; i -= 8 {
		dst = append(dst, byte(b.len>>i))
	}
	return dst
}

// Restore takes over what Append appended and gives the bytes of the state words.
func (b *Buffer) Restore(name string, src []byte, magic string, state, size int) ([]byte, error) {
	if len(src) < len(magic) || string(src[:len(magic)]) != magic {
		return nil, errors.New(name + ": invalid hash state identifier")
	}
	if len(src) != len(magic)+state+size+8 {
		return nil, errors.New(name + ": invalid hash state size")
	}
	src = src[len(magic):]
	words, src := src[:state], src[state:]
	copy(b.x[:], src[:size])
	b.len = 0
	for _, c := range src[size:] {
		b.len = b.len<<8 | uint64(c)
	}
	b.n = int(b.len % uint64(size))
	return words, nil
}
