//! The command as a person uses it: programs of several packages, `run`, the outputs of `-emit`, the build cache.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    command.args(args).current_dir(dir).env_clear().env("GORCCACHE", dir.join("cache"));
    command
}

fn gorc(dir: &Path, args: &[&str]) -> Output {
    command(dir, args).output().expect("gorc starts")
}

#[track_caller]
fn ok(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn module(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (name, text) in [("go.mod", "module example.com/m\n\ngo 1.24\n")].iter().chain(files) {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("inside")).expect("writable");
        fs::write(path, text).expect("writable");
    }
    dir
}

const HELLO: &str = "package main\n\nfunc main() {\n\tprintln(\"hello\")\n}\n";

#[test]
fn several_packages_make_a_program() {
    let dir = module(&[
        (
            "main.go",
            "package main\n\nimport \"example.com/m/a\"\n\nfunc main() { println(a.Name(), other) }\n",
        ),
        ("other.go", "package main\n\nvar other = \"other\"\n"),
        ("other_windows.go", "package main\n\nvar other = \"windows\"\n"),
        ("main_test.go", "package main\n\nvar other = \"test\"\n"),
        (
            "a/a.go",
            "package a\n\nimport \"example.com/m/a/internal/b\"\n\nfunc Name() string { return \"a\" + b.Name }\n",
        ),
        ("a/internal/b/b.go", "package b\n\nvar Name = \"b\"\n"),
    ]);
    let output = gorc(dir.path(), &["build", "-v"]);
    let names = String::from_utf8_lossy(&output.stderr).into_owned();
    ok(output);
    assert_eq!(names, "example.com/m/a/internal/b\nexample.com/m/a\nexample.com/m\n");
    let run = Command::new(dir.path().join("m")).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&run.stderr), "ab other\n");
}

