// From texts to times.

package time

import "errors"

// ParseError says where a text does not fit its layout.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " + quote(e.ValueElem) + " as " + quote(e.LayoutElem)
}

var errBad = errors.New("bad value for field")

// fields is what Parse has found so far.
type fields struct {
	year, month, day, yday int
	hour, min, sec, nsec   int
	pm, pmSet              bool
	zone                   *Location
	offset                 int // -1: none
	zoneName               string
	// outOfRange names a field with a value that is a number but too large.
	outOfRange string
}

// Parse reads a time written as layout says. What the layout lacks is zero or, for month and day, one. Without
// a zone the time is in UTC; an abbreviation is looked up in the local zone and else has offset zero.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation is Parse with loc for times without a zone and for abbreviations.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

func parse(layout, value string, defaultLoc, local *Location) (Time, error) {
	wholeLayout, wholeValue := layout, value
	f := fields{month: -1, day: -1, yday: -1, offset: -1}
	for {
		prefix, e, width, text, suffix := next(layout)
		rest, ok := skip(value, prefix)
		if !ok {
			return Time{}, &ParseError{wholeLayout, wholeValue, prefix, rest, ""}
		}
		value = rest
		if e == eNone {
			if value != "" {
				return Time{}, &ParseError{wholeLayout, wholeValue, "", value, ": extra text: " + quote(value)}
			}
			break
		}
		layout = suffix
		hold := value
		var err error
		value, err = f.element(e, width, text, value, layout)
		if err != nil {
			return Time{}, &ParseError{wholeLayout, wholeValue, text, hold, ""}
		}
		if f.outOfRange != "" {
			return Time{}, &ParseError{wholeLayout, wholeValue, text, value, ": " + f.outOfRange + " out of range"}
		}
	}
	if what := f.settle(); what != "" {
		return Time{}, &ParseError{wholeLayout, wholeValue, "", wholeValue, ": " + what}
	}
	return f.time(defaultLoc, local), nil
}

// skip removes prefix from value; a space in it stands for any number of them.
func skip(value, prefix string) (string, bool) {
	for prefix != "" {
		if prefix[0] == ' ' {
			if value != "" && value[0] != ' ' {
				return value, false
			}
			for prefix != "" && prefix[0] == ' ' {
				prefix = prefix[1:]
			}
			for value != "" && value[0] == ' ' {
				value = value[1:]
			}
			continue
		}
		if value == "" || value[0] != prefix[0] {
			return value, false
		}
		prefix, value = prefix[1:], value[1:]
	}
	return value, true
}

// num reads one or two digits, two if fixed.
func num(s string, fixed bool) (int, string, error) {
	if !isDigit(s, 0) {
		return 0, s, errBad
	}
	if !isDigit(s, 1) {
		if fixed {
			return 0, s, errBad
		}
		return int(s[0] - '0'), s[1:], nil
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), s[2:], nil
}

// name finds which of names s begins with, in any case, the first short letters of each if short > 0.
func name(names []string, s string, short int) (int, string, error) {
	for i, n := range names {
		if short > 0 {
			n = n[:short]
		}
		if len(s) >= len(n) && sameFold(s[:len(n)], n) {
			return i, s[len(n):], nil
		}
	}
	return -1, s, errBad
}

func sameFold(a, b string) bool {
	for i := range len(a) {
		if a[i]|0x20 != b[i]|0x20 || !isLower(a[i]|0x20) {
			return false
		}
	}
	return true
}

