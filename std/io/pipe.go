package io

import (
	"errors"
	"sync"
)

// ErrClosedPipe says that a pipe was written to, or read from, after its closing
// there.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

// Pipe gives the two ends of a pipe in memory. Nothing is buffered: a Write waits
// until one or more Reads took all its data, or the other end is closed. Reads,
// Writes and Close may be called by several goroutines at once; Writes come one
// after the other.
func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{
		data: make(chan []byte),
		took: make(chan int),
		done: make(chan struct{}),
	}
	return &PipeReader{p}, &PipeWriter{p}
}

// A pipe hands a writer's slice to a reader, who answers how much it took.
type pipe struct {
	writing sync.Mutex // held by the one Write in progress
	data    chan []byte
	took    chan int

	close sync.Once // closes done
	done  chan struct{}

	mu   sync.Mutex
	rerr error // why the reading end was closed
	werr error // why the writing end was closed
}

func (p *pipe) read(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.readError()
	default:
	}
	select {
	case d := <-p.data:
		n = copy(b, d)
		p.took <- n
		return n, nil
	case <-p.done:
		return 0, p.readError()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.writeError()
	default:
		p.writing.Lock()
		defer p.writing.Unlock()
	}
	// An empty slice is handed over, too, once.
	for once := true; once || len(b) > 0; once = false {
		select {
		case p.data <- b:
			k := <-p.took
			b = b[k:]
			n += k
		case <-p.done:
			return n, p.writeError()
		}
	}
	return n, nil
}

// closeEnd notes err in one of rerr and werr, if it is the first, and ends all
// reading and writing.
func (p *pipe) closeEnd(slot *error, err error) {
	p.mu.Lock()
	if *slot == nil {
		*slot = err
	}
	p.mu.Unlock()
	p.close.Do(func() { close(p.done) })
}

func (p *pipe) readError() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.rerr == nil && p.werr != nil {
		return p.werr
	}
	return ErrClosedPipe
}

func (p *pipe) writeError() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.werr == nil && p.rerr != nil {
		return p.rerr
	}
	return ErrClosedPipe
}

// A PipeReader is the reading end of a pipe.
type PipeReader struct{ pipe *pipe }

// Read waits for a Write, or the closing of the writing end: then it returns that
// end's error, which is EOF if it was closed without.
func (r *PipeReader) Read(data []byte) (n int, err error) { return r.pipe.read(data) }

// Close closes the reading end: Writes return ErrClosedPipe from now on.
func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError closes the reading end: Writes return err from now on,
// ErrClosedPipe if it is nil. It does not replace the error of an earlier call,
// and always returns nil.
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.pipe.closeEnd(&r.pipe.rerr, err)
	return nil
}

// A PipeWriter is the writing end of a pipe.
type PipeWriter struct{ pipe *pipe }

// Write waits until readers took all of data, or the reading end was closed: then
// it returns that end's error, or ErrClosedPipe.
func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.pipe.write(data) }

// Close closes the writing end: Reads return EOF from now on.
func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError closes the writing end: Reads return err from now on, EOF if it
// is nil. It does not replace the error of an earlier call, and always returns
// nil.
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.pipe.closeEnd(&w.pipe.werr, err)
	return nil
}
