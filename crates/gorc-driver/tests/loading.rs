//! What the command says about packages and command lines that are wrong, in `go`'s words.

mod support;

use support::module::{gorc, module};

#[track_caller]
fn expect(files: &[(&str, &str)], args: &[&str], text: &str) {
    let dir = module(files);
    let root = dir.path().canonicalize().expect("it exists");
    assert_eq!(gorc(&root, args), (format!("{text}\n"), 1));
}

#[test]
fn import_cycles() {
    let files = [
        ("a/x.go", "package a\nimport _ \"example.com/m/b\"\n"),
        ("b/x.go", "package b\nimport _ \"example.com/m/a\"\n"),
        ("c/x.go", "package c\nimport _ \"example.com/m/c\"\n"),
    ];
    let text = "package example.com/m/a\n\timports example.com/m/b from x.go\n\timports example.com/m/a from x.go: import cycle not allowed";
    expect(&files, &["check", "./a"], text);
    let text = "package example.com/m/c\n\timports example.com/m/c from x.go: import cycle not allowed";
    expect(&files, &["check", "./c"], text);
}

#[test]
fn unknown_packages() {
    let files = [(
        "a/x.go",
        "package a\nimport \"foo/bar\"\nimport \"net/http\"\nimport \"github.com/x/y\"\nimport \"example.com/m/z\"\nimport \"a b\"\n",
    )];
    let text = "a/x.go:5:8: no required module provides package example.com/m/z; to add it:\n\tgo get example.com/m/z\n\
        a/x.go:2:8: package foo/bar is not in std (core)\n\
        a/x.go:4:8: no required module provides package github.com/x/y; to add it:\n\tgo get github.com/x/y\n\
        a/x.go:3:8: package net/http is not in std (core): gorc's core library does not have it yet";
    expect(&files, &["check", "./a"], text);
}

#[test]
fn internal_packages() {
    let files = [
        ("p/internal/z/x.go", "package z\n"),
        ("q/x.go", "package q\nimport _ \"example.com/m/p/internal/z\"\n"),
        ("p/y/x.go", "package y\nimport _ \"example.com/m/p/internal/z\"\n"),
        ("s/x.go", "package s\nimport _ \"example.com/m/q\"\nimport _ \"internal/abi\"\n"),
    ];
    let refused = "package example.com/m/q\n\tq/x.go:2:8: use of internal package example.com/m/p/internal/z not allowed";
    expect(&files, &["check", "./q"], refused);
    let text = "package example.com/m/s\n\timports example.com/m/q\n\tq/x.go:2:8: use of internal package example.com/m/p/internal/z not allowed\n\
        package example.com/m/s\n\ts/x.go:3:8: use of internal package internal/abi not allowed";
    expect(&files, &["check", "./s"], text);
    let dir = module(&files);
    assert_eq!(gorc(dir.path(), &["check", "./p/y"]), (String::new(), 0));
}

#[test]
fn directories_without_a_package() {
    let files = [
        ("two/a.go", "package a\n"),
        ("two/b.go", "package b\n"),
        ("none/x.txt", ""),
        ("tagged/x.go", "//go:build windows\n\npackage tagged\n"),
        ("tests/x_test.go", "package tests\n"),
    ];
    expect(&files, &["check", "./two"], "found packages a (a.go) and b (b.go) in $DIR/two");
    expect(&files, &["check", "./none"], "no Go files in $DIR/none");
    let text = "package example.com/m/tagged: build constraints exclude all Go files in $DIR/tagged";
    expect(&files, &["check", "./tagged"], text);
    expect(&files, &["check", "./tests"], "example.com/m/tests: no non-test Go files in $DIR/tests");
    expect(&files, &["check", "./gone"], "stat $DIR/gone: directory not found");
}

#[test]
fn programs_and_libraries() {
    let files = [
        ("prog/x.go", "package main\nfunc main() {}\n"),
        ("a/x.go", "package a\nimport _ \"example.com/m/prog\"\n"),
        ("lib/x.go", "package lib\n"),
    ];
    let text = "a/x.go:2:8: import \"example.com/m/prog\" is a program, not an importable package";
    expect(&files, &["check", "./a"], text);
    expect(&files, &["run", "./lib"], "package example.com/m/lib is not a main package");
    expect(&files, &["run", "lib/x.go"], "package command-line-arguments is not a main package");
    expect(
        &files,
        &["check", "lib/x.go", "a/x.go"],
        "named files must all be in one directory; have lib and a",
    );
    expect(&files, &["run", "gone.go"], "stat gone.go: no such file or directory");
}

