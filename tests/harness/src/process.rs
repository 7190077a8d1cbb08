//! Child processes with a time limit.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With this exit code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// It was killed when its time was over.
    TimeLimit,
}

impl From<ExitStatus> for End {
    fn from(status: ExitStatus) -> End {
        match status.code() {
            Some(code) => End::Code(code),
            None => End::Signal(status.signal().unwrap_or(0)),
        }
    }
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Code(code) => write!(f, "exit code {code}"),
            End::Signal(signal) => write!(f, "signal {signal}"),
            End::TimeLimit => f.write_str("time limit"),
        }
    }
}

/// Where a process' output is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Streams {
    /// Both streams into one, in the order they were written: [`Finished::stderr`] stays empty.
    Together,
    /// Each into its own.
    Apart,
}

/// What a process did.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub end: End,
    /// Standard output, as it was written.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
}

/// Runs a command, without input and in a process group of its own, to its end or to the time limit.
///
/// # Errors
/// It cannot be started, or files for its output cannot be made.
pub fn finish(mut command: Command, limit: Duration, streams: Streams) -> Result<Finished, String> {
    let file = || tempfile::tempfile().map_err(|e| e.to_string());
    let clone = |f: &File| f.try_clone().map_err(|e| e.to_string());
    let (mut out, mut err) = (file()?, file()?);
    let second = if streams == Streams::Together { &out } else { &err };
    command.stdin(Stdio::null()).stdout(clone(&out)?).stderr(clone(second)?).process_group(0);
    let mut child = command.spawn().map_err(|e| format!("{}: {e}", command.get_program().display()))?;
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    let end = loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            break End::from(status);
        }
        if start.elapsed() > limit {
            let _ = child.kill();
            let _ = child.wait();
            break End::TimeLimit;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    let read = |f: &mut File| {
        let mut bytes = Vec::new();
        f.seek(SeekFrom::Start(0)).and_then(|_| f.read_to_end(&mut bytes)).map_err(|e| e.to_string())?;
        Ok::<_, String>(bytes)
    };
    Ok(Finished { end, stdout: read(&mut out)?, stderr: read(&mut err)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration, streams: Streams) -> (End, String, String) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let done = finish(command, limit, streams).expect("sh starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (done.end, text(done.stdout), text(done.stderr))
    }

    #[test]
    fn ends_and_streams_are_told_apart() {
        let long = Duration::from_secs(60);
        let script = "echo a; echo b >&2; echo c; exit 3";
        assert_eq!(shell(script, long, Streams::Together), (End::Code(3), "a\nb\nc\n".into(), String::new()));
        assert_eq!(shell(script, long, Streams::Apart), (End::Code(3), "a\nc\n".into(), "b\n".into()));
        assert_eq!(shell("kill -9 $$", long, Streams::Apart).0, End::Signal(9));
        let (end, out, _) = shell("echo a; exec sleep 60", Duration::from_millis(500), Streams::Apart);
        assert_eq!((end, out.as_str()), (End::TimeLimit, "a\n"));
    }
}
