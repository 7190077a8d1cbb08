package testing

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// InternalExample is an example with the output that it should have.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

// RunExamples runs examples; for programs that do not use Main.
func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool) {
	_, ok = runExamples(matchString, examples)
	return ok
}

func runExamples(match func(pat, str string) (bool, error), examples []InternalExample) (ran, ok bool) {
	ok = true
	m := newMatcher(match, opts.run, "-test.run", opts.skip)
	for _, eg := range examples {
		if _, chosen := m.fullName(nil, eg.Name); !chosen {
			continue
		}
		ran = true
		if !runExample(eg) {
			ok = false
		}
	}
	return ran, ok
}

// runExample calls an example with its standard output redirected.
func runExample(eg InternalExample) (passed bool) {
	if opts.verbose.on {
		fmt.Fprintf(stdout, "%s=== RUN   %s\n", mark(), eg.Name)
	}
	saved := os.Stdout
	r, w, err := os.Pipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout = w
	out := make(chan string)
	go func() {
		var b strings.Builder
		_, err := io.Copy(&b, r)
		r.Close()
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: copying pipe: %v\n", err)
			os.Exit(1)
		}
		out <- b.String()
	}()
	start := time.Now()
	finished := false
	defer func() {
		elapsed := time.Since(start)
		w.Close()
		os.Stdout = saved
		got := <-out
		err := recover()
		passed = eg.judge(got, elapsed, finished, err)
		if err != nil {
			panic(err)
		}
		if !finished {
			panic(errNilPanicOrGoexit)
		}
	}()
	eg.F()
	finished = true
	return
}

// judge compares what was printed and reports.
func (eg *InternalExample) judge(stdoutText string, elapsed time.Duration, finished bool, panicked any) bool {
	got, want := strings.TrimSpace(stdoutText), strings.TrimSpace(eg.Output)
	fail := ""
	if eg.Unordered {
		if sortLines(got) != sortLines(want) && panicked == nil {
			fail = fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", stdoutText, eg.Output)
		}
	} else if got != want && panicked == nil {
		fail = fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
	}
	if fail != "" || !finished || panicked != nil {
		fmt.Fprintf(stdout, "%s--- FAIL: %s (%.2fs)\n%s", mark(), eg.Name, elapsed.Seconds(), fail)
		return false
	}
	if opts.verbose.on {
		fmt.Fprintf(stdout, "%s--- PASS: %s (%.2fs)\n", mark(), eg.Name, elapsed.Seconds())
	}
	return true
}

func sortLines(s string) string {
	lines := strings.Split(s, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
