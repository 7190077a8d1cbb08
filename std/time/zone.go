// Locations: fixed zones, and the time zone database of the system.

package time

import (
	"errors"
	"sync"
	"syscall"
)

// A Location is a place's zones over time: offset, abbreviation, and when they change.
type Location struct {
	name   string
	zones  []zone
	trans  []transition
	extend string // POSIX rule for times after the last transition
}

type zone struct {
	name   string
	offset int
	dst    bool
}

type transition struct {
	when int64 // Unix time
	zone uint8
}

const (
	alpha int64 = -1 << 63  // the beginning of time
	omega int64 = 1<<63 - 1 // its end
)

var utcLoc = Location{name: "UTC"}

// UTC is Universal Coordinated Time.
var UTC *Location = &utcLoc

var (
	localLoc  Location
	localOnce sync.Once
)

// Local is the system's time zone: that of the environment variable TZ, else of /etc/localtime.
var Local *Location = &localLoc

// get loads Local when it is first needed.
func (l *Location) get() *Location {
	if l == nil {
		return &utcLoc
	}
	if l == &localLoc {
		localOnce.Do(initLocal)
	}
	return l
}

// String returns the name given to LoadLocation or FixedZone.
func (l *Location) String() string { return l.get().name }

// FixedZone returns a location that always uses the given abbreviation and offset in seconds east of UTC.
func FixedZone(name string, offset int) *Location {
	return &Location{name: name, zones: []zone{{name, offset, false}}}
}

// lookup returns the zone in force at a Unix time, and when it began and ends.
func (l *Location) lookup(sec int64) (name string, offset int, start, end int64, dst bool) {
	l = l.get()
	if len(l.zones) == 0 {
		return "UTC", 0, alpha, omega, false
	}
	if len(l.trans) == 0 || sec < l.trans[0].when {
		z := l.first()
		end = omega
		if len(l.trans) > 0 {
			end = l.trans[0].when
		}
		return z.name, z.offset, alpha, end, z.dst
	}
	lo, hi := 0, len(l.trans)
	for hi-lo > 1 {
		if m := (lo + hi) / 2; sec < l.trans[m].when {
			hi = m
		} else {
			lo = m
		}
	}
	z := &l.zones[l.trans[lo].zone]
	start, end = l.trans[lo].when, omega
	if hi < len(l.trans) {
		end = l.trans[hi].when
	} else if l.extend != "" {
		if rule, ok := parseRule(l.extend); ok {
			return rule.lookup(sec, start)
		}
	}
	return z.name, z.offset, start, end, z.dst
}

// first is the zone before all transitions: the first that is not daylight saving time.
func (l *Location) first() *zone {
	for i := range l.zones {
		if !l.zones[i].dst {
			return &l.zones[i]
		}
	}
	return &l.zones[0]
}

// byName finds the offset of an abbreviation, preferably one in force at unix.
func (l *Location) byName(name string, unix int64) (offset int, ok bool) {
	l = l.get()
	for i := range l.zones {
		if z := &l.zones[i]; z.name == name {
			if n, off, _, _, _ := l.lookup(unix - int64(z.offset)); n == name {
				return off, true
			}
		}
	}
	for i := range l.zones {
		if l.zones[i].name == name {
			return l.zones[i].offset, true
		}
	}
	return 0, false
}

var zoneDirs = [...]string{"/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/", "/usr/lib/locale/TZ/", "/etc/zoneinfo/"}

func initLocal() {
	tz, set := syscall.Getenv("TZ")
	if len(tz) > 0 && tz[0] == ':' {
		tz = tz[1:]
	}
	switch {
	case !set:
		if data, err := readFile("/etc/localtime"); err == nil {
			if l, err := parseZoneFile("Local", data); err == nil {
				localLoc = *l
				return
			}
		}
	case tz != "" && tz[0] == '/':
		if data, err := readFile(tz); err == nil {
			if l, err := parseZoneFile(tz, data); err == nil {
				localLoc = *l
				if tz == "/etc/localtime" {
					localLoc.name = "Local"
				}
				return
			}
		}
	case tz != "" && tz != "UTC":
		if l, err := loadZone(tz); err == nil {
			localLoc = *l
			return
		}
	}
	localLoc.name = "UTC"
}

