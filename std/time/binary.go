package time

import "errors"

// The binary form of a Time: a version, the seconds since the zero Time, the nanoseconds and the zone's offset in minutes,
// the highest byte of each first. Version 2 has a byte more, the seconds of the offset. Offset -1 stands for UTC.
const (
	binaryMinutes = 1 + iota
	binarySeconds

	binarySize = 1 + 8 + 4 + 2
)

// AppendBinary implements encoding.BinaryAppender. The reading of the monotonic clock and the zone's name are left out.
func (t Time) AppendBinary(b []byte) ([]byte, error) {
	version, minutes, seconds := byte(binaryMinutes), -1, 0
	if t.Location() != UTC {
		_, offset := t.Zone()
		minutes, seconds = offset/secondsPerMinute, offset%secondsPerMinute
		if seconds != 0 {
			version = binarySeconds
		}
		if minutes != int(int16(minutes)) || minutes == -1 {
			return b, errors.New("Time.MarshalBinary: unexpected zone offset")
		}
	}
	b = append(b, version)
	for i := 56; i >= 0; i -= 8 {
		b = append(b, byte(t.sec>>i))
	}
	b = append(b, byte(t.nsec>>24), byte(t.nsec>>16), byte(t.nsec>>8), byte(t.nsec), byte(minutes>>8), byte(minutes))
	if version == binarySeconds {
		b = append(b, byte(seconds))
	}
	return b, nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (t Time) MarshalBinary() ([]byte, error) {
	b, err := t.AppendBinary(make([]byte, 0, binarySize+1))
	if err != nil {
		return nil, err
	}
	return b, nil
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (t *Time) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		return errors.New("Time.UnmarshalBinary: no data")
	}
	version, want := data[0], binarySize
	switch version {
	case binaryMinutes:
	case binarySeconds:
		want++
	default:
		return errors.New("Time.UnmarshalBinary: unsupported version")
	}
	if len(data) != want {
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	var sec int64
	for _, c := range data[1:9] {
		sec = sec<<8 | int64(c)
	}
	nsec := int32(data[9])<<24 | int32(data[10])<<16 | int32(data[11])<<8 | int32(data[12])
	offset := int(int16(data[13])<<8|int16(data[14])) * secondsPerMinute
	if version == binarySeconds {
		offset += int(int8(data[15]))
	}
	*t = Time{sec: sec, nsec: nsec}
	if offset == -secondsPerMinute {
		t.setLoc(UTC)
	} else if _, local, _, _, _ := Local.lookup(t.Unix()); offset == local {
		t.setLoc(Local)
	} else {
		t.setLoc(FixedZone("", offset))
	}
	return nil
}

// GobEncode implements gob.GobEncoder.
func (t Time) GobEncode() ([]byte, error) { return t.MarshalBinary() }

// GobDecode implements gob.GobDecoder.
func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }
