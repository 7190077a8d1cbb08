//! Files, outputs and flags that are no good: a message and an exit code, never a panic or an endless wait.

use std::path::Path;
use std::process::{Command, Stdio};

fn gorc(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    command.args(args).current_dir(dir).env_remove("PWD").env("GORCCACHE", dir.join("cache"));
    command
}

/// Standard error and exit code.
fn run(dir: &Path, args: &[&str]) -> (String, i32) {
    let output = gorc(dir, args).output().expect("gorc starts");
    let text = String::from_utf8_lossy(&output.stderr).replace(&dir.display().to_string(), "$DIR");
    (text, output.status.code().unwrap_or(-1))
}

/// A directory with a program `ok.go`.
fn directory() -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let root = dir.path().canonicalize().expect("it exists");
    std::fs::write(root.join("ok.go"), "package main\nfunc main() { println(1) }\n").expect("writable");
    (dir, root)
}

#[test]
fn outputs_that_do_not_fit() {
    let (_dir, root) = directory();
    std::fs::create_dir(root.join("tmp")).expect("writable");
    let limited = |args: &str| {
        let line = format!("ulimit -f 100; exec \"$0\" {args}");
        let mut command = Command::new("sh");
        command.args(["-c", &line, env!("CARGO_BIN_EXE_gorc")]).current_dir(&root).env_remove("PWD");
        let output =
            command.env("GORCCACHE", "off").env("TMPDIR", root.join("tmp")).output().expect("sh starts");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
    };
    assert_eq!(limited("build -o out ok.go"), ("gorc: write out: file too large\n".into(), Some(1)));
    assert_eq!(limited("build -emit=obj -o out.o ok.go").1, Some(1));
    let (text, code) = limited("run ok.go");
    assert!(text.ends_with("/ok: file too large\n"), "{text}");
    assert_eq!(code, Some(1));
    assert_eq!(limited("check ok.go"), (String::new(), Some(0)));
    // Nothing is left behind.
    let mut left: Vec<_> =
        std::fs::read_dir(&root).expect("readable").flatten().map(|e| e.file_name()).collect();
    left.sort();
    assert_eq!(left, ["ok.go", "tmp"]);
    assert_eq!(std::fs::read_dir(root.join("tmp")).expect("readable").count(), 0);
}

#[test]
fn programs_that_are_too_large() {
    let (_dir, root) = directory();
    let head = "# command-line-arguments\n";
    let generic = "package main\ntype T [1 << 29]byte\n//go:noinline\nfunc f[X any]() (a, b, c X) { return }\n\
        func use[X any](x *X) {}\n//go:noinline\nfunc g[X any]() { a, b, c := f[X](); use(&a); use(&b); use(&c) }\n\
        func main() { g[T]() }\n";
    let several = "package main\ntype T [1 << 28]byte\n//go:noinline\nfunc f() (a, b, c T) { return }\n\
        func main() { a, b, c := f(); d, e, f := f(); println(a[1], b[2], c[3], d[1], e[1], f[1]) }\n";
    for (program, want) in [
        (
            "package main\nvar a [1<<31 - 1024]byte\nfunc main() { println(a[0]) }\n",
            "./x.go:2:5: main.a: symbol too large (2147482624 bytes > 2000000000 bytes)\n",
        ),
        (
            "package main\nvar a, b [1500000000]byte\nfunc main() { println(a[0], b[0]) }\n",
            "too much data, last section .noptrbss (",
        ),
        (several, "./x.go:5:6: stack frame too large (>1GB): 768 MB locals + 0 MB args + 768 MB callee\n"),
        (generic, "./x.go:7:6: stack frame too large (>1GB): 1536 MB locals + 0 MB args\n"),
    ] {
        std::fs::write(root.join("x.go"), program).expect("writable");
        let (text, code) = run(&root, &["build", "-o", "out", "x.go"]);
        assert!(text.starts_with(&format!("{head}{want}")), "{text}");
        assert_eq!(code, 1);
        assert!(!root.join("out").exists());
    }
}

#[test]
fn files_that_are_no_programs() {
    let (_dir, root) = directory();
    let long = [
        b"package main\nvar s = \"".as_slice(),
        &[b'a'; 3_000_000],
        b"\"\nfunc main() { println(len(s)) }\n",
    ]
    .concat();
    let cases: [(&str, &[u8], &str); 8] = [
        ("nul.go", b"package main\n\0func main() {}\n", "gorc: reading nul.go: unexpected NUL in input\n"),
        ("bom.go", b"\xef\xbb\xbfpackage main\nfunc main() {}\n", ""),
        (
            "bom2.go",
            b"package main\n\xef\xbb\xbffunc main() {}\n",
            "./bom2.go:2:1: invalid BOM in the middle of the file\n",
        ),
        ("utf16.go", b"\xff\xfep\0a\0", "gorc: reading utf16.go: unexpected NUL in input\n"),
        ("binary.go", b"\x7fELF\x02\x01\x01\0\0\0", "gorc: reading binary.go: unexpected NUL in input\n"),
        ("empty.go", b"", "empty.go:1:1: expected 'package', found 'EOF'\n"),
        ("nomain.go", b"package main\n", ": function main is undeclared in the main package\n"),
        ("long.go", &long, ""),
    ];
    for (name, text, want) in cases {
        std::fs::write(root.join(name), text).expect("writable");
        let (got, code) = run(&root, &["build", "-o", "out", name]);
        assert!(got.contains(want), "{name}: {got}");
        assert_eq!(code, i32::from(!want.is_empty()), "{name}: {got}");
    }
    std::fs::create_dir(root.join("d.go")).expect("writable");
    std::os::unix::fs::symlink("loop.go", root.join("loop.go")).expect("writable");
    let (text, code) = run(&root, &["build", "loop.go"]);
    assert!(text.starts_with("no required module provides package loop.go: "), "{text}");
    assert_eq!(code, 1);
    assert_eq!(run(&root, &["build", "d.go"]).1, 1);
    assert_eq!(run(&root, &["build", ""]), ("malformed import path \"\": empty string\n".into(), 1));
}

