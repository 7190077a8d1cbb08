//! Which files and packages a command line means, and what is written where: as `go` has it.

mod support;

use std::path::Path;

use support::module::{gorc, module, write};

const MAIN: &str = "package main\nfunc main() { println(\"hi\") }\n";

/// What gorc writes and its exit code; the text ends in a newline unless it is empty.
#[track_caller]
fn expect(dir: &Path, args: &[&str], text: &str, code: i32) {
    let dir = dir.canonicalize().expect("it exists");
    let text = if text.is_empty() { String::new() } else { format!("{text}\n") };
    assert_eq!(gorc(&dir, args), (text, code), "{args:?}");
}

/// The names in a directory.
fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).expect("a directory").flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

#[test]
fn outputs() {
    let temp = module(&[("a/x.go", "package a\n"), ("b/x.go", MAIN), ("c/x.go", MAIN), ("main.go", MAIN)]);
    let dir = temp.path();
    let test = temp.path().join("a/x_test.go");
    std::fs::write(&test, "package a\n").expect("a file");
    // Tests alone are nothing to build.
    expect(dir, &["build", "-o", "out", "a/x_test.go"], "no packages to build", 1);
    expect(dir, &["build", "-o", "bin/", "a/x_test.go"], "gorc: no main packages to build", 1);
    expect(dir, &["build", "a/x_test.go"], "", 0);
    std::fs::remove_file(&test).expect("it is there");
    let sources = ["a", "b", "c", "go.mod", "main.go"];
    // Several packages are compiled for their errors.
    expect(dir, &["build", "./..."], "", 0);
    expect(dir, &["build", "./b", "./c"], "", 0);
    assert_eq!(names(dir), sources);
    let text = "gorc: cannot write multiple packages to non-directory out";
    expect(dir, &["build", "-o", "out", "./..."], text, 1);
    expect(dir, &["build", "-o", "bin/", "./..."], "", 0);
    assert_eq!(names(&dir.join("bin")), ["b", "c", "m"]);
    expect(dir, &["build", "-o", "bin", "./a"], "gorc: no main packages to build", 1);
    expect(dir, &["build", "./b"], "gorc: build output \"b\" already exists and is a directory", 1);
    // A source file is not written over.
    let text = "gorc: build output \"a/x.go\" already exists and is not an object file";
    expect(dir, &["build", "-o", "a/x.go", "./b"], text, 1);
    std::fs::remove_dir_all(dir.join("bin")).expect("it is there");
    expect(dir, &["build", "-C", "b", "-o", "../out"], "", 0);
    expect(dir, &["build", "-C=b", "-o", "../out"], "", 0);
    expect(dir, &["run", "-C", "b", "."], "hi", 0);
    expect(dir, &["check", "-C", "nodir"], "gorc: chdir nodir: no such file or directory", 1);
    expect(dir, &["check", "-C", "main.go"], "gorc: chdir main.go: not a directory", 1);
    let text = "invalid value \"b\" for flag -C: -C flag must be first flag on command line\n\
        usage: gorc build [-o output] [build flags] [packages]\nRun 'gorc help build' for details.";
    expect(dir, &["build", "-o", "out", "-C", "b"], text, 2);
}

#[test]
fn patterns() {
    let temp = module(&[
        ("a/x.go", "package a\n"),
        ("b/x.go", MAIN),
        ("c/x.go", MAIN),
        ("n/go.mod", "module n\n"),
        ("n/x.go", "package n\nbad"),
        ("t/x_test.go", "package t\nbad"),
        ("w/x_windows.go", "package w\nbad"),
        ("testdata/x.go", "package x\nbad"),
        ("_x/x.go", "package x\nbad"),
        ("vendor/v/x.go", "package v\nbad"),
    ]);
    let dir = temp.path();
    expect(dir, &["build", "./..."], "", 0);
    expect(dir, &["build", "example.com/m/..."], "", 0);
    let several = "gorc: pattern ./... matches multiple packages:\n\texample.com/m/b\n\texample.com/m/c";
    expect(dir, &["run", "./..."], several, 1);
    expect(dir, &["run", "./b/..."], "hi", 0);
    let warning = "gorc: warning: \"./a/...\" matched only non-main packages";
    expect(dir, &["run", "./a/..."], &format!("{warning}\ngorc: no packages loaded from ./a/..."), 1);
    expect(dir, &["check", "./t/..."], "", 0);
    let nothing = "gorc: warning: \"./w/...\" matched no packages";
    expect(dir, &["build", "./w/..."], nothing, 0);
    expect(dir, &["check", "./w/..."], &format!("{nothing}\nno packages to check"), 1);
    expect(dir, &["build", "zz/..."], "gorc: warning: \"zz/...\" matched no packages", 0);
    let text = "pattern ./zz/...: lstat ./zz/: no such file or directory";
    expect(dir, &["build", "./zz/..."], text, 1);
    let text = "main module (example.com/m) does not contain package example.com/m/n";
    expect(dir, &["build", "./n"], text, 1);
    write(dir, "main.go", "package main\nimport _ \"example.com/m/n\"\nfunc main() {}\n");
    let text = "main.go:2:8: cannot find module providing package example.com/m/n: import lookup disabled by -mod=vendor\n\t\
        (Go version in go.mod is at least 1.14 and vendor directory exists.)";
    expect(dir, &["build", "."], text, 1);
    std::fs::remove_dir_all(dir.join("vendor")).expect("it is there");
    let text = "main.go:2:8: no required module provides package example.com/m/n; to add it:\n\tgo get example.com/m/n";
    expect(dir, &["build", "."], text, 1);
    expect(dir, &["build", ".."], "directory .. outside main module or its selected dependencies", 1);
    let text = "no required module provides package gone.go; to add it:\n\tgo get gone.go";
    expect(dir, &["build", "gone.go"], text, 1);
}

