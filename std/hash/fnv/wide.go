package fnv

import (
	"hash"
	"math/bits"
)

// The prime of 128 bits is 1<<88 + primeLow.
const (
	offsetHigh = 0x6c62272e07bb0142
	offsetLow  = 0x62b821756295c58d
	primeLow   = 0x13b
)

// The words of a hash of 128 bits, high one first.
type (
	sum128  [2]uint64
	sum128a [2]uint64
)

// New128 makes a hash of 128 bits, FNV-1.
func New128() hash.Hash { return &sum128{offsetHigh, offsetLow} }

// New128a makes a hash of 128 bits, FNV-1a.
func New128a() hash.Hash { return &sum128a{offsetHigh, offsetLow} }

// times multiplies by the prime.
func times(hi, lo uint64) (uint64, uint64) {
	h, l := bits.Mul64(lo, primeLow)
	return h + lo<<24 + hi*primeLow, l
}

func (s *sum128) Write(p []byte) (int, error) {
	hi, lo := s[0], s[1]
	for _, c := range p {
		hi, lo = times(hi, lo)
		lo ^= uint64(c)
	}
	s[0], s[1] = hi, lo
	return len(p), nil
}

func (s *sum128a) Write(p []byte) (int, error) {
	hi, lo := s[0], s[1]
	for _, c := range p {
		hi, lo = times(hi, lo^uint64(c))
	}
	s[0], s[1] = hi, lo
	return len(p), nil
}

func (s *sum128) Sum(b []byte) []byte         { return put(put(b, s[0], 8), s[1], 8) }
func (s *sum128) Reset()                      { *s = sum128{offsetHigh, offsetLow} }
func (s *sum128) Size() int                   { return 16 }
func (s *sum128) BlockSize() int              { return 1 }
func (s *sum128) Clone() (hash.Cloner, error) { c := *s; return &c, nil }

func (s *sum128) AppendBinary(b []byte) ([]byte, error) {
	return s.Sum(append(b, "fnv\x05"...)), nil
}

func (s *sum128) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *sum128) UnmarshalBinary(b []byte) error {
	b, err := take(b, "fnv\x05", 16)
	if err == nil {
		*s = sum128{number(b[:8]), number(b[8:])}
	}
	return err
}

func (s *sum128a) Sum(b []byte) []byte         { return put(put(b, s[0], 8), s[1], 8) }
func (s *sum128a) Reset()                      { *s = sum128a{offsetHigh, offsetLow} }
func (s *sum128a) Size() int                   { return 16 }
func (s *sum128a) BlockSize() int              { return 1 }
func (s *sum128a) Clone() (hash.Cloner, error) { c := *s; return &c, nil }

func (s *sum128a) AppendBinary(b []byte) ([]byte, error) {
	return s.Sum(append(b, "fnv\x06"...)), nil
}

func (s *sum128a) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *sum128a) UnmarshalBinary(b []byte) error {
	b, err := take(b, "fnv\x06", 16)
	if err == nil {
		*s = sum128a{number(b[:8]), number(b[8:])}
	}
	return err
}
