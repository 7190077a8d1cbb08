package testing

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// InternalFuzzTarget is a fuzz test with its name.
type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// F is a fuzz test. Its seeds are run, those of Add and those in testdata/fuzz; inputs are not generated yet.
type F struct {
	common
	seeds  []seed
	called bool
}

type seed struct {
	name string
	args []any
}

// Add adds a seed, whose values must have the types of the fuzz target's parameters.
func (f *F) Add(args ...any) {
	for i, a := range args {
		if !fuzzable[reflect.TypeOf(a)] {
			panic(fmt.Sprintf("testing: unsupported type to Add %v", reflect.TypeOf(args[i])))
		}
	}
	f.seeds = append(f.seeds, seed{"seed#" + strconv.Itoa(len(f.seeds)), args})
}

var fuzzable = map[reflect.Type]bool{
	reflect.TypeFor[[]byte](): true, reflect.TypeFor[string](): true, reflect.TypeFor[bool](): true,
	reflect.TypeFor[byte](): true, reflect.TypeFor[rune](): true,
	reflect.TypeFor[float32](): true, reflect.TypeFor[float64](): true,
	reflect.TypeFor[int](): true, reflect.TypeFor[int8](): true, reflect.TypeFor[int16](): true, reflect.TypeFor[int64](): true,
	reflect.TypeFor[uint](): true, reflect.TypeFor[uint16](): true, reflect.TypeFor[uint32](): true, reflect.TypeFor[uint64](): true,
}

// Fail marks the fuzz test as failed and lets it go on.
func (f *F) Fail() { f.common.Fail() }

// Helper marks the calling function as one whose lines are not shown in the log.
func (f *F) Helper() {
	pc, _, _, ok := runtime.Caller(1)
	if !ok {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.helpers == nil {
		f.helpers = make(map[string]bool)
	}
	f.helpers[runtime.FuncForPC(pc).Name()] = true
}

// Skipped tells whether the fuzz test was skipped.
func (f *F) Skipped() bool { return f.common.Skipped() }

// Fuzz runs ff, a func(*T, …), with each seed as a subtest.
func (f *F) Fuzz(ff any) {
	if f.called {
		panic("testing: F.Fuzz called more than once")
	}
	f.called = true
	if f.Failed() {
		return
	}
	fn := reflect.ValueOf(ff)
	typ := fn.Type()
	switch {
	case typ.Kind() != reflect.Func:
		panic("testing: F.Fuzz must receive a function")
	case typ.NumIn() < 2 || typ.In(0) != reflect.TypeFor[*T]():
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	case typ.NumOut() != 0:
		panic("testing: fuzz target must not return a value")
	}
	var types []reflect.Type
	for i := 1; i < typ.NumIn(); i++ {
		if !fuzzable[typ.In(i)] {
			panic(fmt.Sprintf("testing: unsupported type for fuzzing %v", typ.In(i)))
		}
		types = append(types, typ.In(i))
	}
	for _, s := range f.seeds {
		if err := s.check(types); err != nil {
			f.Fatal(err)
		}
	}
	stored, err := readCorpus(filepath.Join("testdata", "fuzz", f.name), types)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range append(f.seeds, stored...) {
		f.runSeed(fn, s)
	}
}

func (s seed) check(types []reflect.Type) error {
	if len(s.args) != len(types) {
		return fmt.Errorf("wrong number of values in corpus entry: %d, want %d", len(s.args), len(types))
	}
	for i := range types {
		if reflect.TypeOf(s.args[i]) != types[i] {
			return fmt.Errorf("mismatched types in corpus entry: %v, want %v", reflect.TypeOf(s.args[i]), types[i])
		}
	}
	return nil
}

func (f *F) runSeed(fn reflect.Value, s seed) {
	full, ok := f.state.match.fullName(&f.common, s.name)
	if !ok {
		return
	}
	t := newTest(&f.common, full, f.state)
	if t.verbose() {
		announce("RUN", t.name)
	}
	go t.run(func(t *T) {
		args := []reflect.Value{reflect.ValueOf(t)}
		for _, a := range s.args {
			args = append(args, reflect.ValueOf(a))
		}
		fn.Call(args)
	})
	<-t.signal
	f.subs = true
}

// readCorpus reads the stored seeds of a fuzz test.
func readCorpus(dir string, types []reflect.Type) ([]seed, error) {
	files, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var all []seed
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		name := filepath.Join(dir, file.Name())
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		args, err := parseCorpus(string(data))
		s := seed{file.Name(), args}
		if err == nil {
			err = s.check(types)
		}
		if err != nil {
			return nil, fmt.Errorf("%q: %v", name, err)
		}
		all = append(all, s)
	}
	return all, nil
}

