// From times to texts.

package time

import "errors"

// appendInt appends v with at least width digits.
func appendInt(b []byte, v, width int) []byte {
	u := uint64(v)
	if v < 0 {
		b = append(b, '-')
		u = -u
	}
	var buf [20]byte
	i := decimal(buf[:], u)
	for n := len(buf) - i; n < width; n++ {
		b = append(b, '0')
	}
	return append(b, buf[i:]...)
}

// appendFraction appends a separator and the first digits of nsec, nine at most; trim drops trailing zeros, and the separator if nothing is left.
func appendFraction(b []byte, nsec int, sep byte, width int, trim bool) []byte {
	var buf [9]byte
	for i := 8; i >= 0; i-- {
		buf[i] = byte('0' + nsec%10)
		nsec /= 10
	}
	n := min(width, 9)
	if trim {
		for n > 0 && buf[n-1] == '0' {
			n--
		}
		if n == 0 {
			return b
		}
	}
	return append(append(b, sep), buf[:n]...)
}

// Format returns t written as layout says.
func (t Time) Format(layout string) string {
	var buf [64]byte
	return string(t.AppendFormat(buf[:0], layout))
}

// AppendFormat is Format that appends to b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	zoneName, offset := t.Zone()
	days, second := floorDiv(t.sec+int64(offset), secondsPerDay)
	year, month, day, yday := civil(days)
	hour, min, sec := int(second/3600), int(second/60%60), int(second%60)
	for layout != "" {
		prefix, e, width, text, suffix := next(layout)
		b = append(b, prefix...)
		layout = suffix
		switch e {
		case eLongYear:
			b = appendInt(b, year, 4)
		case eYear:
			b = appendInt(b, max(year, -year)%100, 2)
		case eMonth:
			b = append(b, month.String()[:3]...)
		case eLongMonth:
			b = append(b, month.String()...)
		case eNumMonth:
			b = appendInt(b, int(month), 0)
		case eZeroMonth:
			b = appendInt(b, int(month), 2)
		case eWeekday:
			b = append(b, t.Weekday().String()[:3]...)
		case eLongWeekday:
			b = append(b, t.Weekday().String()...)
		case eDay:
			b = appendInt(b, day, 0)
		case eUnderDay:
			if day < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, day, 0)
		case eZeroDay:
			b = appendInt(b, day, 2)
		case eUnderYearDay:
			if yday < 100 {
				b = append(b, ' ')
			}
			if yday < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, yday, 0)
		case eZeroYearDay:
			b = appendInt(b, yday, 3)
		case eHour:
			b = appendInt(b, hour, 2)
		case eHour12:
			b = appendInt(b, (hour+11)%12+1, 0)
		case eZeroHour12:
			b = appendInt(b, (hour+11)%12+1, 2)
		case eMinute:
			b = appendInt(b, min, 0)
		case eZeroMinute:
			b = appendInt(b, min, 2)
		case eSecond:
			b = appendInt(b, sec, 0)
		case eZeroSecond:
			b = appendInt(b, sec, 2)
		case ePM, epm:
			half := byte('a')
			if hour >= 12 {
				half = 'p'
			}
			b = append(b, half, 'm')
			if e == ePM {
				b[len(b)-2] -= 'a' - 'A'
				b[len(b)-1] = 'M'
			}
		case eZone:
			b = appendZone(b, zoneName, offset)
		case eFraction0, eFraction9:
			b = appendFraction(b, int(t.nsec), text[0], width, e == eFraction9)
		case eNone:
		default:
			b = appendOffset(b, e, offset)
		}
	}
	return b
}

// appendZone appends an abbreviation, or for a zone without one its offset in hours and minutes.
func appendZone(b []byte, name string, offset int) []byte {
	if name != "" {
		return append(b, name...)
	}
	minutes := offset / 60
	b = append(b, '+')
	if minutes < 0 {
		b[len(b)-1] = '-'
		minutes = -minutes
	}
	b = appendInt(b, minutes/60, 2)
	return appendInt(b, minutes%60, 2)
}

