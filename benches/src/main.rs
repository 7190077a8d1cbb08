//! Measures gorc beside the official toolchain in one run: build time, size of the result, type-checking of the standard
//! library, and run time of programs.
//!
//! usage: cargo run --release -p gorc-bench [-- PROGRAM …]
//!
//! Machines are noisy, so the tool alternates between the two and compares the *fastest* of several runs; look at the
//! ratios (gorc / go, below 1 is better), not at the times. Without `go` on the path gorc is measured alone.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Rounds of each measurement.
const ROUNDS: u32 = 5;

struct Tools {
    gorc: PathBuf,
    go: bool,
    dir: PathBuf,
}

/// One of the two compilers.
#[derive(Clone, Copy, PartialEq)]
enum Which {
    Gorc,
    Go,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("gorc-bench: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let root = gorc_harness::root();
    let gorc = gorc_harness::build_gorc(gorc_harness::Profile::Release)?;
    let go = Command::new("go").arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let dir = std::env::temp_dir().join(format!("gorc-bench-{}", std::process::id()));
    std::fs::create_dir_all(&dir).map_err(|e| e.to_string())?;
    let tools = Tools { gorc, go, dir };
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let result = measure_all(&tools, &root, &wanted);
    let _ = std::fs::remove_dir_all(&tools.dir);
    result
}

fn measure_all(tools: &Tools, root: &Path, wanted: &[String]) -> Result<(), String> {
    println!("{:<16} {:>12} {:>12} {:>8}", "", "gorc", "go", "ratio");
    if wanted.is_empty() {
        measure_build(tools, &root.join("lang-examples/hello.go"))?;
    }
    if tools.go && (wanted.is_empty() || wanted.iter().any(|name| name == "check")) {
        measure_check(tools, &root.join("benches/front/main.go"))?;
    }
    let mut programs: Vec<PathBuf> = std::fs::read_dir(root.join("benches/programs"))
        .map_err(|e| e.to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "go"))
        .collect();
    programs.sort();
    for program in programs {
        let name = program.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        if wanted.is_empty() || wanted.contains(&name) {
            measure_program(tools, &program, &name)?;
        }
    }
    Ok(())
}

/// Compiles `source` and returns the executable.
fn build(tools: &Tools, which: Which, source: &Path) -> Result<PathBuf, String> {
    let out = tools.dir.join(if which == Which::Gorc { "gorc.out" } else { "go.out" });
    let mut command = match which {
        Which::Gorc => Command::new(&tools.gorc),
        Which::Go => Command::new("go"),
    };
    if which == Which::Gorc {
        command.args(["build", "--std=core"]);
    } else {
        command.arg("build").env("GO111MODULE", "off");
    }
    let output = command.arg("-o").arg(&out).arg(source).output().map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err(format!("{}: {}", source.display(), String::from_utf8_lossy(&output.stderr)));
    }
    Ok(out)
}

/// Build time after an edit, and size. Each round appends another comment, so that neither cache has the result.
fn measure_build(tools: &Tools, source: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(source).map_err(|e| e.to_string())?;
    let copy = tools.dir.join("hello.go");
    let mut best = [Duration::MAX; 2];
    let mut size = [0u64; 2];
    for round in 0..=ROUNDS {
        for (i, which) in [Which::Gorc, Which::Go].into_iter().enumerate() {
            if which == Which::Go && !tools.go {
                continue;
            }
            let edit = format!("{text}\nvar edited{i}{round} = {round}\n");
            std::fs::write(&copy, edit).map_err(|e| e.to_string())?;
            let start = Instant::now();
            let out = build(tools, which, &copy)?;
            if round > 0 {
                best[i] = best[i].min(start.elapsed()); // the first round warms file caches
            }
            size[i] = out.metadata().map_err(|e| e.to_string())?.len();
        }
    }
    print_row("build hello", best, tools.go);
    println!(
        "{:<16} {:>10}kB {:>10}kB {:>8.2}",
        "size hello",
        size[0] / 1000,
        size[1] / 1000,
        size[0] as f64 / size[1].max(1) as f64
    );
    Ok(())
}

/// Type-checks the standard library of the installed SDK, bodies included: `gorc check std` beside a program that does the same
/// with the Go project's own front end, go/parser and go/types. (The compiler cannot be told to stop behind its copy of
/// that, and `go vet std` compiles everything first.) Both read each file once and use no cache; files are in memory after the
/// first round.
fn measure_check(tools: &Tools, front: &Path) -> Result<(), String> {
    let front = build(tools, Which::Go, front)?;
    let mut best = [Duration::MAX; 2];
    let mut lines = [0.0; 2];
    for round in 0..=ROUNDS {
        for i in 0..2 {
            let mut command = match i {
                0 => Command::new(&tools.gorc),
                _ => Command::new(&front),
            };
            if i == 0 {
                command.args(["check", "-v", "std"]);
            }
            let start = Instant::now();
            let output = command.output().map_err(|e| e.to_string())?;
            if round > 0 {
                best[i] = best[i].min(start.elapsed());
            }
            let text =
                String::from_utf8_lossy(if i == 0 { &output.stderr } else { &output.stdout }).into_owned();
            if !output.status.success() {
                return Err(format!("check std: {text}{}", String::from_utf8_lossy(&output.stderr)));
            }
            // `… N lines in …` and `PACKAGES N`.
            let words: Vec<&str> = text.lines().last().unwrap_or("").split_whitespace().collect();
            let at = words.iter().position(|word| *word == "lines").unwrap_or(words.len());
            lines[i] = at.checked_sub(1).and_then(|at| words[at].parse().ok()).unwrap_or(0.0);
        }
    }
    print_row("check std", best, true);
    let speed = |i: usize| lines[i] / best[i].as_secs_f64() / 1e3;
    let (ours, theirs) = (speed(0), speed(1));
    println!("{:<16} {ours:>8.0}kl/s {theirs:>8.0}kl/s {:>8.2}", "lines a second", theirs / ours);
    Ok(())
}

fn measure_program(tools: &Tools, source: &Path, name: &str) -> Result<(), String> {
    let mut best = [Duration::MAX; 2];
    let mut outputs: [Option<Vec<u8>>; 2] = [None, None];
    let mut programs = Vec::new();
    for which in [Which::Gorc, Which::Go] {
        if which == Which::Gorc || tools.go {
            let program = build(tools, which, source)?;
            programs.push(program);
        }
    }
    for _ in 0..ROUNDS {
        for (i, program) in programs.iter().enumerate() {
            let start = Instant::now();
            let output = Command::new(program).output().map_err(|e| e.to_string())?;
            best[i] = best[i].min(start.elapsed());
            if !output.status.success() {
                return Err(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr)));
            }
            outputs[i] = Some(output.stdout);
        }
    }
    if let [Some(ours), Some(theirs)] = &outputs
        && ours != theirs
    {
        return Err(format!("{name}: the outputs differ"));
    }
    print_row(name, best, tools.go);
    Ok(())
}

fn print_row(name: &str, best: [Duration; 2], go: bool) {
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    if go {
        println!(
            "{name:<16} {:>10.1}ms {:>10.1}ms {:>8.2}",
            ms(best[0]),
            ms(best[1]),
            ms(best[0]) / ms(best[1])
        );
    } else {
        println!("{name:<16} {:>10.1}ms {:>12} {:>8}", ms(best[0]), "-", "-");
    }
}
