//! Programs as generators write them: very long, very deep, thousands of variables. They are compiled and run, at sizes with
//! which anything that takes time or memory with the square of the program would not come to an end within the limit.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Far more than a program takes, even without optimisation of the compiler and on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs a command; its standard error and whether it succeeded.
fn run(command: &mut Command, what: &str) -> (String, bool) {
    let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
    let mut stderr = child.stderr.take().expect("a pipe");
    let reader = std::thread::spawn(move || std::io::read_to_string(&mut stderr).unwrap_or_default());
    let start = Instant::now();
    let status = loop {
        match child.try_wait().expect("a child") {
            Some(status) => break status,
            None if start.elapsed() > LIMIT => {
                let _ = child.kill();
                panic!("{what} takes more than {LIMIT:?}");
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    (reader.join().expect("the reader ends"), status.success())
}

fn build(dir: &Path, name: &str, text: &str) -> (String, bool) {
    std::fs::write(dir.join("x.go"), text).expect("writable");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    command.args(["build", "-o", "x", "x.go"]).current_dir(dir).env("GORCCACHE", "off");
    run(&mut command, &format!("compiling {name}"))
}

/// The program prints this number.
#[track_caller]
fn prints(name: &str, text: &str, want: u64) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let (errors, built) = build(dir.path(), name, text);
    assert!(built, "{name}: {errors}");
    let (output, fine) = run(&mut Command::new(dir.path().join("x")), name);
    assert!(fine && output == format!("{want}\n"), "{name}: {output}");
}

/// `main`, with something in front of it.
fn program(before: &str, body: &str) -> String {
    format!("package main\n\n{before}\n\nfunc main() {{\n{body}\n}}\n")
}

/// `line(0)`, `line(1)`, … one after the other.
fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut out, i| {
        let _ = writeln!(out, "{}", line(i));
        out
    })
}

const ONE: &str = "//go:noinline\nfunc one() int { return 1 }";

#[test]
fn long_expressions() {
    let chain = |part: &str, op: &str, n: usize| vec![part; n].join(op);
    prints("x+x", &program("var x = 1", &format!("println({})", chain("x", "+", 100_000))), 100_000);
    prints("f()+f()", &program(ONE, &format!("println({})", chain("one()", "+", 20_000))), 20_000);
    prints("s+s", &program("var s = \"ab\"", &format!("println(len({}))", chain("s", "+", 20_000))), 40_000);
    let all = format!("if {} {{ println(7) }}", chain("x > 0", " && ", 20_000));
    prints("x && x", &program("var x = 1", &all), 7);
    let pieces = chain(&format!("\"{}\"", "x".repeat(99)), " +\n", 30_000);
    prints("constants", &program(&format!("const s = {pieces}"), "println(len(s))"), 30_000 * 99);
    let calls = format!("t := T{{}}\nt{}\nprintln(t.n)", ".m()".repeat(20_000));
    prints(
        "t.m().m()",
        &program("type T struct{ n int }\n//go:noinline\nfunc (t *T) m() *T { t.n++; return t }", &calls),
        20_000,
    );
    let args = format!("println(t{}.n)", ".m(1)".repeat(10_000));
    prints(
        "t.m(1).m(1)",
        &program("type T struct{ n int }\nfunc (t T) m(n int) T { t.n += n; return t }\nvar t T", &args),
        10_000,
    );
}

#[test]
fn deep_nesting() {
    let nest = |open: &str, middle: &str, close: &str, n: usize| {
        format!("{}{middle}{}", open.repeat(n), close.repeat(n))
    };
    let number = "var x = 1";
    prints("parens", &program(number, &format!("println({})", nest("(", "x", ")", 100_000))), 1);
    prints("signs", &program(number, &format!("println({})", nest("-+", "x", "", 50_000))), 1);
    prints("sums", &program(number, &format!("println({})", nest("(x + ", "0", ")", 50_000))), 50_000);
    prints(
        "calls",
        &program("func f(x int) int { return x }", &format!("println({})", nest("f(", "3", ")", 10_000))),
        3,
    );
    prints("types", &program(&format!("var x {}int", "[]".repeat(10_000)), "println(len(x))"), 0);
    prints(
        "literals",
        &program("type T []any", &format!("println(len({}))", nest("T{", "1", "}", 10_000))),
        1,
    );
    prints("blocks", &program(number, &nest("{\n", "println(x)", "\n}", 10_000)), 1);
    prints("ifs", &program(number, &nest("if x > 0 {\n", "println(x)", "\n}", 10_000)), 1);
    prints("loops", &program(number, &nest("for range x {\n", "println(x)", "\n}", 300)), 1);
    prints("functions", &program(number, &nest("func() {\n", "println(x)", "\n}()", 2_000)), 1);
    let arms = lines(20_000, |i| format!("if x == {i} {{ println({i}) }} else"));
    prints("else ifs", &program("var x = 1", &format!("{arms} {{}}")), 1);
}