#[test]
fn test_files_take_no_part() {
    let temp = module(&[("m.go", MAIN), ("x_test.go", "package main\nbad\n")]);
    let dir = temp.path();
    expect(dir, &["build", "-o", "out", "m.go", "x_test.go"], "", 0);
    expect(dir, &["build", "x_test.go"], "", 0);
    expect(dir, &["run", "m.go", "x_test.go"], "gorc: cannot run *_test.go files (x_test.go)", 1);
    assert_eq!(gorc(dir, &["check", "x_test.go"]).1, 1);
}

#[test]
fn constraints_and_tags() {
    let print =
        |line: &str, what: &str| format!("{line}\n\npackage main\nfunc init() {{ println(\"{what}\") }}\n");
    let files = [
        ("a_foo.go", print("//go:build foo", "foo")),
        ("b_not.go", print("//go:build !foo && (linux || darwin) && go1.21 && !go1.99", "not foo")),
        ("c_plus.go", print("// +build foo,linux bar\n// +build !baz", "plus")),
        ("d_close.go", "// +build foo\npackage main\nfunc init() { println(\"close\") }\n".into()),
        ("e_both.go", print("//go:build linux\n// +build foo", "both")),
        ("f_windows.go", "bad".into()),
        ("g_linux_arm64.go", "bad".into()),
        ("h_linux_amd64.go", print("", "amd64")),
        ("i.go", "//go:build ignore\n\npackage other\nbad".into()),
        ("j.go", "// Text.\npackage documentation\n".into()),
        ("m.go", MAIN.into()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let temp = module(&files);
    let dir = temp.path();
    let plain = "not foo\nclose\nboth\namd64\nhi";
    expect(dir, &["run", "."], plain, 0);
    expect(dir, &["run", "-tags", "", "."], plain, 0);
    let tagged = "foo\nplus\nclose\nboth\namd64\nhi";
    for tags in ["foo", "foo,x", "x foo", "foo,"] {
        expect(dir, &["run", "-tags", tags, "."], tagged, 0);
    }
    expect(dir, &["run", "-tags=bar", "."], "not foo\nplus\nclose\nboth\namd64\nhi", 0);
    expect(dir, &["run", "-tags=bar,baz", "."], plain, 0);
    // The last flag counts.
    expect(dir, &["run", "-tags=foo", "-tags=x", "."], plain, 0);
    expect(dir, &["build", "-tags", "a,b c", "."], "gorc: -tags space-separated list contains comma", 2);
    write(dir, "bad.go", "//go:build foo &&\n\npackage main\n");
    expect(dir, &["run", "."], "bad.go: parsing //go:build line: unexpected end of expression", 1);
    expect(
        dir,
        &["run", "m.go", "bad.go"],
        "bad.go: parsing //go:build line: unexpected end of expression",
        1,
    );
    write(dir, "bad.go", "//go:build foo\n//go:build bar\n\npackage main\n");
    expect(dir, &["check", "."], "bad.go: multiple //go:build comments", 1);
}

#[test]
fn language_versions() {
    let loops = "package main\nfunc main() { var fs []func(); for i := 0; i < 3; i++ { fs = append(fs, func() { print(i) }) }\n\
        for _, f := range fs { f() }; println() }\n";
    let temp = module(&[
        ("go.mod", "module m\n\ngo 1.21\n"),
        ("main.go", loops),
        ("new/x.go", &format!("//go:build go1.22\n\n{loops}")),
        ("old/x.go", &format!("//go:build go1.21\n\n{loops}")),
    ]);
    let dir = temp.path();
    expect(dir, &["run", "."], "333", 0);
    expect(dir, &["run", "./new"], "012", 0);
    expect(dir, &["run", "./old"], "333", 0);
    // Files that are named do not have the version of a module.
    expect(dir, &["run", "main.go"], "012", 0);
    expect(dir, &["run", "-gcflags=-lang=go1.21", "main.go"], "333", 0);
    let wrong: String = (0..12).map(|i| format!("var v{i:02} int = nil\n")).collect();
    write(dir, "wrong/x.go", &format!("package wrong\n{wrong}"));
    let lines = |flags: &[&str]| gorc(dir, &[&["build"], flags, &["./wrong"]].concat()).0.lines().count();
    assert_eq!((lines(&[]), lines(&["-e"]), lines(&["-gcflags=-e"])), (12, 13, 13));
    write(dir, "go.mod", "module m\n");
    expect(dir, &["run", "."], "333", 0);
    write(dir, "x.go", "package main\nvar _ = 0b1_0\nfunc f[T any]() {}\n");
    let text = "# m\n./x.go:3:8: type parameter requires go1.18 or later (-lang was set to go1.16; check go.mod)\n\
        ./x.go:3:10: predeclared any requires go1.18 or later (-lang was set to go1.16; check go.mod)";
    expect(dir, &["build", "."], text, 1);
    write(dir, "go.mod", "module m\n\ngo 1.22\n");
    expect(dir, &["run", "./old"], "333", 0);
    expect(dir, &["run", "."], "012", 0);
    write(dir, "go.mod", "module m\n\ngo 2.0\n");
    expect(dir, &["run", "."], "gorc: go.mod requires go >= 2.0 (gorc understands go 1.27)", 1);
}

#[test]
fn faults_of_packages_that_are_imported() {
    let temp = module(&[
        ("p/p.go", "package p\nimport _ \"example.com/m/q\"\n"),
        ("q/q.go", "package q\nimport _ \"example.com/m/w\"\n"),
        ("w/w_windows.go", "package w\n"),
    ]);
    let dir = temp.path();
    let excluded = "build constraints exclude all Go files in $DIR/w";
    let chain = "package example.com/m/p\n\timports example.com/m/q\n\timports example.com/m/w: ";
    expect(dir, &["build", "./p"], &format!("{chain}{excluded}"), 1);
    expect(dir, &["build", "./w"], &format!("package example.com/m/w: {excluded}"), 1);
    write(dir, "w/a.go", "package w\n");
    write(dir, "w/b.go", "package x\n");
    let found = "found packages w (a.go) and x (b.go) in $DIR/w";
    expect(dir, &["build", "./p"], &format!("q/q.go:2:8: {found}"), 1);
    expect(dir, &["build", "./w"], found, 1);
    std::fs::remove_file(dir.join("w/b.go")).expect("it is there");
    write(dir, "w/A.go", "package w\n");
    let collision = "case-insensitive file name collision: \"A.go\" and \"a.go\"";
    expect(dir, &["build", "./p"], &format!("{chain}{collision}"), 1);
    std::fs::remove_file(dir.join("w/A.go")).expect("it is there");
    write(dir, "q/q.go", "package q\nimport _ \"internal/abi\"\n");
    let internal = "q/q.go:2:8: use of internal package internal/abi not allowed";
    expect(
        dir,
        &["build", "./p"],
        &format!("package example.com/m/p\n\timports example.com/m/q\n\t{internal}"),
        1,
    );
    expect(dir, &["build", "./..."], &format!("package example.com/m/q\n\t{internal}"), 1);
    write(dir, "q/q.go", "package q\nimport _ \"example.com/m/w\"\nimport _ \"example.com/m/W\"\n");
    write(dir, "W/w.go", "package w\n");
    let text = "q/q.go:2:8: case-insensitive import collision: \"example.com/m/w\" and \"example.com/m/W\"";
    expect(dir, &["build", "./q"], text, 1);
}

/// As with CGO_ENABLED=0: other languages are left out, and so are Go files that need them.
#[test]
fn files_for_other_languages() {
    let temp = module(&[
        ("main.go", "package main\nimport \"example.com/m/p\"\nfunc main() { println(p.X) }\n"),
        ("p/a.go", "package p\nconst X = 1\n"),
        ("p/c.go", "package p\nimport \"C\"\nvar y = C.x\n"),
        ("p/x.c", "int x;\n"),
        ("q/c.go", "package q\n\nimport \"C\"\n"),
        ("r/a.go", "package r\nfunc f()\n"),
        ("r/a_arm64.s", "\n"),
        ("r/b.s", "//go:build ignore\n"),
    ]);
    let dir = temp.path();
    expect(dir, &["run", "."], "1", 0);
    let cgo = "q/c.go:3:8: import \"C\": cgo is not supported";
    expect(dir, &["check", "./q"], cgo, 1);
    let missing = "# example.com/m/r\nr/a.go:2:6: missing function body";
    expect(dir, &["check", "./..."], missing, 1);
    write(dir, "r/a_amd64.s", "\n");
    expect(dir, &["check", "./..."], "", 0);
    // There is no assembler.
    expect(dir, &["build", "./..."], missing, 1);
}

#[test]
fn other_modules() {
    let temp = module(&[
        ("go.mod", "module example.com/m\n\ngo 1.26\n\nrequire a.com/b v1.2.3\n"),
        (
            "main.go",
            "package main\nimport \"a.com/b\"\nimport \"a.com/b/sub\"\nfunc main() { println(b.X, sub.Y) }\n",
        ),
        ("vendor/a.com/b/b.go", "package b\nconst X = 1\n"),
        (
            "vendor/a.com/b/sub/s.go",
            "package sub\nvar Y = func() int { n := 0; var f []func(); for i := 1; i < 3; i++ { f = append(f, func() { n += i }) }\n\
             f[0](); f[1](); return n }()\n",
        ),
        ("vendor/modules.txt", "# a.com/b v1.2.3\n## explicit; go 1.20\na.com/b\na.com/b/sub\n"),
    ]);
    let dir = temp.path();
    expect(dir, &["run", "."], "1 6", 0);
    expect(dir, &["run", "main.go"], "1 6", 0);
    expect(dir, &["build", "./..."], "", 0);
    std::fs::remove_file(dir.join("m")).expect("it was built");
    let missing = "cannot find module providing package a.com/b/sub: import lookup disabled by -mod=vendor\n\t\
        (Go version in go.mod is at least 1.14 and vendor directory exists.)";
    write(dir, "vendor/modules.txt", "# a.com/b v1.2.3\n## explicit; go 1.20\na.com/b\n");
    expect(dir, &["build", "."], &format!("main.go:3:8: {missing}"), 1);
    write(dir, "vendor/modules.txt", "# a.com/b v1.2.4\n## explicit\na.com/b\na.com/b/sub\n");
    let text = "gorc: inconsistent vendoring in $DIR:\n\
        \ta.com/b@v1.2.3: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt\n\
        \ta.com/b@v1.2.4: is marked as explicit in vendor/modules.txt, but not explicitly required in go.mod\n\n\
        \tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n\
        \tTo sync the vendor directory, run:\n\t\tgo mod vendor";
    expect(dir, &["build", "."], text, 1);
    let elsewhere = "package a.com/b is in another module, which gorc does not support yet";
    let (text, code) = gorc(dir, &["build", "-mod=mod", "."]);
    assert!(text.starts_with(&format!("main.go:2:8: {elsewhere}\n")) && code == 1, "{text}");
    let text = "-mod=foo not supported (can be '', 'mod', 'readonly', or 'vendor')";
    expect(dir, &["build", "-mod=foo", "."], text, 1);
    std::fs::remove_dir_all(dir.join("vendor")).expect("it is there");
    let replaced =
        "module example.com/m\n\ngo 1.26\n\nrequire a.com/b v0.0.0\n\nreplace a.com/b => ./local\n";
    write(dir, "go.mod", replaced);
    write(dir, "local/go.mod", "module a.com/b\n\ngo 1.20\n");
    write(dir, "local/b.go", "package b\nconst X = 3\n");
    write(dir, "local/sub/s.go", "package sub\nimport \"a.com/b/internal/z\"\nconst Y = z.Z\n");
    write(dir, "local/internal/z/z.go", "package z\nconst Z = 4\n");
    expect(dir, &["run", "."], "3 4", 0);
}

/// The same sources give the same bytes, whatever the threads do and wherever the code comes from.
#[test]
fn builds_are_reproducible() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let temp = tempfile::tempdir().expect("a temporary directory");
    let build = |threads: &str, cache: &Path| {
        let out = temp.path().join("out");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gorc"));
        command.arg("build").arg("-o").arg(&out).arg("tests/golden/std_json.go").current_dir(&root);
        command.env("GORCCACHE", cache).env("RAYON_NUM_THREADS", threads);
        assert!(command.status().expect("gorc starts").success());
        std::fs::read(out).expect("it was built")
    };
    let (off, cache) = (Path::new("off"), temp.path().join("cache"));
    let first = build("1", off);
    for (threads, cache) in [("2", off), ("7", off), ("2", &cache), ("2", &cache)] {
        assert!(build(threads, cache) == first, "{threads} threads, cache {}", cache.display());
    }
}
