package rand

import "errors"

// A ChaCha8 is the generator ChaCha8Rand, as specified at c2sp.org/chacha8rand: the
// cipher ChaCha with 8 rounds in counter mode, whose key is replaced by its own
// output every 16 blocks.
type ChaCha8 struct {
	key     [4]uint64
	buf     [32]uint64 // four blocks
	next    int        // of buf
	end     int        // of what may be used of buf
	counter uint32     // of the first block in buf

	// Bytes that Read has left of a number: the last ones of readBuf.
	readBuf [8]byte
	readLen int
}

// NewChaCha8 gives a ChaCha8 with a seed.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

const (
	blocksPerKey = 16
	keyWords     = 4 // words at the end of the last blocks that are the next key
)

// Seed makes c what NewChaCha8 gives.
func (c *ChaCha8) Seed(seed [32]byte) {
	c.readLen = 0
	c.readBuf = [8]byte{}
	for i := range c.key {
		c.key[i] = littleEndian(seed[8*i:])
	}
	c.counter = 0
	c.fill()
}

// fill computes the four blocks from counter on.
func (c *ChaCha8) fill() {
	fourBlocks(&c.key, &c.buf, c.counter)
	c.next, c.end = 0, len(c.buf)
	if c.counter == blocksPerKey-4 {
		c.end -= keyWords
	}
}

// Uint64 gives the next number.
func (c *ChaCha8) Uint64() uint64 {
	if c.next >= c.end {
		c.counter += 4
		if c.counter == blocksPerKey {
			copy(c.key[:], c.buf[len(c.buf)-keyWords:])
			c.counter = 0
		}
		c.fill()
	}
	x := c.buf[c.next]
	c.next++
	return x
}

// Read fills p with the bytes of numbers, the lowest first; bytes left of the last
// one are for the next Read. It never fails.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	n = len(p)
	if c.readLen > 0 {
		k := copy(p, c.readBuf[len(c.readBuf)-c.readLen:])
		c.readLen -= k
		p = p[k:]
	}
	for len(p) >= 8 {
		appendLittleEndian(p[:0], c.Uint64())
		p = p[8:]
	}
	if len(p) > 0 {
		appendLittleEndian(c.readBuf[:0], c.Uint64())
		c.readLen = 8 - copy(p, c.readBuf[:])
	}
	return n, nil
}

var (
	errChaCha8 = errors.New("invalid ChaCha8 encoding")
	errReadBuf = errors.New("invalid ChaCha8 Read buffer encoding")
)

const statePrefix, readPrefix = "chacha8:", "readbuf:"

// AppendBinary implements encoding.BinaryAppender.
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error) {
	if c.readLen > 0 {
		b = append(b, readPrefix...)
		b = append(b, byte(c.readLen))
		b = append(b, c.readBuf[len(c.readBuf)-c.readLen:]...)
	}
	b = append(b, statePrefix...)
	used := uint64(c.counter)/4*uint64(len(c.buf)) + uint64(c.next)
	b = appendBigEndian(b, used)
	for _, k := range c.key {
		b = appendLittleEndian(b, k)
	}
	return b, nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (c *ChaCha8) MarshalBinary() ([]byte, error) {
	return c.AppendBinary(make([]byte, 0, 64))
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	if len(data) >= len(readPrefix) && string(data[:len(readPrefix)]) == readPrefix {
		data = data[len(readPrefix):]
		if len(data) == 0 || len(data) < int(1+data[0]) || int(data[0]) > len(c.readBuf) {
			return errReadBuf
		}
		c.readLen = int(data[0])
		copy(c.readBuf[len(c.readBuf)-c.readLen:], data[1:])
		data = data[1+c.readLen:]
	} else {
		c.readLen = 0
	}
	if len(data) != len(statePrefix)+8+32 || string(data[:len(statePrefix)]) != statePrefix {
		return errChaCha8
	}
	used := bigEndian(data[8:])
	if used > blocksPerKey/4*uint64(len(c.buf))-keyWords {
		return errChaCha8
	}
	for i := range c.key {
		c.key[i] = littleEndian(data[16+8*i:])
	}
	c.counter = uint32(used) / uint32(len(c.buf)) * 4
	c.fill()
	c.next = int(used) % len(c.buf)
	return nil
}

// fourBlocks computes four blocks with consecutive counters. Their words of 32
// bits come interleaved: the first of each, the second of each, and so on. Of the
// initial state only the key is added in the end.
func fourBlocks(key *[4]uint64, buf *[32]uint64, counter uint32) {
	var k [8]uint32
	for i, w := range key {
		k[2*i], k[2*i+1] = uint32(w), uint32(w>>32)
	}
	for block := range 4 {
		x := [16]uint32{
			0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, // "expand 32-byte k"
			k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7],
			counter + uint32(block), 0, 0, 0,
		}
		for range 4 {
			quarter(&x[0], &x[4], &x[8], &x[12])
			quarter(&x[1], &x[5], &x[9], &x[13])
			quarter(&x[2], &x[6], &x[10], &x[14])
			quarter(&x[3], &x[7], &x[11], &x[15])
			quarter(&x[0], &x[5], &x[10], &x[15])
			quarter(&x[1], &x[6], &x[11], &x[12])
			quarter(&x[2], &x[7], &x[8], &x[13])
			quarter(&x[3], &x[4], &x[9], &x[14])
		}
		for i, w := range k {
			x[4+i] += w
		}
		for i, w := range x {
			p := &buf[2*i+block/2]
			if block%2 == 0 {
				*p = uint64(w)
			} else {
				*p |= uint64(w) << 32
			}
		}
	}
}

// quarter is ChaCha's quarter round.
func quarter(a, b, c, d *uint32) {
	*a += *b
	*d ^= *a
	*d = *d<<16 | *d>>16
	*c += *d
	*b ^= *c
	*b = *b<<12 | *b>>20
	*a += *b
	*d ^= *a
	*d = *d<<8 | *d>>24
	*c += *d
	*b ^= *c
	*b = *b<<7 | *b>>25
}
