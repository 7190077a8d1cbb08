package time

import "unsafe"

// Sleep pauses the goroutine for at least d.
func Sleep(d Duration)

func now() (sec int64, nsec int32, mono int64)
func runtimeNano() int64

// startNano is when the program began, less 1: readings of the monotonic clock are shown from there.
var startNano = runtimeNano() - 1

func newTimer(when, period int64, f func(any, uintptr, int64), arg any, c unsafe.Pointer) *Timer
func stopTimer(t *Timer) bool
func resetTimer(t *Timer, when, period int64) bool

// syncTimer gives the runtime's view of a timer's channel.
func syncTimer(c chan Time) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&c)) }

// when is the runtime's time d from now; it does not overflow.
func when(d Duration) int64 {
	if d <= 0 {
		return runtimeNano()
	}
	t := runtimeNano() + int64(d)
	if t < 0 {
		t = 1<<63 - 1
	}
	return t
}

// A Timer does one thing later: it sends the time on C, or calls the function given to AfterFunc.
// The runtime's part of it lies behind these fields.
type Timer struct {
	C    <-chan Time
	init bool
}

// sendTime is what the runtime calls when a timer with a channel fires.
func sendTime(c any, seq uintptr, delta int64) {
	select {
	case c.(chan Time) <- Now().Add(Duration(-delta)):
	default:
	}
}

func goFunc(f any, seq uintptr, delta int64) { go f.(func())() }

// NewTimer returns a timer that sends the time on its channel after d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := newTimer(when(d), 0, sendTime, c, syncTimer(c))
	t.C = c
	return t
}

// AfterFunc returns a timer that calls f in a goroutine of its own after d.
func AfterFunc(d Duration, f func()) *Timer { return newTimer(when(d), 0, goFunc, f, nil) }

// After returns the channel of a new timer.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// Stop keeps the timer from firing; it returns false if it has fired or been stopped. No value is
// received from C afterwards.
func (t *Timer) Stop() bool {
	if !t.init {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t)
}

// Reset makes the timer fire after d; it returns whether it was still to fire.
func (t *Timer) Reset(d Duration) bool {
	if !t.init {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(t, when(d), 0)
}

// A Ticker sends the time on C at intervals.
type Ticker struct {
	C    <-chan Time
	init bool
}

// NewTicker returns a ticker with period d, which must be positive. It drops ticks for slow receivers.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := (*Ticker)(unsafe.Pointer(newTimer(when(d), int64(d), sendTime, c, syncTimer(c))))
	t.C = c
	return t
}

// Stop turns the ticker off. It does not close C.
func (t *Ticker) Stop() {
	if t.init {
		stopTimer((*Timer)(unsafe.Pointer(t)))
	}
}

// Reset stops the ticker and starts it with period d.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if !t.init {
		panic("time: Reset called on uninitialized Ticker")
	}
	resetTimer((*Timer)(unsafe.Pointer(t)), when(d), int64(d))
}

// Tick returns the channel of a new ticker, nil if d is not positive.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
