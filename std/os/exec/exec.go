// Package exec runs other programs.
//
// A [Cmd] says what to run and where its streams go; a stream that is no file is copied by a goroutine through a pipe.
// No shell is involved: nothing is expanded or split.
package exec

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrWaitDelay is what Wait returns if the program succeeded but its pipes were not closed in the time of WaitDelay.
var ErrWaitDelay = errors.New("exec: WaitDelay expired before I/O complete")

// An Error says why a program's name could not be made the path of an executable file.
type Error struct {
	Name string
	Err  error
}

func (e *Error) Error() string { return "exec: " + strconv.Quote(e.Name) + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// An ExitError says that a program did not end with exit code 0.
type ExitError struct {
	*os.ProcessState
	// Stderr is what the program wrote to its standard error, if Output ran it and nobody else took that;
	// the middle of long texts is left out.
	Stderr []byte
}

func (e *ExitError) Error() string { return e.ProcessState.String() }

// A Cmd is a command to be run, or that runs or has run. It is used once.
type Cmd struct {
	// Path is the program; relative to Dir if it is relative.
	Path string
	// Args are the arguments, the program's own name first; if empty, {Path}.
	Args []string
	// Env is the environment, "key=value"; the last of several values of a key counts. nil means this process's.
	Env []string
	// Dir is the directory it runs in; empty means this process's.
	Dir string
	// Stdin is the standard input; nil means the null device.
	Stdin io.Reader
	// Stdout and Stderr take the output; nil means the null device. If they are equal, only one goroutine writes.
	Stdout io.Writer
	Stderr io.Writer
	// ExtraFiles are the open files from descriptor 3 on.
	ExtraFiles []*os.File
	// SysProcAttr has what is peculiar to the system.
	SysProcAttr *syscall.SysProcAttr
	// Process is the process, once it is started.
	Process *os.Process
	// ProcessState is how the process ended, once it is waited for.
	ProcessState *os.ProcessState
	// Err is what LookPath said.
	Err error
	// Cancel is called when the context is done; CommandContext makes it kill the process.
	Cancel func() error
	// WaitDelay bounds how long Wait waits, after the context is done or the process has ended, for the process's end
	// and for the ends of its pipes. 0 is no bound.
	WaitDelay time.Duration

	ctx context.Context
	// childFiles are closed once the process has them, parentPipes when it is waited for.
	childFiles  []*os.File
	parentPipes []*os.File
	copiers     []func() error
	copied      chan error
	// interrupted gives the end of the goroutine that watches the context.
	interrupted chan interruption
}

// An interruption is what watching the context came to.
type interruption struct {
	err error
	// deadline is when WaitDelay is over, counted from the end of the context; zero without either.
	deadline time.Time
}

// Command returns a Cmd that runs a program with arguments. A name without slash is looked up by LookPath.
func Command(name string, arg ...string) *Cmd {
	c := &Cmd{Path: name, Args: append([]string{name}, arg...)}
	if filepath.Base(name) == name {
		path, err := LookPath(name)
		if path != "" {
			c.Path = path
		}
		c.Err = err
	}
	return c
}

// CommandContext is Command with a context whose end kills the process.
func CommandContext(ctx context.Context, name string, arg ...string) *Cmd {
	if ctx == nil {
		panic("nil Context")
	}
	c := Command(name, arg...)
	c.ctx = ctx
	c.Cancel = func() error { return c.Process.Kill() }
	return c
}

// String describes the command for people; a shell need not understand it.
func (c *Cmd) String() string {
	if c.Err != nil {
		return strings.Join(c.Args, " ")
	}
	words := []string{c.Path}
	if len(c.Args) > 1 {
		words = append(words, c.Args[1:]...)
	}
	return strings.Join(words, " ")
}

// Environ is the environment that the command will have.
func (c *Cmd) Environ() []string {
	env, _ := c.environ()
	return env
}

func (c *Cmd) environ() ([]string, error) {
	env := c.Env
	var err error
	if env == nil {
		env = os.Environ()
		if c.Dir != "" {
			// The child sees the directory by the name that it was given.
			if dir, e := filepath.Abs(c.Dir); e != nil {
				err = e
			} else {
				env = append(env, "PWD="+dir)
			}
		}
	}
	env, e := lastValues(env)
	if err == nil {
		err = e
	}
	return env, err
}

// lastValues drops all values of a variable but the last, and what no program could be given.
func lastValues(env []string) ([]string, error) {
	var err error
	kept := make([]string, 0, len(env))
	seen := make(map[string]bool, len(env))
	for i := len(env) - 1; i >= 0; i-- {
		entry := env[i]
		if strings.IndexByte(entry, 0) >= 0 {
			err = errors.New("exec: environment variable contains NUL")
			continue
		}
		key, _, ok := strings.Cut(entry, "=")
		switch {
		case ok && key == "":
			// "=C:=…" on other systems; nothing that is looked up here.
			key = entry
		case !ok && entry == "":
			continue
		case !ok:
			// Not a variable; programs get it as it is.
			kept = append(kept, entry)
			continue
		}
		if !seen[key] {
			seen[key] = true
			kept = append(kept, entry)
		}
	}
	for i, j := 0, len(kept)-1; i < j; i, j = i+1, j-1 {
		kept[i], kept[j] = kept[j], kept[i]
	}
	return kept, err
}

// Run starts the command and waits for its end.
func (c *Cmd) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

// Start starts the command. If it succeeds, Wait must follow.
func (c *Cmd) Start() error {
	started := false
	defer func() {
		closeAll(c.childFiles)
		c.childFiles = nil
		if !started {
			closeAll(c.parentPipes)
			c.parentPipes = nil
		}
	}()
	if c.Path == "" && c.Err == nil {
		c.Err = errors.New("exec: no command")
	}
	switch {
	case c.Err != nil:
		return c.Err
	case c.Process != nil:
		return errors.New("exec: already started")
	case c.Cancel != nil && c.ctx == nil:
		return errors.New("exec: command with a non-nil Cancel was not created with CommandContext")
	}
	if c.ctx != nil {
		if err := c.ctx.Err(); err != nil {
			return err
		}
	}
	files, err := c.files()
	if err != nil {
		return err
	}
	env, err := c.environ()
	if err != nil {
		return err
	}
	args := c.Args
	if len(args) == 0 {
		args = []string{c.Path}
	}
	c.Process, err = os.StartProcess(c.Path, args, &os.ProcAttr{Dir: c.Dir, Files: files, Env: env, Sys: c.SysProcAttr})
	if err != nil {
		return err
	}
	started = true
	if len(c.copiers) > 0 {
		c.copied = make(chan error, len(c.copiers))
		for _, copier := range c.copiers {
			go func() { c.copied <- copier() }()
		}
		c.copiers = nil
	}
	if c.ctx != nil && c.ctx.Done() != nil && (c.Cancel != nil || c.WaitDelay != 0) {
		c.interrupted = make(chan interruption)
		go c.watch()
	}
	return nil
}

// watch waits for the end of the context or for Wait, which takes the result.
func (c *Cmd) watch() {
	select {
	case c.interrupted <- interruption{}:
		return
	case <-c.ctx.Done():
	}
	var err error
	if c.Cancel != nil {
		switch e := c.Cancel(); {
		case e == nil:
			// The process need not have ended by itself.
			err = c.ctx.Err()
		case !errors.Is(e, os.ErrProcessDone):
			err = wrapped{"exec: canceling Cmd", e}
		}
	}
	if c.WaitDelay == 0 {
		c.interrupted <- interruption{err: err}
		return
	}
	end := time.Now().Add(c.WaitDelay)
	timer := time.NewTimer(c.WaitDelay)
	select {
	case c.interrupted <- interruption{err, end}:
		timer.Stop()
		return
	case <-timer.C:
	}
	if e := c.Process.Kill(); e == nil {
		if err == nil {
			err = c.ctx.Err()
		}
	} else if !errors.Is(e, os.ErrProcessDone) {
		err = wrapped{"exec: killing Cmd", e}
	}
	c.interrupted <- interruption{err, end}
}

// wrapped is an error with what was tried before it.
type wrapped struct {
	what string
	err  error
}

func (w wrapped) Error() string { return w.what + ": " + w.err.Error() }
func (w wrapped) Unwrap() error { return w.err }

// Wait waits for the end of a started command and of the copying of its streams.
func (c *Cmd) Wait() error {
	if c.Process == nil {
		return errors.New("exec: not started")
	}
	if c.ProcessState != nil {
		return errors.New("exec: Wait was already called")
	}
	state, err := c.Process.Wait()
	if err == nil && !state.Success() {
		err = &ExitError{ProcessState: state}
	}
	c.ProcessState = state

	var end interruption
	if c.interrupted != nil {
		end = <-c.interrupted
		if err == nil && end.err != nil {
			err = end.err
		}
	}
	if e := c.awaitCopies(end.deadline); err == nil {
		err = e
	}
	closeAll(c.parentPipes)
	c.parentPipes = nil
	return err
}

// awaitCopies waits for the goroutines that copy streams, no longer than WaitDelay allows.
func (c *Cmd) awaitCopies(deadline time.Time) error {
	if c.copied == nil {
		return nil
	}
	var timeout <-chan time.Time
	if c.WaitDelay != 0 {
		if deadline.IsZero() {
			deadline = time.Now().Add(c.WaitDelay)
		}
		timer := time.NewTimer(time.Until(deadline))
		defer timer.Stop()
		timeout = timer.C
	}
	var first error
	for range cap(c.copied) {
		select {
		case err := <-c.copied:
			if first == nil {
				first = err
			}
			continue
		default:
		}
		select {
		case err := <-c.copied:
			if first == nil {
				first = err
			}
		case <-timeout:
			// Readers that are in the system stay there until the pipe's other end closes; nobody waits for them.
			if first == nil {
				first = ErrWaitDelay
			}
			return first
		}
	}
	return first
}

func closeAll(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// Output runs the command and returns its standard output. If it fails and Stderr is not set, the ExitError has
// its standard error.
func (c *Cmd) Output() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	var out bytes.Buffer
	c.Stdout = &out
	var ends *endSaver
	if c.Stderr == nil {
		ends = &endSaver{limit: 32 << 10}
		c.Stderr = ends
	}
	err := c.Run()
	if exit, ok := err.(*ExitError); ok && ends != nil {
		exit.Stderr = ends.bytes()
	}
	return out.Bytes(), err
}

// CombinedOutput runs the command and returns its standard output and standard error together.
func (c *Cmd) CombinedOutput() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	if c.Stderr != nil {
		return nil, errors.New("exec: Stderr already set")
	}
	var out bytes.Buffer
	c.Stdout = &out
	c.Stderr = &out
	err := c.Run()
	return out.Bytes(), err
}

// endSaver keeps the first and the last bytes written to it.
type endSaver struct {
	limit   int
	head    []byte
	tail    []byte
	dropped int64
}

func (s *endSaver) Write(p []byte) (int, error) {
	n := len(p)
	room := min(s.limit-len(s.head), len(p))
	s.head = append(s.head, p[:room]...)
	s.tail = append(s.tail, p[room:]...)
	if extra := len(s.tail) - s.limit; extra > 0 {
		s.dropped += int64(extra)
		s.tail = append(s.tail[:0], s.tail[extra:]...)
	}
	return n, nil
}

func (s *endSaver) bytes() []byte {
	if s.dropped == 0 {
		return append(s.head, s.tail...)
	}
	text := append(s.head, "\n... omitting "+strconv.FormatInt(s.dropped, 10)+" bytes ...\n"...)
	return append(text, s.tail...)
}
