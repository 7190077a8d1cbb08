//! From the text of a GIR module to a running program: code generation, linker and runtime without the front end.

use std::path::Path;
use std::process::{Command, Output};

/// A program whose `runtime.main` prints and exits: no Go source takes part.
const HELLO: &str = r#"
func @runtime.main()() {
block0:
    v0: string = str "hello, gir\n"
    call runtime printlock ()()
    call runtime printstring (string)() v0
    call runtime printunlock ()()
    v1: int = int 3
    call extern @os.runtime_exit (int)() v1
    return
}
func @runtime.sigpanic()() {
block0:
    return
}
"#;

/// Runs gorc in a directory with nothing on `PATH`.
fn gorc(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gorc"))
        .args(args)
        .current_dir(dir)
        .env_clear()
        .output()
        .expect("gorc starts")
}

fn ok(output: Output) -> Output {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn gir_becomes_a_program() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(dir.path().join("hello.gir"), HELLO).expect("writable");
    ok(gorc(dir.path(), &["build", "hello.gir"]));
    let run =
        Command::new(dir.path().join("hello")).env("GODEBUG", "boottrace=1").output().expect("it starts");
    assert_eq!(run.status.code(), Some(3));
    let text = String::from_utf8_lossy(&run.stderr);
    assert!(text.ends_with("hello, gir\n"), "{text}");
    let steps = [
        "_rt0_amd64_linux",
        "rt0_go",
        "osinit",
        "schedinit",
        "mallocinit",
        "procresize",
        "newproc",
        "mstart",
        "schedule",
    ];
    let mut rest = &*text;
    for step in steps {
        let at = rest.find(&format!("boot: {step} ")).unwrap_or_else(|| panic!("{step} in order:\n{text}"));
        rest = &rest[at..];
    }
}

#[test]
fn objects_link_to_the_same_program() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(dir.path().join("hello.gir"), HELLO).expect("writable");
    ok(gorc(dir.path(), &["build", "hello.gir"]));
    ok(gorc(dir.path(), &["build", "-emit=obj", "hello.gir"]));
    ok(gorc(dir.path(), &["link", "-o", "linked", "hello.o"]));
    let read = |name: &str| std::fs::read(dir.path().join(name)).expect("written");
    assert!(read("hello") == read("linked"));
}

#[test]
fn printed_gir_builds_to_the_same_program() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(dir.path().join("hello.gir"), HELLO).expect("writable");
    ok(gorc(dir.path(), &["build", "-emit=gir", "-o", "again.gir", "hello.gir"]));
    ok(gorc(dir.path(), &["build", "hello.gir"]));
    ok(gorc(dir.path(), &["build", "again.gir"]));
    let read = |name: &str| std::fs::read(dir.path().join(name)).expect("written");
    assert!(read("hello") == read("again"));
}

#[test]
fn missing_functions_are_named() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let text = HELLO.replace("os.runtime_exit", "main.gone");
    std::fs::write(dir.path().join("bad.gir"), text).expect("writable");
    let output = gorc(dir.path(), &["build", "bad.gir"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(text, "# bad\nruntime.main: relocation target main.gone not defined\n");
}