// parseCorpus reads a stored seed: a line with the version, then a conversion to a basic type on each line.
func parseCorpus(data string) ([]any, error) {
	lines := strings.Split(strings.TrimSpace(data), "\n")
	if strings.TrimSpace(lines[0]) != "go test fuzz v1" {
		return nil, errors.New("unknown encoding version: " + lines[0])
	}
	if len(lines) < 2 {
		return nil, errors.New("must include version and at least one value")
	}
	var args []any
	for _, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		typ, rest, ok := strings.Cut(line, "(")
		lit, ok2 := strings.CutSuffix(rest, ")")
		if !ok || !ok2 {
			return nil, fmt.Errorf("malformed line %q: expected call expression", line)
		}
		v, err := parseValue(typ, lit)
		if err != nil {
			return nil, fmt.Errorf("malformed line %q: %v", line, err)
		}
		args = append(args, v)
	}
	return args, nil
}

func parseValue(typ, lit string) (any, error) {
	for t := range fuzzable {
		if t.String() != typ && !(typ == "byte" && t.Kind() == reflect.Uint8) && !(typ == "rune" && t.Kind() == reflect.Int32) {
			continue
		}
		v := reflect.New(t).Elem()
		switch {
		case typ == "[]byte" || typ == "string":
			s, err := strconv.Unquote(lit)
			if err != nil {
				return nil, err
			}
			v.Set(reflect.ValueOf(s).Convert(t))
		case typ == "bool":
			b, err := strconv.ParseBool(lit)
			if err != nil {
				return nil, err
			}
			v.SetBool(b)
		case v.CanFloat():
			x, err := strconv.ParseFloat(lit, t.Bits())
			if err != nil {
				return nil, err
			}
			v.SetFloat(x)
		case strings.HasPrefix(lit, "'"):
			r, _, tail, err := strconv.UnquoteChar(lit[1:], '\'')
			if err != nil || tail != "'" {
				return nil, errors.New("malformed character")
			}
			if v.CanInt() {
				v.SetInt(int64(r))
			} else {
				v.SetUint(uint64(r))
			}
		case v.CanInt():
			n, err := strconv.ParseInt(lit, 0, t.Bits())
			if err != nil {
				return nil, err
			}
			v.SetInt(n)
		default:
			n, err := strconv.ParseUint(lit, 0, t.Bits())
			if err != nil {
				return nil, err
			}
			v.SetUint(n)
		}
		return v.Interface(), nil
	}
	return nil, errors.New("unknown type " + typ)
}

// runFuzzTests runs fuzz tests with their seeds.
func runFuzzTests(match func(pat, str string) (bool, error), targets []InternalFuzzTarget, deadline time.Time) (ran, ok bool) {
	ok = true
	if len(targets) == 0 {
		return false, true
	}
	state := newRunState(opts.parallel, newMatcher(match, opts.run, "-test.run", opts.skip))
	state.deadline = deadline
	root := newTest(nil, "", state)
	for _, target := range targets {
		name, chosen := state.match.fullName(&root.common, target.Name)
		if !chosen {
			continue
		}
		ran = true
		f := &F{common: common{name: name, parent: &root.common, level: 1, state: state, signal: make(chan bool, 1), barrier: make(chan bool)}}
		f.self = f
		if f.verbose() {
			announce("RUN", name)
		}
		go f.run(target.Fn)
		<-f.signal
		ok = ok && !f.Failed()
	}
	return ran, ok
}

// run calls the fuzz test on this goroutine and reports.
func (f *F) run(fn func(*F)) {
	defer func() {
		f.duration += time.Since(f.start)
		err := recover()
		if err == nil && !f.finished {
			err = any(errNilPanicOrGoexit)
		}
		if len(f.waiting) > 0 {
			f.state.release()
			close(f.barrier)
			for _, sub := range f.waiting {
				<-sub.signal
			}
			f.state.acquire()
		}
		f.runCleanups()
		switch {
		case err != nil || f.Failed():
			f.report("FAIL")
		case f.Skipped() && opts.verbose.on:
			f.report("SKIP")
		case opts.verbose.on:
			f.report("PASS")
		}
		if err != nil {
			panic(err)
		}
		f.mu.Lock()
		f.done = true
		f.mu.Unlock()
		f.signal <- true
	}()
	f.start = time.Now()
	fn(f)
	f.mu.Lock()
	f.finished = true
	f.mu.Unlock()
}
