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

/// The first SDK that has this file or folder.
pub fn with(sign: &str) -> Option<PathBuf> {
    roots().into_iter().find(|root| root.join(sign).exists())
}

/// As [`with`], but says that something is skipped where there is no such SDK.
pub fn with_or_skip(sign: &str) -> Option<PathBuf> {
    let found = with(sign);
    if found.is_none() {
        println!("skipped: no Go SDK with {sign} found (set GOROOT, or put its go command on PATH)");
    }
    found
}

/// The folder `name` of the first SDK that has `sign` in it.
pub fn folder(name: &str, sign: &str) -> Option<PathBuf> {
    with(&format!("{name}/{sign}")).map(|root| root.join(name))
}

/// As [`folder`], but says that something is skipped where there is none.
pub fn folder_or_skip(name: &str, sign: &str) -> Option<PathBuf> {
    with_or_skip(&format!("{name}/{sign}")).map(|root| root.join(name))
}
