//! Child processes with a time limit.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Longest time a test's program may run, and gorc may compile it.
pub const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What a process did. The two streams are together in the order they were written, as the suite's runner has them.
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
pub fn finish(mut command: Command) -> Result<Finished, String> {
    let mut out = tempfile::tempfile().map_err(|e| e.to_string())?;
    let clone = |f: &File| f.try_clone().map_err(|e| e.to_string());
    command.stdin(Stdio::null()).stdout(clone(&out)?).stderr(clone(&out)?).process_group(0);
    let mut child = command.spawn().map_err(|e| format!("{}: {e}", command.get_program().display()))?;
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            break Some(status);
        }
        if start.elapsed() > TIME_LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    let mut bytes = Vec::new();
    out.seek(SeekFrom::Start(0)).and_then(|_| out.read_to_end(&mut bytes)).map_err(|e| e.to_string())?;
    let mut output = String::from_utf8_lossy(&bytes).into_owned();
    match status {
        None => output += "\n(time limit)",
        Some(s) => {
            if let Some(signal) = s.signal() {
                output += &format!("\n(signal {signal})");
            }
        }
    }
    Ok(Finished { code: status.and_then(|s| s.code()), output, bytes })
}

/// Builds the compiler in release mode and returns its path.
pub fn build_gorc() -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "-p", "gorc-driver"])
        .current_dir(&root)
        .status()
        .map_err(|e| e.to_string())?;
    if !status.success() {
        return Err("cannot build gorc".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("release/gorc").canonicalize().map_err(|e| e.to_string())
}