// LoadLocation returns the location of that name in the time zone database: "" and "UTC" are UTC, "Local" is Local.
func LoadLocation(name string) (*Location, error) {
	switch name {
	case "", "UTC":
		return UTC, nil
	case "Local":
		return Local, nil
	}
	bad := name[0] == '/' || name[0] == '\\'
	for i := 0; i+1 < len(name); i++ {
		bad = bad || name[i] == '.' && name[i+1] == '.' || name[i] == '\\'
	}
	if bad {
		return nil, errors.New("time: invalid location name")
	}
	return loadZone(name)
}

func loadZone(name string) (*Location, error) {
	dirs := zoneDirs[:]
	if d, ok := syscall.Getenv("ZONEINFO"); ok && d != "" {
		dirs = append([]string{d + "/"}, dirs...)
	}
	for _, dir := range dirs {
		if data, err := readFile(dir + name); err == nil {
			return parseZoneFile(name, data)
		}
	}
	return nil, errors.New("unknown time zone " + name)
}

// LoadLocationFromTZData returns a location from the content of a time zone file.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	return parseZoneFile(name, data)
}

// readFile reads a small file. Package os cannot be used here: it needs this package.
func readFile(name string) ([]byte, error) {
	fd, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(fd)
	var data []byte
	buf := make([]byte, 4096)
	for {
		n, err := syscall.Read(fd, buf)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return data, nil
		}
		if data = append(data, buf[:n]...); len(data) > 10<<20 {
			return nil, errors.New("time: file " + name + " is too large")
		}
	}
}

var errZoneFile = errors.New("malformed time zone information")

// parseZoneFile reads a file in the TZif format (RFC 8536), its 64-bit part where it has one.
func parseZoneFile(name string, data []byte) (*Location, error) {
	const headerSize = 44
	size := 4
	var counts [6]int // isutc, isstd, leap, trans, type, char
	header := func() bool {
		if len(data) < headerSize || string(data[:4]) != "TZif" {
			return false
		}
		for i := range counts {
			counts[i] = int(be(data[20+4*i:], 4))
			if counts[i] < 0 || counts[i] > 1<<20 {
				return false
			}
		}
		return true
	}
	length := func() int {
		return counts[3]*size + counts[3] + counts[4]*6 + counts[5] + counts[2]*(size+4) + counts[1] + counts[0]
	}
	if !header() {
		return nil, errZoneFile
	}
	version := data[4]
	data = data[headerSize:]
	if version >= '2' {
		n := length()
		if n > len(data) {
			return nil, errZoneFile
		}
		data = data[n:]
		size = 8
		if !header() {
			return nil, errZoneFile
		}
		data = data[headerSize:]
	}
	if n := length(); n > len(data) || counts[4] == 0 || counts[4] > 256 {
		return nil, errZoneFile
	}
	l := &Location{name: name}
	times := data[:counts[3]*size]
	data = data[len(times):]
	kinds := data[:counts[3]]
	data = data[len(kinds):]
	types := data[:counts[4]*6]
	data = data[len(types):]
	names := data[:counts[5]]
	data = data[counts[5]+counts[2]*(size+4)+counts[1]+counts[0]:]
	for i := range counts[4] {
		t := types[6*i:]
		at := int(t[5])
		if at >= len(names) {
			return nil, errZoneFile
		}
		end := at
		for end < len(names) && names[end] != 0 {
			end++
		}
		l.zones = append(l.zones, zone{string(names[at:end]), int(be(t, 4)), t[4] != 0})
	}
	for i := range counts[3] {
		if int(kinds[i]) >= len(l.zones) {
			return nil, errZoneFile
		}
		l.trans = append(l.trans, transition{be(times[i*size:], size), kinds[i]})
	}
	if len(l.trans) == 0 {
		l.trans = []transition{{alpha, 0}}
	}
	if size == 8 && len(data) > 2 && data[0] == '\n' && data[len(data)-1] == '\n' {
		l.extend = string(data[1 : len(data)-1])
	}
	return l, nil
}

// be reads a signed big-endian number.
func be(b []byte, size int) int64 {
	var v uint64
	for _, c := range b[:size] {
		v = v<<8 | uint64(c)
	}
	return int64(v<<(64-8*size)) >> (64 - 8*size)
}
