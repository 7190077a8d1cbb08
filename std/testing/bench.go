package testing

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// InternalBenchmark is a benchmark function with its name.
type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// B measures a benchmark: its function runs the code N times, or for as long as Loop tells.
type B struct {
	// N is how many times to run the code.
	N int
	common

	f           func(*B)
	time        amount
	running     bool
	memory      bool
	parallelism int
	bytes       int64
	extra       map[string]float64
	elapsed     time.Duration
	// The counters of allocations when the timer started, and their increase.
	startAllocs, startBytes uint64
	allocs, allocBytes      uint64
	previousN               int
	result                  BenchmarkResult
	missingBytes            bool

	loop struct {
		n, i uint64 // i iterations are begun, n may be without looking at the clock
		done bool
	}
}

// StartTimer goes on with measuring.
func (b *B) StartTimer() {
	if b.running {
		return
	}
	b.startAllocs, b.startBytes = counters()
	b.start = time.Now()
	b.running = true
}

// StopTimer pauses measuring.
func (b *B) StopTimer() {
	if !b.running {
		return
	}
	b.elapsed += time.Since(b.start)
	allocs, bytes := counters()
	b.allocs += allocs - b.startAllocs
	b.allocBytes += bytes - b.startBytes
	b.running = false
}

// ResetTimer forgets what was measured, also metrics.
func (b *B) ResetTimer() {
	if b.extra == nil {
		b.extra = make(map[string]float64, 16)
	} else {
		clear(b.extra)
	}
	if b.running {
		b.startAllocs, b.startBytes = counters()
		b.start = time.Now()
	}
	b.elapsed, b.allocs, b.allocBytes = 0, 0, 0
}

func counters() (allocs, bytes uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs, m.TotalAlloc
}

// Elapsed gives the measured time.
func (b *B) Elapsed() time.Duration {
	d := b.elapsed
	if b.running {
		d += time.Since(b.start)
	}
	return d
}

// SetBytes says how many bytes an iteration works on, for MB/s.
func (b *B) SetBytes(n int64) { b.bytes = n }

// ReportAllocs has allocations reported, as -test.benchmem does for all.
func (b *B) ReportAllocs() { b.memory = true }

// ReportMetric adds a measured value to the report; ns/op and the like replace the usual values.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.ContainsFunc(unit, func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }) {
		panic("metric unit must not contain whitespace")
	}
	b.extra[unit] = n
}

// Loop tells whether to run the code once more: `for b.Loop() { … }`. The timer starts at its first call and
// stops at the last; N then is the number of iterations.
func (b *B) Loop() bool {
	if b.loop.i < b.loop.n {
		b.loop.i++
		return true
	}
	return b.nextLoop()
}

func (b *B) nextLoop() bool {
	switch {
	case b.loop.done:
		panic("B.Loop called with timer stopped")
	case b.loop.n == 0:
		b.loop.n = 1
		if b.time.n > 0 {
			b.loop.n = uint64(b.time.n)
		}
		b.loop.i = 1
		b.N = 0
		b.ResetTimer()
		b.StartTimer()
		return true
	case !b.running:
		b.Fatal("B.Loop called with timer stopped")
	}
	if b.time.n > 0 || b.Elapsed() >= b.time.d {
		b.StopTimer()
		b.N = int(b.loop.n)
		b.loop.done = true
		return false
	}
	b.loop.n = uint64(predict(b.time.d.Nanoseconds(), int64(b.loop.n), b.Elapsed().Nanoseconds(), int64(b.loop.n)))
	b.loop.i++
	return true
}

// RunParallel calls body on GOMAXPROCS times the parallelism goroutines, among which the iterations are divided.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	// About 100 µs of work are taken at a time.
	grain := uint64(1)
	if b.previousN > 0 && b.result.T > 0 {
		grain = uint64(1e5 * float64(b.previousN) / float64(b.result.T.Nanoseconds()))
	}
	grain = min(max(grain, 1), 1e4)
	var taken atomic.Uint64
	var wg sync.WaitGroup
	procs := b.parallelism * runtime.GOMAXPROCS(0)
	wg.Add(procs)
	for range procs {
		go func() {
			defer wg.Done()
			body(&PB{taken: &taken, grain: grain, all: uint64(b.N)})
		}()
	}
	wg.Wait()
	if taken.Load() <= uint64(b.N) && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

// SetParallelism sets how many goroutines for each CPU RunParallel uses.
func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.parallelism = p
	}
}

// PB hands out the iterations of RunParallel.
type PB struct {
	taken      *atomic.Uint64
	grain, own uint64
	all        uint64
}

