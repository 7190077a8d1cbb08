// Memory statistics, and the settings of the collector.

package runtime

import _ "unsafe" // for go:linkname

//go:noescape
func readmemstats(raw *rawstats)

func gcsetpercent(p int) int
func gcsetlimit(n int64) int64

// rawstats is RawStats of crates/gorc-runtime/src/gc/stats.rs.
type rawstats struct {
	heapAlloc, totalAlloc, mallocs, frees     uint64
	heapSys, heapInuse, heapIdle, released    uint64
	stacks, meta, other                       uint64
	nextGC, lastGC, pauseTotal, numGC, forced uint64
	pauseNs, pauseEnd                         [256]uint64
}

// A MemStats records statistics about the memory allocator.
type MemStats struct {
	// Alloc is bytes of allocated heap objects, the same as HeapAlloc.
	Alloc uint64
	// TotalAlloc is cumulative bytes allocated for heap objects.
	TotalAlloc uint64
	// Sys is the total bytes of memory obtained from the OS.
	Sys uint64
	// Lookups is always 0.
	Lookups uint64
	// Mallocs is the cumulative count of heap objects allocated.
	Mallocs uint64
	// Frees is the cumulative count of heap objects freed.
	Frees uint64

	// HeapAlloc is bytes of allocated heap objects: reachable ones, and unreachable ones not yet freed.
	HeapAlloc uint64
	// HeapSys is bytes of heap memory obtained from the OS.
	HeapSys uint64
	// HeapIdle is bytes in idle (unused) spans.
	HeapIdle uint64
	// HeapInuse is bytes in in-use spans.
	HeapInuse uint64
	// HeapReleased is bytes of physical memory returned to the OS.
	HeapReleased uint64
	// HeapObjects is the number of allocated heap objects.
	HeapObjects uint64

	// StackInuse is bytes in stack spans.
	StackInuse uint64
	// StackSys is bytes of stack memory obtained from the OS.
	StackSys uint64
	// MSpanInuse is bytes of allocated mspan structures.
	MSpanInuse uint64
	// MSpanSys is bytes of memory obtained from the OS for mspan structures.
	MSpanSys uint64
	// MCacheInuse is bytes of allocated mcache structures.
	MCacheInuse uint64
	// MCacheSys is bytes of memory obtained from the OS for mcache structures.
	MCacheSys uint64
	// BuckHashSys is bytes of memory in profiling bucket hash tables.
	BuckHashSys uint64
	// GCSys is bytes of memory in garbage collection metadata.
	GCSys uint64
	// OtherSys is bytes of memory in miscellaneous off-heap runtime allocations.
	OtherSys uint64

	// NextGC is the target heap size of the next GC cycle.
	NextGC uint64
	// LastGC is the time the last garbage collection finished, as nanoseconds since 1970.
	LastGC uint64
	// PauseTotalNs is the cumulative nanoseconds in GC stop-the-world pauses since the program started.
	PauseTotalNs uint64
	// PauseNs is a circular buffer of recent GC stop-the-world pause times in nanoseconds; the most recent pause is at
	// PauseNs[(NumGC+255)%256].
	PauseNs [256]uint64
	// PauseEnd is a circular buffer of recent GC pause end times, as nanoseconds since 1970.
	PauseEnd [256]uint64
	// NumGC is the number of completed GC cycles.
	NumGC uint32
	// NumForcedGC is the number of GC cycles that were forced by the application calling the GC function.
	NumForcedGC uint32
	// GCCPUFraction is the fraction of this program's available CPU time used by the GC since the program started.
	GCCPUFraction float64
	// EnableGC indicates that GC is enabled. It is always true.
	EnableGC bool
	// DebugGC is currently unused.
	DebugGC bool

	// BySize reports per-size class allocation statistics; not kept yet.
	BySize [61]struct {
		Size    uint32
		Mallocs uint64
		Frees   uint64
	}
}

// ReadMemStats populates m with memory allocator statistics, which are up to date as of the call.
func ReadMemStats(m *MemStats) {
	raw := new(rawstats)
	readmemstats(raw)
	*m = MemStats{}
	m.Alloc = raw.heapAlloc
	m.TotalAlloc = raw.totalAlloc
	m.Mallocs = raw.mallocs
	m.Frees = raw.frees
	m.HeapAlloc = raw.heapAlloc
	m.HeapSys = raw.heapSys
	m.HeapIdle = raw.heapIdle
	m.HeapInuse = raw.heapInuse
	m.HeapReleased = raw.released
	m.HeapObjects = raw.mallocs - raw.frees
	m.StackInuse = raw.stacks
	m.StackSys = raw.stacks
	m.GCSys = raw.meta
	m.OtherSys = raw.other
	m.Sys = raw.heapSys + raw.stacks + raw.meta + raw.other
	m.NextGC = raw.nextGC
	m.LastGC = raw.lastGC
	m.PauseTotalNs = raw.pauseTotal
	m.PauseNs = raw.pauseNs
	m.PauseEnd = raw.pauseEnd
	m.NumGC = uint32(raw.numGC)
	m.NumForcedGC = uint32(raw.forced)
	if t := nanotime() - runtimeInitTime; t > 0 {
		m.GCCPUFraction = float64(raw.pauseTotal) / float64(t)
	}
	m.EnableGC = true
}

//go:linkname debug_setGCPercent runtime/debug.setGCPercent
func debug_setGCPercent(p int32) int32 { return int32(gcsetpercent(int(p))) }

//go:linkname debug_setMemoryLimit runtime/debug.setMemoryLimit
func debug_setMemoryLimit(n int64) int64 { return gcsetlimit(n) }

//go:linkname debug_freeOSMemory runtime/debug.freeOSMemory
func debug_freeOSMemory() {
	GC()
	scavengeall()
}

// debug_readGCStats fills a slice of at least 2*256+3 words: pauses, most recent first, their ends, then the time of the last
// collection, the number of collections and the total pause.
//
//go:linkname debug_readGCStats runtime/debug.readGCStats
func debug_readGCStats(pauses *[]uint64) {
	raw := new(rawstats)
	readmemstats(raw)
	n := int(raw.numGC)
	if n > len(raw.pauseNs) {
		n = len(raw.pauseNs)
	}
	p := (*pauses)[:2*n+3]
	for i := 0; i < n; i++ {
		j := (int(raw.numGC) - 1 - i) % len(raw.pauseNs)
		p[i] = raw.pauseNs[j]
		p[n+i] = raw.pauseEnd[j]
	}
	p[2*n] = raw.lastGC
	p[2*n+1] = raw.numGC
	p[2*n+2] = raw.pauseTotal
	*pauses = p
}
