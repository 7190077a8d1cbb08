//! The command on modules made for a test.

use std::path::Path;
use std::process::Command;

/// Runs gorc in a directory; returns what it and the program write, with `$DIR` for the directory, and the exit code.
pub fn gorc(dir: &Path, args: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    command.args(args).current_dir(dir).env_remove("PWD").env("GORCCACHE", dir.join(".cache"));
    let output = command.output().expect("gorc starts");
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let text = String::from_utf8_lossy(&text).replace(&dir.display().to_string(), "$DIR");
    (text, output.status.code().unwrap_or(-1))
}

/// Writes a file, with the directories above it.
pub fn write(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().expect("inside")).expect("writable");
    std::fs::write(path, text).expect("writable");
}

/// A module `example.com/m` with these files, which may have another `go.mod` among them.
pub fn module(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (name, text) in [("go.mod", "module example.com/m\n\ngo 1.26\n")].iter().chain(files) {
        write(dir.path(), name, text);
    }
    dir
}
