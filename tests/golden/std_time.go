// Times: binary form, rounding and layouts at their limits.
package main

import (
	"fmt"
	"math"
	"time"
)

func main() {
	zones := []*time.Location{time.UTC, time.FixedZone("A", -5*3600), time.FixedZone("", 5*3600+1800+15), time.FixedZone("B", -15), time.FixedZone("C", 1<<30)}
	for _, zone := range zones {
		t := time.Date(2024, 2, 29, 23, 59, 59, 987654321, zone)
		b, err := t.MarshalBinary()
		fmt.Println(b, err)
		var u time.Time
		fmt.Println(u.UnmarshalBinary(b), u.Equal(t), u.Unix(), u.Nanosecond())
		_, offset := u.Zone()
		fmt.Println(offset)
		g, err := t.GobEncode()
		fmt.Println(len(g), err, u.GobDecode(g))
		b, err = t.AppendBinary([]byte("x"))
		fmt.Println(len(b), err)
		for _, d := range []time.Duration{1, 1e9, time.Hour, 7 * 24 * time.Hour, math.MaxInt64, math.MaxInt64 / 3, -1, 0} {
			fmt.Println(t.Round(d).UTC(), t.Truncate(d).UTC())
		}
		for _, layout := range []string{"05.000000000", "05.0000000000", "05.99999999999", "05,999", ".0", "5.9"} {
			s := t.Format(layout)
			u, err := time.Parse(layout, s)
			fmt.Println(s, u.Nanosecond(), err)
		}
	}
	var u time.Time
	for _, b := range [][]byte{nil, {0}, {9, 1}, {1, 1}, make([]byte, 15), append([]byte{2}, make([]byte, 14)...)} {
		fmt.Println(u.UnmarshalBinary(b))
	}
}
