package context

import (
	"sync"
	"sync/atomic"
	"time"
)

// A CancelFunc cancels a context. Calls after the first do nothing.
type CancelFunc func()

// A CancelCauseFunc cancels a context and sets the cause, Canceled for nil.
type CancelCauseFunc func(cause error)

// selfKey is the key for which a cancelCtx returns itself.
var selfKey int

// canceler is a context that its parent cancels.
type canceler interface {
	cancel(fromParent bool, err, cause error)
}

// cancelCtx can be cancelled. mu guards children, cause and the making of done; err is set once.
type cancelCtx struct {
	Context
	mu       sync.Mutex
	done     chan struct{}
	children map[canceler]struct{}
	err      atomic.Value // error
	cause    error
}

func (c *cancelCtx) Value(key any) any {
	if key == &selfKey {
		return c
	}
	return c.Context.Value(key)
}

func (c *cancelCtx) Done() <-chan struct{} { return c.done }

func (c *cancelCtx) Err() error {
	if err := c.err.Load(); err != nil {
		return err.(wrapped).error
	}
	return nil
}

// wrapped gives all errors one type, as atomic.Value wants.
type wrapped struct{ error }

func (c *cancelCtx) String() string { return nameOf(c.Context) + ".WithCancel" }

// attach makes self, which is c or has it inside, a child of parent.
func (c *cancelCtx) attach(parent Context, self canceler) {
	c.Context = parent
	c.done = make(chan struct{})
	done := parent.Done()
	if done == nil {
		return // never cancelled
	}
	select {
	case <-done:
		self.cancel(false, parent.Err(), Cause(parent))
		return
	default:
	}
	if p := cancelParent(parent); p != nil {
		p.mu.Lock()
		if err := p.Err(); err != nil {
			p.mu.Unlock()
			self.cancel(false, err, p.cause)
			return
		}
		if p.children == nil {
			p.children = make(map[canceler]struct{})
		}
		p.children[self] = struct{}{}
		p.mu.Unlock()
		return
	}
	if a, ok := parent.(interface{ AfterFunc(func()) func() bool }); ok {
		a.AfterFunc(func() { self.cancel(false, parent.Err(), Cause(parent)) })
		return
	}
	go func() {
		select {
		case <-done:
			self.cancel(false, parent.Err(), Cause(parent))
		case <-c.done:
		}
	}()
}

// cancelParent finds the nearest cancelCtx above, unless a foreign context in between has a Done channel of its own.
func cancelParent(parent Context) *cancelCtx {
	p, ok := parent.Value(&selfKey).(*cancelCtx)
	if !ok || (<-chan struct{})(p.done) != parent.Done() {
		return nil
	}
	return p
}

// cancel closes done, cancels the children, and leaves the parent unless the call came from there.
func (c *cancelCtx) cancel(fromParent bool, err, cause error) { c.cancelAs(c, fromParent, err, cause) }

// cancelAs is cancel for a context that its parent knows as self; it reports whether this was the first cancellation.
func (c *cancelCtx) cancelAs(self canceler, fromParent bool, err, cause error) bool {
	if cause == nil {
		cause = err
	}
	c.mu.Lock()
	if c.err.Load() != nil {
		c.mu.Unlock()
		return false
	}
	c.cause = cause
	c.err.Store(wrapped{err})
	close(c.done)
	children := c.children
	c.children = nil
	c.mu.Unlock()
	for child := range children {
		child.cancel(true, err, cause)
	}
	if !fromParent {
		if p := cancelParent(c.Context); p != nil {
			p.mu.Lock()
			delete(p.children, self)
			p.mu.Unlock()
		}
	}
	return true
}

func withCancel(parent Context) *cancelCtx {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	c := &cancelCtx{}
	c.attach(parent, c)
	return c
}

// WithCancel returns a child of parent and a function that cancels it.
func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := withCancel(parent)
	return c, func() { c.cancel(false, Canceled, nil) }
}

// WithCancelCause is WithCancel with a function that also says why.
func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := withCancel(parent)
	return c, func(cause error) { c.cancel(false, Canceled, cause) }
}

// Cause returns why c was cancelled: the error given to the function of WithCancelCause, else c.Err().
func Cause(c Context) error {
	if p, ok := c.Value(&selfKey).(*cancelCtx); ok {
		p.mu.Lock()
		cause := p.cause
		p.mu.Unlock()
		if cause != nil {
			return cause
		}
	}
	return c.Err()
}

// timerCtx is cancelled at a time, by a timer that mu guards.
type timerCtx struct {
	cancelCtx
	timer    *time.Timer
	deadline time.Time
}

func (c *timerCtx) Deadline() (deadline time.Time, ok bool) { return c.deadline, true }

func (c *timerCtx) String() string {
	return nameOf(c.cancelCtx.Context) + ".WithDeadline(" + c.deadline.String() + " [" + time.Until(c.deadline).String() + "])"
}

func (c *timerCtx) cancel(fromParent bool, err, cause error) {
	c.cancelAs(c, fromParent, err, cause)
	c.mu.Lock()
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
	c.mu.Unlock()
}

// WithDeadline returns a child of parent that is cancelled at d at the latest.
func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

// WithDeadlineCause is WithDeadline that sets the cause when the time has come.
func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if cur, ok := parent.Deadline(); ok && cur.Before(d) {
		return WithCancel(parent)
	}
	c := &timerCtx{deadline: d}
	c.attach(parent, c)
	left := time.Until(d)
	if left <= 0 {
		c.cancel(false, DeadlineExceeded, cause)
		return c, func() { c.cancel(false, Canceled, nil) }
	}
	c.mu.Lock()
	if c.err.Load() == nil {
		c.timer = time.AfterFunc(left, func() { c.cancel(false, DeadlineExceeded, cause) })
	}
	c.mu.Unlock()
	return c, func() { c.cancel(false, Canceled, nil) }
}

// WithTimeout is WithDeadline at a time from now.
func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithDeadline(parent, time.Now().Add(timeout))
}

// WithTimeoutCause is WithDeadlineCause at a time from now.
func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), cause)
}

// afterFuncCtx calls f when it is cancelled.
type afterFuncCtx struct {
	cancelCtx
	once sync.Once
	f    func()
}

func (a *afterFuncCtx) cancel(fromParent bool, err, cause error) {
	if a.cancelAs(a, fromParent, err, cause) {
		a.once.Do(func() { go a.f() })
	}
}

// AfterFunc calls f in a goroutine of its own when ctx is cancelled. The function it returns prevents that, and
// reports whether it did.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	a := &afterFuncCtx{f: f}
	a.attach(ctx, a)
	return func() bool {
		stopped := false
		a.once.Do(func() { stopped = true })
		if stopped {
			a.cancelAs(a, false, Canceled, nil)
		}
		return stopped
	}
}