// Next tells whether to run the code once more.
func (pb *PB) Next() bool {
	if pb.own == 0 {
		n := pb.taken.Add(pb.grain)
		switch {
		case n <= pb.all:
			pb.own = pb.grain
		case n < pb.all+pb.grain:
			pb.own = pb.all + pb.grain - n
		default:
			return false
		}
	}
	pb.own--
	return true
}

// predict gives the next number of iterations: what should take the goal, but at least one more, and neither more than a
// hundred times the last number nor a thousand million.
func predict(goalNs, prevN, prevNs, last int64) int64 {
	n := goalNs
	if prevNs > 0 {
		n = int64(math.Min(float64(goalNs)*float64(prevN)/float64(prevNs), 1e18))
	}
	n += n / 5
	n = min(n, 100*last)
	n = max(n, last+1)
	return min(n, 1e9)
}

// runN calls the function for n iterations.
func (b *B) runN(n int) {
	defer b.runCleanups()
	defer func() { b.previousN = n }()
	runtime.GC()
	b.N = n
	b.loop.n, b.loop.i, b.loop.done = 0, 0, false
	b.ctx, b.cancel = nil, nil
	b.parallelism = 1
	b.ResetTimer()
	b.StartTimer()
	b.f(b)
	b.StopTimer()
	if b.loop.n > 0 && !b.loop.done && !b.failed {
		b.Error("benchmark function returned without B.Loop() == false (break or return in loop?)")
	}
	b.result = BenchmarkResult{b.N, b.elapsed, b.bytes, b.allocs, b.allocBytes, b.extra}
	b.mu.Lock()
	b.finished = true
	b.mu.Unlock()
}

// onGoroutine calls f where FailNow can end it.
func (b *B) onGoroutine(f func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		f()
	}()
	<-done
}

// measure runs the function for longer and longer until it takes the time wanted.
func (b *B) measure() {
	b.onGoroutine(func() {
		b.runN(1)
		if b.loop.n > 0 || b.failed || b.skipped || b.subs {
			return
		}
		if b.time.n > 0 {
			if b.time.n > 1 {
				b.runN(b.time.n)
			}
			return
		}
		for n := int64(1); !b.failed && b.elapsed < b.time.d && n < 1e9; {
			last := n
			n = predict(b.time.d.Nanoseconds(), int64(b.N), b.elapsed.Nanoseconds(), last)
			b.runN(int(n))
		}
	})
}

// Benchmark measures f by itself, without flags having to be parsed. A failed benchmark has the zero result.
func Benchmark(f func(b *B)) BenchmarkResult {
	b := &B{f: f, time: opts.benchTime, memory: opts.benchMem}
	b.common = common{bench: true, signal: make(chan bool, 1), name: ""}
	b.self = b
	b.measure()
	if b.failed {
		return BenchmarkResult{}
	}
	if b.subs {
		return b.result
	}
	return b.result
}

// Run measures f as a benchmark of its own and tells whether it did not fail. One that calls Run is not
// measured itself.
func (b *B) Run(name string, f func(b *B)) bool {
	b.subs = true
	full, ok := name, true
	if b.state != nil {
		full, ok = b.state.match.fullName(&b.common, name)
	} else if b.name != "" {
		full = b.name + "/" + name
	}
	if !ok {
		return true
	}
	sub := &B{f: f, time: b.time, memory: b.memory}
	sub.common = common{bench: true, name: full, parent: &b.common, level: b.level + 1, state: b.state}
	sub.self = sub
	if b.state == nil {
		sub.measure()
		b.add(sub.result)
		return !sub.failed
	}
	return sub.runAndPrint()
}

// add sums the results of sub-benchmarks, for Benchmark.
func (b *B) add(r BenchmarkResult) {
	t := &b.result
	if r.N > 0 {
		t.N = 1
		t.T += time.Duration(r.NsPerOp())
		t.MemAllocs += uint64(r.AllocsPerOp())
		t.MemBytes += uint64(r.AllocedBytesPerOp())
		if r.Bytes == 0 {
			b.missingBytes = true
			t.Bytes = 0
		}
		if !b.missingBytes {
			t.Bytes += r.Bytes
		}
	}
}

