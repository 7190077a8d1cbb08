// Package testing runs tests, benchmarks, fuzz tests with their seeds, and examples.
//
// A test, a benchmark and a fuzz test share common (common.go), which holds results, logged text and cleanups;
// report.go writes all that. test.go, bench.go, fuzz.go and example.go are the four kinds; main.go runs
// them all as the flags here say; match.go chooses them by name.
package testing

import (
	"errors"
	"flag"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// options are the values of the flags.
type options struct {
	short, failFast, fullPath, panicOnExit0, benchMem bool

	run, skip, bench, list, fuzz, shuffle, cpu string
	outputDir                                  string

	count, parallel int
	timeout         time.Duration
	benchTime       amount
	verbose         chatty
	artifacts       bool
}

var (
	initRan bool
	opts    = options{count: 1, benchTime: amount{d: time.Second}}
	// testBinary tells that the program was built to run tests.
	testBinary bool
)

// chatty is the value of -test.v.
type chatty struct{ on, json bool }

func (c *chatty) IsBoolFlag() bool { return true }
func (c *chatty) Get() any         { return c.String() }

func (c *chatty) String() string {
	switch {
	case c.json:
		return "test2json"
	case c.on:
		return "true"
	}
	return "false"
}

func (c *chatty) Set(s string) error {
	switch s {
	case "true", "test2json":
		*c = chatty{true, s == "test2json"}
	case "false":
		*c = chatty{}
	default:
		return errors.New("invalid flag -test.v=" + s)
	}
	return nil
}

// amount is how long to measure: for a time, or for a number of iterations written like 100x.
type amount struct {
	d time.Duration
	n int
}

func (a *amount) String() string {
	if a.n > 0 {
		return strconv.Itoa(a.n) + "x"
	}
	return a.d.String()
}

func (a *amount) Set(s string) error {
	if digits, ok := strings.CutSuffix(s, "x"); ok {
		n, err := strconv.Atoi(digits)
		if err != nil || n < 0 {
			return errors.New("invalid count")
		}
		*a = amount{n: n}
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return errors.New("invalid duration")
	}
	*a = amount{d: d}
	return nil
}

// Init registers the flags of tests. Programs that test call it by themselves; it is for those that call
// functions such as Benchmark otherwise. It has no effect the second time.
func Init() {
	if initRan {
		return
	}
	initRan = true
	flag.BoolVar(&opts.short, "test.short", false, "run smaller test suite to save time")
	flag.BoolVar(&opts.failFast, "test.failfast", false, "do not start new tests after the first test failure")
	flag.StringVar(&opts.outputDir, "test.outputdir", "", "write profiles to `dir`")
	flag.BoolVar(&opts.artifacts, "test.artifacts", false, "store test artifacts in test.,outputdir")
	flag.Var(&opts.verbose, "test.v", "verbose: print additional output")
	flag.IntVar(&opts.count, "test.count", 1, "run tests and benchmarks `n` times")
	flag.StringVar(&opts.list, "test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
	flag.StringVar(&opts.run, "test.run", "", "run only tests and examples matching `regexp`")
	flag.StringVar(&opts.skip, "test.skip", "", "do not list or run tests matching `regexp`")
	flag.DurationVar(&opts.timeout, "test.timeout", 0, "panic test binary after duration `d` (default 0, timeout disabled)")
	flag.StringVar(&opts.cpu, "test.cpu", "", "comma-separated `list` of cpu counts to run each test with")
	flag.IntVar(&opts.parallel, "test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
	flag.StringVar(&opts.shuffle, "test.shuffle", "off", "randomize the execution order of tests and benchmarks")
	flag.BoolVar(&opts.fullPath, "test.fullpath", false, "show full file names in error messages")
	flag.BoolVar(&opts.panicOnExit0, "test.paniconexit0", false, "panic on call to os.Exit(0)")
	flag.StringVar(&opts.bench, "test.bench", "", "run only benchmarks matching `regexp`")
	flag.BoolVar(&opts.benchMem, "test.benchmem", false, "print memory allocations for benchmarks")
	flag.Var(&opts.benchTime, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
	flag.StringVar(&opts.fuzz, "test.fuzz", "", "run the fuzz test matching `regexp`")
	// Accepted without effect: there are no profiles yet.
	for _, name := range []string{"coverprofile", "memprofile", "cpuprofile", "blockprofile", "mutexprofile", "trace", "testlogfile", "gocoverdir", "fuzzcachedir"} {
		flag.String("test."+name, "", "accepted without effect: `file`")
	}
	for _, name := range []string{"memprofilerate", "blockprofilerate", "mutexprofilefraction"} {
		flag.Int("test."+name, 0, "accepted without effect")
	}
	flag.Duration("test.fuzztime", 0, "accepted without effect")
	flag.Duration("test.fuzzminimizetime", 0, "accepted without effect")
	flag.Bool("test.fuzzworker", false, "accepted without effect")
}

// Short tells whether -test.short is set.
func Short() bool {
	if !initRan {
		panic("testing: Short called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Short called before Parse")
	}
	return opts.short
}

// Verbose tells whether -test.v is set.
func Verbose() bool {
	if !initRan {
		panic("testing: Verbose called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Verbose called before Parse")
	}
	return opts.verbose.on
}

// Testing tells whether the program runs tests.
func Testing() bool { return testBinary }

// CoverMode gives the mode of test coverage: empty, since there is none yet.
func CoverMode() string { return cover.Mode }

// Coverage gives the fraction of covered code: 0, since none is recorded yet.
func Coverage() float64 {
	var covered, all int
	for _, counters := range cover.Counters {
		for i := range counters {
			if counters[i] > 0 {
				covered++
			}
			all++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(covered) / float64(all)
}

// CoverBlock is where a counted block of code lies.
type CoverBlock struct {
	Line0 uint32
	Col0  uint16
	Line1 uint32
	Col1  uint16
	Stmts uint16
}

// Cover has the counters of covered code.
type Cover struct {
	Mode            string
	Counters        map[string][]uint32
	Blocks          map[string][]CoverBlock
	CoveredPackages string
}

var cover Cover

// RegisterCover takes counters over.
func RegisterCover(c Cover) { cover = c }

// AllocsPerRun gives the average number of allocations of f, as a whole number: over runs calls after one more,
// with GOMAXPROCS set to 1 meanwhile.
func AllocsPerRun(runs int, f func()) (avg float64) {
	if parallelRunning.Load() {
		panic("testing: AllocsPerRun called during parallel test")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.Mallocs
	for range runs {
		f()
	}
	runtime.ReadMemStats(&m)
	return float64((m.Mallocs - before) / uint64(runs))
}

// testDeps is what a program that runs tests hands to MainStart.
type testDeps interface {
	ImportPath() string
	MatchString(pat, str string) (bool, error)
}

// stdout is where reports go.
var stdout io.Writer = os.Stdout
