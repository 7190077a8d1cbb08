package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	order := make(chan int, 3)
	for _, ms := range []int{400, 20, 200} {
		time.AfterFunc(time.Duration(ms)*time.Millisecond, func() { order <- ms })
	}
	fmt.Println(<-order, <-order, <-order)
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop(), t.Reset(time.Millisecond))
	<-t.C
	fmt.Println("fired", time.Since(start) >= 400*time.Millisecond, time.Since(start) < 30*time.Second)
	d := 90*time.Minute + 30*time.Second + 5*time.Millisecond
	fmt.Println(d, d.Hours(), d.Round(time.Minute), time.Duration(1500)*time.Microsecond)
	date := time.Date(2024, time.February, 29, 23, 59, 58, 7, time.UTC)
	fmt.Println(date, date.Weekday(), date.YearDay(), date.Add(2*time.Second), date.AddDate(1, 0, 0).Format("2006-01-02"))
	fmt.Println(date.Format(time.RFC1123), date.Unix(), date.Truncate(time.Hour).Format(time.Kitchen))
	p, err := time.Parse(time.RFC3339, "2023-10-05T07:08:09+02:00")
	fmt.Println(p.UTC(), err, p.Sub(date))
	_, err = time.Parse("2006-01-02", "2023-13-01")
	fmt.Println(err)
	dd, err := time.ParseDuration("1h15m30.918s")
	fmt.Println(dd, err)
}
