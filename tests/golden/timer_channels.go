package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTimer(time.Hour)
	fmt.Println(len(t.C), cap(t.C), t.Stop(), t.Stop())
	fmt.Println(t.Reset(time.Millisecond))
	time.Sleep(10 * time.Millisecond)
	// Nobody has received it: stopping takes it back.
	fmt.Println(len(t.C), t.Stop())
	select {
	case <-t.C:
		fmt.Println("stale")
	default:
		fmt.Println("nothing")
	}
	t.Reset(time.Millisecond)
	<-t.C
	fmt.Println(t.Stop())

	fired := make(chan int, 1000)
	var ts []*time.Timer
	for i := 0; i < 500; i++ {
		d := time.Duration(i%20) * time.Millisecond
		if i%2 == 0 {
			d += time.Hour
		}
		ts = append(ts, time.AfterFunc(d, func() { fired <- i }))
	}
	stopped := 0
	for i := 0; i < len(ts); i += 2 {
		if ts[i].Stop() {
			stopped++
		}
	}
	sum := 0
	for i := 0; i < 250; i++ {
		sum += <-fired
	}
	fmt.Println(stopped, sum, len(fired))

	tk := time.NewTicker(time.Millisecond)
	for i := 0; i < 3; i++ {
		<-tk.C
	}
	tk.Reset(2 * time.Millisecond)
	<-tk.C
	tk.Stop()
	time.Sleep(5 * time.Millisecond)
	select {
	case <-tk.C:
		fmt.Println("tick after Stop")
	default:
		fmt.Println("quiet")
	}

	done := make(chan bool)
	for g := 0; g < 4; g++ {
		go func() {
			t := time.NewTimer(time.Microsecond)
			for i := 0; i < 2000; i++ {
				if !t.Stop() {
					select {
					case <-t.C:
						panic("stale value")
					default:
					}
				}
				t.Reset(time.Duration(i%5) * time.Microsecond)
				if i%10 == 0 {
					<-t.C
				}
			}
			done <- true
		}()
	}
	for g := 0; g < 4; g++ {
		<-done
	}
	fmt.Println("done")
}
