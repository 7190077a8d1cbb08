//! Runs Go's own test suite (`test/` of a Go distribution) through gorc.
//!
//! usage: `cargo run --release -p gorc-conformance [-- [--types] [--stress=MODE,…] [--find] [--list] [--verbose] [--gorc=PATH] [--suite=DIR] [WORD …]]`
//!
//! The suite is read where it is found: in an installed SDK, or in Debian's `golang-1.19-src`; nothing of it is committed.
//! A test's first line says what to do with it ([`directive`]); [`actions`] does it. The rule for programs: exit code 0, and output
//! equal to the `.out` file, or none without one. `skip.txt` lists tests that are not expected to pass, each with its
//! reason (`skip-go1.19.txt` those of Debian's suite); one that passes must leave the list (but for those whose reason begins with `unsteady:`). `WORD`s select tests whose name contains one of them.
//! The exit code is 0 if nothing unexpected happened; the last line has the counts.
//! With `--types` it is the test data of Go's type checker that runs ([`types`]), which needs no compiler but the checker.
//! With `--stress` programs run under modes that make rare events frequent ([`stress`]), and nothing else is tested.

mod actions;
mod directive;
mod errors;
mod module;
mod process;
mod regex;
mod shim;
mod stress;
mod types;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use directive::Directive;
use gorc_harness::sdk;

/// How a test ended.
enum Outcome {
    Pass,
    Fail(String),
    /// Not for this compiler or platform: the reason, as a category.
    Excluded(&'static str),
}

#[derive(Default)]
struct Config {
    /// The type checker's suite is to run, not the compiler's.
    types: bool,
    stress: stress::Stress,
    gorc: PathBuf,
    suite: PathBuf,
    words: Vec<String>,
    list: bool,
    verbose: bool,
}

fn main() -> ExitCode {
    if let Some(code) = shim::become_gorc() {
        return code;
    }
    match configure() {
        Ok(Some(config)) if config.types => types::run(&types::Config {
            suite: config.suite,
            words: config.words,
            list: config.list,
            verbose: config.verbose,
        }),
        Ok(Some(config)) => run(&config),
        Ok(None) => {
            println!("conformance: skipped: no Go test suite found (install a Go SDK or golang-1.19-src)");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("conformance: {message}");
            ExitCode::FAILURE
        }
    }
}

fn configure() -> Result<Option<Config>, String> {
    let mut config = Config::default();
    for arg in std::env::args().skip(1) {
        match arg.split_once('=') {
            Some(("--gorc", path)) => config.gorc = path.into(),
            Some(("--stress", modes)) => config.stress = stress::Stress::parse(modes)?,
            Some(("--suite", path)) => config.suite = path.into(),
            _ if arg == "--find" => {
                // Only says where the suite is.
                return match sdk::test_suite() {
                    Some(suite) => {
                        println!("{}", suite.display());
                        std::process::exit(0)
                    }
                    None => Err("no suite".into()),
                };
            }
            _ if arg == "--types" => config.types = true,
            _ if arg == "--list" => config.list = true,
            _ if arg == "--verbose" => config.verbose = true,
            _ if arg.starts_with('-') => return Err(format!("unknown flag {arg}")),
            _ => config.words.push(arg),
        }
    }
    if config.types {
        return Ok(Some(config));
    }
    if config.gorc.as_os_str().is_empty() {
        config.gorc = gorc_harness::build_gorc(gorc_harness::Profile::Release)?;
    }
    if config.suite.as_os_str().is_empty() {
        let Some(suite) = sdk::test_suite() else { return Ok(None) };
        config.suite = suite;
    }
    Ok(Some(config))
}

/// The suite's tests: names relative to its root, sorted.
fn tests(suite: &Path) -> Vec<String> {
    fn walk(dir: &Path, prefix: &str, out: &mut Vec<String>) {
        let Ok(entries) = std::fs::read_dir(dir) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if path.is_dir() {
                if !name.ends_with(".dir") && name != "testdata" && name != "codegen" {
                    walk(&path, &format!("{prefix}{name}/"), out);
                }
            } else if name.ends_with(".go") {
                out.push(format!("{prefix}{name}"));
            }
        }
    }
    let mut out = Vec::new();
    walk(suite, "", &mut out);
    out.sort();
    out
}

