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

/// Stack of the threads that compile: syntax trees can be as deep as a source file is long, and memory is only taken
/// when it is touched.
const STACK: usize = 1 << 30;

/// Runs the command line; the first argument is the program's name.
pub fn run(argv: impl IntoIterator<Item = OsString>) -> ExitCode {
    signals::ignore_file_size_limit();
    let argv: Vec<OsString> = argv.into_iter().skip(1).collect();
    let workers = rayon::ThreadPoolBuilder::new().stack_size(STACK / 4).build_global();
    let command = std::thread::Builder::new().stack_size(STACK).spawn(|| commands::dispatch(argv));
    let result = match (workers, command) {
        (Ok(()), Ok(thread)) => thread.join().unwrap_or_else(|_| Err(Failure::Internal(String::new()))),
        (Err(e), _) => Err(Failure::tool(e)),
        (_, Err(e)) => Err(Failure::tool(e)),
    };
    ExitCode::from(result.unwrap_or_else(Failure::report))
}