#[test]
fn outputs_that_cannot_be_written() {
    let (_dir, root) = directory();
    let (text, code) = run(&root, &["build", "-o", "ok.go/x", "ok.go"]);
    assert_eq!((text.as_str(), code), ("gorc: mkdir ok.go: file exists\n", 1));
    assert_eq!(run(&root, &["build", "-o", "new/dir/x", "ok.go"]), (String::new(), 0));
    assert!(root.join("new/dir/x").is_file());
    let (text, code) = run(&root, &["build", "-o", "/dev/full", "ok.go"]);
    assert_eq!((text.as_str(), code), ("gorc: write /dev/full: no space left on device\n", 1));
    let full = || std::fs::File::create("/dev/full").expect("a device");
    for args in
        [["version"].as_slice(), &["env"], &["help"], &["help", "build"], &["build", "-emit=ast", "ok.go"]]
    {
        let output = gorc(&root, args).stdout(full()).stderr(Stdio::piped()).output().expect("gorc starts");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(text, "gorc: write /dev/stdout: no space left on device\n", "{args:?}");
        let output = gorc(&root, args).stdout(full()).stderr(full()).status().expect("gorc starts");
        assert_eq!(output.code(), Some(1), "{args:?}");
    }
    // Nobody reads: the pipe is closed before anything is written.
    let mut child = gorc(&root, &["build", "-emit=gir", "ok.go"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gorc starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.stderr.as_slice(), output.status.code()), (b"".as_slice(), Some(1)));
}

#[test]
fn damaged_caches_and_objects() {
    let (_dir, root) = directory();
    assert_eq!(run(&root, &["build", "-o", "ok", "ok.go"]).1, 0);
    let packs = || std::fs::read_dir(root.join("cache")).expect("a cache").flatten().map(|e| e.path());
    for damage in ["", "text", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
        packs().for_each(|pack| std::fs::write(pack, damage).expect("writable"));
        assert_eq!(run(&root, &["build", "-o", "ok", "ok.go"]), (String::new(), 0));
    }
    assert_eq!(run(&root, &["build", "-emit=obj", "-o", "ok.o", "ok.go"]).1, 0);
    let good = std::fs::read(root.join("ok.o")).expect("an object");
    let mut bad: Vec<Vec<u8>> =
        [0, 3, 20, 64, 1000, good.len() / 2, good.len() - 1].map(|n| good[..n].to_vec()).into();
    for i in 0..40 {
        // One byte of the header, of what follows, or of the tables at the end.
        let at = [i, i * 97, good.len() - 1 - i * 13][i % 3];
        let mut changed = good.clone();
        changed[at] ^= 0xff;
        bad.push(changed);
    }
    for (i, object) in bad.iter().enumerate() {
        std::fs::write(root.join("bad.o"), object).expect("writable");
        let (text, code) = run(&root, &["link", "-o", "linked", "bad.o"]);
        assert!(code == 0 || code == 1 && !text.is_empty(), "object {i}: {code} {text}");
        assert!(!text.contains("internal compiler error"), "object {i}: {text}");
    }
}

#[test]
fn flags_that_make_no_sense() {
    let (_dir, root) = directory();
    let (text, code) = run(&root, &["build", "-v=maybe", "ok.go"]);
    assert!(
        text.starts_with("invalid boolean value \"maybe\" for -v: parse error\nusage: gorc build"),
        "{text}"
    );
    assert_eq!(code, 2);
    assert_eq!(run(&root, &["build", "-o", "", "-v=0", "ok.go"]), (String::new(), 0));
    assert!(root.join("ok").is_file());
    assert_eq!(run(&root, &["build", "--", "-x.go"]).1, 1);
}

/// gc has no way to print structs; what a type parameter stands for is known when its instances are lowered.
#[test]
fn values_that_cannot_be_printed() {
    let (_dir, root) = directory();
    let text = "package main\n\ntype N struct{ x int }\n\nfunc p[T any](x T) { println(x) }\n\nfunc main() { p(1); p(N{}) }\n";
    std::fs::write(root.join("x.go"), text).expect("writable");
    let (errors, code) = run(&root, &["build", "-o", "out", "x.go"]);
    assert!(errors.contains("x.go:5:29: illegal types for operand: println\n\tmain.N\n"), "{errors}");
    assert_eq!(code, 1);
}
