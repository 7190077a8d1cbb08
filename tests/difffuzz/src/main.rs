//! Compiles random programs with gorc and with another compiler, and compares what they do.
//!
//! usage: `cargo run --release -p gorc-difffuzz -- [--seed=A] [--count=N] [--gorc=PATH] [--go=PATH|none] [--mode=O0] [--jobs=N] [--batch=N]
//! [--out=DIR] [--shrink=N] [--features] [--print]`
//!
//! The other compiler is the `go` on the path, or gorc itself without optimisation (`--go=none`, or `--mode=O0`). Findings are written to
//! `--out` as whole programs: `SEED.go`, with the outputs beside; the first `--shrink` of them made small. `--print` only prints the program of
//! `--seed`, `--features` shows what the programs contained. The exit code is 0 if all agree.

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use gorc_difffuzz::build::{Compiler, Source, single_file};
use gorc_difffuzz::compare::{self, Finding};
use gorc_difffuzz::features::Counts;
use gorc_difffuzz::{generate, shrink};

struct Config {
    seed: u64,
    count: u64,
    gorc: Option<PathBuf>,
    go: Option<String>,
    unoptimised: bool,
    jobs: usize,
    batch: u64,
    out: PathBuf,
    shrink: usize,
    features: bool,
    print: bool,
}

fn main() -> ExitCode {
    match configure().and_then(|c| run(&c)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("difffuzz: {message}");
            ExitCode::FAILURE
        }
    }
}

fn configure() -> Result<Config, String> {
    let mut c = Config {
        seed: 1,
        count: 100,
        gorc: None,
        go: None,
        unoptimised: false,
        jobs: 1,
        batch: 50,
        out: std::env::temp_dir().join("difffuzz-findings"),
        shrink: 1,
        features: false,
        print: false,
    };
    for arg in std::env::args().skip(1) {
        let number = |s: &str| s.parse::<u64>().map_err(|e| format!("{arg}: {e}"));
        match arg.split_once('=') {
            Some(("--seed", n)) => c.seed = number(n)?,
            Some(("--count", n)) => c.count = number(n)?,
            Some(("--jobs", n)) => c.jobs = number(n)?.max(1) as usize,
            Some(("--batch", n)) => c.batch = number(n)?.max(1),
            Some(("--shrink", n)) => c.shrink = number(n)? as usize,
            Some(("--gorc", path)) => c.gorc = Some(path.into()),
            Some(("--go", "none")) => c.unoptimised = true,
            Some(("--go", path)) => c.go = Some(path.into()),
            Some(("--mode", "O0")) => c.unoptimised = true,
            Some(("--out", dir)) => c.out = dir.into(),
            _ if arg == "--features" => c.features = true,
            _ if arg == "--print" => c.print = true,
            _ => return Err(format!("unknown flag {arg}; see the head of tests/difffuzz/src/main.rs")),
        }
    }
    Ok(c)
}

/// The compilers: the one under test and the reference.
fn compilers(config: &Config) -> Result<(Compiler, Compiler), String> {
    let path = match &config.gorc {
        Some(path) => path.canonicalize().map_err(|e| format!("{}: {e}", path.display()))?,
        None => gorc_harness::build_gorc(gorc_harness::Profile::Release)?,
    };
    let tested = Compiler { name: "gorc".into(), path: path.clone(), flags: Vec::new() };
    let go = config.go.clone().unwrap_or_else(|| "go".into());
    let version = Command::new(&go).arg("version").stderr(Stdio::null()).output();
    let reference = match version {
        Ok(version) if !config.unoptimised => {
            println!("gorc against {}", String::from_utf8_lossy(&version.stdout).trim());
            Compiler { name: "go".into(), path: go.into(), flags: Vec::new() }
        }
        _ => {
            println!("gorc against gorc -O0");
            Compiler { name: "gorc-O0".into(), path, flags: vec!["-O0".into()] }
        }
    };
    Ok((tested, reference))
}