/// The tests that need not pass. `skip.txt` is for the suite of Go 1.26. What the language, its messages and its print formats have
/// changed since 1.19 is in `skip-go1.19.txt`; with that suite, the tests of `skip.txt` may pass.
fn skips(suite: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut list = skip_list("skip.txt")?;
    if sdk::is_debian(suite) {
        list.values_mut().for_each(|reason| reason.insert_str(0, UNSTEADY));
        list.extend(skip_list("skip-go1.19.txt")?);
    }
    Ok(list)
}

/// Begins the reason of a test that may pass or fail.
const UNSTEADY: &str = "unsteady: ";

/// A file like `skip.txt`: test, then the reason.
fn skip_list(file: &str) -> Result<BTreeMap<String, String>, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let mut list = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (test, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if reason.trim().is_empty() {
            return Err(format!("{file}: {test} has no reason"));
        }
        list.insert(test.to_owned(), reason.trim().to_owned());
    }
    Ok(list)
}

fn run(config: &Config) -> ExitCode {
    let skips = match skips(&config.suite) {
        Ok(list) => list,
        Err(message) => {
            eprintln!("conformance: {message}");
            return ExitCode::FAILURE;
        }
    };
    let selected = |name: &String| {
        (config.words.is_empty() || config.words.iter().any(|w| name.contains(w)))
            && !(config.stress.is_on() && skips.contains_key(name))
    };
    let tests: Vec<String> = tests(&config.suite).into_iter().filter(selected).collect();
    let results: Mutex<BTreeMap<&str, (String, Outcome)>> = Mutex::default();
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(name) = tests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (kind, outcome) = one(config, name);
                    if config.list {
                        report(name, &kind, &outcome);
                    }
                    results.lock().expect("no thread panics").insert(name, (kind, outcome));
                }
            });
        }
    });
    summary(config, &skips, &results.into_inner().expect("no thread panics"))
}

fn one(config: &Config, name: &str) -> (String, Outcome) {
    let path = config.suite.join(name);
    match Directive::read(&path) {
        Ok(directive) => (directive.action.clone(), actions::perform(config, &path, &directive)),
        Err(reason) => ("none".into(), Outcome::Excluded(reason)),
    }
}

fn report(name: &str, kind: &str, outcome: &Outcome) {
    match outcome {
        Outcome::Pass => println!("ok   {kind:<12} {name}"),
        Outcome::Excluded(reason) => println!("skip {kind:<12} {name}: {reason}"),
        Outcome::Fail(why) => println!("FAIL {kind:<12} {name}: {}", why.replace('\n', " | ")),
    }
}

fn summary(
    config: &Config,
    skips: &BTreeMap<String, String>,
    results: &BTreeMap<&str, (String, Outcome)>,
) -> ExitCode {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    let mut kinds: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (name, (kind, outcome)) in results {
        let count = kinds.entry(kind).or_default();
        match (outcome, skips.get(*name)) {
            (Outcome::Pass, None) => {
                passed += 1;
                count.0 += 1;
            }
            // Outcomes that depend on timing count for nothing.
            (_, Some(reason)) if reason.starts_with(UNSTEADY) => skipped += 1,
            (Outcome::Pass, Some(_)) => {
                failed += 1;
                println!("FAIL {name}: passes: take it off skip.txt");
            }
            (Outcome::Fail(_), Some(_)) => {
                skipped += 1;
                count.1 += 1;
            }
            (Outcome::Fail(why), None) => {
                failed += 1;
                count.1 += 1;
                println!("FAIL {name} ({kind}): {}", if config.verbose { why } else { first_line(why) });
            }
            (Outcome::Excluded(_), _) => skipped += 1,
        }
    }
    for (kind, (pass, fail)) in kinds.iter().filter(|(_, (p, f))| p + f > 0) {
        println!("{kind:<20} {pass} pass, {fail} fail");
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The first line that says something: not gorc's `# package`.
fn first_line(text: &str) -> &str {
    text.lines().find(|l| !l.contains("# ")).or(text.lines().next()).unwrap_or("")
}
