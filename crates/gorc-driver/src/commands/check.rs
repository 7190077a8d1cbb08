//! `gorc check`: errors without code.

use crate::args::CheckArgs;
use crate::fail::Failure;
use crate::load::Request;
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
        error_limit: args.common.error_limit(),
    };
    let program = pipeline::load(&phases, &request)?;
    pipeline::check(&phases, &program, &cwd, args.common.verbose)?;
    phases.finish();
    Ok(0)
}
