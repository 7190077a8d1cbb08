// POSIX rules for daylight saving time, such as "CET-1CEST,M3.5.0,M10.5.0/3".

package time

// rule is a parsed POSIX TZ string.
type rule struct {
	std, dst   zone
	start, end ruleDate // of daylight saving time, in local time; unused without dst
}

// ruleDate is a day of the year and a time of that day.
type ruleDate struct {
	kind             byte // 'J': day 1-365 without leap days; 'D': day 0-365; 'M': month, week, weekday
	day, week, month int
	time             int // seconds
}

func parseRule(s string) (r rule, ok bool) {
	var off int
	if r.std.name, s, ok = ruleName(s); !ok {
		return r, false
	}
	if off, s, ok = ruleOffset(s); !ok {
		return r, false
	}
	r.std.offset = -off
	if s == "" || s[0] == ',' {
		return r, s == ""
	}
	if r.dst.name, s, ok = ruleName(s); !ok {
		return r, false
	}
	r.dst.dst = true
	r.dst.offset = r.std.offset + secondsPerHour
	if s != "" && s[0] != ',' {
		if off, s, ok = ruleOffset(s); !ok {
			return r, false
		}
		r.dst.offset = -off
	}
	if s == "" {
		s = ",M3.2.0,M11.1.0"
	}
	if s[0] != ',' {
		return r, false
	}
	if r.start, s, ok = parseRuleDate(s[1:]); !ok || s == "" || s[0] != ',' {
		return r, false
	}
	r.end, s, ok = parseRuleDate(s[1:])
	return r, ok && s == ""
}

// lookup returns the zone in force at a Unix time not before last, the last transition that was not made by the rule.
func (r *rule) lookup(sec, last int64) (name string, offset int, start, end int64, dst bool) {
	if !r.dst.dst {
		return r.std.name, r.std.offset, last, omega, false
	}
	days, _ := floorDiv(sec+unixToZero+int64(r.std.offset), secondsPerDay)
	year, _, _, _ := civil(days)
	start, end = alpha, omega
	z := &r.std
	// The changes around sec: those of last year, this and the next, in order of time.
	for y := year - 1; y <= year+1; y++ {
		on := r.start.unix(y) - int64(r.std.offset)
		off := r.end.unix(y) - int64(r.dst.offset)
		for _, c := range [2]struct {
			at int64
			z  *zone
		}{{on, &r.dst}, {off, &r.std}} {
			if c.at <= sec && c.at > start {
				start, z = c.at, c.z
			}
			if c.at > sec && c.at < end {
				end = c.at
			}
		}
	}
	return z.name, z.offset, max(start, last), end, z.dst
}

// unix is the date in a year as seconds since the Unix epoch, by the local clock.
func (d *ruleDate) unix(year int) int64 {
	days := daysBefore(int64(year))
	switch d.kind {
	case 'J':
		days += int64(d.day - 1)
		if isLeap(year) && d.day >= 60 {
			days++
		}
	case 'D':
		days += int64(d.day)
	case 'M':
		days += int64(daysBeforeMonth[d.month-1])
		if d.month > 2 && isLeap(year) {
			days++
		}
		_, weekday := floorDiv(days+1, 7)
		first := (d.day - int(weekday) + 7) % 7 // the first such weekday, from 0
		day := first + 7*(d.week-1)
		for day >= daysIn(Month(d.month), year) {
			day -= 7
		}
		days += int64(day)
	}
	return days*secondsPerDay - unixToZero + int64(d.time)
}

func ruleName(s string) (name, rest string, ok bool) {
	if s != "" && s[0] == '<' {
		for i := range len(s) {
			if s[i] == '>' {
				return s[1:i], s[i+1:], true
			}
		}
		return "", "", false
	}
	i := 0
	for i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z') {
		i++
	}
	return s[:i], s[i:], i >= 3
}

func ruleNum(s string, lo, hi int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' && n <= hi {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0 && lo <= n && n <= hi
}

// ruleOffset reads [+-]hh[:mm[:ss]].
func ruleOffset(s string) (sec int, rest string, ok bool) {
	sign := 1
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	unit := secondsPerHour
	for hi := 24 * 7; unit > 0; hi = 59 {
		var n int
		if n, s, ok = ruleNum(s, 0, hi); !ok {
			return 0, "", false
		}
		sec += n * unit
		unit /= 60
		if s == "" || s[0] != ':' || unit == 0 {
			break
		}
		s = s[1:]
	}
	return sign * sec, s, true
}

func parseRuleDate(s string) (d ruleDate, rest string, ok bool) {
	switch {
	case s == "":
		return d, "", false
	case s[0] == 'J':
		d.kind = 'J'
		d.day, s, ok = ruleNum(s[1:], 1, 365)
	case s[0] == 'M':
		d.kind = 'M'
		if d.month, s, ok = ruleNum(s[1:], 1, 12); !ok || s == "" || s[0] != '.' {
			return d, "", false
		}
		if d.week, s, ok = ruleNum(s[1:], 1, 5); !ok || s == "" || s[0] != '.' {
			return d, "", false
		}
		d.day, s, ok = ruleNum(s[1:], 0, 6)
	default:
		d.kind = 'D'
		d.day, s, ok = ruleNum(s, 0, 365)
	}
	if !ok {
		return d, "", false
	}
	d.time = 2 * secondsPerHour
	if s != "" && s[0] == '/' {
		d.time, s, ok = ruleOffset(s[1:])
	}
	return d, s, ok
}
