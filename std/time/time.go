// Package time measures and shows time.
//
// A Time has two clocks: the wall clock, to tell the time, and, if it came from Now, the
// monotonic clock, to measure it. Read next: calendar.go for days and years, zone.go for
// locations, format.go and parse.go for texts.
package time

// A Time is an instant with nanosecond precision. The zero Time is January 1, year 1, 00:00:00 UTC.
type Time struct {
	sec  int64 // since the zero Time
	nsec int32 // in [0, 1e9)
	// mono is the reading of the monotonic clock plus 1, 0 for none.
	mono int64
	loc  *Location // nil means UTC
}

const (
	secondsPerMinute = 60
	secondsPerHour   = 60 * secondsPerMinute
	secondsPerDay    = 24 * secondsPerHour

	// unixToZero is the zero Time's distance from the Unix epoch in seconds.
	unixToZero int64 = 719162 * secondsPerDay
)

// A Month is a month of the year, January being 1.
type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

// A Weekday is a day of the week, Sunday being 0.
type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December"}

var dayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// String returns the English name.
func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + utoa(uint64(m)) + ")"
}

// String returns the English name.
func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + utoa(uint64(d)) + ")"
}

func utoa(v uint64) string {
	var b [20]byte
	return string(b[decimal(b[:], v):])
}

// Now returns the current time with the reading of the monotonic clock.
func Now() Time {
	sec, nsec, mono := now()
	return Time{sec + unixToZero, nsec, mono + 1, Local}
}

// Unix returns the local time sec seconds and nsec nanoseconds after January 1, 1970 UTC; nsec may have any value.
func Unix(sec, nsec int64) Time {
	if nsec < 0 || nsec >= 1e9 {
		n := nsec / 1e9
		sec += n
		nsec -= n * 1e9
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	return Time{sec: sec + unixToZero, nsec: int32(nsec), loc: Local}
}

// UnixMilli is Unix for milliseconds.
func UnixMilli(msec int64) Time { return Unix(msec/1e3, msec%1e3*1e6) }

// UnixMicro is Unix for microseconds.
func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }

// Since returns the time elapsed since t.
func Since(t Time) Duration {
	if t.mono != 0 {
		return Duration(runtimeNano() + 1 - t.mono)
	}
	return Now().Sub(t)
}

// Until returns the time left until t.
func Until(t Time) Duration { return -Since(t) }

// Unix returns the seconds since January 1, 1970 UTC.
func (t Time) Unix() int64 { return t.sec - unixToZero }

// UnixMilli returns the milliseconds since January 1, 1970 UTC.
func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + int64(t.nsec)/1e6 }

// UnixMicro returns the microseconds since January 1, 1970 UTC.
func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + int64(t.nsec)/1e3 }

// UnixNano returns the nanoseconds since January 1, 1970 UTC; years 1678 to 2262 fit.
func (t Time) UnixNano() int64 { return t.Unix()*1e9 + int64(t.nsec) }

// IsZero reports whether t is the zero Time.
func (t Time) IsZero() bool { return t.sec == 0 && t.nsec == 0 }

// Compare returns -1, 0 or 1 as t is before, equal to or after u.
func (t Time) Compare(u Time) int {
	a, b := t.sec, u.sec
	switch {
	case t.mono != 0 && u.mono != 0:
		a, b = t.mono, u.mono
	case a == b:
		a, b = int64(t.nsec), int64(u.nsec)
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// After reports whether t is after u.
func (t Time) After(u Time) bool { return t.Compare(u) > 0 }

// Before reports whether t is before u.
func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }

// Equal reports whether t and u are the same instant, in whatever locations.
func (t Time) Equal(u Time) bool { return t.Compare(u) == 0 }

// Add returns t+d.
func (t Time) Add(d Duration) Time {
	t.sec += int64(d / Second)
	nsec := t.nsec + int32(d%Second)
	if nsec >= 1e9 {
		t.sec++
		nsec -= 1e9
	} else if nsec < 0 {
		t.sec--
		nsec += 1e9
	}
	t.nsec = nsec
	if t.mono != 0 {
		m := t.mono + int64(d)
		if d < 0 && m > t.mono || d > 0 && m < t.mono || m <= 0 {
			m = 0
		}
		t.mono = m
	}
	return t
}

// Sub returns t-u; what does not fit becomes the largest or smallest Duration.
func (t Time) Sub(u Time) Duration {
	if t.mono != 0 && u.mono != 0 {
		return Duration(t.mono - u.mono)
	}
	d := Duration(t.sec-u.sec)*Second + Duration(t.nsec-u.nsec)
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

// Round rounds t to the nearest multiple of d since the zero Time, halves up, and drops the monotonic reading.
func (t Time) Round(d Duration) Time {
	t.mono = 0
	if d <= 0 {
		return t
	}
	r := t.mod(d)
	if uint64(r)*2 < uint64(d) { // 2r may be too large for a Duration
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// Truncate rounds t down to a multiple of d since the zero Time, and drops the monotonic reading.
func (t Time) Truncate(d Duration) Time {
	t.mono = 0
	if d <= 0 {
		return t
	}
	return t.Add(-t.mod(d))
}

// mod is the distance of t from the multiple of d before it, computed in 128 bits by halves.
func (t Time) mod(d Duration) Duration {
	negative := t.sec < 0
	sec, nsec := t.sec, int64(t.nsec)
	if negative {
		sec, nsec = -sec, -nsec
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	// (sec*1e9 + nsec) mod d, bit by bit from the top of sec.
	m := uint64(d)
	r := uint64(0)
	addMod := func(a, b uint64) uint64 { // a, b < m < 1<<63
		s := a + b
		if s >= m {
			s -= m
		}
		return s
	}
	unit := uint64(1e9) % m
	for i := 62; i >= 0; i-- {
		r = addMod(r, r)
		if uint64(sec)>>uint(i)&1 != 0 {
			r = addMod(r, unit)
		}
	}
	r = addMod(r, uint64(nsec)%m)
	if negative && r != 0 {
		r = m - r
	}
	return Duration(r)
}

// UTC returns t in UTC.
func (t Time) UTC() Time {
	t.loc = nil
	return t
}

// Local returns t in the local time zone.
func (t Time) Local() Time {
	t.loc = Local
	return t
}

// In returns t in the location loc.
func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.setLoc(loc)
	return t
}

func (t *Time) setLoc(loc *Location) {
	if loc == &utcLoc {
		loc = nil
	}
	t.loc = loc
}

// Location returns the location of t.
func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

// Zone returns the abbreviation of the zone in force at t, and its offset in seconds east of UTC.
func (t Time) Zone() (name string, offset int) {
	name, offset, _, _, _ = t.Location().lookup(t.Unix())
	return name, offset
}

// ZoneBounds returns when the zone in force at t began and ends, zero Times if never.
func (t Time) ZoneBounds() (start, end Time) {
	_, _, s, e, _ := t.Location().lookup(t.Unix())
	if s != alpha {
		start = Unix(s, 0)
		start.setLoc(t.loc)
	}
	if e != omega {
		end = Unix(e, 0)
		end.setLoc(t.loc)
	}
	return start, end
}

// IsDST reports whether daylight saving time is in force at t.
func (t Time) IsDST() bool {
	_, _, _, _, dst := t.Location().lookup(t.Unix())
	return dst
}
