//! Where Go SDKs may be installed. Tests read their files; nothing of them is committed.

use std::path::{Path, PathBuf};

/// The oldest release whose files tests are compared with: N of 1.N. What older ones say of the language has changed since.
const OLDEST_MINOR: u32 = 26;

/// Where Debian's package `golang-1.19-src` puts its files: Go's test suite among them, but no whole SDK and no file `VERSION`.
/// It is what a machine without an SDK can easily have.
const DEBIAN: &str = "/usr/share/go-1.19";

/// Where SDKs may be, best first: `$GOROOT`, that of the `go` on the path, and the usual place. Not all of them exist.
fn roots() -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = std::env::var_os("GOROOT").map(PathBuf::from).into_iter().collect();
    for dir in std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()) {
        if let Ok(real) = dir.join("go").canonicalize()
            && let Some(root) = real.parent().and_then(Path::parent)
        {
            roots.push(root.to_path_buf());
        }
    }
    roots.push("/usr/local/go".into());
    roots
}

/// N of the release 1.N that an SDK's file `VERSION` names.
pub fn minor(root: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(root.join("VERSION")).ok()?;
    let rest = text.strip_prefix("go1.")?;
    rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())].parse().ok()
}

/// The first SDK that is new enough and has this file or folder.
pub fn with(sign: &str) -> Option<PathBuf> {
    let usable = |root: &PathBuf| root.join(sign).exists() && minor(root).is_some_and(|n| n >= OLDEST_MINOR);
    roots().into_iter().find(usable)
}

/// As [`with`], but says that something is skipped where there is no such SDK.
pub fn with_or_skip(sign: &str) -> Option<PathBuf> {
    let found = with(sign);
    if found.is_none() {
        println!(
            "skipped: no Go SDK (1.{OLDEST_MINOR} or newer) with {sign} found (set GOROOT, or put its go command on PATH)"
        );
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

/// Go's test suite: that of an SDK, else Debian's.
pub fn test_suite() -> Option<PathBuf> {
    let debian = || Some(Path::new(DEBIAN).join("test")).filter(|suite| suite.join("helloworld.go").exists());
    folder("test", "helloworld.go").or_else(debian)
}

/// Is this the suite of Debian's package? Its version stands in its path only.
pub fn is_debian(suite: &Path) -> bool {
    suite.components().any(|c| Some(c.as_os_str()) == Path::new(DEBIAN).file_name())
}