// appendOffset appends an offset as an element of the zone group says.
func appendOffset(b []byte, e elem, offset int) []byte {
	if offset == 0 && e >= eISOZone && e <= eISOColonSecondsZone {
		return append(b, 'Z')
	}
	minutes, seconds := offset/60, offset
	b = append(b, '+')
	if minutes < 0 {
		b[len(b)-1] = '-'
		minutes, seconds = -minutes, -seconds
	}
	b = appendInt(b, minutes/60, 2)
	colon := e == eISOColonZone || e == eNumColonZone || e == eISOColonSecondsZone || e == eNumColonSecondsZone
	if colon {
		b = append(b, ':')
	}
	if e != eNumShortZone && e != eISOShortZone {
		b = appendInt(b, minutes%60, 2)
	}
	switch e {
	case eISOColonSecondsZone, eNumColonSecondsZone:
		b = append(b, ':')
		fallthrough
	case eISOSecondsZone, eNumSecondsZone:
		b = appendInt(b, seconds%60, 2)
	}
	return b
}

// String returns the time as in "2006-01-02 15:04:05.999999999 -0700 MST", followed by the reading of the monotonic clock if there is one.
func (t Time) String() string {
	b := t.AppendFormat(nil, "2006-01-02 15:04:05.999999999 -0700 MST")
	if t.mono != 0 {
		m := t.mono - 1 - startNano
		sign := byte('+')
		if m < 0 {
			sign = '-'
			m = -m
		}
		b = append(append(b, " m="...), sign)
		b = appendInt(b, int(m/1e9), 0)
		b = append(b, '.')
		b = appendInt(b, int(m%1e9), 9)
	}
	return string(b)
}

// GoString returns t as Go source.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	b := append([]byte(nil), "time.Date("...)
	b = appendInt(b, year, 0)
	if January <= month && month <= December {
		b = append(append(b, ", time."...), month.String()...)
	}
	for _, v := range [...]int{day, hour, min, sec, int(t.nsec)} {
		b = append(b, ", "...)
		b = appendInt(b, v, 0)
	}
	switch loc := t.Location(); loc {
	case UTC:
		b = append(b, ", time.UTC)"...)
	case Local:
		b = append(b, ", time.Local)"...)
	default:
		b = append(append(append(b, ", time.Location("...), quote(loc.name)...), "))"...)
	}
	return string(b)
}

// strict formats t by RFC 3339, or says why it cannot be.
func (t Time) strict(b []byte, who string) ([]byte, error) {
	n := len(b)
	b = t.AppendFormat(b, RFC3339Nano)
	if b[n+4] != '-' {
		return nil, errors.New("Time." + who + ": year outside of range [0,9999]")
	}
	if b[len(b)-1] != 'Z' {
		if c := b[len(b)-6]; ('0' <= c && c <= '9') || b[len(b)-5] > '2' || b[len(b)-5] == '2' && b[len(b)-4] > '3' {
			return nil, errors.New("Time." + who + ": timezone hour outside of range [0,23]")
		}
	}
	return b, nil
}

// MarshalJSON returns t as a quoted string in RFC 3339 format.
func (t Time) MarshalJSON() ([]byte, error) {
	b, err := t.strict([]byte{'"'}, "MarshalJSON")
	if err != nil {
		return nil, err
	}
	return append(b, '"'), nil
}

// UnmarshalJSON reads what MarshalJSON writes; null changes nothing.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	var err error
	*t, err = Parse(RFC3339, string(data[1:len(data)-1]))
	return err
}

// AppendText appends t in RFC 3339 format.
func (t Time) AppendText(b []byte) ([]byte, error) { return t.strict(b, "AppendText") }

// MarshalText returns t in RFC 3339 format.
func (t Time) MarshalText() ([]byte, error) { return t.strict(nil, "MarshalText") }

// UnmarshalText reads what MarshalText writes.
func (t *Time) UnmarshalText(data []byte) error {
	var err error
	*t, err = Parse(RFC3339, string(data))
	return err
}
