// Package debug contains facilities for programs to debug themselves while they are running.
//
// The work is done by package runtime and the Rust runtime; see std/runtime/README.md.
package debug

import (
	"os"
	"runtime"
	"time"
	_ "unsafe" // for go:linkname
)

//go:linkname gcsetpercent runtime.gcsetpercent
func gcsetpercent(percent int) int

//go:linkname gcsetlimit runtime.gcsetlimit
func gcsetlimit(limit int64) int64

//go:linkname scavengeall runtime.scavengeall
func scavengeall()

func setMaxStack(bytes int) int
func setMaxThreads(threads int) int
func setPanicOnFault(enabled bool) bool

// SetTraceback sets the amount of detail printed by the runtime in the traceback it prints before exiting due to an
// unrecovered panic or an internal runtime error, as the environment variable GOTRACEBACK does.
func SetTraceback(level string)

// PrintStack prints to standard error the stack trace returned by runtime.Stack.
func PrintStack() { os.Stderr.Write(Stack()) }

// Stack returns a formatted stack trace of the goroutine that calls it. It calls runtime.Stack with a large enough buffer
// to capture the entire trace.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// SetGCPercent sets the garbage collection target percentage and returns the previous setting. A negative percentage
// disables garbage collection unless the memory limit is reached.
func SetGCPercent(percent int) int { return gcsetpercent(percent) }

// SetMemoryLimit provides the runtime with a soft memory limit and returns the previous one. A negative input does not
// adjust the limit.
func SetMemoryLimit(limit int64) int64 { return gcsetlimit(limit) }

// FreeOSMemory forces a garbage collection followed by an attempt to return as much memory to the operating system as possible.
func FreeOSMemory() {
	runtime.GC()
	scavengeall()
}

// SetMaxStack sets the maximum amount of memory that can be used by a single goroutine stack and returns the previous setting.
func SetMaxStack(bytes int) int { return setMaxStack(bytes) }

// SetMaxThreads sets the maximum number of operating system threads that the Go program can use and returns the previous setting.
func SetMaxThreads(threads int) int { return setMaxThreads(threads) }

// SetPanicOnFault controls the runtime's behavior when a program faults at an unexpected (non-nil) address: with enabled,
// the current goroutine panics instead of crashing the program. It returns the previous setting.
func SetPanicOnFault(enabled bool) bool { return setPanicOnFault(enabled) }

// GCStats collect information about recent garbage collections.
type GCStats struct {
	LastGC         time.Time       // time of last collection
	NumGC          int64           // number of garbage collections
	PauseTotal     time.Duration   // total pause for all collections
	Pause          []time.Duration // pause history, most recent first
	PauseEnd       []time.Time     // pause end times history, most recent first
	PauseQuantiles []time.Duration
}

// ReadGCStats reads statistics about garbage collection into stats. If stats.PauseQuantiles is non-empty, it is filled with
// quantiles summarizing the distribution of pause time.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	n := min(int(m.NumGC), len(m.PauseNs))
	stats.Pause = stats.Pause[:0]
	stats.PauseEnd = stats.PauseEnd[:0]
	for i := range n {
		k := (int(m.NumGC) - 1 - i) % len(m.PauseNs)
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[k]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[k])))
	}
	if q := stats.PauseQuantiles; len(q) > 0 {
		sorted := make([]time.Duration, n)
		copy(sorted, stats.Pause)
		for i := 1; i < n; i++ {
			for j := i; j > 0 && sorted[j] < sorted[j-1]; j-- {
				sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
			}
		}
		for i := range q {
			q[i] = 0
			if n > 0 {
				q[i] = sorted[(n-1)*i/max(len(q)-1, 1)]
			}
		}
	}
}

// A Module describes a single module included in a build.
type Module struct {
	Path    string  // module path
	Version string  // module version
	Sum     string  // checksum
	Replace *Module // replaced by this module
}

// A BuildSetting is a key-value pair describing one setting that influenced a build.
type BuildSetting struct {
	Key, Value string
}

// BuildInfo represents the build information read from a Go binary.
type BuildInfo struct {
	GoVersion string         // version of the Go toolchain that built the binary
	Path      string         // package path of the main package
	Main      Module         // the module containing the main package
	Deps      []*Module      // dependencies
	Settings  []BuildSetting // other information about the build
}

// ReadBuildInfo returns the build information embedded in the running binary: gorc does not embed any yet.
func ReadBuildInfo() (info *BuildInfo, ok bool) { return nil, false }
