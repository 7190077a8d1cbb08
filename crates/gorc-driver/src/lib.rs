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
mod ice;
mod load;
mod output;
mod phases;
mod pipeline;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line; the first argument is the program's name.
pub fn run(argv: impl IntoIterator<Item = OsString>) -> ExitCode {
    let code = match commands::dispatch(argv.into_iter().skip(1).collect()) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    };
    ExitCode::from(code)
}