#[test]
fn syntax_errors_are_reported_by_package() {
    let files = [
        ("a/x.go", "package a\nimport \"example.com/m/b\"\nvar _ = b.X\n"),
        ("b/x.go", "package b\n\nfunc f( {\n}\n"),
    ];
    let text = "# example.com/m/b\nb/x.go:3:9: syntax error: unexpected {, expected )";
    expect(&files, &["check", "./a"], text);
}

#[test]
fn headers_are_read_before_anything_is_compiled() {
    let files = [
        ("a/w.go", "package a\nimport fmt\n"),
        ("a/x.go", "package a\nimport \"nosuch\"\nvar x = \n"),
        ("b/b.go", "package b\nimport _ \"example.com/m/a\"\nimport _ \"e//x\"\nvar x = \n"),
        ("c/c.go", "package c\nimport _ \"/abs\"\nimport _ \"x/con\"\nimport _ \"..\"\n"),
        ("d/d.go", "package d\nimport _ \"nosuch\"\n"),
        ("d/e.go", "package e\n"),
    ];
    let a = "a/x.go:2:8: package nosuch is not in std (core)\na/w.go:2:11: missing import path";
    expect(&files, &["build", "./a"], a);
    expect(
        &files,
        &["build", "./b"],
        &format!("b/b.go:3:8: malformed import path \"e//x\": double slash\n{a}"),
    );
    // The order is that of the paths.
    let c = "c/c.go:4:8: \"..\" is relative, but relative import paths are not supported in module mode\n\
        c/c.go:2:8: \"/abs\" is not a package path; see 'go help packages'\n\
        c/c.go:3:8: malformed import path \"x/con\": \"con\" disallowed as path element component on Windows\n\
        c/c.go:4:8: local import \"..\" in non-local package";
    expect(&files, &["build", "./c"], c);
    // A check has the words of the compiler.
    expect(
        &files,
        &["check", "./a"],
        "# example.com/m/a\na/w.go:2:11: syntax error: missing import path\na/x.go:4:1: syntax error: unexpected EOF, expected expression",
    );

    let dir = module(&files);
    let root = dir.path().canonicalize().expect("it exists");
    let place = "$DIR";
    let d = format!(
        "d/d.go:2:8: package nosuch is not in std (core)\nfound packages d (d.go) and e (e.go) in {place}/d\n"
    );
    assert_eq!(gorc(&root, &["build", "./d"]), (d, 1));
    std::fs::write(root.join("d/e.go"), "package d\nimport _ \"a b\"\n").expect("writable");
    std::fs::write(root.join("d/d.go"), "package d\n").expect("writable");
    std::fs::write(root.join("a/x.go"), "package a\nimport _ \"example.com/m/d\"\n").expect("writable");
    let invalid = format!("{place}/d/e.go:2:8: invalid import path: a b");
    assert_eq!(gorc(&root, &["build", "./d"]), (format!("{invalid}\n"), 1));
    let a = format!("a/x.go:2:8: {invalid}\na/w.go:2:11: missing import path\n");
    assert_eq!(gorc(&root, &["build", "./a"]), (a, 1));
}

#[test]
fn outside_a_module() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let text =
        "go: go.mod file not found in current directory or any parent directory; see 'go help modules'\n";
    assert_eq!(gorc(dir.path(), &["check", "."]), (text.to_string(), 1));
}

#[test]
fn wrong_usage_exits_with_2() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let text = "flag provided but not defined: -foo\nusage: gorc build [-o output] [build flags] [packages]\nRun 'gorc help build' for details.\n";
    assert_eq!(gorc(dir.path(), &["build", "-foo"]), (text.to_string(), 2));
    let text = "gorc frob: unknown command\nRun 'gorc help' for usage.\n";
    assert_eq!(gorc(dir.path(), &["frob"]), (text.to_string(), 2));
}
