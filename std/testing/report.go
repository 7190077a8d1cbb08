package testing

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// console is the standard output with the name of the test that wrote to it last.
var console struct {
	sync.Mutex
	last string
}

// announce prints a line about a test at once: RUN, PAUSE, CONT or NAME.
func announce(what, name string) {
	console.Lock()
	defer console.Unlock()
	console.last = name
	fmt.Fprintf(stdout, "%s=== %-5s %s\n", mark(), what, name)
}

// mark precedes lines for tools that read them.
func mark() string {
	if opts.verbose.json {
		return "\x16"
	}
	return ""
}

func (c *common) verbose() bool { return opts.verbose.on && !c.bench }

// log adds a text to the log, with the place of the call.
func (c *common) log(s string) {
	c.flushPartial()
	place := c.place()
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	c.emit("    " + place + strings.Join(lines, "\n        ") + "\n")
}

// emit prints text at once when verbose, else keeps it for the report.
func (c *common) emit(text string) {
	c.mu.Lock()
	if c.done {
		// The test is over: its parents still take the text, if any of them runs.
		p := c.parent
		c.mu.Unlock()
		for ; p != nil; p = p.parent {
			p.mu.Lock()
			if !p.done && p.level > 0 {
				p.pending = append(p.pending, text...)
				p.mu.Unlock()
				return
			}
			p.mu.Unlock()
		}
		panic("Log in goroutine after " + c.name + " has completed: " + strings.TrimPrefix(text, "    "))
	}
	defer c.mu.Unlock()
	if c.verbose() {
		console.Lock()
		defer console.Unlock()
		if console.last != c.name {
			fmt.Fprintf(stdout, "%s=== NAME  %s\n", mark(), c.name)
			console.last = c.name
		}
		io.WriteString(stdout, text)
		return
	}
	c.pending = append(c.pending, text...)
}

// place is "file:line: " of the innermost caller outside of this package and of helpers.
func (c *common) place() string {
	var pcs [50]uintptr
	n := runtime.Callers(3, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	c.mu.RLock()
	defer c.mu.RUnlock()
	for {
		f, more := frames.Next()
		own := strings.HasPrefix(f.Function, "testing.(*common).") || strings.HasPrefix(f.Function, "testing.(*T).") ||
			strings.HasPrefix(f.Function, "testing.(*B).") || strings.HasPrefix(f.Function, "testing.(*F).")
		if f.File != "" && !own && !c.isHelper(f.Function) {
			file := f.File
			if !opts.fullPath {
				file = filepath.Base(file)
			}
			return fmt.Sprintf("%s:%d: ", file, f.Line)
		}
		if !more {
			return "???:1: "
		}
	}
}

func (c *common) isHelper(fn string) bool {
	for ; c != nil; c = c.parent {
		if c.helpers[fn] {
			return true
		}
	}
	return false
}

// Output gives a writer to the log, without places.
func (c *common) Output() io.Writer { return (*logWriter)(c) }

type logWriter common

func (w *logWriter) Write(p []byte) (int, error) {
	c := (*common)(w)
	c.mu.Lock()
	c.partial = append(c.partial, p...)
	i := strings.LastIndexByte(string(c.partial), '\n') + 1
	text := string(c.partial[:i])
	c.partial = c.partial[i:]
	c.mu.Unlock()
	if text != "" {
		c.emit(indent(text))
	}
	return len(p), nil
}

// flushPartial ends the line that Output has begun.
func (c *common) flushPartial() {
	c.mu.Lock()
	text := string(c.partial)
	c.partial = nil
	c.mu.Unlock()
	if text != "" {
		c.emit(indent(text + "\n"))
	}
}

// indent puts four spaces before each line.
func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n    ") + "\n"
}

// Attr notes an attribute of the test in the output.
func (c *common) Attr(key, value string) {
	if strings.ContainsFunc(key, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' }) {
		c.Errorf("disallowed whitespace in attribute key %q", key)
		return
	}
	if strings.ContainsAny(value, "\r\n") {
		c.Errorf("disallowed newline in attribute value %q", value)
		return
	}
	if !c.verbose() {
		return
	}
	console.Lock()
	defer console.Unlock()
	fmt.Fprintf(stdout, "%s=== ATTR  %s %s %s\n", mark(), c.name, key, value)
	console.last = c.name
}

// report hands the result and the text that waited to the parent, or prints it.
func (c *common) report(verdict string) {
	if c.parent == nil {
		return
	}
	text := fmt.Sprintf("--- %s: %s (%.2fs)\n", verdict, c.name, c.duration.Seconds())
	c.mu.Lock()
	text += string(c.pending)
	c.pending = nil
	c.mu.Unlock()
	p := c.parent
	if p.level == 0 {
		console.Lock()
		defer console.Unlock()
		console.last = c.name
		io.WriteString(stdout, mark()+text)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pending = append(p.pending, indent(text)...)
}
