//! Finding and reading the Go files of a package.

use std::path::Path;

use gorc_syntax::constraint::{MULTIPLE, Tags, is_test_file, matches_file_name, matches_source};
use rayon::prelude::*;

use super::dirs::{Directories, Listing};
use super::{Fault, Origin};
use crate::diag::shorten;
use crate::embedded;
use crate::output::reason;

/// A file's name, as tracebacks and messages start from it, and its contents.
pub type Contents = (String, Vec<u8>);

/// How files are chosen.
#[derive(Clone, Copy)]
pub struct Choice<'c> {
    /// The tags that hold.
    pub tags: &'c Tags,
    /// Test files that are named are wanted: they are only checked.
    pub tests: bool,
    /// The working directory.
    pub cwd: &'c Path,
    /// What directories contain.
    pub dirs: &'c Directories,
}

/// Reads the files of a package that take part in the build, sorted by name; build constraints may leave none.
pub fn read(path: &str, origin: &Origin, choice: Choice<'_>) -> Result<Vec<Contents>, Fault> {
    match origin {
        Origin::Std => Ok(read_std(path, choice.tags)),
        Origin::Dir(dir) => {
            let listing = choice.dirs.list(dir).map_err(Fault::Plain)?;
            let files = read_dir(path, dir, &listing, choice)?;
            check_collisions(path, &files)?;
            Ok(files)
        }
        Origin::Sdk(dir) => {
            let listing = choice.dirs.list(dir).map_err(Fault::Plain)?;
            read_dir(path, dir, &listing, choice)
        }
        Origin::Files(files) => {
            let wanted = files.iter().filter(|file| choice.tests || !is_test_file(&file_name(file)));
            wanted.map(|file| read_named(file, choice)).collect()
        }
    }
}

fn read_std(path: &str, tags: &Tags) -> Vec<Contents> {
    let files = embedded::package_files(path).into_iter();
    let wanted = files
        .filter(|(name, text)| matches_file_name(name, tags) && matches_source(text, tags).unwrap_or(true));
    wanted.map(|(name, text)| (format!("{path}/{name}"), text.to_vec())).collect()
}

fn read_file(file: &Path) -> Result<Contents, Fault> {
    // Reading a pipe would wait for somebody to write to it.
    if std::fs::metadata(file).is_ok_and(|m| !m.is_file()) {
        return Err(Fault::Plain(format!("open {}: not a regular file", file.display())));
    }
    let contents = std::fs::read(file);
    let contents = contents.map_err(|e| Fault::Plain(format!("open {}: {}", file.display(), reason(&e))))?;
    Ok((file.to_string_lossy().into_owned(), contents))
}

/// A file that is named takes part whatever its constraints say, but they must be well formed.
fn read_named(file: &Path, choice: Choice<'_>) -> Result<Contents, Fault> {
    let (name, contents) = read_file(file)?;
    is_wanted(&name, &contents, choice)?;
    Ok((name, contents))
}

/// Whether a file's constraints are satisfied.
fn is_wanted(name: &str, contents: &[u8], choice: Choice<'_>) -> Result<bool, Fault> {
    matches_source(contents, choice.tags).map_err(|error| {
        let how = if error.message == MULTIPLE { "" } else { "parsing //go:build line: " };
        Fault::Plain(format!("{}: {how}{}", shorten(name, choice.cwd), error.message))
    })
}

fn read_dir(path: &str, dir: &Path, listing: &Listing, choice: Choice<'_>) -> Result<Vec<Contents>, Fault> {
    if listing.go_files.is_empty() {
        return Err(Fault::Plain(format!("no Go files in {}", dir.display())));
    }
    if !listing.has_package() {
        return Err(Fault::OnlyTests(format!("{path}: no non-test Go files in {}", dir.display())));
    }
    let wanted = |name: &&String| !is_test_file(name) && matches_file_name(name, choice.tags);
    let names: Vec<&String> = listing.go_files.iter().filter(wanted).collect();
    let read: Vec<_> = names.into_par_iter().map(|name| read_file(&dir.join(name))).collect();
    let mut files = Vec::with_capacity(read.len());
    for file in read {
        let (name, contents) = file?;
        if is_wanted(&name, &contents, choice)? {
            files.push((name, contents));
        }
    }
    Ok(files)
}

/// Whether a directory has assembly files that take part in a build for this target.
pub fn has_assembly(dir: &Path, choice: Choice<'_>) -> bool {
    let Ok(listing) = choice.dirs.list(dir) else { return false };
    listing.assembly.iter().filter(|name| matches_file_name(name, choice.tags)).any(|name| {
        std::fs::read(dir.join(name)).is_ok_and(|text| matches_source(&text, choice.tags).unwrap_or(false))
    })
}

/// Names must differ by more than case, since not all file systems tell such apart.
fn check_collisions(path: &str, files: &[Contents]) -> Result<(), Fault> {
    let mut names: Vec<(String, String)> =
        files.iter().map(|(name, _)| file_name(Path::new(name))).map(|n| (n.to_lowercase(), n)).collect();
    names.sort();
    match names.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(Fault::Stacked(
            path.into(),
            format!("case-insensitive file name collision: {:?} and {:?}", pair[0].1, pair[1].1),
        )),
        None => Ok(()),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
