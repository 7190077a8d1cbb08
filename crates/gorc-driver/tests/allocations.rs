//! Programs count what they allocate: what needs no heap does not use it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = r#"
package main

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

type op func(int, int) int

type counter struct{ n int }

func (c counter) val() int { return c.n }
func (c *counter) inc() int {
	c.n++
	return c.n
}

func add(a, b int) int { return a + b }

var table = map[string]op{"add": add, "sub": func(a, b int) int { return a - b }}

//go:noinline
func apply(f op, a, b int) int { return f(a, b) }

//go:noinline
func each(s []int, f func(int)) {
	for _, x := range s {
		f(x)
	}
}

//go:noinline
func call(f func() int) int { return f() }

func generic[X any](x X) func(X) bool { return func(X) bool { return true } }

func newfunc() func(int) int { return func(x int) int { return x } }

// Allocations that a function is known to make, as a negative number.
var known int

func mallocs(what string, f func()) {
	var before, after runtime.MemStats
	f()
	known = 0
	runtime.ReadMemStats(&before)
	for range 10 {
		f()
	}
	runtime.ReadMemStats(&after)
	fmt.Println(what, int(after.Mallocs-before.Mallocs)+known)
}

func measure() {
	s := []int{1, 2, 3}
	t := &counter{4}
	mallocs("nothing", func() {})
	mallocs("top-level func", func() { apply(add, 1, 2) })
	mallocs("captureless", func() { apply(func(a, b int) int { return a * b }, 1, 2) })
	mallocs("returned captureless", func() { newfunc()(1) })
	mallocs("from map", func() { apply(table["sub"], 1, 2) })
	mallocs("passed", func() { n := 0; each(s, func(x int) { n += x }) })
	mallocs("called at once", func() { n := 1; func() { n++ }() })
	mallocs("deferred", func() { n := 1; defer func() { n++ }() })
	mallocs("deferred named result", func() { deferred(1) })
	mallocs("method value", func() { call(t.inc) })
	mallocs("method value of a value", func() { call(t.val) })
	mallocs("method expression", func() { f := (*counter).inc; f(t) })
	mallocs("generic", func() { generic(1) })
	mallocs("nested", func() {
		n := 0
		each(s, func(x int) { each(s, func(y int) { n += x * y }) })
	})
	mallocs("range over func", func() {
		sum := 0
		for x := range iterate(s) {
			sum += x
		}
	})
}

func iterate(s []int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for _, x := range s {
			if !yield(x) {
				return
			}
		}
	}
}

//go:noinline
func deferred(k int) (n int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("recovered %v", e)
			n += k
		}
	}()
	n = 10
	if k > 1 {
		panic(k)
	}
	return 5, nil
}


var out [8]byte

//go:noinline
func build(n int) {
	var b strings.Builder
	b.WriteByte(byte(n))
	b.WriteString("x")
	// Its bytes are in the heap: that many times.
	copy(out[:], b.String())
}

//go:noinline
func second() *int {
	p := new(counter2)
	return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) + unsafe.Offsetof(p.b)))
}

type counter2 struct{ a, b int }

func main() {
	measure()
	mallocs("builder less one", func() { build(1); known-- })
	mallocs("address arithmetic less one", func() { *second() = 1; known-- })
	mallocs("system call", func() { syscall.Getpid(); syscall.Write(-1, nil) })
}
"#;

#[test]
fn closures_that_stay_need_no_heap() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("x.go");
    std::fs::write(&path, PROGRAM).expect("writable");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    let output = command.arg("run").arg(&path).env("GORCCACHE", "off").output().expect("gorc starts");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    assert_eq!(stdout.lines().count(), 18, "{stdout}");
    let allocating: Vec<&str> = stdout.lines().filter(|line| !line.ends_with(" 0")).collect();
    assert!(allocating.is_empty(), "{allocating:?}");
}

/// The counts of a table: name, tab, count.
fn counts(table: &str) -> BTreeMap<&str, u64> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let row = |line| {
        let mut columns = str::split(line, '\t');
        Some((columns.next()?, columns.next()?.parse().ok()?))
    };
    rows.map(|line| row(line).unwrap_or_else(|| panic!("no row of a table: {line}"))).collect()
}

#[test]
fn common_patterns_allocate_no_more_than_with_the_official_toolchain() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/allocations");
    let read = |name: &str| std::fs::read_to_string(dir.join(name)).expect("a file of the repository");
    let (official, more) = (read("patterns.txt"), read("more.txt"));
    let (official, mut more) = (counts(&official), counts(&more));
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    let output = command.arg("run").arg(dir.join("patterns.go")).output().expect("gorc starts");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    let counted = counts(&stdout);
    assert!(counted.keys().eq(official.keys()), "other patterns than in patterns.txt:\n{stdout}");
    let mut wrong = Vec::new();
    for (name, &n) in &counted {
        let known = more.remove(name);
        let allowed = known.unwrap_or(official[name]);
        if n > allowed || known.is_some_and(|known| n < known) {
            wrong.push(format!("{name}: {n}, not {allowed}"));
        }
    }
    assert!(wrong.is_empty() && more.is_empty(), "{wrong:#?} {more:?}");
}