#[test]
fn run_passes_arguments_input_and_status() {
    let text = "package main\n\nimport \"os\"\n\nfunc main() {\n\tb := make([]byte, 9)\n\tn, _ := os.Stdin.Read(b)\n\tprintln(len(os.Args), os.Args[1], os.Args[2], string(b[:n]))\n\tos.Exit(3)\n}\n";
    let dir = module(&[("x.go", text)]);
    let mut child = command(dir.path(), &["run", "x.go", "-v", "two"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gorc starts");
    child.stdin.take().expect("piped").write_all(b"input").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "3 -v two input\nexit status 3\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn errors_stop_the_build() {
    let dir = module(&[
        ("a/a.go", "package a\n\nfunc f() { x := 1 }\n"),
        ("b/b.go", "package b\n\nfunc g() { undefined() }\n"),
        ("c/c.go", "package c\n\nimport _ \"example.com/m/a\"\n\nfunc h() { alsoUndefined() }\n"),
    ]);
    let output = gorc(dir.path(), &["build", "./..."]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    let want = "# example.com/m/a\na/a.go:3:12: declared and not used: x\n# example.com/m/b\nb/b.go:3:12: undefined: undefined\n";
    assert_eq!(text, want);
}

#[test]
fn every_form_can_be_printed() {
    let dir = module(&[("x.go", HELLO)]);
    for (kind, part) in
        [("ast", "println"), ("gir", "@main.main"), ("clif", "function"), ("asm", "main.main")]
    {
        let text = ok(gorc(dir.path(), &["build", &format!("-emit={kind}"), "x.go"]));
        assert!(text.contains(part), "{kind}: {text}");
    }
    ok(gorc(dir.path(), &["build", "-emit=obj", "x.go"]));
    ok(gorc(dir.path(), &["link", "-o", "linked", "x.o"]));
    ok(gorc(dir.path(), &["build", "x.go"]));
    assert!(
        fs::read(dir.path().join("x")).expect("built")
            == fs::read(dir.path().join("linked")).expect("linked")
    );
}

#[test]
fn cache_changes_nothing_but_time() {
    let dir = module(&[("x.go", HELLO)]);
    let build = || {
        ok(gorc(dir.path(), &["build", "x.go"]));
        fs::read(dir.path().join("x")).expect("built")
    };
    let cold = build();
    assert!(build() == cold, "from the cache");
    for pack in fs::read_dir(dir.path().join("cache")).expect("there is a cache").flatten() {
        let mut bytes = fs::read(pack.path()).expect("readable");
        for i in (0..bytes.len()).step_by(97) {
            bytes[i] ^= 0x20;
        }
        fs::write(pack.path(), bytes).expect("writable");
    }
    assert!(build() == cold, "from a damaged cache");
}

#[test]
fn symbols_have_the_names_of_the_boot_chain() {
    use object::{Object, ObjectSymbol};
    let dir = module(&[("x.go", HELLO)]);
    ok(gorc(dir.path(), &["build", "x.go"]));
    let bytes = fs::read(dir.path().join("x")).expect("built");
    let file = object::File::parse(&*bytes).expect("ELF");
    let names: Vec<&str> = file.symbols().filter_map(|s| s.name().ok()).collect();
    for name in [
        "_rt0_amd64_linux",
        "runtime.rt0_go",
        "runtime.schedinit",
        "runtime.mainPC",
        "runtime.main",
        "runtime.newproc",
        "runtime.mstart",
        "runtime.schedule",
        "runtime.sysmon",
        "main.main",
    ] {
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
fn outputs_go_where_they_should() {
    let dir = module(&[("x.go", HELLO), ("lib/lib.go", "package lib\n")]);
    fs::create_dir(dir.path().join("bin")).expect("writable");
    ok(gorc(dir.path(), &["build", "-o", "bin", "."]));
    assert!(dir.path().join("bin/m").exists());
    ok(gorc(dir.path(), &["build", "-o", "/dev/null", "."]));
    ok(gorc(dir.path(), &["build", "./lib"]));
    assert!(dir.path().join("lib").is_dir());
    fs::create_dir(dir.path().join("m")).expect("writable");
    let output = gorc(dir.path(), &["build"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(text, "gorc: build output \"m\" already exists and is a directory\n");
}

#[test]
fn the_linker_sets_string_variables() {
    let text = "package main\n\nvar version = \"none\"\nvar copied = version\nvar unset string\nvar n int\n\n\
        func main() { println(version, copied, unset, n) }\n";
    let dir = module(&[("main.go", text)]);
    let run = |flags: &str| gorc(dir.path(), &["run", "-ldflags", flags, "."]);
    let output = run("-X main.version=1.2 -X 'main.unset=a b' -X main.missing=x");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "1.2 1.2 a b 0\n");
    let output = run("-X main.n=1");
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("main.n: cannot set with -X: not a var of type string (type:int)"), "{message}");
}

#[test]
fn the_environment_says_what_go_reads_in_it() {
    let dir = module(&[
        ("main.go", "package main\n\nfunc main() { println(tag) }\n"),
        ("on.go", "//go:build on\n\npackage main\n\nconst tag = \"on\"\n"),
        ("off.go", "//go:build !on\n\npackage main\n\nconst tag = \"off\"\n"),
    ]);
    let run = |variable: (&str, &str), args: &[&str]| {
        let output = command(dir.path(), args).env(variable.0, variable.1).output().expect("gorc starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let says = |code: i32, text: &str| (Some(code), text.to_string());
    assert_eq!(run(("GOFLAGS", "-trimpath -tags=on"), &["run", "."]), says(0, "on\n"));
    assert_eq!(run(("GOFLAGS", "-tags=on"), &["run", "-tags=", "."]), says(0, "off\n"));
    assert_eq!(run(("GOFLAGS", "on"), &["run", "."]), says(1, "gorc: parsing $GOFLAGS: non-flag \"on\"\n"));
    assert_eq!(run(("GOOS", "linux"), &["run", "."]), says(0, "off\n"));
    let unsupported = "gorc: unsupported GOOS/GOARCH pair windows/amd64\n";
    assert_eq!(run(("GOOS", "windows"), &["build", "."]), says(2, unsupported));
}