// element reads one layout element from value and returns what follows. layout is what follows the element.
func (f *fields) element(e elem, width int, text, value, layout string) (rest string, err error) {
	rest = value
	switch e {
	case eYear:
		// A sign in place of the first digit is accepted, as ever.
		sign := 1
		if len(value) >= 2 && (value[0] == '-' || value[0] == '+') && isDigit(value, 1) {
			if value[0] == '-' {
				sign = -1
			}
			f.year, rest = int(value[1]-'0')*sign, value[2:]
		} else if f.year, rest, err = num(value, true); err != nil {
			break
		}
		if f.year >= 69 {
			f.year += 1900
		} else {
			f.year += 2000
		}
	case eLongYear:
		if len(value) < 4 || !isDigit(value, 0) {
			return value, errBad
		}
		for i := range 4 {
			if !isDigit(value, i) {
				return value, errBad
			}
			f.year = f.year*10 + int(value[i]-'0')
		}
		rest = value[4:]
	case eMonth:
		f.month, rest, err = name(monthNames[:], value, 3)
		f.month++
	case eLongMonth:
		f.month, rest, err = name(monthNames[:], value, 0)
		f.month++
	case eNumMonth, eZeroMonth:
		f.month, rest, err = num(value, e == eZeroMonth)
		if err == nil && (f.month <= 0 || f.month > 12) {
			f.outOfRange = "month"
		}
	case eWeekday:
		_, rest, err = name(dayNames[:], value, 3)
	case eLongWeekday:
		_, rest, err = name(dayNames[:], value, 0)
	case eDay, eUnderDay, eZeroDay:
		if e == eUnderDay && value != "" && value[0] == ' ' {
			value = value[1:]
		}
		f.day, rest, err = num(value, e == eZeroDay)
	case eUnderYearDay, eZeroYearDay:
		for i := 0; i < 2 && e == eUnderYearDay && value != "" && value[0] == ' '; i++ {
			value = value[1:]
		}
		n := 0
		f.yday = 0
		for n < 3 && isDigit(value, n) {
			f.yday = f.yday*10 + int(value[n]-'0')
			n++
		}
		if n == 0 || e == eZeroYearDay && n != 3 {
			return value, errBad
		}
		rest = value[n:]
	case eHour:
		if f.hour, rest, err = num(value, false); f.hour >= 24 {
			f.outOfRange = "hour"
		}
	case eHour12, eZeroHour12:
		if f.hour, rest, err = num(value, e == eZeroHour12); f.hour > 12 {
			f.outOfRange = "hour"
		}
	case eMinute, eZeroMinute:
		if f.min, rest, err = num(value, e == eZeroMinute); f.min >= 60 {
			f.outOfRange = "minute"
		}
	case eSecond, eZeroSecond:
		f.sec, rest, err = num(value, e == eZeroSecond)
		if err != nil {
			break
		}
		if f.sec >= 60 {
			f.outOfRange = "second"
			break
		}
		// A fraction in the value is read even where the layout has none.
		if len(rest) >= 2 && (rest[0] == '.' || rest[0] == ',') && isDigit(rest, 1) {
			if _, e, _, _, _ := next(layout); e == eFraction0 || e == eFraction9 {
				break
			}
			n := 2
			for isDigit(rest, n) {
				n++
			}
			if f.nsec, err = nanoseconds(rest[:n]); err == nil {
				rest = rest[n:]
			}
		}
	case ePM, epm:
		if len(value) < 2 {
			return value, errBad
		}
		am, pm := "AM", "PM"
		if e == epm {
			am, pm = "am", "pm"
		}
		switch value[:2] {
		case pm:
			f.pm = true
		case am:
		default:
			return value, errBad
		}
		f.pmSet = true
		rest = value[2:]
	case eZone:
		if hasPrefix(value, "UTC") {
			f.zone = UTC
			return value[3:], nil
		}
		n, ok := zoneLength(value)
		if !ok {
			return value, errBad
		}
		f.zoneName, rest = value[:n], value[n:]
	case eFraction0:
		n := 1 + width
		if len(value) < n {
			return value, errBad
		}
		f.nsec, err = nanoseconds(value[:n])
		rest = value[n:]
	case eFraction9:
		if len(value) < 2 || value[0] != '.' && value[0] != ',' || !isDigit(value, 1) {
			return value, nil // an absent fraction is fine
		}
		n := 1
		for n < 10 && isDigit(value, n) {
			n++
		}
		f.nsec, err = nanoseconds(value[:n])
		rest = value[n:]
	default:
		rest, err = f.zoneOffset(e, value)
	}
	return rest, err
}

// zoneOffset reads an offset such as -07:00, or Z.
func (f *fields) zoneOffset(e elem, value string) (string, error) {
	if e >= eISOZone && e <= eISOColonSecondsZone && hasPrefix(value, "Z") {
		f.zone = UTC
		return value[1:], nil
	}
	shape := ""
	switch e {
	case eISOZone, eNumZone:
		shape = "+hhmm"
	case eISOColonZone, eNumColonZone:
		shape = "+hh:mm"
	case eISOShortZone, eNumShortZone:
		shape = "+hh"
	case eISOSecondsZone, eNumSecondsZone:
		shape = "+hhmmss"
	case eISOColonSecondsZone, eNumColonSecondsZone:
		shape = "+hh:mm:ss"
	}
	if len(value) < len(shape) {
		return value, errBad
	}
	var parts [3]int
	n := 0
	for i := 1; i < len(shape); {
		if shape[i] == ':' {
			if value[i] != ':' {
				return value, errBad
			}
			i++
			continue
		}
		v, _, err := num(value[i:i+2], true)
		if err != nil {
			return value, errBad
		}
		parts[n] = v
		n++
		i += 2
	}
	if parts[0] > 24 {
		f.outOfRange = "time zone offset hour"
	}
	if parts[1] > 60 {
		f.outOfRange = "time zone offset minute"
	}
	if parts[2] > 60 {
		f.outOfRange = "time zone offset second"
	}
	f.offset = parts[0]*3600 + parts[1]*60 + parts[2]
	switch value[0] {
	case '+':
	case '-':
		f.offset = -f.offset
	default:
		return value, errBad
	}
	return value[len(shape):], nil
}

