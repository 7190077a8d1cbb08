// The goroutine half of boot: runtime.main, and the scheduler as programs see it.
//
// rt0_go starts the first goroutine on runtime.main (through the symbol runtime.mainPC). What is below this, down to the
// entry point, is Rust: crates/gorc-runtime. Read next: panic.go.

// Package runtime is the part of gorc's runtime that runs as goroutines, and the interface of programs to it.
package runtime

import "unsafe"

// main_main is the program's main.main: the linker resolves the name.
//
//go:linkname main_main main.main
func main_main()

// main_inittasks runs the initialisers of all packages in dependency order; the compiler writes it.
//
//go:linkname main_inittasks main_inittasks
func main_inittasks()

func boottrace(step string)
func startsysmon()
func mainStarted()
func isMainM() bool
func lockOSThread0(internal bool)
func unlockOSThread0(internal bool)
func gosched()
func gopark0(reason uint8)
func exit(code int32)
func panicking() uint32
func gcount() int
func ncpu() int
func gomaxprocs(n int) int
func goexit1()
func throw(s string)
func fatal(s string)
func nanotime() int64
func rand() uint64
func cheaprand() uint32

//go:noescape
func write(fd uintptr, p unsafe.Pointer, n int32) int32

//go:noescape
func godebugSetting(name string) int32

// runtimeInitTime is when the program began to run Go code.
var runtimeInitTime int64

// main is the first goroutine.
func main() {
	boottrace("runtime.main")
	// Initialisers may need the main thread. Wired before the monitor exists, which might have us moved.
	lockOSThread()
	mainStarted()
	startsysmon()
	if !isMainM() {
		throw("runtime.main not on m0")
	}
	runtimeInitTime = nanotime()
	if runtimeInitTime == 0 {
		throw("nanotime returning zero")
	}
	// runtime.Goexit and panics of initialisers unlock the thread too.
	needUnlock := true
	defer func() {
		if needUnlock {
			unlockOSThread()
		}
	}()
	memprofilerate(&MemProfileRate)
	gcenable()
	boottrace("gcenable")

	main_inittasks()
	boottrace("inittasks")
	needUnlock = false
	unlockOSThread()

	boottrace("main.main")
	main_main()

	// A goroutine that is just panicking, or reporting it, is to finish.
	for i := 0; i < 1000 && runningPanicDefers(0) != 0; i++ {
		gosched()
	}
	if panicking() != 0 {
		gopark0(5)
	}
	runExitHooks(0)
	exit(0)
}

func lockOSThread()   { lockOSThread0(true) }
func unlockOSThread() { unlockOSThread0(true) }

// LockOSThread wires the calling goroutine to its current operating system thread. The calling goroutine will always
// execute in that thread, and no other goroutine will execute in it, until it has called UnlockOSThread as many times.
// If it exits without unlocking the thread, the thread is terminated.
func LockOSThread() { lockOSThread0(false) }

// UnlockOSThread undoes an earlier call to LockOSThread.
func UnlockOSThread() { unlockOSThread0(false) }

// Gosched yields the processor, allowing other goroutines to run. It does not suspend the current goroutine, so execution
// resumes automatically.
func Gosched() { gosched() }

// NumGoroutine returns the number of goroutines that currently exist.
func NumGoroutine() int { return gcount() }

// NumCPU returns the number of logical CPUs usable by the current process, as found at process startup.
func NumCPU() int { return ncpu() }

// GOMAXPROCS sets the maximum number of CPUs that can be executing simultaneously and returns the previous setting. If
// n < 1, it does not change the current setting.
func GOMAXPROCS(n int) int {
	if n < 1 {
		n = 0
	}
	return gomaxprocs(n)
}

// SetDefaultGOMAXPROCS updates the GOMAXPROCS setting to the runtime default, as if the GOMAXPROCS environment variable
// was not set.
func SetDefaultGOMAXPROCS() { gomaxprocs(-1) }

// NumCgoCall returns the number of cgo calls made by the current process.
func NumCgoCall() int64 { return 0 }

// Breakpoint executes a breakpoint trap.
func Breakpoint() { throw("breakpoint") }

// exitHooks run before the process ends, last added first.
var exitHooks []func(code int)

func addExitHook(f func(code int)) { exitHooks = append(exitHooks, f) }

func runExitHooks(code int) {
	for len(exitHooks) > 0 {
		f := exitHooks[len(exitHooks)-1]
		exitHooks = exitHooks[:len(exitHooks)-1]
		f(code)
	}
}

//go:linkname os_beforeExit os.runtime_beforeExit
func os_beforeExit(exitCode int) { runExitHooks(exitCode) }
