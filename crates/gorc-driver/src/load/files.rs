//! The files of a package: which there are, and their contents.

use std::path::Path;

use gorc_syntax::constraint::{Tags, is_test_file, matches_file_name, matches_source};
use rayon::prelude::*;

use super::Origin;
use super::dirs::Directories;
use crate::embedded;
use crate::output::reason;

/// A file's name, as tracebacks and messages start from it, and its contents.
pub type Contents = (String, Vec<u8>);

/// Reads the files of a package that take part in the build, sorted by name; build constraints may leave none.
pub fn read(path: &str, origin: &Origin, tags: &Tags, dirs: &Directories) -> Result<Vec<Contents>, String> {
    match origin {
        Origin::Std => Ok(read_std(path, tags)),
        Origin::Dir(dir) | Origin::Sdk(dir) => read_dir(path, dir, tags, dirs),
        Origin::Files(files) => files.iter().map(|file| read_file(file)).collect(),
    }
}

fn read_std(path: &str, tags: &Tags) -> Vec<Contents> {
    let files = embedded::package_files(path).into_iter();
    let wanted = files
        .filter(|(name, text)| matches_file_name(name, tags) && matches_source(text, tags).unwrap_or(true));
    wanted.map(|(name, text)| (format!("{path}/{name}"), text.to_vec())).collect()
}

fn read_file(file: &Path) -> Result<Contents, String> {
    // Reading a pipe would wait for somebody to write to it.
    if std::fs::metadata(file).is_ok_and(|m| !m.is_file()) {
        return Err(format!("open {}: not a regular file", file.display()));
    }
    let contents = std::fs::read(file).map_err(|e| format!("open {}: {}", file.display(), reason(&e)))?;
    Ok((file.to_string_lossy().into_owned(), contents))
}

fn read_dir(path: &str, dir: &Path, tags: &Tags, dirs: &Directories) -> Result<Vec<Contents>, String> {
    let listing = dirs.list(dir)?;
    if listing.go_files.is_empty() {
        return Err(format!("no Go files in {}", dir.display()));
    }
    if !listing.has_package() {
        return Err(format!("{path}: no non-test Go files in {}", dir.display()));
    }
    let wanted = |name: &&String| !is_test_file(name) && matches_file_name(name, tags);
    let names: Vec<&String> = listing.go_files.iter().filter(wanted).collect();
    let read: Vec<_> = names.into_par_iter().map(|name| read_file(&dir.join(name))).collect();
    // A malformed constraint is a matter of the parser.
    let matches = |file: &Result<Contents, String>| {
        file.as_ref().map_or(true, |(_, text)| matches_source(text, tags).unwrap_or(true))
    };
    read.into_iter().filter(matches).collect()
}
