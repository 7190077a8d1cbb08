//! Golden tests: every program below `lang-examples/` and `tests/golden/` does what is written down beside it.
//!
//! `NAME.go` (or a directory `NAME/` with a module) is built and run; `NAME.stdout`, `NAME.stderr` and `NAME.exit` hold what it
//! writes and its exit code (missing: nothing, 0). A program that does not compile has the compiler's messages as
//! its `NAME.stderr`. Each is then built with `-O0` and does the same, unless `NAME.O0.stdout` says what it writes
//! without optimisation. The expectations were recorded from the official toolchain, so what may rightly differ from
//! one implementation to the next is normalised on both sides: see `support/normal.rs`.
//!
//! `GORC_BLESS=1 cargo test` rewrites the expectations (but those of `-O0`). `tests/golden/skip` lists programs that do not pass yet, each
//! with its reason; one that passes must leave the list. `GORC_GOLDEN=word` runs only programs whose path has it.

mod support;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use support::diff::unified;
use support::normal::normalise;

/// Longest time a program may run: far more than any needs, on a loaded machine too.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// What a program did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Outcome {
    stdout: String,
    stderr: String,
    exit: i32,
}

fn root() -> PathBuf {
    gorc_harness::root().canonicalize().expect("the workspace exists")
}

/// The programs: Go files and module directories directly below these.
fn programs() -> Vec<PathBuf> {
    let filter = std::env::var("GORC_GOLDEN").unwrap_or_default();
    let mut found = Vec::new();
    for dir in ["lang-examples", "tests/golden", "tests/golden/compile"] {
        for entry in fs::read_dir(root().join(dir)).expect("the directory exists").flatten() {
            let path = entry.path();
            let is_program = path.extension().is_some_and(|e| e == "go") || path.join("go.mod").exists();
            if is_program && path.to_string_lossy().contains(&filter) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Programs that do not pass yet: path from the root, then the reason.
fn skipped() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("tests/golden/skip")).unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|l| {
            let (path, reason) = l.split_once(char::is_whitespace).unwrap_or((l, ""));
            assert!(!reason.trim().is_empty(), "tests/golden/skip: {path} has no reason");
            (path.to_string(), reason.trim().to_string())
        })
        .collect()
}

#[test]
fn programs_do_what_is_written_down() {
    let bless = std::env::var_os("GORC_BLESS").is_some();
    let (programs, skipped) = (programs(), skipped());
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = program.strip_prefix(root()).expect("found below it").display().to_string();
                    let skip = skipped.iter().find(|(path, _)| *path == name);
                    let result = check(program, bless && skip.is_none());
                    let failure = match (result, skip) {
                        (Err(why), None) => format!("{name}: {why}"),
                        (Ok(()), Some(_)) => format!("{name} passes: take it off tests/golden/skip"),
                        _ => continue,
                    };
                    failures.lock().expect("no thread panics").push(failure);
                }
            });
        }
    });
    for (path, reason) in &skipped {
        println!("skipped: {path}: {reason}");
        assert!(root().join(path).exists(), "tests/golden/skip names {path}, which does not exist");
    }
    let mut failures = failures.into_inner().expect("no thread panics");
    failures.sort();
    let count = failures.len();
    assert!(
        failures.is_empty(),
        "{}\n{count} of {} programs failed; GORC_BLESS=1 accepts what they do now",
        failures.join("\n"),
        programs.len()
    );
}

fn check(program: &Path, bless: bool) -> Result<(), String> {
    compare(program, "stdout", bless, outcome(program, &[])?)?;
    let unoptimised = if program.with_extension("O0.stdout").exists() { "O0.stdout" } else { "stdout" };
    let compared = compare(program, unoptimised, false, outcome(program, &["-O0"])?);
    compared.map_err(|why| format!("with -O0: {why}"))
}

/// Compares an outcome with what is written down, or writes it down. `stdout` is the suffix of the file with that stream.
fn compare(program: &Path, stdout: &str, bless: bool, got: Outcome) -> Result<(), String> {
    let beside = |suffix: &str| program.with_extension(suffix);
    // What programs print need not be UTF-8.
    let read = |suffix| String::from_utf8_lossy(&fs::read(beside(suffix)).unwrap_or_default()).into_owned();
    let want = Outcome {
        stdout: read(stdout),
        stderr: read("stderr"),
        exit: read("exit").trim().parse().unwrap_or(0),
    };
    let streams = [("stdout", &want.stdout, &got.stdout), ("stderr", &want.stderr, &got.stderr)];
    let mut problems = String::new();
    for (name, want, got) in streams {
        let (want, got) = (normalise(want), normalise(got));
        if want != got {
            problems += &format!("\n{name} differs:\n{}", unified(&want, &got));
        }
    }
    if want.exit != got.exit {
        problems += &format!("\nexit code {} instead of {}", got.exit, want.exit);
    }
    if problems.is_empty() {
        return Ok(());
    }
    if !bless {
        return Err(problems);
    }
    for (suffix, text) in [(stdout, got.stdout), ("stderr", got.stderr)] {
        fs::write(beside(suffix), text).map_err(|e| e.to_string())?;
    }
    if got.exit != 0 {
        fs::write(beside("exit"), format!("{}\n", got.exit)).map_err(|e| e.to_string())?;
    } else if beside("exit").exists() {
        fs::remove_file(beside("exit")).map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// Builds and runs a program, with some flags for the build.
fn outcome(program: &Path, flags: &[&str]) -> Result<Outcome, String> {
    let scratch = tempfile::tempdir().map_err(|e| e.to_string())?;
    let executable = scratch.path().join("program");
    let (dir, what) = match program.is_dir() {
        true => (program, ".".to_string()),
        false => {
            let name = program.file_name().expect("it is a file").to_string_lossy();
            (program.parent().expect("it is below the root"), name.into_owned())
        }
    };
    let mut build = Command::new(env!("CARGO_BIN_EXE_gorc"));
    build.args(["build", "-std=core"]).args(flags).arg("-o").arg(&executable).arg(what);
    build.current_dir(dir).env_remove("PWD").env("GORCCACHE", "off");
    let built = run(build, scratch.path())?;
    let mut outcome = if built.exit != 0 { built } else { run(Command::new(&executable), scratch.path())? };
    outcome.stderr = outcome.stderr.replace(&format!("{}/", dir.display()), "$DIR/");
    Ok(outcome)
}

/// Runs a command to its end, or to the time limit.
fn run(mut command: Command, scratch: &Path) -> Result<Outcome, String> {
    let file = |name: &str| fs::File::create(scratch.join(name)).map_err(|e| e.to_string());
    command.stdin(Stdio::null()).stdout(file("stdout")?).stderr(file("stderr")?);
    let mut child = command.spawn().map_err(|e| e.to_string())?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            break status;
        }
        if start.elapsed() > TIME_LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("still running after {} s", TIME_LIMIT.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let read = |name: &str| {
        let bytes = fs::read(scratch.join(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let exit = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    Ok(Outcome { stdout: read("stdout"), stderr: read("stderr"), exit })
}
