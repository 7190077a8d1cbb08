package iter

import "runtime"

// A coroutine runs a function on a goroutine of its own, but only while the
// goroutine that resumed it waits: they hand control to each other through two
// channels. The goroutine is started by the first resume.
type coroutine struct {
	body    func(*coroutine)
	in      chan bool     // resume to yield: go on?
	out     chan struct{} // yield, or the end of body, to resume
	state   state
	running bool

	panicked bool
	panicVal any
	goexit   bool
}

type state uint8

const (
	fresh state = iota
	suspended
	done
)

func newCoroutine(body func(*coroutine)) *coroutine {
	return &coroutine{body: body}
}

// resume lets the body run until it yields or ends, and reports whether it
// yielded. If not more, the body is to end: yield returns false.
func (c *coroutine) resume(more bool) bool {
	if c.running {
		panic("iter.Pull: next called again before yield")
	}
	switch c.state {
	case done:
		return false
	case fresh:
		if !more {
			c.state = done
			return false
		}
		c.in, c.out = make(chan bool), make(chan struct{})
		c.running = true
		go c.run()
	case suspended:
		if !more {
			c.state = done
		}
		c.running = true
		c.in <- more
	}
	<-c.out
	c.running = false
	switch {
	case c.panicked:
		c.panicked = false
		panic(c.panicVal)
	case c.goexit:
		c.goexit = false
		runtime.Goexit()
	}
	return c.state == suspended
}

// run is the goroutine's function.
func (c *coroutine) run() {
	returned := false
	defer func() {
		if !returned {
			if v := recover(); v != nil {
				c.panicked, c.panicVal = true, v
			} else {
				c.goexit = true
			}
		}
		c.state = done
		c.out <- struct{}{}
	}()
	c.body(c)
	returned = true
}

// yield gives control back to resume and reports whether to go on.
func (c *coroutine) yield() bool {
	if c.state == done {
		return false // called although it returned false before
	}
	c.state = suspended
	c.out <- struct{}{}
	return <-c.in
}
