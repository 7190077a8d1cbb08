package time

// A Duration is a span of time in nanoseconds: about 290 years at most.
type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute

	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// String returns the duration as "72h3m0.5s". Durations under a second use a smaller unit; zero is "0s".
func (d Duration) String() string {
	var buf [32]byte
	i := len(buf)
	u := uint64(d)
	if d < 0 {
		u = -u
	}
	i--
	buf[i] = 's'
	if u < uint64(Second) {
		digits := 0
		switch {
		case u == 0:
			return "0s"
		case u < uint64(Microsecond):
			i--
			buf[i] = 'n'
		case u < uint64(Millisecond):
			digits = 3
			i -= 2
			copy(buf[i:], "µ")
		default:
			digits = 6
			i--
			buf[i] = 'm'
		}
		i, u = fraction(buf[:i], u, digits)
		i = decimal(buf[:i], u)
	} else {
		i, u = fraction(buf[:i], u, 9)
		i = decimal(buf[:i], u%60)
		if u /= 60; u > 0 {
			i--
			buf[i] = 'm'
			i = decimal(buf[:i], u%60)
			if u /= 60; u > 0 {
				i--
				buf[i] = 'h'
				i = decimal(buf[:i], u)
			}
		}
	}
	if d < 0 {
		i--
		buf[i] = '-'
	}
	return string(buf[i:])
}

// fraction writes v/10**digits' fraction, without trailing zeros, at the end of buf. It returns where it starts and the whole part.
func fraction(buf []byte, v uint64, digits int) (at int, whole uint64) {
	at = len(buf)
	some := false
	for range digits {
		d := v % 10
		some = some || d != 0
		if some {
			at--
			buf[at] = byte('0' + d)
		}
		v /= 10
	}
	if some {
		at--
		buf[at] = '.'
	}
	return at, v
}

// decimal writes v at the end of buf and returns where it starts.
func decimal(buf []byte, v uint64) int {
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + v%10)
		if v /= 10; v == 0 {
			return i
		}
	}
}

// Nanoseconds returns the duration in nanoseconds.
func (d Duration) Nanoseconds() int64 { return int64(d) }

// Microseconds returns the duration in microseconds, cut off.
func (d Duration) Microseconds() int64 { return int64(d / Microsecond) }

// Milliseconds returns the duration in milliseconds, cut off.
func (d Duration) Milliseconds() int64 { return int64(d / Millisecond) }

func (d Duration) in(unit Duration) float64 { return float64(d/unit) + float64(d%unit)/float64(unit) }

// Seconds returns the duration in seconds.
func (d Duration) Seconds() float64 { return d.in(Second) }

// Minutes returns the duration in minutes.
func (d Duration) Minutes() float64 { return d.in(Minute) }

// Hours returns the duration in hours.
func (d Duration) Hours() float64 { return d.in(Hour) }

// Truncate rounds d toward zero to a multiple of m; with m <= 0 it returns d.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds d to the nearest multiple of m, halves away from zero. What does not fit becomes the
// largest or smallest duration; with m <= 0 it returns d.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if uint64(r)*2 < uint64(m) {
			return d + r
		}
		if e := d - m + r; e < d {
			return e
		}
		return minDuration
	}
	if uint64(r)*2 < uint64(m) {
		return d - r
	}
	if e := d + m - r; e > d {
		return e
	}
	return maxDuration
}

// Abs returns the absolute value; of the smallest duration it is the largest.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

var units = [...]struct {
	name string
	size uint64
}{
	{"ns", uint64(Nanosecond)},
	{"us", uint64(Microsecond)},
	{"µs", uint64(Microsecond)}, // U+00B5
	{"μs", uint64(Microsecond)}, // U+03BC
	{"ms", uint64(Millisecond)},
	{"s", uint64(Second)},
	{"m", uint64(Minute)},
	{"h", uint64(Hour)},
}

type durationError struct{ problem, value string }

func (e *durationError) Error() string { return "time: " + e.problem + " " + quote(e.value) }

// ParseDuration reads a duration such as "300ms", "-1.5h" or "2h45m".
func ParseDuration(s string) (Duration, error) {
	rest := s
	negative := false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		negative = rest[0] == '-'
		rest = rest[1:]
	}
	if rest == "0" {
		return 0, nil
	}
	invalid := &durationError{"invalid duration", s}
	if rest == "" {
		return 0, invalid
	}
	const limit = 1 << 63
	var total uint64
	for rest != "" {
		whole, n, ok := digits(rest)
		if !ok {
			return 0, invalid
		}
		rest = rest[n:]
		any := n > 0
		frac, scale := uint64(0), 1.0
		if rest != "" && rest[0] == '.' {
			rest = rest[1:]
			i := 0
			for full := false; i < len(rest) && '0' <= rest[i] && rest[i] <= '9'; i++ {
				if full || frac > (limit-1)/10 {
					full = true
					continue
				}
				frac, scale = frac*10+uint64(rest[i]-'0'), scale*10
			}
			rest = rest[i:]
			any = any || i > 0
		}
		if !any {
			return 0, invalid
		}
		i := 0
		for i < len(rest) && rest[i] != '.' && (rest[i] < '0' || rest[i] > '9') {
			i++
		}
		if i == 0 {
			return 0, &durationError{"missing unit in duration", s}
		}
		name := rest[:i]
		rest = rest[i:]
		size := uint64(0)
		for _, u := range units {
			if u.name == name {
				size = u.size
			}
		}
		if size == 0 {
			return 0, &durationError{"unknown unit " + quote(name) + " in duration", s}
		}
		if whole > limit/size {
			return 0, invalid
		}
		v := whole * size
		if frac > 0 {
			v += uint64(float64(frac) * (float64(size) / scale))
			if v > limit {
				return 0, invalid
			}
		}
		if total += v; total > limit {
			return 0, invalid
		}
	}
	if negative {
		return -Duration(total), nil
	}
	if total > limit-1 {
		return 0, invalid
	}
	return Duration(total), nil
}

// digits reads a number at the start of s and says how long it is; ok is false if it is too large.
func digits(s string) (v uint64, n int, ok bool) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		if v > (1<<63)/10 {
			return 0, n, false
		}
		v = v*10 + uint64(s[n]-'0')
		if v > 1<<63 {
			return 0, n, false
		}
		n++
	}
	return v, n, true
}

// quote puts s in double quotes for an error text.
func quote(s string) string {
	const hex = "0123456789abcdef"
	b := []byte{'"'}
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r >= 0x80 || r < ' ':
			// Byte by byte.
			width := 1
			for width < len(s)-i && s[i+width]&0xc0 == 0x80 && r >= 0x80 {
				width++
			}
			if r == 0xFFFD && (width < 3 || s[i:i+width] != "\uFFFD") {
				width = 1
			}
			for j := range width {
				b = append(b, '\\', 'x', hex[s[i+j]>>4], hex[s[i+j]&15])
			}
		default:
			b = append(b, byte(r))
		}
	}
	return string(append(b, '"'))
}