#[test]
fn nesting_without_bounds_is_an_error() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (open, close) in
        [("(", ")"), ("f(", ")"), ("^", ""), ("T{", "}"), ("func() {", "}"), ("a[", "]"), ("x + ", "")]
    {
        let text = format!("package main\nvar x = {}1{}\n", open.repeat(300_000), close.repeat(300_000));
        let (errors, built) = build(dir.path(), open, &text);
        assert!(
            !built && errors.ends_with(": syntax error: exceeded max nesting depth\n"),
            "{open}: {errors}"
        );
    }
}

#[test]
fn many_variables_in_many_branches() {
    let n = 3_000;
    let branches = format!(
        "//go:noinline\nfunc f(c []bool, k int) int {{\n{}{}s := 0\n{}return s\n}}",
        lines(n, |i| format!("x{i} := k + {i}")),
        lines(n, |i| format!("if c[{i}] {{ x{i} += x{} }}", (i * 7 + 3) % n)),
        lines(n, |i| format!("s += x{i}")),
    );
    let sum = (n + n * (n - 1) / 2) as u64;
    prints("branches", &program(&branches, &format!("println(f(make([]bool, {n}), 1))")), sum);
    // Variable i is i, then the states 1, 2 and 3 add to three of them the one 7 i + 3 places on.
    let machine = format!(
        "//go:noinline\nfunc f(states []int) int {{\n{}for _, s := range states {{\nswitch s {{\n{}}}\n}}\ns := 0\n{}return s\n}}",
        lines(n, |i| format!("x{i} := {i}")),
        lines(n, |i| format!("case {i}: x{i} += x{}", (i * 7 + 3) % n)),
        lines(n, |i| format!("s += x{i}")),
    );
    let sum = (n * (n - 1) / 2 + 10 + 17 + 24) as u64;
    prints("state machine", &program(&machine, "println(f([]int{1, 2, 3}))"), sum);
    // Loops whose variables are captured, short-lived ones, pointers, strings and structs among the long-lived.
    let mixed = format!(
        "type P struct{{ a, b int }}\n//go:noinline\nfunc f(k int) (r int) {{\nvar total int\nvar funcs []func() int\n{}{}\
         for i := 0; i < 3; i++ {{ funcs = append(funcs, func() int {{ return i + x1 }}) }}\n\
         for _, f := range funcs {{ total += f() }}\n{}return total + r\n}}",
        lines(n, |i| match i % 4 {
            0 => format!("x{i} := k"),
            1 => format!("x{i} := len([]int{{k, k}})"),
            2 => format!("p{i} := P{{k, 1}}; x{i} := p{i}.b"),
            _ => format!("s{i} := \"ab\"[k:]; x{i} := len(s{i})"),
        }),
        lines(n, |i| format!("if k > 1 && x{i} > 0 {{ x{} = x{i}; r++ }}", (i * 7 + 3) % n)),
        lines(n, |i| format!("total += x{i}")),
    );
    // 1 + 2 + 1 + 1 for each four, and 2 + 3 + 4 of the functions.
    prints("mixed", &program(&mixed, "println(f(1))"), (n / 4 * 5 + 9) as u64);
}

#[test]
fn long_functions() {
    let n = 20_000;
    let returns = format!(
        "//go:noinline\nfunc g(i int) (int, error) {{ return i, nil }}\nfunc f() (int, error) {{\ns := 0\n{}return s, nil\n}}",
        lines(n, |i| format!("v{i}, err := g({i})\nif err != nil {{ return 0, err }}\ns += v{i}")),
    );
    prints("early returns", &program(&returns, "s, _ := f()\nprintln(s)"), (n * (n - 1) / 2) as u64);
    let n = 25_000;
    let cases = lines(n, |i| format!("case {}:\nreturn {i}", i * 3));
    let switch = format!("//go:noinline\nfunc f(x int) int {{\nswitch x {{\n{cases}}}\nreturn -1\n}}");
    prints("switch", &program(&switch, "println(f(3 * 24999))"), 24_999);
    let n = 20_000;
    let cases = lines(n, |i| format!("case {}:\na = {i}\nb += x", i * 3));
    let switch = format!("//go:noinline\nfunc f(x int) (a, b int) {{\nswitch x {{\n{cases}}}\nreturn\n}}");
    prints("assignments in a switch", &program(&switch, "a, b := f(9)\nprintln(a + b)"), 12);
    let n = 4_000;
    let types = lines(n, |i| format!("type T{i} int"));
    let cases = lines(n, |i| format!("case T{i}: return {i}"));
    let switch = format!("{types}func f(x any) int {{\nswitch x.(type) {{\n{cases}}}\nreturn -1\n}}");
    prints("type switch", &program(&switch, "println(f(T3999(1)))"), 3999);
    let appends = lines(10_000, |i| format!("s = append(s, \"item{i}\")"));
    prints("appends", &program("", &format!("var s []string\n{appends}println(len(s))")), 10_000);
}