// runAndPrint measures for each number of CPUs and prints the line of each.
func (b *B) runAndPrint() bool {
	good := true
	for i, procs := range cpuList {
		for j := range opts.count {
			runtime.GOMAXPROCS(procs)
			name := b.name
			if procs != 1 {
				name = fmt.Sprintf("%s-%d", b.name, procs)
			}
			sub := b
			if i > 0 || j > 0 {
				sub = &B{f: b.f, time: b.time, memory: b.memory}
				sub.common = common{bench: true, name: b.name, parent: b.parent, level: b.level, state: b.state}
				sub.self = sub
			}
			sub.measure()
			sub.flushPartial()
			switch {
			case sub.failed:
				good = false
				fmt.Fprintf(stdout, "--- FAIL: %s\n%s", name, sub.pending)
				continue
			case sub.skipped:
				if len(sub.pending) > 0 && opts.verbose.on {
					fmt.Fprintf(stdout, "--- SKIP: %s\n%s", name, sub.pending)
				}
				continue
			case sub.subs:
				continue
			}
			line := sub.result.String()
			if sub.memory || opts.benchMem {
				line += "\t" + sub.result.MemString()
			}
			fmt.Fprintf(stdout, "%-*s\t%s\n", widest(), name, line)
			if len(sub.pending) > 0 {
				fmt.Fprintf(stdout, "--- BENCH: %s\n%s", name, sub.pending)
			}
		}
	}
	return good
}

var benchWidth int

func widest() int { return benchWidth }

// RunBenchmarks runs benchmarks; for programs that do not use Main.
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	runBenchmarks("", matchString, benchmarks)
}

func runBenchmarks(pkg string, match func(pat, str string) (bool, error), benchmarks []InternalBenchmark) bool {
	if opts.bench == "" {
		return true
	}
	state := &runState{match: newMatcher(match, opts.bench, "-test.bench", opts.skip)}
	root := &common{state: state, bench: true}
	var chosen []InternalBenchmark
	for _, b := range benchmarks {
		if _, ok := state.match.fullName(nil, b.Name); ok {
			chosen = append(chosen, b)
			for _, procs := range cpuList {
				benchWidth = max(benchWidth, len(fmt.Sprintf("%s-%d", b.Name, procs)))
			}
		}
	}
	if len(chosen) == 0 {
		return true
	}
	fmt.Fprintf(stdout, "goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
	if pkg != "" {
		fmt.Fprintf(stdout, "pkg: %s\n", pkg)
	}
	ok := true
	for _, in := range chosen {
		b := &B{f: in.F, time: opts.benchTime}
		b.common = common{bench: true, name: in.Name, parent: root, level: 1, state: state}
		b.self = b
		ok = b.runAndPrint() && ok
	}
	return ok
}

// BenchmarkResult is what was measured.
type BenchmarkResult struct {
	N         int           // iterations
	T         time.Duration // in all
	Bytes     int64         // worked on in one iteration
	MemAllocs uint64        // in all
	MemBytes  uint64        // in all

	// Extra has the values of ReportMetric.
	Extra map[string]float64
}

// NsPerOp gives the time of an iteration, or the metric ns/op.
func (r BenchmarkResult) NsPerOp() int64 {
	if v, ok := r.Extra["ns/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return r.T.Nanoseconds() / int64(r.N)
}

func (r BenchmarkResult) mbPerSec() float64 {
	if v, ok := r.Extra["MB/s"]; ok {
		return v
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return float64(r.Bytes) * float64(r.N) / 1e6 / r.T.Seconds()
}

// AllocsPerOp gives the allocations of an iteration, or the metric allocs/op.
func (r BenchmarkResult) AllocsPerOp() int64 {
	if v, ok := r.Extra["allocs/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemAllocs) / int64(r.N)
}

// AllocedBytesPerOp gives the bytes that an iteration allocated, or the metric B/op.
func (r BenchmarkResult) AllocedBytesPerOp() int64 {
	if v, ok := r.Extra["B/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemBytes) / int64(r.N)
}

// String gives the line of a report without the name, and without memory unless by metrics.
func (r BenchmarkResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%8d", r.N)
	ns, ok := r.Extra["ns/op"]
	if !ok {
		ns = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	if ns != 0 {
		b.WriteByte('\t')
		printMetric(&b, ns, "ns/op")
	}
	if mbs := r.mbPerSec(); mbs != 0 {
		fmt.Fprintf(&b, "\t%7.2f MB/s", mbs)
	}
	var units []string
	for unit := range r.Extra {
		switch unit {
		case "ns/op", "MB/s", "B/op", "allocs/op":
		default:
			units = append(units, unit)
		}
	}
	slices.Sort(units)
	for _, unit := range units {
		b.WriteByte('\t')
		printMetric(&b, r.Extra[unit], unit)
	}
	return b.String()
}

// printMetric prints with about four digits, points of a column below each other.
func printMetric(w io.Writer, x float64, unit string) {
	y := math.Abs(x)
	if y == 0 || y >= 999.95 {
		fmt.Fprintf(w, "%10.0f %s", x, unit)
		return
	}
	digits := 1
	for limit := 99.995; y < limit && digits < 7; limit /= 10 {
		digits++
	}
	fmt.Fprintf(w, "%*.*f %s", 11+digits, digits, x, unit)
}

// MemString gives the memory part of a report's line.
func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}
