//! Writing results: whole files or none.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::fail::Failure;

/// Writes a file by way of a temporary one beside it, so that nobody sees half of it. What is not a regular file
/// (`/dev/null`) is written to as it stands.
pub fn write(path: &Path, contents: &[u8], mode: u32) -> Result<(), Failure> {
    let fail = |e: std::io::Error| Failure::tool(format!("{}: {e}", path.display()));
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            let path = path.display();
            return Err(Failure::tool(format!("build output \"{path}\" already exists and is a directory")));
        }
        Ok(found) if !found.is_file() => return fs::write(path, contents).map_err(fail),
        _ => {}
    }
    let dir = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let permissions = Permissions::from_mode(mode & !umask());
    let mut file = tempfile::Builder::new()
        .prefix(".gorc-")
        .permissions(permissions.clone())
        .tempfile_in(dir)
        .map_err(fail)?;
    file.write_all(contents).map_err(fail)?;
    file.persist(path).map_err(|e| fail(e.error))?;
    Ok(())
}

/// The process's file mode mask.
fn umask() -> u32 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("Umask:"));
    line.and_then(|m| u32::from_str_radix(m.trim(), 8).ok()).unwrap_or(0o022)
}
