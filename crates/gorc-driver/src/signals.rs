//! Signals that must not end gorc without a word.
//!
//! A write beyond the limit of `ulimit -f` raises SIGXFSZ, which kills by default, and leaves half a file behind. Ignored, it is an error of
//! the write like any other. Programs that gorc starts get the default again.

use std::os::unix::process::CommandExt;
use std::process::Command;

const SIGXFSZ: i32 = 25;
const SIG_DFL: usize = 0;
const SIG_IGN: usize = 1;

unsafe extern "C" {
    fn signal(signum: i32, handler: usize) -> usize;
}

/// Makes writes of too large files fail rather than kill.
pub fn ignore_file_size_limit() {
    // SAFETY: ignoring a signal installs no handler; nothing else in the process sets this signal.
    unsafe { signal(SIGXFSZ, SIG_IGN) };
}

/// Lets a program that is started find the signal as gorc has found it.
pub fn restore_in(command: &mut Command) -> &mut Command {
    let restore = || {
        // SAFETY: as above; `signal` may be called between fork and exec.
        unsafe { signal(SIGXFSZ, SIG_DFL) };
        Ok(())
    };
    // SAFETY: the closure only calls a function that is safe in a signal handler.
    unsafe { command.pre_exec(restore) }
}
