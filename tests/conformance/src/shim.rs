//! The `go` command for tests that run it.
//!
//! Such tests find a `go` on their path that is this program under another name: it translates the few uses there are into
//! gorc's. `go run` and `go build` are gorc's own commands; `go tool compile FILE` compiles to an object.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Says to the shim which gorc it stands for.
const GORC: &str = "GORC_CONFORMANCE_GORC";

/// Says to the shim where objects may be written.
const OBJECTS: &str = "GORC_CONFORMANCE_OBJECTS";

/// Is this process the shim? Then it becomes gorc, and does not return if it can.
pub fn become_gorc() -> Option<ExitCode> {
    let mut args = std::env::args();
    if Path::new(&args.next()?).file_name()? != "go" {
        return None;
    }
    let gorc = std::env::var_os(GORC)?;
    let objects = PathBuf::from(std::env::var_os(OBJECTS)?);
    let object = objects.join(format!("{}.o", std::process::id()));
    let args = args.collect::<Vec<_>>();
    let error = match translate(&args, &object) {
        Ok(words) if args[0] == "tool" => match compile(gorc.as_ref(), &words, &args, &object) {
            Ok(code) => return Some(code),
            Err(error) => error.to_string(),
        },
        Ok(words) => Command::new(gorc).args(words).exec().to_string(),
        Err(unknown) => unknown,
    };
    eprintln!("go: {error}");
    Some(ExitCode::from(2))
}

/// Runs gorc for `go tool compile`, and shows its messages as that does: without a header, files named as they are in the arguments and
/// in line directives.
fn compile(gorc: &Path, words: &[String], args: &[String], object: &Path) -> std::io::Result<ExitCode> {
    let mut command = Command::new(gorc);
    let copy = object.with_extension("go");
    if copy.exists() {
        command.current_dir(copy.parent().unwrap_or(Path::new("/")));
    }
    let output = command.args(words).output()?;
    let own = format!("./{}", copy.file_name().unwrap_or_default().to_string_lossy());
    for line in String::from_utf8_lossy(&output.stderr).lines().filter(|l| !l.starts_with("# ")) {
        match line.strip_prefix(&own) {
            Some(rest) => println!("{}{rest}", args.last().map_or("", String::as_str)),
            None => println!("{}", line.strip_prefix("./").unwrap_or(line)),
        }
    }
    Ok(ExitCode::from(output.status.code().unwrap_or(2) as u8))
}

/// gorc's words for those of the go command.
fn translate(args: &[String], object: &Path) -> Result<Vec<String>, String> {
    let words = |start: &[&str], rest: &[String]| {
        start.iter().map(|s| s.to_string()).chain(rest.iter().cloned()).collect::<Vec<_>>()
    };
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["run" | "build", ..] => Ok(words(&[&args[0], "--std=core"], &args[1..])),
        ["tool", "compile", ..] => {
            let mut out = words(&["build", "--std=core", "--emit=obj", "-o", &object.to_string_lossy()], &[]);
            for arg in &args[2..] {
                match arg.split_once('=').map_or(arg.as_str(), |(name, _)| name) {
                    // The package's path is its own affair here, and imports need no list of files.
                    "-p" | "-importcfg" => {}
                    _ if arg.starts_with('-') => {
                        return Err(format!("tool compile: {arg} is not translated"));
                    }
                    _ if arg.ends_with(".go") => out.push(arg.clone()),
                    _ => out.push(with_suffix(arg, object)?),
                }
            }
            Ok(out)
        }
        _ => Err(format!("{} is not translated", args.join(" "))),
    }
}

/// `go tool compile` takes a file of any name; gorc wants `.go`, so that it gets a copy beside the object.
fn with_suffix(file: &str, object: &Path) -> Result<String, String> {
    let copy = object.with_extension("go");
    std::fs::copy(file, &copy).map_err(|e| format!("{file}: {e}"))?;
    Ok(copy.to_string_lossy().into_owned())
}

/// A directory with the shim in it.
pub struct Shim(tempfile::TempDir);

impl Shim {
    /// Makes the directory.
    pub fn new() -> Result<Self, String> {
        let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
        let own = std::env::current_exe().map_err(|e| e.to_string())?;
        std::os::unix::fs::symlink(own, dir.path().join("go")).map_err(|e| e.to_string())?;
        Ok(Shim(dir))
    }

    /// Lets a test's program find the shim, and the root of the distribution that the suite is part of.
    pub fn offer(&self, run: &mut Command, gorc: &Path, suite: &Path) {
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let dirs = std::iter::once(PathBuf::from(self.0.path())).chain(std::env::split_paths(&rest));
        if let Ok(path) = std::env::join_paths(dirs) {
            run.env("PATH", path);
        }
        run.env(GORC, gorc).env(OBJECTS, self.0.path());
        if let Some(root) = suite.parent() {
            run.env("GOROOT", root);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::translate;

    fn words(line: &str) -> Result<String, String> {
        let args: Vec<String> = line.split(' ').map(str::to_owned).collect();
        translate(&args, Path::new("a.o")).map(|w| w.join(" "))
    }

    #[test]
    fn commands_are_translated() {
        assert_eq!(words("run x.go").as_deref(), Ok("run --std=core x.go"));
        assert_eq!(words("tool compile -p=p x.go").as_deref(), Ok("build --std=core --emit=obj -o a.o x.go"));
        assert!(words("tool compile -S x.go").is_err());
        assert!(words("list std").is_err());
    }
}
