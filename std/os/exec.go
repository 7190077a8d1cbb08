// Other processes: starting, signalling, waiting.

package os

import (
	"strconv"
	"sync"
	"syscall"
	"time"
)

// A Process is another process.
type Process struct {
	Pid int

	lock sync.Mutex
	// done is set when the process has been waited for or released: its id may be another's by now.
	done     bool
	released bool
}

// ProcAttr is how StartProcess starts a process.
type ProcAttr struct {
	// Dir is the directory it starts in; empty means this one's.
	Dir string
	// Env is its environment as "key=value"; nil means this one's.
	Env []string
	// Files are its open files; the first three are the standard streams. A nil one is closed.
	Files []*File
	// Sys has what is peculiar to the system.
	Sys *syscall.SysProcAttr
}

// StartProcess starts a program. argv holds all of its arguments, its own name first.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	if attr == nil {
		attr = new(ProcAttr)
	}
	if attr.Dir != "" && (attr.Sys == nil || attr.Sys.Chroot == "") {
		// The kernel's answer would not tell a missing directory from a missing program.
		if _, err := Stat(attr.Dir); err != nil {
			pe := err.(*PathError)
			pe.Op = "chdir"
			return nil, pe
		}
	}
	sys := &syscall.ProcAttr{Dir: attr.Dir, Env: attr.Env, Sys: attr.Sys}
	if sys.Env == nil {
		sys.Env = Environ()
	}
	for _, f := range attr.Files {
		sys.Files = append(sys.Files, f.Fd())
	}
	pid, err := syscall.ForkExec(name, argv, sys)
	if err != nil {
		return nil, &PathError{Op: "fork/exec", Path: name, Err: err}
	}
	return &Process{Pid: pid}, nil
}

// FindProcess returns a process by its id; whether there is one, Signal tells.
func FindProcess(pid int) (*Process, error) { return &Process{Pid: pid}, nil }

// Signal sends a signal.
func (p *Process) Signal(sig Signal) error {
	s, ok := sig.(syscall.Signal)
	if !ok {
		return textError("os: unsupported signal type")
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	switch {
	case p.released || p.Pid == -1:
		return textError("os: process already released")
	case p.Pid == 0:
		return textError("os: process not initialized")
	case p.done:
		return ErrProcessDone
	}
	err := syscall.Kill(p.Pid, s)
	if err == syscall.ESRCH {
		return ErrProcessDone
	}
	return err
}

// Kill ends the process at once.
func (p *Process) Kill() error { return p.Signal(Kill) }

// Release gives back what is held of the process; it cannot be waited for after that.
func (p *Process) Release() error {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.released = true
	p.Pid = -1
	return nil
}

// Wait waits until the process ends. Only children of this process can be waited for.
func (p *Process) Wait() (*ProcessState, error) {
	p.lock.Lock()
	pid, done, released := p.Pid, p.done, p.released
	p.lock.Unlock()
	switch {
	case released || pid == -1:
		return nil, NewSyscallError("wait", syscall.EINVAL)
	case done:
		return nil, NewSyscallError("wait", syscall.ECHILD)
	}
	// First without taking the process id off the system, so that Signal never hits another process.
	if err := p.blockUntilEnd(pid); err != nil {
		return nil, NewSyscallError("wait", err)
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	var status syscall.WaitStatus
	var usage syscall.Rusage
	wpid, err := again(func() (int, error) { return syscall.Wait4(pid, &status, 0, &usage) })
	if err != nil {
		return nil, NewSyscallError("wait", err)
	}
	p.done = true
	return &ProcessState{wpid, status, &usage}, nil
}

// blockUntilEnd waits until the process could be waited for.
func (p *Process) blockUntilEnd(pid int) error {
	const (
		waitid  = 247
		byPid   = 1
		exited  = 4
		noReap  = 0x1000000
		infoLen = 16
	)
	var info [infoLen]uint64
	_, err := again(func() (int, error) {
		_, _, e := syscall.Syscall6(waitid, byPid, uintptr(pid), addressOf(&info[0]), exited|noReap, 0, 0)
		if e != 0 {
			return 0, e
		}
		return 0, nil
	})
	return err
}

// A ProcessState is how a process ended.
type ProcessState struct {
	pid    int
	status syscall.WaitStatus
	rusage *syscall.Rusage
}

// Pid is the process's id.
func (p *ProcessState) Pid() int { return p.pid }

// Exited says whether the process ended by itself and not by a signal.
func (p *ProcessState) Exited() bool { return p.status.Exited() }

// Success says whether the exit code is 0.
func (p *ProcessState) Success() bool { return p.status.ExitStatus() == 0 }

// ExitCode is the exit code; -1 if a signal ended the process, or it has not ended.
func (p *ProcessState) ExitCode() int {
	if p == nil {
		return -1
	}
	return p.status.ExitStatus()
}

// Sys is the syscall.WaitStatus.
func (p *ProcessState) Sys() any { return p.status }

// SysUsage is the *syscall.Rusage.
func (p *ProcessState) SysUsage() any { return p.rusage }

// UserTime is the processor time that the process itself has used.
func (p *ProcessState) UserTime() time.Duration { return time.Duration(p.rusage.Utime.Nano()) }

// SystemTime is the processor time that the system has used for the process.
func (p *ProcessState) SystemTime() time.Duration { return time.Duration(p.rusage.Stime.Nano()) }

// String says how the process ended: "exit status 1", "signal: killed".
func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	res := ""
	switch w := p.status; {
	case w.Exited():
		res = "exit status " + strconv.Itoa(w.ExitStatus())
	case w.Signaled():
		res = "signal: " + w.Signal().String()
	case w.Stopped():
		res = "stop signal: " + w.StopSignal().String()
	case w.Continued():
		res = "continued"
	}
	if p.status.CoreDump() {
		res += " (core dumped)"
	}
	return res
}
