//! `gorc run`: build to a temporary file, run it, pass on how it ended.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};

use crate::args::RunArgs;
use crate::fail::Failure;
use crate::ldflags::LinkFlags;
use crate::load::Request;
use crate::output;
use crate::phases::Phases;
use crate::pipeline::{self, Goal};

/// Builds and runs one main package.
pub fn run(args: RunArgs) -> Result<u8, Failure> {
    let cwd = super::working_directory()?;
    let files = args.args.iter().take_while(|a| a.ends_with(".go")).count();
    let (packages, arguments) = args.args.split_at(files.max(1).min(args.args.len()));
    if packages.is_empty() {
        return Err(Failure::Errors("gorc: no go files listed".into()));
    }
    if let Some(test) = packages.iter().find(|name| name.ends_with("_test.go")) {
        return Err(Failure::tool(format!("cannot run *_test.go files ({test})")));
    }
    let link = LinkFlags::parse(&args.code.ldflags)?;
    let optimisation = args.code.optimisation(args.common.compiler_flags()?);
    let goal = Goal { emit: None, optimisation, link: &link };
    let phases = Phases::new(args.common.trace);
    let request = args.common.request(packages.to_vec(), cwd)?;
    let request = Request { names_files: true, ..request };
    let program = pipeline::executable(&phases, &request, goal, args.common.verbose)?;
    phases.finish();
    let dir = tempfile::Builder::new().prefix("gorc-run").tempdir().map_err(Failure::tool)?;
    let path = dir.path().join(&program.name);
    output::write(&path, &program.bytes, 0o700)?;
    // The program answers an interrupt itself; gorc waits for how it ends.
    let status =
        crate::signals::restore_in(Command::new(&path).args(arguments)).status().map_err(Failure::tool)?;
    drop(dir);
    Ok(report(status))
}

/// As `go run`: silent success, else the status in words and 1.
fn report(status: ExitStatus) -> u8 {
    match (status.code(), status.signal()) {
        (Some(0), _) => 0,
        (Some(code), _) => {
            output::note(&format!("exit status {code}"));
            1
        }
        (None, signal) => {
            output::note(&format!("signal: {}", signal_name(signal.unwrap_or(0))));
            1
        }
    }
}

/// A signal as Go's `syscall.Signal` prints it.
fn signal_name(signal: i32) -> String {
    let name = match signal {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        14 => "alarm clock",
        15 => "terminated",
        other => return format!("signal {other}"),
    };
    name.to_string()
}