/// What has come of the seeds so far.
#[derive(Default)]
struct Outcome {
    counts: Counts,
    findings: Vec<Finding>,
    /// Why no more are compared.
    error: Option<String>,
}

/// Compares the programs of all seeds, in batches, on several threads.
fn compare_all(
    config: &Config,
    tested: &Compiler,
    reference: &Compiler,
    start: Instant,
) -> Result<Outcome, String> {
    let end = config.seed + config.count;
    let next = AtomicU64::new(config.seed);
    let outcome: Mutex<Outcome> = Mutex::default();
    let work = || {
        loop {
            let first = next.fetch_add(config.batch, Ordering::Relaxed);
            if first >= end || outcome.lock().is_ok_and(|o| o.error.is_some()) {
                return;
            }
            let seeds: Vec<u64> = (first..end.min(first + config.batch)).collect();
            let last = first + config.batch;
            let result = compare::seeds(tested, reference, &seeds);
            let Ok(mut outcome) = outcome.lock() else { return };
            match result {
                Ok((findings, counts)) => {
                    outcome.counts.merge(&counts);
                    if last % 1000 < config.batch {
                        let (found, seconds) = (outcome.findings.len(), start.elapsed().as_secs_f64());
                        eprintln!("up to {last}: {found} findings, {seconds:.0} s");
                    }
                    for f in findings {
                        report(config, &f);
                        outcome.findings.push(f);
                    }
                }
                Err(message) => outcome.error = Some(message),
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..config.jobs {
            scope.spawn(work);
        }
    });
    let outcome = outcome.into_inner().map_err(|e| e.to_string())?;
    match outcome.error {
        Some(message) => Err(message),
        None => Ok(outcome),
    }
}

fn run(config: &Config) -> Result<bool, String> {
    if config.print {
        let program = generate::program(config.seed);
        print!("{}", single_file(&Source { seed: config.seed, text: program.tree.source() }));
        return Ok(true);
    }
    let (tested, reference) = compilers(config)?;
    std::fs::create_dir_all(&config.out).map_err(|e| e.to_string())?;
    let start = Instant::now();
    let end = config.seed + config.count;
    let Outcome { counts, findings, .. } = compare_all(config, &tested, &reference, start)?;
    if config.features {
        print!("{}", counts.table());
    }
    let invalid = findings.iter().filter(|f| f.invalid()).count();
    println!(
        "seeds {} to {}: {} programs, {} agree, {} differ, {invalid} are not valid; {:.0} s",
        config.seed,
        end - 1,
        config.count,
        config.count - findings.len() as u64,
        findings.len() - invalid,
        start.elapsed().as_secs_f64()
    );
    for f in findings.iter().take(config.shrink) {
        make_small(config, &tested, &reference, f)?;
    }
    Ok(findings.is_empty())
}

fn report(config: &Config, f: &Finding) {
    println!("{}: {}: {}", f.seed, f.kind(), f.summary());
    let program = generate::program(f.seed);
    let text = single_file(&Source { seed: f.seed, text: program.tree.source() });
    let _ = std::fs::write(config.out.join(format!("{}.go", f.seed)), text);
    write_outcomes(config, f, "");
}

fn write_outcomes(config: &Config, f: &Finding, suffix: &str) {
    for (who, outcome) in [("tested", &f.tested), ("reference", &f.reference)] {
        let _ = std::fs::write(config.out.join(format!("{}{suffix}.{who}", f.seed)), outcome.text());
    }
}

fn make_small(config: &Config, tested: &Compiler, reference: &Compiler, f: &Finding) -> Result<(), String> {
    let program = generate::program(f.seed);
    let small = shrink::shrink(tested, reference, f, &program.tree, 1500)?;
    let file = config.out.join(format!("{}-small.go", f.seed));
    std::fs::write(&file, single_file(&small.source)).map_err(|e| e.to_string())?;
    write_outcomes(config, &small.finding, "-small");
    println!("{}: tried {} programs; {}:\n{}", f.seed, small.tried, file.display(), small.source.text);
    println!("{}: {}", f.seed, small.finding.summary());
    Ok(())
}
