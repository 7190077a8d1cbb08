//! What tests of gorc and the tools that test and measure it share: building it ([`build_gorc`]), finding Go SDKs ([`sdk`]) and
//! Go source ([`corpus`]), running processes with a time limit ([`process`]), and random inputs ([`fuzz`]). None of it is
//! part of gorc.

use std::path::{Path, PathBuf};
use std::process::Command;

pub mod corpus;
pub mod fuzz;
pub mod process;
pub mod sdk;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One of Cargo's profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What `cargo test` uses: this leaves only gorc itself to be built.
    Dev,
    /// What users get.
    Release,
}

/// Builds the compiler and returns its path, which is absolute.
///
/// # Errors
/// What cannot be started, or that the build failed.
pub fn build_gorc(profile: Profile) -> Result<PathBuf, String> {
    let root = root();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let (flag, folder) = match profile {
        Profile::Dev => (None, "debug"),
        Profile::Release => (Some("--release"), "release"),
    };
    let status = Command::new(cargo)
        .args(["build", "--quiet", "-p", "gorc-driver"])
        .args(flag)
        .current_dir(&root)
        .status()
        .map_err(|e| e.to_string())?;
    if !status.success() {
        return Err("cannot build gorc".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join(folder).join("gorc").canonicalize().map_err(|e| e.to_string())
}
