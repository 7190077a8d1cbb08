//! Writing results: whole files or none.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::fail::Failure;

/// Prints to standard output. Whoever reads it may have gone, which is no reason to say anything.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|e| match e.kind() {
        std::io::ErrorKind::BrokenPipe => Failure::Errors(String::new()),
        _ => Failure::tool(format!("write /dev/stdout: {}", reason(&e))),
    })
}

/// Prints a line to standard error, as far as somebody reads it.
pub fn note(text: &str) {
    let _ = std::io::stderr().lock().write_all(format!("{text}\n").as_bytes());
}

/// The operating system's words without Rust's error number and path, as Go has them.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or("");
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}

/// Writes a file by way of a temporary one beside it, so that nobody sees half of it. What is not a regular file
/// (`/dev/null`) is written to as it stands.
pub fn write(path: &Path, contents: &[u8], mode: u32) -> Result<(), Failure> {
    let fail = |e: std::io::Error| Failure::tool(format!("open {}: {}", path.display(), reason(&e)));
    let unwritten = |e: std::io::Error| Failure::tool(format!("write {}: {}", path.display(), reason(&e)));
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            let path = path.display();
            return Err(Failure::tool(format!("build output \"{path}\" already exists and is a directory")));
        }
        Ok(found) if !found.is_file() => {
            let mut file = fs::OpenOptions::new().write(true).open(path).map_err(fail)?;
            return file.write_all(contents).map_err(unwritten);
        }
        _ => {}
    }
    let dir = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(dir).map_err(|e| Failure::tool(format!("mkdir {}: {}", dir.display(), reason(&e))))?;
    let permissions = Permissions::from_mode(mode & !umask());
    let mut file = tempfile::Builder::new()
        .prefix(".gorc-")
        .permissions(permissions.clone())
        .tempfile_in(dir)
        .map_err(fail)?;
    file.write_all(contents).map_err(unwritten)?;
    file.persist(path).map_err(|e| fail(e.error))?;
    Ok(())
}

/// The process's file mode mask.
fn umask() -> u32 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("Umask:"));
    line.and_then(|m| u32::from_str_radix(m.trim(), 8).ok()).unwrap_or(0o022)
}
