// Who called whom: Caller, Callers, frames and functions; and constants about the system.

package runtime

import "unsafe"

// rawFrame is RawFrame of crates/gorc-runtime/src/api/stack.rs.
type rawFrame struct {
	name, file string
	line       int
	entry      uintptr
	startLine  int
	inlined    int
}

//go:noescape
func callers0(skip int, pcs *uintptr, n int) int

//go:noescape
func frameinfo(pc uintptr, out *rawFrame) bool

//go:noescape
func callername(skip int, out *rawFrame) bool

//go:noescape
func stackdump(buf *byte, n int, all bool) int

// Compiler is the name of the compiler toolchain that built the running binary.
const Compiler = "gorc"

// GOOS is the running program's operating system target.
const GOOS string = "linux"

// GOARCH is the running program's architecture target.
const GOARCH string = "amd64"

// Version returns the Go tree's version string.
func Version() string { return "go1.27" }

// GOROOT returns the root of the Go tree, which is the value of the environment variable GOROOT: gorc's library is
// embedded, it has no tree of its own.
func GOROOT() string {
	const name = "GOROOT="
	for _, e := range syscall_envs() {
		if len(e) > len(name) && e[:len(name)] == name {
			return e[len(name):]
		}
	}
	return ""
}

// Caller reports file and line number information about function invocations on the calling goroutine's stack. The
// argument skip is the number of stack frames to ascend, with 0 identifying the caller of Caller.
//
//go:noinline
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	if callers0(skip+1, &pc, 1) < 1 {
		return 0, "", 0, false
	}
	var f rawFrame
	pc--
	frameinfo(pc, &f)
	return pc, f.file, f.line, true
}

// Callers fills the slice pc with the return program counters of function invocations on the calling goroutine's stack.
// The argument skip is the number of stack frames to skip before recording in pc, with 0 identifying the frame for Callers itself and 1
// identifying the caller of Callers. It returns the number of entries written to pc.
//
//go:noinline
func Callers(skip int, pc []uintptr) int {
	if len(pc) == 0 {
		return 0
	}
	return callers0(skip, &pc[0], len(pc))
}

// A Frame is the information returned by Frames for each call frame.
type Frame struct {
	// PC is the program counter for the location in this frame; 0 if unknown.
	PC uintptr
	// Func is the Func value of this call frame; nil for inlined functions.
	Func *Func
	// Function is the package path-qualified function name of this call frame.
	Function string
	// File and Line are the file name and line number of the location in this frame.
	File string
	Line int

	startLine int

	// Entry point program counter for the function.
	Entry uintptr
}

// Frames may be used to get function/file/line information for a slice of PC values returned by Callers.
type Frames struct {
	callers []uintptr
}

// CallersFrames takes a slice of PC values returned by Callers and prepares to return function/file/line information.
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers: callers} }

// Next returns a Frame representing the next call frame in the slice of PC values. If it has already returned all call
// frames, Next returns a zero Frame. The more result indicates whether the next call to Next will return a valid Frame.
func (ci *Frames) Next() (frame Frame, more bool) {
	for len(ci.callers) > 0 {
		pc := ci.callers[0]
		ci.callers = ci.callers[1:]
		var f rawFrame
		if pc == 0 || !frameinfo(pc-1, &f) {
			continue
		}
		frame = Frame{PC: pc - 1, Function: withoutTypeArgs(f.name), File: f.file, Line: f.line, startLine: f.startLine, Entry: f.entry}
		if f.inlined == 0 {
			frame.Func = FuncForPC(pc - 1)
		}
		break
	}
	return frame, len(ci.callers) > 0
}

// withoutTypeArgs is a function's name as programs see it: with the type arguments of instances elided.
// There are several lists in the name of a generic method of a generic type.
func withoutTypeArgs(name string) string {
	depth, from := 0, 0
	short := ""
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '[':
			if depth == 0 {
				short += name[from:i] + "[...]"
			}
			depth++
		case ']':
			depth--
			from = i + 1
		}
	}
	if depth != 0 || from == 0 {
		return name
	}
	return short + name[from:]
}

// A Func represents a Go function in the running binary.
type Func struct {
	name  string
	entry uintptr
}

// FuncForPC returns a *Func describing the function that contains the given program counter address, or else nil.
func FuncForPC(pc uintptr) *Func {
	var f rawFrame
	if !frameinfo(pc, &f) {
		return nil
	}
	return &Func{name: withoutTypeArgs(f.name), entry: f.entry}
}

// Name returns the name of the function.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Entry returns the entry address of the function.
func (f *Func) Entry() uintptr { return f.entry }

// FileLine returns the file name and line number of the source code corresponding to the program counter pc.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	var r rawFrame
	if !frameinfo(pc, &r) {
		return "?", 0
	}
	return r.file, r.line
}

// Stack formats a stack trace of the calling goroutine into buf and returns the number of bytes written to buf. If all is
// true, Stack formats stack traces of all other goroutines into buf after the trace for the current goroutine.
//
//go:noinline
func Stack(buf []byte, all bool) int {
	if len(buf) == 0 {
		return 0
	}
	return stackdump(&buf[0], len(buf), all)
}

// The arguments and the environment, as the kernel laid them out.

func argc() int
func argv() unsafe.Pointer

func cstring(p unsafe.Pointer) string {
	n := 0
	for *(*byte)(unsafe.Add(p, n)) != 0 {
		n++
	}
	return unsafe.String((*byte)(p), n)
}

func argvAt(i int) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Add(argv(), i*8)) }

//go:linkname os_args os.runtime_args
func os_args() []string {
	out := make([]string, argc())
	for i := range out {
		out[i] = cstring(argvAt(i))
	}
	return out
}

//go:linkname syscall_envs syscall.runtime_envs
func syscall_envs() []string {
	n := argc() + 1
	var out []string
	for i := n; argvAt(i) != nil; i++ {
		out = append(out, cstring(argvAt(i)))
	}
	return out
}

//go:linkname os_envs os.runtime_envs
func os_envs() []string { return syscall_envs() }
