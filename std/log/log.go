// Package log writes lines, with the time and other things in front of them.
package log

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// What stands in front of each line.
const (
	Ldate         = 1 << iota     // the date: 2009/01/23
	Ltime                         // the time: 01:23:23
	Lmicroseconds                 // the time with microseconds: 01:23:23.123123
	Llongfile                     // file and line: /a/b/c/d.go:23
	Lshortfile                    // file name and line: d.go:23; wins over Llongfile
	LUTC                          // date and time in UTC
	Lmsgprefix                    // the prefix in front of the message, not of the line
	LstdFlags     = Ldate | Ltime // what the standard logger starts with
)

// A Logger writes lines to a writer, each with one call of Write. Goroutines may use it at the same time.
type Logger struct {
	mu     sync.Mutex // for out
	out    io.Writer
	prefix atomic.Pointer[string]
	flag   atomic.Int32
}

// New returns a logger.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := &Logger{out: out}
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

// std is the standard logger, once it was used.
var std atomic.Pointer[Logger]

// Default returns the standard logger, which the package's functions use.
func Default() *Logger {
	if l := std.Load(); l != nil {
		return l
	}
	std.CompareAndSwap(nil, New(os.Stderr, "", LstdFlags))
	return std.Load()
}

// header writes what stands in front of a message.
func header(b []byte, prefix string, flag int, t time.Time, file string, line int) []byte {
	if flag&Lmsgprefix == 0 {
		b = append(b, prefix...)
	}
	if flag&LUTC != 0 {
		t = t.UTC()
	}
	if flag&Ldate != 0 {
		b = t.AppendFormat(b, "2006/01/02 ")
	}
	if flag&Lmicroseconds != 0 {
		b = t.AppendFormat(b, "15:04:05.000000 ")
	} else if flag&Ltime != 0 {
		b = t.AppendFormat(b, "15:04:05 ")
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		if flag&Lshortfile != 0 {
			for i := len(file) - 1; i > 0; i-- {
				if file[i] == '/' {
					file = file[i+1:]
					break
				}
			}
		}
		b = fmt.Appendf(b, "%s:%d: ", file, line)
	}
	if flag&Lmsgprefix != 0 {
		b = append(b, prefix...)
	}
	return b
}

// write writes a line; depth is the number of frames between the caller and this.
func (l *Logger) write(depth int, s string) error {
	now := time.Now()
	flag := l.Flags()
	file, line := "", 0
	if flag&(Lshortfile|Llongfile) != 0 {
		var ok bool
		if _, file, line, ok = runtime.Caller(depth + 1); !ok {
			file, line = "???", 0
		}
	}
	b := append(header(nil, l.Prefix(), flag, now, file, line), s...)
	if len(s) == 0 || s[len(s)-1] != '\n' {
		b = append(b, '\n')
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := l.out.Write(b)
	return err
}

// Output writes a line; calldepth says whose file and line it gets: 1 is the caller of Output.
func (l *Logger) Output(calldepth int, s string) error { return l.write(calldepth, s) }

// Print, Printf and Println write a line as the functions of fmt do.
func (l *Logger) Print(v ...any)                 { l.write(1, fmt.Sprint(v...)) }
func (l *Logger) Printf(format string, v ...any) { l.write(1, fmt.Sprintf(format, v...)) }
func (l *Logger) Println(v ...any)               { l.write(1, fmt.Sprintln(v...)) }

// Fatal is Print, then os.Exit(1).
func (l *Logger) Fatal(v ...any) {
	l.write(1, fmt.Sprint(v...))
	os.Exit(1)
}

// Fatalf is Printf, then os.Exit(1).
func (l *Logger) Fatalf(format string, v ...any) {
	l.write(1, fmt.Sprintf(format, v...))
	os.Exit(1)
}

// Fatalln is Println, then os.Exit(1).
func (l *Logger) Fatalln(v ...any) {
	l.write(1, fmt.Sprintln(v...))
	os.Exit(1)
}

// Panic is Print, then a panic with the text.
func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.write(1, s)
	panic(s)
}

// Panicf is Printf, then a panic with the text.
func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.write(1, s)
	panic(s)
}

// Panicln is Println, then a panic with the text.
func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.write(1, s)
	panic(s)
}

// Flags returns what stands in front of lines.
func (l *Logger) Flags() int { return int(l.flag.Load()) }

// SetFlags sets what stands in front of lines.
func (l *Logger) SetFlags(flag int) { l.flag.Store(int32(flag)) }

// Prefix returns the prefix.
func (l *Logger) Prefix() string {
	if p := l.prefix.Load(); p != nil {
		return *p
	}
	return ""
}

// SetPrefix sets the prefix.
func (l *Logger) SetPrefix(prefix string) { l.prefix.Store(&prefix) }

// Writer returns where lines go.
func (l *Logger) Writer() io.Writer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

// SetOutput sets where lines go.
func (l *Logger) SetOutput(w io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.out = w
}