#[test]
fn many_loops() {
    let n = 5_000;
    let row = lines(n, |i| format!("for i := 0; i < k; i++ {{ s += i; t ^= {i}; u += t }}"));
    let row =
        format!("//go:noinline\nfunc f(k int) int {{\ns, t, u := 0, 0, 0\n{row}return s + u - u + t - t\n}}");
    prints("loops in a row", &program(&row, "println(f(3))"), 3 * n as u64);
    let n = 1_000;
    let heads = lines(n, |i| format!("for i{i} := 0; i{i} < k; i{i}++ {{"));
    let nest = format!("func f(k int) (s int) {{\n{heads}s++\n{}return\n}}", lines(n, |_| "}".into()));
    prints("nested loops", &program(&nest, "println(f(1))"), 1);
}

#[test]
fn large_data_and_many_declarations() {
    let n = 100_000;
    let structs = lines(n, |i| format!("{{{i}, \"name{i}\", {i}.5}},"));
    let table = format!("type T struct {{ a int; b string; c float64 }}\nvar t = []T{{\n{structs}}}");
    prints("structs", &program(&table, "println(t[99999].a)"), 99_999);
    let n = 30_000;
    let entries = lines(n, |i| format!("\"name{i}\": {{{i}, \"x\"}},"));
    let table = format!("type T struct {{ a int; b string }}\nvar t = map[string]T{{\n{entries}}}");
    prints("map", &program(&table, "println(len(t) + t[\"name5\"].a)"), 30_005);
    let n = 5_000;
    let funcs = lines(n, |i| {
        let next = (i + 1) % n;
        format!("func f{i}(x, y int) int {{\nif x <= {i} {{ return y }}\nreturn f{next}(x, y + 1)\n}}")
    });
    prints("functions", &program(&funcs, "println(f0(4000, 0))"), 4_000);
    let vars = lines(n, |i| format!("var v{i} = g(v{})", i + 1));
    let vars = format!("func g(x int) int {{ return x + 1 }}\n{vars}var v{n} = 1");
    prints("variables", &program(&vars, "println(v0)"), 5_001);
    let embedded = lines(500, |i| format!("type T{} struct {{ T{i} }}", i + 1));
    let embedded = format!("type T0 struct {{ x int }}\nfunc (t T0) M() int {{ return t.x }}\n{embedded}");
    prints("embedded", &program(&embedded, "var t T500\nt.x = 5\nprintln(t.M())"), 5);
}

/// Lists of members that are looked through for each of them, and types one in the other.
#[test]
fn many_members_and_deep_types() {
    let n = 3_000;
    let fields = lines(n, |i| format!("f{i} int"));
    let values = lines(n, |i| format!("f{i}: {i},"));
    let table = format!("type S struct {{\n{fields}}}\nvar s = S{{\n{values}}}");
    prints(
        "fields",
        &program(&table, &format!("t := s\n{}println(t.f7)", lines(n, |i| format!("t.f{i}++")))),
        8,
    );
    let methods = lines(n, |i| format!("func (t T) M{i}() int {{ return {i} }}"));
    let names = lines(n, |i| format!("M{i}() int"));
    let types = format!("type T int\n{methods}type I interface {{\n{names}}}");
    let calls = lines(n, |i| format!("s += i.M{i}()"));
    let body = format!("var i I = T(1)\nvar a any = i\ns := 0\n{calls}println(s + a.(I).M5())");
    prints("methods", &program(&types, &body), 3_000 * 2_999 / 2 + 5);
    let n = 1_500;
    let embedded = lines(n, |i| format!("type T{} struct {{ T{i} }}", i + 1));
    let types = format!(
        "import \"unsafe\"\ntype T0 struct {{ x int }}\nfunc (t *T0) M() int {{ return t.x }}\n{embedded}"
    );
    let body = format!("var t, u T{n}\nt.x = int(unsafe.Sizeof(t))\nif t == u {{ return }}\nprintln(t.M())");
    prints("embedding", &program(&types, &body), 8);
}
