//! The files of a package: which there are, and their contents.

use std::path::{Path, PathBuf};

use gorc_syntax::constraint::{Tags, is_test_file, matches_file_name, matches_source};

use super::Origin;
use crate::embedded;
use crate::output::reason;

/// A file's name, as tracebacks and messages start from it, and its contents.
pub type Contents = (String, Vec<u8>);

/// Reads the files of a package that take part in the build, sorted by name; build constraints may leave none.
pub fn read(path: &str, origin: &Origin, tags: &Tags) -> Result<Vec<Contents>, String> {
    match origin {
        Origin::Std => Ok(read_std(path, tags)),
        Origin::Dir(dir) | Origin::Sdk(dir) => read_dir(path, dir, tags),
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

fn read_dir(path: &str, dir: &Path, tags: &Tags) -> Result<Vec<Contents>, String> {
    let all = go_files(dir)?;
    if all.is_empty() {
        return Err(format!("no Go files in {}", dir.display()));
    }
    if all.iter().all(|f| is_test_file(&file_name(f))) {
        return Err(format!("{path}: no non-test Go files in {}", dir.display()));
    }
    let mut files = Vec::new();
    for file in all {
        let name = file_name(&file);
        if is_test_file(&name) || !matches_file_name(&name, tags) {
            continue;
        }
        let (name, contents) = read_file(&file)?;
        // A malformed constraint is a matter of the parser.
        if matches_source(&contents, tags).unwrap_or(true) {
            files.push((name, contents));
        }
    }
    Ok(files)
}

/// The Go files of a directory, sorted, those of other systems and tests included.
pub fn go_files(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(dir).map_err(|e| format!("open {}: {}", dir.display(), reason(&e)))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|e| e.path())
        .filter(|p| {
            let name = file_name(p);
            name.ends_with(".go") && !name.starts_with(['_', '.']) && !p.is_dir()
        })
        .collect();
    files.sort();
    Ok(files)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
