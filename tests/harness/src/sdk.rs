//! Where Go SDKs may be installed. Tests read their files; nothing of them is committed.

use std::path::{Path, PathBuf};

/// Where SDKs may be, best first: `$GOROOT`, that of the `go` on the path, and the usual places. Not all of them exist.
pub fn roots() -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = std::env::var_os("GOROOT").map(PathBuf::from).into_iter().collect();
    for dir in std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()) {
        if let Ok(real) = dir.join("go").canonicalize()
            && let Some(root) = real.parent().and_then(Path::parent)
        {
            roots.push(root.to_path_buf());
        }
    }
    roots.extend(["/usr/local/go", "/usr/share/go-1.19", "/usr/lib/go-1.19"].map(PathBuf::from));
    roots
}

/// The first folder `name` of an SDK that has `sign` in it.
pub fn folder(name: &str, sign: &str) -> Option<PathBuf> {
    roots().into_iter().map(|root| root.join(name)).find(|folder| folder.join(sign).exists())
}
