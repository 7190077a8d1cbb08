//! What directories contain, each read once: an import path is looked up by every package that imports it.
//!
//! Entries are told apart by what the directory itself says of them; only links are followed with a further call.

use std::collections::HashMap;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gorc_syntax::constraint::is_test_file;

use crate::output::reason;

/// The entries of a directory that matter to a build, by name and sorted.
#[derive(Debug, Default)]
pub struct Listing {
    /// Go files, those of other systems and tests included.
    pub go_files: Vec<String>,
    /// Assembly files.
    pub assembly: Vec<String>,
    /// Directories.
    pub dirs: Vec<String>,
    /// Whether a module begins here.
    pub has_go_mod: bool,
}

impl Listing {
    /// Whether there are Go files that are not tests.
    pub fn has_package(&self) -> bool {
        !self.go_files.iter().all(|file| is_test_file(file))
    }
}

type Listed = Result<Arc<Listing>, String>;

/// The directories looked at so far. Can be asked from any thread.
#[derive(Debug, Default)]
pub struct Directories {
    known: Mutex<HashMap<PathBuf, Listed>>,
}

impl Directories {
    /// What a directory contains, or why that cannot be known.
    pub fn list(&self, dir: &Path) -> Listed {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listed) = known().get(dir) {
            return listed.clone();
        }
        // Read outside the lock, so that threads do not wait for each other.
        let listed = read(dir);
        known().entry(dir.to_path_buf()).or_insert(listed).clone()
    }

    /// Whether a directory has Go files.
    pub fn has_go_files(&self, dir: &Path) -> bool {
        self.list(dir).is_ok_and(|listing| !listing.go_files.is_empty())
    }
}

fn read(dir: &Path) -> Listed {
    let entries = std::fs::read_dir(dir).map_err(|e| format!("open {}: {}", dir.display(), reason(&e)))?;
    let mut listing = Listing::default();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_dir(&entry) {
            listing.dirs.push(name.into_owned());
        } else if name == "go.mod" {
            listing.has_go_mod = true;
        } else if name.ends_with(".go") && !name.starts_with(['_', '.']) {
            listing.go_files.push(name.into_owned());
        } else if name.ends_with(".s") && !name.starts_with(['_', '.']) {
            listing.assembly.push(name.into_owned());
        }
    }
    listing.go_files.sort();
    listing.dirs.sort();
    Ok(Arc::new(listing))
}

fn is_dir(entry: &DirEntry) -> bool {
    match entry.file_type() {
        Ok(kind) if kind.is_symlink() => entry.path().is_dir(),
        Ok(kind) => kind.is_dir(),
        Err(_) => false,
    }
}
