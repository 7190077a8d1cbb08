//! What the suite's tests run: child processes whose two streams come together, as the suite's own runner has them.

use std::process::Command;
use std::time::Duration;

use gorc_harness::process::{End, Streams};

/// Longest time a test's program may run, and gorc may compile it.
const TIME_LIMIT: Duration = Duration::from_secs(180);

/// What a process did. The two streams are together in the order they were written.
pub struct Finished {
    /// Exit code; `None` if a signal or the time limit ended it.
    pub code: Option<i32>,
    /// Standard output and error.
    pub output: String,
    /// The same as it was written, which may be no UTF-8.
    pub bytes: Vec<u8>,
}

impl Finished {
    /// Did it exit with code 0?
    pub fn ok(&self) -> bool {
        self.code == Some(0)
    }
}

/// Runs a command to its end or to the time limit.
pub fn finish(command: Command) -> Result<Finished, String> {
    let done = gorc_harness::process::finish(command, TIME_LIMIT, Streams::Together)?;
    let mut output = String::from_utf8_lossy(&done.stdout).into_owned();
    let code = match done.end {
        End::Code(code) => Some(code),
        other => {
            if !output.is_empty() {
                output.push('\n');
            }
            output += &format!("({other})");
            None
        }
    };
    Ok(Finished { code, output, bytes: done.stdout })
}
