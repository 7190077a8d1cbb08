//! Go source to test with: that of the repository and that of Go's own test suites.

use std::path::{Path, PathBuf};

use crate::fuzz::Random;
use crate::{root, sdk};

/// The Go files below a directory, sorted.
pub fn go_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut dirs = vec![dir.to_path_buf()];
    while let Some(dir) = dirs.pop() {
        let Ok(entries) = std::fs::read_dir(&dir) else { continue };
        for path in entries.filter_map(|e| Some(e.ok()?.path())) {
            if path.is_dir() {
                dirs.push(path);
            } else if path.extension().is_some_and(|e| e == "go") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The Go files of the repository.
pub fn repository_files() -> Vec<PathBuf> {
    let root = root();
    let dirs = ["std", "lang-examples", "tests", "crates/gorc-types/tests", "crates/gorc-syntax/tests"];
    dirs.iter().flat_map(|dir| go_files(&root.join(dir))).collect()
}

/// The files of Go's own test suites that are installed.
pub fn suite_files() -> Vec<PathBuf> {
    let programs = sdk::test_suite();
    if programs.is_none() {
        println!("skipped: files of Go's test suite: none found (install a Go SDK)");
    }
    let types = sdk::folder_or_skip("src/internal/types/testdata", "check");
    programs.into_iter().chain(types).flat_map(|folder| go_files(&folder)).collect()
}

/// Whether `GORC_PREFIXES` asks for all there is.
pub fn all_wanted() -> bool {
    std::env::var_os("GORC_PREFIXES").is_some()
}

/// Every `step`th file, or all if they are wanted; the share of them that `GORC_PREFIXES_PART=i/n` asks for instead.
pub fn share(files: Vec<PathBuf>, step: usize) -> Vec<PathBuf> {
    let variable = std::env::var("GORC_PREFIXES_PART").unwrap_or_default();
    let part = variable.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    let (i, n): (usize, usize) = part.unwrap_or((0, if all_wanted() { 1 } else { step }));
    files.into_iter().skip(i).step_by(n.max(1)).collect()
}

/// Files to mutate: those of the repository and, one half if there are any, those of Go's test suites.
pub struct Corpus {
    own: Vec<PathBuf>,
    suite: Vec<PathBuf>,
}

impl Default for Corpus {
    fn default() -> Corpus {
        Corpus::new()
    }
}

impl Corpus {
    /// Finds the files.
    pub fn new() -> Corpus {
        Corpus { own: repository_files(), suite: suite_files() }
    }

    /// The text of some file.
    pub fn pick(&self, random: &mut Random) -> Vec<u8> {
        let files = if self.suite.is_empty() || random.below(2) == 0 { &self.own } else { &self.suite };
        files.get(random.below(files.len())).and_then(|path| std::fs::read(path).ok()).unwrap_or_default()
    }
}
