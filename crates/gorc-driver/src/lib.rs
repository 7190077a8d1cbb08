//! The `gorc` command as a library: the command line, package loading, the pipeline, diagnostics.
//!
//! This is the only part of the compiler that reads files, the environment and clocks. Read `pipeline.rs` for the
//! phases in order, `load/mod.rs` for how packages are found, `commands/` for one file per subcommand.

mod args;
mod cache;
mod commands;
mod diag;
mod embedded;
mod fail;
mod heap;
mod ice;
mod ldflags;
mod load;
mod output;
mod phases;
mod pipeline;
mod signals;

use std::ffi::OsString;
use std::process::ExitCode;

use fail::Failure;
use gorc_syntax::STACK;

/// With less, it is not worth trying.
const SMALLEST_STACK: usize = 16 << 20;

/// Runs the command line; the first argument is the program's name.
pub fn run(argv: impl IntoIterator<Item = OsString>) -> ExitCode {
    signals::ignore_file_size_limit();
    let argv: Vec<OsString> = argv.into_iter().skip(1).collect();
    let result = with_stack(STACK, &argv).unwrap_or_else(|e| Err(Failure::tool(e)));
    ExitCode::from(result.unwrap_or_else(Failure::report))
}

/// Runs the command on a thread with a stack of this size, and workers (which parse, but do not check) with a quarter of it:
/// syntax trees can be as deep as a source file is long. A small machine may refuse to set so much aside; then with less.
fn with_stack(size: usize, argv: &[OsString]) -> std::io::Result<Result<u8, Failure>> {
    let command = {
        let argv = argv.to_vec();
        move || match rayon::ThreadPoolBuilder::new().stack_size(size / 4).build_global() {
            Ok(()) => commands::dispatch(argv),
            Err(e) => Err(Failure::tool(e)),
        }
    };
    match std::thread::Builder::new().stack_size(size).spawn(command) {
        Ok(thread) => Ok(thread.join().unwrap_or_else(|_| Err(Failure::Internal(String::new())))),
        Err(_) if size > SMALLEST_STACK => with_stack(size / 2, argv),
        Err(e) => Err(e),
    }
}
