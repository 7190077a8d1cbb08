//! `gorc check`: errors without code.

use std::time::{Duration, Instant};

use crate::args::CheckArgs;
use crate::fail::Failure;
use crate::load::{Program, Request};
use crate::phases::Phases;
use crate::pipeline;

/// Checks packages.
pub fn check(args: CheckArgs) -> Result<u8, Failure> {
    let cwd = super::working_directory()?;
    let phases = Phases::new(args.common.trace);
    let request = Request {
        args: args.packages,
        cwd: cwd.clone(),
        std: args.common.std,
        goroot: args.goroot,
        check_only: true,
        error_limit: args.common.error_limit(),
    };
    let start = Instant::now();
    let program = pipeline::load(&phases, &request)?;
    let loaded = start.elapsed();
    let result = pipeline::check(&phases, &program, &cwd, args.common.verbose);
    if args.common.verbose {
        crate::output::note(&summary(&program, loaded, start.elapsed()));
    }
    result?;
    phases.finish();
    Ok(0)
}

/// What was checked, and how fast: the packages that were named, since of others only declarations are.
fn summary(program: &Program, loaded: Duration, total: Duration) -> String {
    let files = program.roots.iter().flat_map(|&root| &program.packages[root].files);
    let lines: usize = files.map(|file| file.source.src().iter().filter(|&&b| b == b'\n').count()).sum();
    let checked = total - loaded;
    format!(
        "gorc: {} packages, {lines} lines in {:.2} s: loaded in {:.2} s, checked in {:.2} s ({:.0} lines/s)",
        program.roots.len(),
        total.as_secs_f64(),
        loaded.as_secs_f64(),
        checked.as_secs_f64(),
        lines as f64 / total.as_secs_f64(),
    )
}
