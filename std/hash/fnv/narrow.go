package fnv

import "hash"

func (s *sum32) Sum32() uint32               { return uint32(*s) }
func (s *sum32) Sum(b []byte) []byte         { return put(b, uint64(*s), 4) }
func (s *sum32) Reset()                      { *s = offset32 }
func (s *sum32) Size() int                   { return 4 }
func (s *sum32) BlockSize() int              { return 1 }
func (s *sum32) Clone() (hash.Cloner, error) { c := *s; return &c, nil }

func (s *sum32) AppendBinary(b []byte) ([]byte, error) {
	return put(append(b, "fnv\x01"...), uint64(*s), 4), nil
}

func (s *sum32) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *sum32) UnmarshalBinary(b []byte) error {
	b, err := take(b, "fnv\x01", 4)
	if err == nil {
		*s = sum32(number(b))
	}
	return err
}

func (s *sum32a) Sum32() uint32               { return uint32(*s) }
func (s *sum32a) Sum(b []byte) []byte         { return put(b, uint64(*s), 4) }
func (s *sum32a) Reset()                      { *s = offset32 }
func (s *sum32a) Size() int                   { return 4 }
func (s *sum32a) BlockSize() int              { return 1 }
func (s *sum32a) Clone() (hash.Cloner, error) { c := *s; return &c, nil }

func (s *sum32a) AppendBinary(b []byte) ([]byte, error) {
	return put(append(b, "fnv\x02"...), uint64(*s), 4), nil
}

func (s *sum32a) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *sum32a) UnmarshalBinary(b []byte) error {
	b, err := take(b, "fnv\x02", 4)
	if err == nil {
		*s = sum32a(number(b))
	}
	return err
}

func (s *sum64) Sum64() uint64               { return uint64(*s) }
func (s *sum64) Sum(b []byte) []byte         { return put(b, uint64(*s), 8) }
func (s *sum64) Reset()                      { *s = offset64 }
func (s *sum64) Size() int                   { return 8 }
func (s *sum64) BlockSize() int              { return 1 }
func (s *sum64) Clone() (hash.Cloner, error) { c := *s; return &c, nil }

func (s *sum64) AppendBinary(b []byte) ([]byte, error) {
	return put(append(b, "fnv\x03"...), uint64(*s), 8), nil
}

func (s *sum64) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *sum64) UnmarshalBinary(b []byte) error {
	b, err := take(b, "fnv\x03", 8)
	if err == nil {
		*s = sum64(number(b))
	}
	return err
}

func (s *sum64a) Sum64() uint64               { return uint64(*s) }
func (s *sum64a) Sum(b []byte) []byte         { return put(b, uint64(*s), 8) }
func (s *sum64a) Reset()                      { *s = offset64 }
func (s *sum64a) Size() int                   { return 8 }
func (s *sum64a) BlockSize() int              { return 1 }
func (s *sum64a) Clone() (hash.Cloner, error) { c := *s; return &c, nil }

func (s *sum64a) AppendBinary(b []byte) ([]byte, error) {
	return put(append(b, "fnv\x04"...), uint64(*s), 8), nil
}

func (s *sum64a) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *sum64a) UnmarshalBinary(b []byte) error {
	b, err := take(b, "fnv\x04", 8)
	if err == nil {
		*s = sum64a(number(b))
	}
	return err
}
