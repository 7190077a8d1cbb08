// Calendar, formatting, parsing and zones: ours against the official package time.
package time_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	official "time"

	"gorcstd/time"
)

var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Dublin", "America/Sao_Paulo"}

func pair(t *testing.T, name string) (*time.Location, *official.Location) {
	a, err := time.LoadLocation(name)
	b, err2 := official.LoadLocation(name)
	if err2 != nil {
		t.Skip("no time zone database")
	}
	if err != nil {
		t.Fatal(err)
	}
	return a, b
}

func TestCalendarAndFormat(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	layouts := []string{time.Layout, time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123,
		time.RFC1123Z, time.RFC3339, time.RFC3339Nano, time.Kitchen, time.StampMicro, "2006-002 __2 Jan January Mon Monday 1 2 3 4 5 _2 .000 .99 pm PM Z07 -07 Z0700 -07:00:00 Z07:00:00 -070000 15h 06 _2006 Januaryx Marchx",
		"05.000000 05,999", "Jan2 2006 Monx 020106"}
	for _, zone := range zones {
		ours, theirs := pair(t, zone)
		for range 3000 {
			sec := r.Int63n(1<<33) - 1<<31
			switch r.Intn(4) {
			case 0:
				sec = r.Int63n(1<<38) - 1<<37
			case 1:
				sec = r.Int63n(1 << 31)
			}
			nsec := r.Int63n(1e9)
			a, b := time.Unix(sec, nsec).In(ours), official.Unix(sec, nsec).In(theirs)
			check := func(what string, x, y any) {
				t.Helper()
				if s, u := fmt.Sprint(x), fmt.Sprint(y); s != u {
					t.Fatalf("%s of %d in %s: got %s want %s", what, sec, zone, s, u)
				}
			}
			check("string", a.String(), b.String())
			check("gostring", a.GoString(), b.GoString())
			l := layouts[r.Intn(len(layouts))]
			check("format "+l, a.Format(l), b.Format(l))
			y, w := a.ISOWeek()
			y2, w2 := b.ISOWeek()
			check("week", []int{y, w, a.YearDay(), int(a.Weekday())}, []int{y2, w2, b.YearDay(), int(b.Weekday())})
			d := time.Duration(r.Int63n(1 << uint(10+r.Intn(50))))
			check("round", a.Round(d).UTC().String()+a.Truncate(d).UTC().String()+fmt.Sprint(d), b.Round(official.Duration(d)).UTC().String()+b.Truncate(official.Duration(d)).UTC().String()+fmt.Sprint(d))
			m, n, o := r.Intn(50)-25, r.Intn(50)-25, r.Intn(500)-250
			check("adddate", a.AddDate(m, n, o), b.AddDate(m, n, o))
			check("date", time.Date(m+2000, time.Month(n), o, o, m, n, int(nsec), ours), official.Date(m+2000, official.Month(n), o, o, m, n, int(nsec), theirs))
			check("sub", a.Sub(time.Unix(nsec, sec)), b.Sub(official.Unix(nsec, sec)))
			check("dst", a.IsDST(), b.IsDST())
			s1, e1 := a.ZoneBounds()
			s2, e2 := b.ZoneBounds()
			if sec < 1<<30 { // later on the official library ends zones with the year
				check("bounds", []any{s1, e1}, []any{s2, e2})
			}
			l = layouts[r.Intn(10)]
			text := b.Format(l)
			if r.Intn(2) == 0 {
				i := r.Intn(len(text))
				text = text[:i] + string("0123456789xZ:+- T"[r.Intn(17)]) + text[i+r.Intn(2):]
			}
			p, err := time.ParseInLocation(l, text, ours)
			q, err2 := official.ParseInLocation(l, text, theirs)
			if err2 != nil && strings.Contains(err2.Error(), "as \"\"") {
				continue
			}
			check("parse "+l+" "+text, fmt.Sprint(p, err), fmt.Sprint(q, err2))
		}
	}
}

func TestDurations(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 20000 {
		d := r.Int63() >> uint(r.Intn(63))
		if r.Intn(2) == 0 {
			d = -d
		}
		m := r.Int63() >> uint(r.Intn(63))
		a, b := time.Duration(d), official.Duration(d)
		x := fmt.Sprint(a, a.Hours(), a.Minutes(), a.Seconds(), a.Round(time.Duration(m)), a.Truncate(time.Duration(m)), a.Abs())
		y := fmt.Sprint(b, b.Hours(), b.Minutes(), b.Seconds(), b.Round(official.Duration(m)), b.Truncate(official.Duration(m)), b.Abs())
		if x != y {
			t.Fatal(d, m, x, y)
		}
	}
	for _, s := range []string{"", "0", "+5s", "-", "1", "1h1m", "1.5h", ".5s", ".s", "1x", "1h-1m", "9223372036854775807ns", "9223372036854775808ns", "-9223372036854775808ns", "1µs", "1μs", "3000000h", "0.3333333333333333333h", "1.ms", "é", "\"\n", "100000000000000000000ns", "2540400h10m10.000000000s"} {
		a, err := time.ParseDuration(s)
		b, err2 := official.ParseDuration(s)
		if fmt.Sprint(a, err) != fmt.Sprint(b, err2) {
			t.Errorf("%q: %v %v, want %v %v", s, a, err, b, err2)
		}
	}
}

func TestParseTexts(t *testing.T) {
	for _, c := range [][2]string{{"2006-01-02", "2023-13-01"}, {"2006-01-02", "2023-02-30"}, {"2006-01-02", "2023-2-03"}, {"2006", "x"}, {"Jan _2", "feb  3"}, {"January", "Janu"},
		{"15:04:05", "25:00:00"}, {"15:04:05", "23:60:00"}, {"15:04:05", "23:00:61"}, {"15:04:05", "23:00:07.5"}, {"3:04PM", "13:00PM"}, {"3:04PM", "12:00am"}, {"2006-002", "2023-366"}, {"2006-002 01", "2024-060 03"},
		{"MST", "CEST"}, {"MST", "xyz"}, {"-0700", "+9999"}, {"-07:00", "+0100"}, {"Z0700", "Z"}, {"2006-01-02", "2023-01-02 extra"}, {".000", ".12"}, {"05.000", "07.1234"}, {"MST", "GMT+3"}, {"MST", "GMT-12"}, {"MST", "ChST"}, {"MST", "+03"}, {"Mon", "tue"}, {"06", "69"}, {"06", "68"}, {" 2", "   5"}, {"a", "b\u00e9\xff"}} {
		a, err := time.Parse(c[0], c[1])
		b, err2 := official.Parse(c[0], c[1])
		if fmt.Sprint(a, err) != fmt.Sprint(b, err2) {
			t.Errorf("%q: got %v %v, want %v %v", c, a, err, b, err2)
		}
	}
}
