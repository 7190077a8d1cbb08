//! The second suite: the test data of Go's own type checker (`src/internal/types/testdata` of an SDK).
//!
//! A file, or a directory of files, is a package; comments in it say which errors are expected where ([`markers`]).
//! [`check`] checks packages in this process. A test passes if every marker has its error and every error its marker.
//! `skip-types.txt` lists tests that do not pass, as `skip.txt` does; reasons that begin with `go1.26:` hold for an SDK of that
//! version or an older one.

mod check;
mod markers;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use check::{Report, Workshop};

/// Where the test data is in an SDK.
const PLACE: &str = "src/internal/types/testdata";

/// Syntax trees can be deep.
const STACK: usize = 512 << 20;

/// What to run.
pub struct Config {
    /// The test data; where an SDK is found, if empty.
    pub suite: PathBuf,
    /// Run tests whose name contains one of these; all if there are none.
    pub words: Vec<String>,
    /// Name every test.
    pub list: bool,
    /// Print all complaints about a test instead of the first.
    pub verbose: bool,
}

/// A package of the suite: its name and its files.
struct Test {
    name: String,
    files: Vec<PathBuf>,
    /// How many columns an error may be off: the official checkers disagree on positions, so each part of the suite says.
    tolerance: u32,
}

/// Runs the suite and prints what happened.
pub fn run(config: &Config) -> ExitCode {
    match try_run(config) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("conformance: {message}");
            ExitCode::FAILURE
        }
    }
}

fn try_run(config: &Config) -> Result<bool, String> {
    let found = match config.suite.as_os_str().is_empty() {
        true => gorc_harness::sdk::folder(PLACE, "check"),
        false => Some(config.suite.clone()),
    };
    let Some(suite) = found else {
        println!("types: skipped: no test data of Go's type checker found (install a Go SDK)");
        return Ok(true);
    };
    let suite = suite.canonicalize().map_err(|e| format!("{}: {e}", suite.display()))?;
    let src = suite.ancestors().nth(3).filter(|src| src.join("fmt").is_dir());
    let src = src.ok_or_else(|| format!("{} is not in an SDK", suite.display()))?;
    let selected = |t: &Test| config.words.is_empty() || config.words.iter().any(|w| t.name.contains(w));
    let tests: Vec<Test> = tests(&suite).into_iter().filter(selected).collect();
    let skips = skips(src)?;
    let results = check_all(&tests, src);
    Ok(summary(config, &skips, &tests, &results))
}

/// The tests that need not pass with this SDK.
fn skips(src: &Path) -> Result<BTreeMap<String, String>, String> {
    let minor = src.parent().and_then(gorc_harness::sdk::minor);
    let mut skips = crate::skip_list("skip-types.txt")?;
    skips.retain(|_, reason| {
        let until = reason.strip_prefix("go1.").and_then(|r| r.split_once(':')?.0.parse::<u32>().ok());
        until.is_none_or(|until| minor.is_some_and(|m| m <= until))
    });
    Ok(skips)
}

fn tests(suite: &Path) -> Vec<Test> {
    let mut tests = Vec::new();
    for (part, tolerance) in [("check", 50), ("examples", 125), ("fixedbugs", 100), ("spec", 20)] {
        for path in sorted(&suite.join(part)) {
            let base = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let files = if path.is_dir() { sorted(&path) } else { vec![path] };
            let files: Vec<PathBuf> =
                files.into_iter().filter(|f| f.extension().is_some_and(|e| e == "go")).collect();
            if !files.is_empty() {
                tests.push(Test { name: format!("{part}/{base}"), files, tolerance });
            }
        }
    }
    tests
}

fn sorted(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    paths
}

/// Checks all tests, in parallel; the reports are in their order.
fn check_all(tests: &[Test], src: &Path) -> Vec<Report> {
    let reports: Mutex<Vec<Option<Report>>> = Mutex::new(tests.iter().map(|_| None).collect());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut workshop = Workshop::new(src);
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(test) = tests.get(index) else { break };
            let report = catch_unwind(AssertUnwindSafe(|| workshop.test(&test.files, test.tolerance)))
                .unwrap_or_else(|_| {
                    workshop = Workshop::new(src);
                    Report { complaints: vec!["the checker panicked".into()], ..Report::default() }
                });
            reports.lock().expect("no thread panics")[index] = Some(report);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, |n| n.get()) {
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            thread.expect("a thread can be started");
        }
    });
    let reports = reports.into_inner().expect("no thread panics");
    reports.into_iter().map(Option::unwrap_or_default).collect()
}

fn summary(config: &Config, skips: &BTreeMap<String, String>, tests: &[Test], reports: &[Report]) -> bool {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    let (mut markers, mut matched, mut unexpected) = (0, 0, 0);
    for (test, report) in tests.iter().zip(reports) {
        markers += report.markers;
        matched += report.matched;
        unexpected += report.unexpected;
        let name = &test.name;
        if config.list {
            println!(
                "{name}: {} of {} markers, {} unexpected",
                report.matched, report.markers, report.unexpected
            );
        }
        let listed = skips.contains_key(name);
        match (report.complaints.first(), report.excluded) {
            (_, Some(_)) => skipped += 1,
            (None, _) if listed => {
                failed += 1;
                println!("FAIL {name}: passes: take it off skip-types.txt");
            }
            (None, _) => passed += 1,
            (Some(first), _) => {
                if listed {
                    skipped += 1;
                } else {
                    failed += 1;
                    println!("FAIL {name}: {first}");
                }
                if config.verbose {
                    report.complaints.iter().for_each(|c| println!("    {}", c.replace('\n', "\n        ")));
                }
            }
        }
    }
    println!("{matched} of {markers} markers matched, {unexpected} unexpected errors");
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    failed == 0
}

#[cfg(test)]
mod tests {
    use super::{Config, try_run};
    use std::path::PathBuf;

    #[test]
    fn errors_are_those_of_the_official_checker() {
        let config = Config { suite: PathBuf::new(), words: Vec::new(), list: false, verbose: false };
        assert_eq!(try_run(&config), Ok(true));
    }
}