// nanoseconds reads a separator and up to nine digits; more are dropped.
func nanoseconds(s string) (int, error) {
	if s[0] != '.' && s[0] != ',' {
		return 0, errBad
	}
	ns := 0
	for i := 1; i < 10; i++ {
		ns *= 10
		if i < len(s) {
			if !isDigit(s, i) {
				return 0, errBad
			}
			ns += int(s[i] - '0')
		}
	}
	return ns, nil
}

// zoneLength says how long the abbreviation at the start of s is: three or four capital letters with T
// at the end of four, five ending in ST, GMT with an offset, ±00, or the names ChST, MeST and WITA.
func zoneLength(s string) (int, bool) {
	if len(s) < 3 {
		return 0, false
	}
	if hasPrefix(s, "ChST") || hasPrefix(s, "MeST") {
		return 4, true
	}
	if hasPrefix(s, "GMT") {
		return 3 + signedHours(s[3:]), true
	}
	if s[0] == '+' || s[0] == '-' {
		n := signedHours(s)
		return n, n > 0
	}
	n := 0
	for n < 6 && n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	switch n {
	case 5:
		return 5, s[4] == 'T'
	case 4:
		return 4, s[3] == 'T' || s[:4] == "WITA"
	case 3:
		return 3, true
	}
	return 0, false
}

// signedHours is the length of a sign and a number of hours up to 23 at the start of s, 0 if there is none.
func signedHours(s string) int {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0
	}
	v, n, ok := digits(s[1:])
	if !ok || n == 0 || v >= 24 {
		return 0
	}
	return 1 + n
}

// settle completes hour, month and day; it says what is wrong with a field that does not fit.
func (f *fields) settle() string {
	if f.pmSet {
		switch {
		case f.pm && f.hour < 12:
			f.hour += 12
		case !f.pm && f.hour == 12:
			f.hour = 0
		}
	}
	if f.yday >= 0 {
		leap := 0
		if isLeap(f.year) {
			leap = 1
		}
		if f.yday < 1 || f.yday > 365+leap {
			return "day-of-year out of range"
		}
		_, m, d, _ := civil(daysBefore(int64(f.year)) + int64(f.yday) - 1)
		if f.month >= 0 && f.month != int(m) {
			return "day-of-year does not match month"
		}
		if f.day >= 0 && f.day != d {
			return "day-of-year does not match day"
		}
		f.month, f.day = int(m), d
	}
	if f.month < 0 {
		f.month = 1
	}
	if f.day < 0 {
		f.day = 1
	}
	if f.day < 1 || f.day > daysIn(Month(f.month), f.year) {
		return "day out of range"
	}
	return ""
}

// time makes the Time.
func (f *fields) time(defaultLoc, local *Location) Time {
	date := func(loc *Location) Time {
		return Date(f.year, Month(f.month), f.day, f.hour, f.min, f.sec, f.nsec, loc)
	}
	switch {
	case f.zone != nil:
		return date(f.zone)
	case f.offset != -1:
		t := date(UTC)
		t.sec -= int64(f.offset)
		// The local zone is used if its offset (and name, if there is one) fit.
		if n, offset, _, _, _ := local.lookup(t.Unix()); offset == f.offset && (f.zoneName == "" || n == f.zoneName) {
			t.setLoc(local)
			return t
		}
		t.setLoc(FixedZone(f.zoneName, f.offset))
		return t
	case f.zoneName != "":
		t := date(UTC)
		if offset, ok := local.byName(f.zoneName, t.Unix()); ok {
			t.sec -= int64(offset)
			t.setLoc(local)
			return t
		}
		offset := 0
		if len(f.zoneName) > 3 && f.zoneName[:3] == "GMT" {
			v, _, _ := digits(f.zoneName[4:])
			offset = int(v) * 3600
			if f.zoneName[3] == '-' {
				offset = -offset
			}
		}
		t.setLoc(FixedZone(f.zoneName, offset))
		return t
	}
	return date(defaultLoc)
}
