// Days, months and years of the proleptic Gregorian calendar.

package time

// local is the number of seconds since the zero Time on the clock of t's location.
func (t Time) local() int64 {
	if t.loc == nil {
		return t.sec
	}
	_, offset := t.Zone()
	return t.sec + int64(offset)
}

// floorDiv is a/b rounded down, and the remainder, for b > 0.
func floorDiv(a, b int64) (q, r int64) {
	q, r = a/b, a%b
	if r < 0 {
		q--
		r += b
	}
	return q, r
}

// civil splits a number of days since January 1, year 1. The computation counts years from March, so
// that the leap day is a year's last, in cycles of 400 years (146097 days).
func civil(days int64) (year int, month Month, day, yday int) {
	cycle, d := floorDiv(days+306, 146097)
	y := (d - d/1460 + d/36524 - d/146096) / 365
	fromMarch := d - (365*y + y/4 - y/100)
	mp := (5*fromMarch + 2) / 153
	day = int(fromMarch-(153*mp+2)/5) + 1
	month = Month(mp + 3)
	y += 400 * cycle
	if month > December {
		month -= 12
		y++
	}
	year = int(y)
	yday = int(days-daysBefore(int64(year))) + 1
	return year, month, day, yday
}

// daysBefore is the number of days from January 1, year 1 to January 1 of a year.
func daysBefore(year int64) int64 {
	y := year - 1
	q4, _ := floorDiv(y, 4)
	q100, _ := floorDiv(y, 100)
	q400, _ := floorDiv(y, 400)
	return 365*y + q4 - q100 + q400
}

var daysBeforeMonth = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(m Month, year int) int {
	if m == February && isLeap(year) {
		return 29
	}
	return daysBeforeMonth[m] - daysBeforeMonth[m-1]
}

func (t Time) days() (days, second int64) { return floorDiv(t.local(), secondsPerDay) }

// Date returns year, month and day.
func (t Time) Date() (year int, month Month, day int) {
	d, _ := t.days()
	year, month, day, _ = civil(d)
	return year, month, day
}

// Year returns the year.
func (t Time) Year() int {
	y, _, _ := t.Date()
	return y
}

// Month returns the month.
func (t Time) Month() Month {
	_, m, _ := t.Date()
	return m
}

// Day returns the day of the month.
func (t Time) Day() int {
	_, _, d := t.Date()
	return d
}

// YearDay returns the day of the year, from 1.
func (t Time) YearDay() int {
	d, _ := t.days()
	_, _, _, yday := civil(d)
	return yday
}

// Weekday returns the day of the week. January 1, year 1 was a Monday.
func (t Time) Weekday() Weekday {
	d, _ := t.days()
	_, r := floorDiv(d+1, 7)
	return Weekday(r)
}

// ISOWeek returns the year and week of ISO 8601: weeks begin on Monday, and week 1 has the year's first Thursday.
func (t Time) ISOWeek() (year, week int) {
	d, _ := t.days()
	_, fromMonday := floorDiv(d, 7)
	year, _, _, yday := civil(d - fromMonday + 3)
	return year, (yday-1)/7 + 1
}

// Clock returns hour, minute and second.
func (t Time) Clock() (hour, min, sec int) {
	_, s := t.days()
	return int(s / secondsPerHour), int(s % secondsPerHour / secondsPerMinute), int(s % secondsPerMinute)
}

// Hour returns the hour, in [0, 23].
func (t Time) Hour() int {
	h, _, _ := t.Clock()
	return h
}

// Minute returns the minute, in [0, 59].
func (t Time) Minute() int {
	_, m, _ := t.Clock()
	return m
}

// Second returns the second, in [0, 59].
func (t Time) Second() int {
	_, _, s := t.Clock()
	return s
}

// Nanosecond returns the nanosecond within the second.
func (t Time) Nanosecond() int { return int(t.nsec) }

// carry moves whole units of base from lo into hi.
func carry(hi, lo, base int) (int, int) {
	q, r := floorDiv(int64(lo), int64(base))
	return hi + int(q), int(r)
}

// Date returns the Time of a date and clock reading in loc. Values out of range are normalised: October 32 is November 1. In the
// gaps and overlaps of a zone's changes one of the two zones is used.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	year, m := carry(year, int(month)-1, 12)
	sec, nsec = carry(sec, nsec, 1e9)
	min, sec = carry(min, sec, 60)
	hour, min = carry(hour, min, 60)
	day, hour = carry(day, hour, 24)
	days := daysBefore(int64(year)) + int64(daysBeforeMonth[m]+day-1)
	if m >= 2 && isLeap(year) {
		days++
	}
	abs := days*secondsPerDay + int64(hour*secondsPerHour+min*secondsPerMinute+sec)
	t := Time{sec: abs, nsec: int32(nsec)}
	if loc != &utcLoc {
		// Look up with the offset in force at the same reading in UTC; if that leads out of that zone's time, use its neighbour's.
		unix := abs - unixToZero
		_, offset, start, end, _ := loc.lookup(unix)
		if offset != 0 {
			switch utc := unix - int64(offset); {
			case utc < start:
				_, offset, _, _, _ = loc.lookup(start - 1)
			case utc >= end:
				_, offset, _, _, _ = loc.lookup(end)
			}
		}
		t.sec -= int64(offset)
	}
	t.setLoc(loc)
	return t
}

// AddDate adds years, months and days and normalises as Date does.
func (t Time) AddDate(years, months, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec), t.Location())
}
