// Layouts: the reference time Mon Jan 2 15:04:05 MST 2006 written as times are to be written.

package time

// Predefined layouts.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// elem is a kind of layout element.
type elem int

const (
	eNone elem = iota
	eLongMonth
	eMonth
	eNumMonth
	eZeroMonth
	eLongWeekday
	eWeekday
	eDay
	eUnderDay
	eZeroDay
	eUnderYearDay
	eZeroYearDay
	eHour
	eHour12
	eZeroHour12
	eMinute
	eZeroMinute
	eSecond
	eZeroSecond
	eLongYear
	eYear
	ePM
	epm
	eZone
	// Offsets, the first group with Z for UTC.
	eISOZone
	eISOSecondsZone
	eISOShortZone
	eISOColonZone
	eISOColonSecondsZone
	eNumZone
	eNumSecondsZone
	eNumShortZone
	eNumColonZone
	eNumColonSecondsZone
	eFraction0 // with trailing zeros
	eFraction9 // without
)

// element spellings, longest first where one is the beginning of another.
var elements = [...]struct {
	text string
	e    elem
}{
	{"January", eLongMonth}, {"Jan", eMonth}, {"Monday", eLongWeekday}, {"Mon", eWeekday}, {"MST", eZone},
	{"002", eZeroYearDay}, {"01", eZeroMonth}, {"02", eZeroDay}, {"03", eZeroHour12}, {"04", eZeroMinute},
	{"05", eZeroSecond}, {"06", eYear}, {"15", eHour}, {"1", eNumMonth}, {"2006", eLongYear}, {"2", eDay},
	{"__2", eUnderYearDay}, {"_2", eUnderDay}, {"3", eHour12}, {"4", eMinute}, {"5", eSecond}, {"PM", ePM}, {"pm", epm},
	{"-07:00:00", eNumColonSecondsZone}, {"-070000", eNumSecondsZone}, {"-07:00", eNumColonZone}, {"-0700", eNumZone},
	{"-07", eNumShortZone}, {"Z07:00:00", eISOColonSecondsZone}, {"Z070000", eISOSecondsZone}, {"Z07:00", eISOColonZone},
	{"Z0700", eISOZone}, {"Z07", eISOShortZone},
}

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func isDigit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// next finds the first element of a layout: the text before it, the element with the number of digits of a
// fraction, its spelling and what follows.
func next(layout string) (prefix string, e elem, width int, text, suffix string) {
	for i := 0; i < len(layout); i++ {
		rest := layout[i:]
		switch c := layout[i]; c {
		case '.', ',':
			// .000 or .999 after which no digit follows.
			j := 1
			for j < len(rest) && (rest[j] == '0' || rest[j] == '9') && rest[j] == rest[1] {
				j++
			}
			if j > 1 && !isDigit(rest, j) {
				e := eFraction0
				if rest[1] == '9' {
					e = eFraction9
				}
				return layout[:i], e, j - 1, rest[:j], rest[j:]
			}
		case 'J', 'M', '0', '1', '2', '3', '4', '5', 'P', 'p', '-', 'Z', '_':
			if hasPrefix(rest, "_2006") { // an underscore and a year
				return layout[:i+1], eLongYear, 0, "2006", layout[i+5:]
			}
			for j := range elements {
				el := &elements[j]
				if !hasPrefix(rest, el.text) {
					continue
				}
				if el.e == eMonth && len(rest) > 3 && isLower(rest[3]) || el.e == eWeekday && len(rest) > 3 && isLower(rest[3]) {
					continue // a longer word
				}
				return layout[:i], el.e, 0, el.text, rest[len(el.text):]
			}
		}
	}
	return layout, eNone, 0, "", ""
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
