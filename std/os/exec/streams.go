// The standard streams of a command.

package exec

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// files are the process's open files from descriptor 0 on.
func (c *Cmd) files() ([]*os.File, error) {
	stdin, err := c.stdin()
	if err != nil {
		return nil, err
	}
	stdout, err := c.output(c.Stdout)
	if err != nil {
		return nil, err
	}
	stderr := stdout
	if c.Stderr == nil || !same(c.Stdout, c.Stderr) {
		if stderr, err = c.output(c.Stderr); err != nil {
			return nil, err
		}
	}
	return append([]*os.File{stdin, stdout, stderr}, c.ExtraFiles...), nil
}

// same says whether two writers are equal; those that cannot be compared are not.
func same(a, b io.Writer) bool {
	defer func() { recover() }()
	return a == b
}

func (c *Cmd) stdin() (*os.File, error) {
	if c.Stdin == nil {
		return c.null(os.O_RDONLY)
	}
	if f, ok := c.Stdin.(*os.File); ok {
		return f, nil
	}
	r, w, err := c.pipe()
	if err != nil {
		return nil, err
	}
	c.childFiles = append(c.childFiles, r)
	c.parentPipes = append(c.parentPipes, w)
	c.copiers = append(c.copiers, func() error {
		_, err := io.Copy(w, c.Stdin)
		if unread(err) {
			err = nil
		}
		if e := w.Close(); err == nil {
			err = e
		}
		return err
	})
	return r, nil
}

// unread says whether an error only means that the process has not read all of its input.
func unread(err error) bool {
	var pe *os.PathError
	return errors.As(err, &pe) && pe.Op == "write" && pe.Path == "|1" && pe.Err == syscall.EPIPE
}

func (c *Cmd) output(w io.Writer) (*os.File, error) {
	if w == nil {
		return c.null(os.O_WRONLY)
	}
	if f, ok := w.(*os.File); ok {
		return f, nil
	}
	pr, pw, err := c.pipe()
	if err != nil {
		return nil, err
	}
	c.childFiles = append(c.childFiles, pw)
	c.parentPipes = append(c.parentPipes, pr)
	c.copiers = append(c.copiers, func() error {
		_, err := io.Copy(w, pr)
		pr.Close()
		return err
	})
	return pw, nil
}

func (c *Cmd) null(flag int) (*os.File, error) {
	f, err := os.OpenFile(os.DevNull, flag, 0)
	if err == nil {
		c.childFiles = append(c.childFiles, f)
	}
	return f, err
}

func (c *Cmd) pipe() (r, w *os.File, err error) { return os.Pipe() }

// unstarted says why a pipe can no longer be asked for.
func (c *Cmd) unstarted(set bool, stream, method string) error {
	if set {
		return errors.New("exec: " + stream + " already set")
	}
	if c.Process != nil {
		return errors.New("exec: " + method + " after process started")
	}
	return nil
}

// StdinPipe returns a pipe to the process's standard input. Wait closes it, if nobody has.
func (c *Cmd) StdinPipe() (io.WriteCloser, error) {
	if err := c.unstarted(c.Stdin != nil, "Stdin", "StdinPipe"); err != nil {
		return nil, err
	}
	r, w, err := c.pipe()
	if err != nil {
		return nil, err
	}
	c.Stdin = r
	c.childFiles = append(c.childFiles, r)
	c.parentPipes = append(c.parentPipes, w)
	return w, nil
}

// StdoutPipe returns a pipe from the process's standard output. Wait closes it: all must be read before.
func (c *Cmd) StdoutPipe() (io.ReadCloser, error) {
	if err := c.unstarted(c.Stdout != nil, "Stdout", "StdoutPipe"); err != nil {
		return nil, err
	}
	return c.outputPipe(&c.Stdout)
}

// StderrPipe is StdoutPipe for the standard error.
func (c *Cmd) StderrPipe() (io.ReadCloser, error) {
	if err := c.unstarted(c.Stderr != nil, "Stderr", "StderrPipe"); err != nil {
		return nil, err
	}
	return c.outputPipe(&c.Stderr)
}

func (c *Cmd) outputPipe(stream *io.Writer) (io.ReadCloser, error) {
	r, w, err := c.pipe()
	if err != nil {
		return nil, err
	}
	*stream = w
	c.childFiles = append(c.childFiles, w)
	c.parentPipes = append(c.parentPipes, r)
	return r, nil
}
