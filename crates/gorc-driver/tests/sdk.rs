//! `gorc check` of a standard library: that of an installed SDK, if there is one, and that of a made-up one.

use std::path::Path;
use std::process::{Command, Output};

/// Runs `gorc check` with this GOROOT and no `go` on the path.
fn check(goroot: Option<&Path>, dir: &Path, args: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    command
        .arg("check")
        .args(args)
        .current_dir(dir)
        .env_remove("PWD")
        .env_remove("GOROOT")
        .env("PATH", "/nowhere");
    if let Some(goroot) = goroot {
        command.env("GOROOT", goroot);
    }
    let Output { stdout, stderr, status } = command.output().expect("gorc starts");
    assert!(stdout.is_empty());
    let text = String::from_utf8_lossy(&stderr).replace(&dir.display().to_string(), "$DIR");
    (text, status.code().unwrap_or(-1))
}

fn write(root: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().expect("inside")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }
}

/// Packages with every reason for which a file is left out, each of which would be an error.
const LIBRARY: &[(&str, &str)] = &[
    ("VERSION", "go1.26.3\ntime 2026\n"),
    ("src/runtime/r.go", "package runtime\nfunc nanotime() int64\n"),
    ("src/fmt/f.go", "package fmt\nimport \"golang.org/x/a\"\nimport \"internal/i\"\nvar V = a.A + i.I\n"),
    ("src/fmt/f_windows.go", "package fmt\nvar w int = \"\"\n"),
    ("src/fmt/f_test.go", "package fmt\nvar t int = \"\"\n"),
    ("src/fmt/new.go", "//go:build go1.27\n\npackage fmt\nvar n int = \"\"\n"),
    ("src/fmt/on.go", "//go:build goexperiment.fast && gc && amd64.v1\n\npackage fmt\nvar On int\n"),
    ("src/fmt/off.go", "//go:build goexperiment.slow\n\npackage fmt\nvar off int = \"\"\n"),
    ("src/fmt/cgo.go", "package fmt\nimport \"C\"\nvar c int = \"\"\n"),
    ("src/internal/i/i.go", "package i\nfunc f() { println(I) }\nconst I = 1\n"),
    (
        "src/internal/buildcfg/exp.go",
        "package buildcfg\nfunc f() {\n\tbaseline := T{Fast: yes, Slow: false}\n\t_ = baseline\n}\n\nvar yes bool\n\ntype T struct{ Fast, Slow bool }\n",
    ),
    ("src/only/cgo/c.go", "package cgo\nimport \"C\"\n"),
    ("src/only/test/c_test.go", "package test\n"),
    ("src/fmt/testdata/x.go", "package x\nvar x int = \"\"\n"),
    ("src/cmd/x.go", "package main\nvar x int = \"\"\n"),
    ("src/builtin/b.go", "package builtin\ntype int int\n"),
    ("src/vendor/modules.txt", "# golang.org/x/a v1\n## explicit; go 1.17\n"),
    ("src/vendor/golang.org/x/a/a.go", "package a\nconst A = 1\n"),
];

#[test]
fn files_are_chosen_as_in_a_build_without_cgo() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let root = dir.path().canonicalize().expect("it exists");
    write(&root, LIBRARY);
    assert_eq!(check(Some(&root), &root, &["std"]), (String::new(), 0));
    assert_eq!(check(None, &root, &["-goroot", "./", "fmt", "internal/..."]), (String::new(), 0));
    let text = "package only/cgo: build constraints exclude all Go files in $DIR/src/only/cgo\n";
    assert_eq!(check(Some(&root), &root, &["only/cgo"]), (text.into(), 1));
    let text = "package fmt2 is not in std ($DIR/src/fmt2)\n";
    assert_eq!(check(Some(&root), &root, &["fmt2"]), (text.into(), 1));
    // What is vendored has its own language version; bodies are checked.
    write(
        &root,
        &[
            ("src/vendor/golang.org/x/a/b.go", "package a\nfunc f[T any]() {}\n"),
            ("src/internal/i/j.go", "package i\nfunc g() int { return \"\" }\n"),
        ],
    );
    let (text, code) = check(Some(&root), &root, &["-v", "std"]);
    assert!(text.contains("src/vendor/golang.org/x/a/b.go:2:8: type parameter requires go1.18"), "{text}");
    assert!(text.contains("src/internal/i/j.go:2:23: cannot use \"\" (untyped string constant)"), "{text}");
    assert!(text.contains("gorc: 5 packages, "), "{text}");
    assert_eq!(code, 1);
}

#[test]
fn a_program_is_checked_against_the_library() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let root = dir.path().canonicalize().expect("it exists");
    write(&root, LIBRARY);
    write(
        &root,
        &[
            ("m/go.mod", "module example.com/m\n\ngo 1.26\n"),
            ("m/a/x.go", "package main\nimport \"fmt\"\nvar _ int = fmt.On\nfunc main() {}\n"),
            ("m/b/x.go", "package b\nimport _ \"internal/i\"\n"),
        ],
    );
    let m = root.join("m");
    assert_eq!(check(Some(&root), &m, &["-std=sdk", "./a"]), (String::new(), 0));
    let text = "package example.com/m/b\n\tb/x.go:2:8: use of internal package internal/i not allowed\n";
    assert_eq!(check(Some(&root), &m, &["-std=sdk", "./b"]), (text.into(), 1));
    // Otherwise programs are checked against the library with which they are built.
    let (text, code) = check(Some(&root), &m, &["./a"]);
    assert!(text.contains("undefined: fmt.On"), "{text}");
    assert_eq!(code, 1);
}

#[test]
fn without_sdk_it_is_said_what_is_missing() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let why = "needs an installed Go SDK: set GOROOT, use -goroot, or put its go command on PATH\n";
    for (args, what) in
        [(["std"].as_slice(), "std"), (&["net/http"], "net/http"), (&["-std=sdk", "."], "--std=sdk")]
    {
        assert_eq!(check(None, dir.path(), args), (format!("gorc: {what} {why}"), 1));
    }
    let text = "gorc: std needs an installed Go SDK: $DIR (GOROOT) has no src with the standard library\n";
    let root = dir.path().canonicalize().expect("it exists");
    assert_eq!(check(Some(&root), &root, &["std"]), (text.into(), 1));
    // What gorc carries can be checked always.
    assert_eq!(check(None, dir.path(), &["errors", "strings"]), (String::new(), 0));
}

#[test]
fn packages_of_an_installed_sdk_have_no_errors() {
    let Some(root) = gorc_harness::sdk::with_or_skip("src/fmt") else { return };
    let packages = [
        "errors",
        "unicode/...",
        "sort",
        "encoding/json",
        "net/url",
        "go/types",
        "vendor/golang.org/x/net/idna",
    ];
    assert_eq!(check(Some(&root), &root, &packages), (String::new(), 0));
}
