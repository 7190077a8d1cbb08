//! `gorc check`: errors without code.

use std::mem::ManuallyDrop;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::args::CheckArgs;
use crate::fail::Failure;
use crate::load::{Program, Request};
use crate::phases::Phases;
use crate::pipeline;

/// Checks packages.
pub fn check(args: CheckArgs) -> Result<u8, Failure> {
    let cwd = super::working_directory()?;
    let phases = Phases::new(args.common.trace);
    let request = args.common.request(args.packages, cwd.clone())?;
    let request = Request { goroot: args.goroot, check_only: true, as_compiler: true, ..request };
    let start = Instant::now();
    // The process ends with this: to give so much back piece by piece would only take time.
    let mut program = ManuallyDrop::new(pipeline::load(&phases, &request)?);
    if program.found_nothing {
        return Err(Failure::Errors("no packages to check".into()));
    }
    program.as_std = args.as_std;
    let loaded = start.elapsed();
    let result = pipeline::check(&phases, &program, &cwd, args.common.verbose).map(ManuallyDrop::new);
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
    let per_second = |time: Duration| lines as f64 / time.as_secs_f64();
    let (checked, cpu) = (total - loaded, cpu_time());
    format!(
        "gorc: {} packages, {lines} lines in {:.2} s: loaded in {:.2} s, checked in {:.2} s ({:.0} lines/s); \
         {:.2} s of CPU time, system calls included ({:.0} lines/s)",
        program.roots.len(),
        total.as_secs_f64(),
        loaded.as_secs_f64(),
        checked.as_secs_f64(),
        per_second(total),
        cpu.as_secs_f64(),
        per_second(cpu),
    )
}

/// The CPU time that all threads of the process have used so far, in user and in kernel mode.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
