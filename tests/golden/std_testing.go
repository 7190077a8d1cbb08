// Package testing used as a normal import: testing.Main, AllocsPerRun, Benchmark's results, F.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func helper(t testing.TB, s string) {
	t.Helper()
	t.Log("from helper", s)
}

func match(pat, str string) (bool, error) {
	if pat == "[" {
		return false, fmt.Errorf("bad pattern")
	}
	return strings.Contains(str, strings.Trim(pat, "^$")), nil
}

func TestPass(t *testing.T) { t.Log("not shown unless verbose") }
func TestFail(t *testing.T) {
	t.Log("one", 2)
	t.Errorf("multi\nline %d", 3)
	helper(t, "x")
	t.Fail()
	fmt.Fprintf(t.Output(), "output line\npart")
	t.Log("after part")
}
func TestFatal(t *testing.T) {
	t.Cleanup(func() { t.Log("cleanup 1") })
	t.Cleanup(func() { t.Log("cleanup 2", t.Context().Err()) })
	t.Fatal("fatal")
	t.Log("not reached")
}
func TestSkip(t *testing.T) { t.Skipf("because %s", "so") }
func TestSub(t *testing.T) {
	t.Run("a b", func(t *testing.T) { t.Log(t.Name()); helper(t, "sub") })
	t.Run("a b", func(t *testing.T) {
		t.Error(t.Name())
		t.Run("deep", func(t *testing.T) { t.Error(t.Name()) })
		t.Run("", func(t *testing.T) { t.Skip(t.Name()) })
		t.Run("", func(t *testing.T) { t.Error(t.Name()) })
	})
	t.Run("a b#01", func(t *testing.T) { t.Log(t.Name()) })
	t.Run("weird\x01/é世", func(t *testing.T) { t.Log(t.Name()) })
	fmt.Println("printed", t.Run("ok", func(t *testing.T) {}), t.Failed())
}
func TestParallel(t *testing.T) {
	var order []string
	t.Cleanup(func() { fmt.Println("cleanup parallel", len(order)) })
	ch := make(chan string, 10)
	t.Run("group", func(t *testing.T) {
		for i := 0; i < 3; i++ {
			t.Run(fmt.Sprint("p", i), func(t *testing.T) {
				t.Parallel()
				ch <- t.Name()
			})
		}
		fmt.Println("group body done")
	})
	close(ch)
	for s := range ch {
		order = append(order, s)
	}
}
func TestEnv(t *testing.T) {
	t.Setenv("GORC_X", "1")
	fmt.Println(os.Getenv("GORC_X"))
	d := t.TempDir()
	e := t.TempDir()
	fmt.Println(d != e, filepath.Base(d), filepath.Base(e))
	t.Cleanup(func() { _, err := os.Stat(d); fmt.Println("dir exists", err == nil) })
	t.Chdir(d)
	w, _ := os.Getwd()
	fmt.Println(w == d || true)
	_, ok := t.Deadline()
	fmt.Println(ok)
	t.Attr("key", "value")
	func() {
		defer func() { fmt.Println(recover()) }()
		t.Parallel()
	}()
	func() {
		defer func() { fmt.Println(testing.Short(), testing.Verbose(), testing.Testing(), testing.CoverMode() == "") }()
	}()
}

func main() {
	n := testing.AllocsPerRun(100, func() { sink = make([]byte, 100) })
	fmt.Println(n, testing.AllocsPerRun(10, func() {}))
	r := testing.BenchmarkResult{N: 100, T: 12345 * time.Microsecond, Bytes: 4096, MemAllocs: 500, MemBytes: 123456, Extra: map[string]float64{"widgets/op": 3.14159, "b": 0.0000123}}
	fmt.Println(r.String(), "|", r.MemString(), r.NsPerOp(), r.AllocsPerOp(), r.AllocedBytesPerOp())
	for _, d := range []time.Duration{1, 15, 99, 1234, 99999, 1e6, 1e12} {
		fmt.Println(testing.BenchmarkResult{N: 100, T: d})
	}
	fmt.Println(testing.BenchmarkResult{}.NsPerOp(), testing.BenchmarkResult{N: 3, Extra: map[string]float64{"ns/op": 77, "MB/s": 3}})
	os.Args = append([]string{"prog", "-test.benchtime=10x", "-test.bench=Quick"}, os.Args[1:]...)
	testing.Init()
	for _, e := range []string{"-test.v", "-test.v=false"} {
		_ = e
	}
	testing.Main(match, []testing.InternalTest{{"TestPass", TestPass}, {"TestFail", TestFail}, {"TestFatal", TestFatal}, {"TestSkip", TestSkip}, {"TestSub", TestSub}, {"TestParallel", TestParallel}, {"TestEnv", TestEnv}},
		[]testing.InternalBenchmark{{"BenchmarkSlow", func(b *testing.B) { b.Fatal("no") }}},
		[]testing.InternalExample{{"ExampleGood", func() { fmt.Println("hi") }, "hi\n", false}, {"ExampleBad", func() { fmt.Println("hi") }, "ho\n", false}, {"ExampleUn", func() { fmt.Println("b\na") }, "a\nb\n", true}})
}

var sink []byte
