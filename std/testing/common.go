package testing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
)

// TB is what T, B and F have in common. No other type can implement it.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Chdir(dir string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string
	Context() context.Context
	Output() io.Writer

	private()
}

// errNilPanicOrGoexit is what a test that just ended its goroutine is said to have done.
var errNilPanicOrGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

// parallelRunning tells that a test called Parallel and goes on beside others.
var parallelRunning atomic.Bool

// common is the shared part of T, B and F.
type common struct {
	mu       sync.RWMutex
	name     string
	level    int // 0 for the root
	parent   *common
	self     TB
	pending  []byte // text that waits for the report
	partial  []byte // of Output: a line without end so far
	bench    bool
	failed   bool
	skipped  bool
	finished bool // ended by FailNow or SkipNow, or returned
	done     bool // reported: logging now is a mistake
	ran      bool
	subs     bool // has run subtests
	start    time.Time
	duration time.Duration
	cleanups []func()
	helpers  map[string]bool
	signal   chan bool // true when the test is over or goes on in parallel
	barrier  chan bool // closed when parallel subtests may go on
	waiting  []*T      // parallel subtests
	state    *runState

	tempDir    string
	tempDirErr error
	tempSeq    int
	ctx        context.Context
	cancel     context.CancelFunc
	denyPar    bool // Setenv or Chdir was called
	isParallel bool
	cleaning   bool
}

func (c *common) private() {}

// Name gives the full name.
func (c *common) Name() string { return c.name }

// Fail marks the test as failed and lets it go on.
func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

// Failed tells whether the test failed.
func (c *common) Failed() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.failed
}

// FailNow marks the test as failed and ends it. It must be called by the goroutine that runs the test.
func (c *common) FailNow() {
	c.Fail()
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// Log writes its arguments, like Println, to the log, which is printed if the test fails or -test.v is set.
func (c *common) Log(args ...any) { c.log(fmt.Sprintln(args...)) }

// Logf writes to the log like Printf.
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }

// Error is Log and Fail.
func (c *common) Error(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

// Errorf is Logf and Fail.
func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

// Fatal is Log and FailNow.
func (c *common) Fatal(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

// Fatalf is Logf and FailNow.
func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

// Skip is Log and SkipNow.
func (c *common) Skip(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

// Skipf is Logf and SkipNow.
func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// SkipNow marks the test as skipped and ends it. It must be called by the goroutine that runs the test.
func (c *common) SkipNow() {
	c.mu.Lock()
	c.skipped = true
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// Skipped tells whether the test was skipped.
func (c *common) Skipped() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.skipped
}

// Helper marks the calling function as one whose lines are not shown in the log; its caller's are.
func (c *common) Helper() {
	pc, _, _, ok := runtime.Caller(1)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.helpers == nil {
		c.helpers = make(map[string]bool)
	}
	c.helpers[runtime.FuncForPC(pc).Name()] = true
}

// Cleanup has f called when the test and its subtests are over, last added first.
func (c *common) Cleanup(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, f)
}

// runCleanups calls the functions of Cleanup, also when one of them panics or ends the goroutine.
func (c *common) runCleanups() {
	c.mu.Lock()
	c.cleaning = true
	if c.cancel != nil {
		c.mu.Unlock()
		c.cancel()
		c.mu.Lock()
	}
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		c.cleaning = false
		more := len(c.cleanups) > 0
		c.mu.Unlock()
		if more {
			c.runCleanups()
		}
	}()
	for {
		c.mu.Lock()
		n := len(c.cleanups)
		if n == 0 {
			c.mu.Unlock()
			return
		}
		f := c.cleanups[n-1]
		c.cleanups = c.cleanups[:n-1]
		c.mu.Unlock()
		f()
	}
}

// Context gives a context that is cancelled just before the functions of Cleanup are called.
func (c *common) Context() context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx == nil {
		c.ctx, c.cancel = context.WithCancel(context.Background())
		if c.cleaning {
			c.cancel()
		}
	}
	return c.ctx
}

// TempDir makes a new directory, which is removed at the end. A failure ends the test.
func (c *common) TempDir() string {
	c.mu.Lock()
	first := c.tempDir == ""
	if first {
		pattern := strings.Map(func(r rune) rune {
			if r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, c.name)
		c.tempDir, c.tempDirErr = os.MkdirTemp("", pattern)
	}
	err, seq := c.tempDirErr, c.tempSeq
	c.tempSeq++
	c.mu.Unlock()
	if err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	if first {
		c.Cleanup(func() {
			if err := os.RemoveAll(c.tempDir); err != nil {
				c.Errorf("TempDir RemoveAll cleanup: %v", err)
			}
		})
	}
	dir := filepath.Join(c.tempDir, fmt.Sprintf("%03d", seq+1))
	if err := os.Mkdir(dir, 0o777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
}

// ArtifactDir gives a directory for files to look at afterwards: below -test.outputdir if -test.artifacts is set,
// else one that is removed.
func (c *common) ArtifactDir() string {
	if !opts.artifacts {
		return c.TempDir()
	}
	dir := filepath.Join(opts.outputDir, "_artifacts", strings.ReplaceAll(c.name, "/", "__"))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		c.Fatalf("ArtifactDir: %v", err)
	}
	return dir
}

// Setenv sets an environment variable until the end of the test, which must not be parallel.
func (c *common) Setenv(key, value string) {
	old, had := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	c.Cleanup(func() {
		if had {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Chdir changes the working directory, and the variable PWD, until the end of the test, which must not be parallel.
func (c *common) Chdir(dir string) {
	old, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		c.Fatal(err)
	}
	if !filepath.IsAbs(dir) {
		if dir, err = os.Getwd(); err != nil {
			c.Fatal(err)
		}
	}
	c.Setenv("PWD", dir)
	c.Cleanup(func() {
		if err := os.Chdir(old); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
}
