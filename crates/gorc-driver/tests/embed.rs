//! `//go:embed` where it is wrong, or where files change between builds. What it does when it is right is in `tests/golden/embed`.
//!
//! Messages were recorded from the official toolchain.

mod support;

use std::os::unix::fs::symlink;
use std::process::Command;

use support::module::{gorc, write};

/// A module `m` with files to embed, good ones and bad ones.
fn module() -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let dir = temp.path();
    for name in
        ["x.txt", "y.txt", "d/a.txt", "d/sub/b.txt", "d/.h/h", "bad/q'uote", "mod2/z.txt", "hidden/_x"]
    {
        write(dir, name, name);
    }
    write(dir, "go.mod", "module m\n\ngo 1.26\n");
    write(dir, "mod2/go.mod", "module m2\n");
    std::fs::create_dir(dir.join("empty")).expect("writable");
    symlink("x.txt", dir.join("link.txt")).expect("writable");
    symlink("d", dir.join("dl")).expect("writable");
    temp
}

const HEAD: &str = "package main\nimport \"embed\"\nvar _ embed.FS\nfunc main() {}\n";

#[test]
fn patterns_that_mean_nothing() {
    let temp = module();
    for (pattern, why) in [
        ("nofile", "no matching files found"),
        ("all:no*", "no matching files found"),
        ("[a", "invalid pattern syntax"),
        ("../m/x.txt", "invalid pattern syntax"),
        (".", "invalid pattern syntax"),
        ("all:", "invalid pattern syntax"),
        ("d/", "invalid pattern syntax"),
        ("/etc/passwd", "invalid pattern syntax"),
        ("empty", "cannot embed directory empty: contains no embeddable files"),
        ("hidden", "cannot embed directory hidden: contains no embeddable files"),
        ("mod2", "cannot embed directory mod2: in different module"),
        ("mod2/z.txt", "cannot embed file mod2/z.txt: in different module"),
        ("link.txt", "cannot embed irregular file link.txt"),
        ("dl/a.txt", "cannot embed file dl/a.txt: in non-directory dl"),
        ("bad", "cannot embed file bad/q'uote: invalid name q'uote"),
        ("bad/q*", "cannot embed file bad/q'uote: invalid name q'uote"),
    ] {
        write(temp.path(), "main.go", &format!("{HEAD}//go:embed x.txt  {pattern}\nvar s embed.FS\n"));
        let want = format!("main.go:5:19: pattern {pattern}: {why}\n");
        for command in ["build", "check"] {
            assert_eq!(gorc(temp.path(), &[command, "."]), (want.clone(), 1));
        }
        assert_eq!(gorc(temp.path(), &["build", "main.go"]), (want, 1));
    }
    write(temp.path(), "main.go", &format!("{HEAD}//line foo.go:77\n//go:embed y z\nvar s embed.FS\n"));
    let want = ("foo.go:77: pattern y: no matching files found\n".to_string(), 1);
    assert_eq!(gorc(temp.path(), &["check", "."]), want);
}

#[test]
fn variables_that_cannot_hold_files() {
    let temp = module();
    for (decl, want) in [
        ("//go:embed x.txt\nvar s int", "6:5: go:embed cannot apply to var of type int"),
        ("//go:embed x.txt\nvar _ [1]byte", "6:5: go:embed cannot apply to var of type [1]byte"),
        ("//go:embed x.txt\nvar s F\ntype F embed.FS", "6:5: go:embed cannot apply to var of type F"),
        ("//go:embed x.txt\nvar s *embed.FS", "6:5: go:embed cannot apply to var of type *embed.FS"),
        ("//go:embed *.txt\nvar s string", "5:12: pattern *.txt: cannot embed irregular file link.txt"),
        ("//go:embed [xy].txt\nvar s string", "6:5: invalid go:embed: multiple files for type string"),
        (
            "//go:embed x.txt\n//go:embed y.txt\nvar s []byte",
            "7:5: invalid go:embed: multiple files for type []byte",
        ),
        ("//go:embed x.txt\nvar s, t string", "5:3: go:embed cannot apply to multiple vars"),
        ("//go:embed x.txt\nvar s = \"\"", "5:3: go:embed cannot apply to var with initializer"),
        (
            "func f() {\n//go:embed x.txt\nvar s string\n_ = s }",
            "6:3: go:embed cannot apply to var inside func",
        ),
        ("//go:embed x.txt\nfunc f() {}", "5:3: misplaced go:embed directive"),
        ("//go:embed x.txt\nvar (\ns string\n)", "5:3: misplaced go:embed directive"),
        ("var s string //go:embed x.txt", "5:16: misplaced compiler directive"),
        (
            "//go:embed \"x\"y\nvar s string",
            "5:3: invalid quoted string in //go:embed: y\n./main.go:5:3: usage: //go:embed pattern...",
        ),
    ] {
        write(temp.path(), "main.go", &format!("{HEAD}{decl}\n"));
        let want = if want.contains("pattern *") {
            format!("main.go:{want}\n")
        } else {
            format!("# m\n./main.go:{want}\n")
        };
        for command in ["build", "check"] {
            assert_eq!(gorc(temp.path(), &[command, "."]), (want.clone(), 1), "{decl}");
        }
    }
    write(temp.path(), "main.go", "package main\n//go:embed x.txt\nvar s string\nfunc main() {}\n");
    let want = "# m\n./main.go:2:3: go:embed requires import \"embed\" (or import _ \"embed\", if package is not used)\n";
    assert_eq!(gorc(temp.path(), &["build"]), (want.into(), 1));
    write(temp.path(), "main.go", &format!("{HEAD}//go:embed x.txt\nvar s string\n"));
    write(temp.path(), "go.mod", "module m\n\ngo 1.15\n");
    let want =
        "# m\n./main.go:5:3: go:embed requires go1.16 or later (-lang was set to go1.15; check go.mod)\n";
    assert_eq!(gorc(temp.path(), &["build"]), (want.into(), 1));
}

#[test]
fn programs_follow_their_files() {
    let temp = module();
    let dir = temp.path();
    let program = "package main\nimport \"embed\"\n//go:embed x.txt\nvar s string\n//go:embed d\nvar f embed.FS\n\
        func main() { b, _ := f.ReadFile(\"d/a.txt\"); println(s, string(b)) }\n";
    write(dir, "main.go", program);
    for args in [&["run", "."][..], &["run", "main.go"], &["run", "-O0", "main.go"]] {
        assert_eq!(gorc(dir, args), ("x.txt d/a.txt\n".into(), 0));
    }
    write(dir, "x.txt", "changed");
    write(dir, "d/a.txt", "too, and longer");
    assert_eq!(gorc(dir, &["run", "."]), ("changed too, and longer\n".into(), 0));
    // From elsewhere, and by way of an object.
    let main = dir.join("main.go").display().to_string();
    assert_eq!(gorc(&dir.join("d"), &["run", &main]), ("changed too, and longer\n".into(), 0));
    assert_eq!(gorc(dir, &["build", "-emit=obj", "-o", "m.o", "."]), (String::new(), 0));
    assert_eq!(gorc(dir, &["link", "-o", "linked", "m.o"]), (String::new(), 0));
    let output = Command::new(dir.join("linked")).output().expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "changed too, and longer\n");
    // The middle IR holds the contents and can be read back.
    assert_eq!(gorc(dir, &["build", "-emit=gir", "-o", "m.gir", "."]), (String::new(), 0));
    assert_eq!(gorc(dir, &["build", "-o", "again", "m.gir"]), (String::new(), 0));
    let output = Command::new(dir.join("again")).output().expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "changed too, and longer\n");
}
