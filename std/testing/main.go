package testing

import (
	"flag"
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// cpuList has the values for GOMAXPROCS to run with.
var cpuList = []int{runtime.GOMAXPROCS(-1)}

// anyFailed tells that some test failed, for -test.failfast.
var anyFailed atomic.Bool

// M is passed to TestMain.
type M struct {
	deps       testDeps
	tests      []InternalTest
	benchmarks []InternalBenchmark
	fuzz       []InternalFuzzTarget
	examples   []InternalExample
	ran        bool
	code       int
}

// MainStart is for the main function of programs that are made to run tests.
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget, examples []InternalExample) *M {
	if _, old := deps.(matchOnly); !old {
		testBinary = true
	}
	Init()
	return &M{deps: deps, tests: tests, benchmarks: benchmarks, fuzz: fuzzTargets, examples: examples}
}

// matchOnly is a testDeps with nothing but the matching.
type matchOnly func(pat, str string) (bool, error)

func (matchOnly) ImportPath() string                          { return "" }
func (f matchOnly) MatchString(pat, str string) (bool, error) { return f(pat, str) }

// Main runs everything and exits. It is kept for old programs.
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark, examples []InternalExample) {
	os.Exit(MainStart(matchOnly(matchString), tests, benchmarks, nil, examples).Run())
}

// Run runs the tests and gives the code to exit with.
func (m *M) Run() (code int) {
	defer func() { code = m.code }()
	if !flag.Parsed() {
		flag.Parse()
	}
	if opts.parallel < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		m.code = 2
		return
	}
	if opts.list != "" {
		m.list()
		return
	}
	if !parseCPUList() {
		m.code = 1
		return
	}
	if opts.shuffle != "off" && !m.shuffle() {
		m.code = 2
		return
	}
	deadline := deadlineOf()
	if opts.timeout > 0 {
		alarm := time.AfterFunc(opts.timeout, func() {
			panic(fmt.Sprintf("test timed out after %v", opts.timeout))
		})
		defer alarm.Stop()
	}
	testsRan, testsOK := runTests(m.deps.MatchString, m.tests, deadline)
	fuzzRan, fuzzOK := runFuzzTests(m.deps.MatchString, m.fuzz, deadline)
	examplesRan, examplesOK := runExamples(m.deps.MatchString, m.examples)
	if !testsRan && !fuzzRan && !examplesRan && opts.bench == "" && opts.fuzz == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if !testsOK || !fuzzOK || !examplesOK || !runBenchmarks(m.deps.ImportPath(), m.deps.MatchString, m.benchmarks) {
		fmt.Fprint(stdout, mark()+"FAIL\n")
		m.code = 1
		return
	}
	fmt.Fprint(stdout, mark()+"PASS\n")
	m.code = 0
	return
}

func (m *M) list() {
	var names []string
	for _, t := range m.tests {
		names = append(names, t.Name)
	}
	for _, b := range m.benchmarks {
		names = append(names, b.Name)
	}
	for _, f := range m.fuzz {
		names = append(names, f.Name)
	}
	for _, e := range m.examples {
		names = append(names, e.Name)
	}
	for _, n := range names {
		ok, err := m.deps.MatchString(opts.list, n)
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: invalid regexp in -test.list (%q): %s\n", opts.list, err)
			os.Exit(1)
		}
		if ok {
			fmt.Fprintln(stdout, n)
		}
	}
}

func parseCPUList() bool {
	if opts.cpu == "" {
		return true
	}
	cpuList = nil
	for _, s := range strings.Split(opts.cpu, ",") {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil || n <= 0 {
			fmt.Fprintf(os.Stderr, "testing: invalid value %q for -test.cpu\n", s)
			return false
		}
		cpuList = append(cpuList, n)
	}
	return true
}

// shuffle puts tests and benchmarks into an order that the printed seed reproduces.
func (m *M) shuffle() bool {
	seed := time.Now().UnixNano()
	if opts.shuffle != "on" {
		var err error
		if seed, err = strconv.ParseInt(opts.shuffle, 10, 64); err != nil {
			fmt.Fprintln(os.Stderr, `testing: -shuffle should be "off", "on", or a valid integer:`, err)
			return false
		}
	}
	fmt.Fprintln(stdout, "-test.shuffle", seed)
	r := rand.New(rand.NewSource(seed))
	r.Shuffle(len(m.tests), func(i, j int) { m.tests[i], m.tests[j] = m.tests[j], m.tests[i] })
	r.Shuffle(len(m.benchmarks), func(i, j int) { m.benchmarks[i], m.benchmarks[j] = m.benchmarks[j], m.benchmarks[i] })
	return true
}
