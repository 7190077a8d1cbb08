package testing

import (
	"runtime"
	"sync"
	"time"
)

// T is a test in progress. It ends when its function returns or calls FailNow, SkipNow or what calls them.
type T struct {
	common
}

// InternalTest is a test function with its name.
type InternalTest struct {
	Name string
	F    func(*T)
}

// runState is shared by all tests of one run.
type runState struct {
	match    *matcher
	deadline time.Time
	mu       sync.Mutex
	running  int // tests that count
	max      int
	waiters  []chan bool
}

func newRunState(maxParallel int, m *matcher) *runState {
	return &runState{match: m, running: 1, max: max(maxParallel, 1)}
}

// acquire waits until one more test may run.
func (s *runState) acquire() {
	s.mu.Lock()
	if s.running < s.max {
		s.running++
		s.mu.Unlock()
		return
	}
	ch := make(chan bool)
	s.waiters = append(s.waiters, ch)
	s.mu.Unlock()
	<-ch
}

// release lets the next one run.
func (s *runState) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiters) == 0 {
		s.running--
		return
	}
	close(s.waiters[0])
	s.waiters = s.waiters[1:]
}

// Parallel says that the test runs beside other parallel ones, after the sequential part of its parent.
func (t *T) Parallel() {
	if t.isParallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.denyPar {
		panic(parallelConflict)
	}
	t.isParallel = true
	t.duration += time.Since(t.start)
	t.parent.mu.Lock()
	t.parent.waiting = append(t.parent.waiting, t)
	t.parent.mu.Unlock()
	if t.verbose() {
		announce("PAUSE", t.name)
	}
	t.signal <- true
	<-t.parent.barrier
	t.state.acquire()
	parallelRunning.Store(true)
	if t.verbose() {
		announce("CONT", t.name)
	}
	t.start = time.Now()
}

const parallelConflict = "testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel"

// sequentialOnly panics if t or a parent is parallel.
func (t *T) sequentialOnly() {
	for c := &t.common; c != nil; c = c.parent {
		if c.isParallel {
			panic(parallelConflict)
		}
	}
	t.denyPar = true
}

// Setenv sets an environment variable until the end of the test, which must not be parallel.
func (t *T) Setenv(key, value string) {
	t.sequentialOnly()
	t.common.Setenv(key, value)
}

// Chdir changes the working directory until the end of the test, which must not be parallel.
func (t *T) Chdir(dir string) {
	t.sequentialOnly()
	t.common.Chdir(dir)
}

// Deadline gives the time at which -test.timeout ends the program.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	return t.state.deadline, !t.state.deadline.IsZero()
}

// Run runs f as a subtest and waits until it returns or calls Parallel. It tells whether it has not failed so far.
func (t *T) Run(name string, f func(t *T)) bool {
	if t.cleaning {
		panic("testing: t.Run called during t.Cleanup")
	}
	full, ok := t.state.match.fullName(&t.common, name)
	if !ok || opts.failFast && anyFailed.Load() {
		return true
	}
	t.subs = true
	sub := newTest(&t.common, full, t.state)
	if sub.verbose() {
		announce("RUN", sub.name)
	}
	go sub.run(f)
	if !<-sub.signal {
		// The subtest ended its parent by t.FailNow of the parent.
		runtime.Goexit()
	}
	if t.verbose() {
		console.Lock()
		console.Unlock()
	}
	return !sub.Failed()
}

func newTest(parent *common, name string, state *runState) *T {
	t := &T{common: common{name: name, parent: parent, state: state, signal: make(chan bool, 1), barrier: make(chan bool)}}
	if parent != nil {
		t.level = parent.level + 1
	}
	t.self = t
	return t
}

// run calls the test function on this goroutine, waits for parallel subtests, and reports.
func (t *T) run(f func(*T)) {
	defer t.finish()
	defer func() {
		if len(t.waiting) == 0 {
			t.runCleanups()
		}
	}()
	t.start = time.Now()
	f(t)
	t.mu.Lock()
	t.finished = true
	t.mu.Unlock()
}

// finish is deferred by run.
func (t *T) finish() {
	t.duration += time.Since(t.start)
	err := recover()
	t.mu.Lock()
	finished := t.finished
	t.mu.Unlock()
	signal := true
	if err == nil && !finished {
		err = any(errNilPanicOrGoexit)
		for p := t.parent; p != nil; p = p.parent {
			p.mu.Lock()
			over := p.finished
			p.mu.Unlock()
			if over {
				if !t.isParallel {
					t.Errorf("%v: subtest may have called FailNow on a parent test", err)
					err = nil
				}
				signal = false
				break
			}
		}
	}
	if err != nil {
		t.crash(err)
	}
	if len(t.waiting) > 0 {
		// The parallel subtests begin now; this test does not count meanwhile.
		t.state.release()
		close(t.barrier)
		for _, sub := range t.waiting {
			<-sub.signal
		}
		start := time.Now()
		func() {
			defer func() {
				if err := recover(); err != nil {
					t.crash(err)
				}
			}()
			t.runCleanups()
		}()
		t.duration += time.Since(start)
		if !t.isParallel {
			t.state.acquire()
		}
	} else if t.isParallel {
		t.state.release()
	}
	t.flushPartial()
	t.reportTest()
	t.mu.Lock()
	t.done = true
	t.mu.Unlock()
	if t.parent != nil && !t.subs {
		t.markRan()
	}
	t.signal <- signal
}

// crash reports the tests that are cut short and panics again.
func (t *T) crash(err any) {
	t.Fail()
	t.flushPartial()
	for c := &t.common; c.parent != nil; c = c.parent {
		c.mu.Lock()
		c.failed = true
		c.mu.Unlock()
		if c != &t.common {
			c.duration += time.Since(c.start)
		}
		c.report("FAIL")
	}
	panic(err)
}

func (c *common) markRan() {
	for ; c != nil; c = c.parent {
		c.mu.Lock()
		c.ran = true
		c.mu.Unlock()
	}
}

func (t *T) reportTest() {
	switch {
	case t.Failed():
		anyFailed.Store(true)
		t.report("FAIL")
	case !opts.verbose.on:
		// Passed: of interest only when asked for, but a subtest's may belong to a failing parent.
	case t.Skipped():
		t.report("SKIP")
	default:
		t.report("PASS")
	}
}

// RunTests runs tests; for programs that do not use Main.
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	_, ok = runTests(matchString, tests, deadlineOf())
	return ok
}

func deadlineOf() time.Time {
	if opts.timeout > 0 {
		return time.Now().Add(opts.timeout)
	}
	return time.Time{}
}

func runTests(match func(pat, str string) (bool, error), tests []InternalTest, deadline time.Time) (ran, ok bool) {
	ok = true
	for _, procs := range cpuList {
		runtime.GOMAXPROCS(procs)
		for range opts.count {
			if opts.failFast && !ok {
				return ran, ok
			}
			state := newRunState(opts.parallel, newMatcher(match, opts.run, "-test.run", opts.skip))
			state.deadline = deadline
			root := newTest(nil, "", state)
			root.run(func(t *T) {
				for _, test := range tests {
					t.Run(test.Name, test.F)
				}
			})
			<-root.signal
			ran = ran || root.ran
			ok = ok && !root.Failed()
		}
	}
	return ran, ok
}
