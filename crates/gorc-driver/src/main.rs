//! The `gorc` command; everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    gorc_driver::run(std::env::args_os())
}
