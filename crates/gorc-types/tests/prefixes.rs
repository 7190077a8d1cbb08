//! No prefix of a Go file makes lexer, parser or checker panic or hang.
//!
//! The files are those of the repository and, where an SDK is installed, those of Go's own test suites, which import
//! the SDK's packages. A normal run takes some prefixes of each file; `GORC_PREFIXES=all` takes every byte of files
//! up to 8 kB, every token boundary of files up to 100 kB, and 500 token boundaries of longer ones, evenly spread. Each file
//! is also checked whole. `GORC_PREFIXES_PART=i/n` does a share of the files.

mod support;

use gorc_harness::corpus::{all_wanted, repository_files, share, suite_files};
use gorc_harness::fuzz::{self, Watch};
use gorc_loader::Loader;
use gorc_syntax::ast::ExprKind;
use gorc_syntax::{File, SourceMap, parse_file};
use gorc_types::{Checker, PackageInput, PkgId};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Imported packages, parsed once; their trees live as long as the process.
struct Library {
    loader: Loader,
    packages: HashMap<String, Vec<&'static File>>,
}

impl Library {
    fn files(&mut self, path: &str) -> Vec<&'static File> {
        if let Some(files) = self.packages.get(path) {
            return files.clone();
        }
        let files = self.loader.package(path);
        self.packages.insert(path.to_string(), files.clone());
        files
    }
}

/// A checker with the packages it has checked.
struct Session<'a> {
    checker: Checker<'a>,
    packages: HashMap<String, Option<PkgId>>,
}

impl<'a> Session<'a> {
    fn new() -> Session<'a> {
        Session { checker: Checker::new(), packages: HashMap::new() }
    }

    fn import(&mut self, library: &mut Library, path: &str) -> Option<PkgId> {
        if let Some(&known) = self.packages.get(path) {
            return known;
        }
        self.packages.insert(path.to_string(), None);
        let files = library.files(path);
        let package = (!files.is_empty()).then(|| self.check(library, path, &files));
        self.packages.insert(path.to_string(), package);
        package
    }

    fn check(&mut self, library: &mut Library, path: &str, files: &[&'a File]) -> PkgId {
        for file in files {
            for (_, _, path) in file.imports() {
                if let ExprKind::BasicLit { text, .. } = file[path].kind
                    && text.as_str().trim_matches(['"', '`']) != "unsafe"
                {
                    self.import(library, text.as_str().trim_matches(['"', '`']));
                }
            }
        }
        let mine = path == "p";
        let packages = &self.packages;
        self.checker.check_package(&PackageInput {
            path,
            files,
            import: &|path| packages.get(path).copied().flatten(),
            go_minor: if mine { 27 } else { 0 },
            is_std: !mine,
            has_assembly: false,
            whole: mine,
            embeds: None,
            has_errors: false,
        })
    }
}

/// Where the kind of bytes changes: at all tokens' ends, and inside some.
fn boundaries(text: &[u8]) -> Vec<usize> {
    let kind = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | 0x80.. => 0,
        b' ' | b'\t' => 1,
        other => u32::from(other) + 2,
    };
    (1..text.len()).filter(|&i| kind(text[i - 1]) != kind(text[i])).collect()
}

/// The lengths of the prefixes to check.
fn lengths(text: &[u8], all: bool) -> Vec<usize> {
    let sample = |from: Vec<usize>, n: usize| -> Vec<usize> {
        let step = from.len().div_ceil(n).max(1);
        from.into_iter().step_by(step).collect()
    };
    let mut lengths = match text.len() {
        _ if !all => sample(boundaries(text), if text.len() > 20_000 { 2 } else { 4 }),
        0..=8_000 => (0..text.len()).collect(),
        8_001..=100_000 => boundaries(text),
        _ => sample(boundaries(text), 500),
    };
    lengths.push(text.len());
    lengths
}

/// Checks prefixes of a file; returns the lengths of those that panicked.
fn check_prefixes(library: &mut Library, watch: &Watch, text: &[u8], mut lengths: &[usize]) -> Vec<usize> {
    let mut bad = Vec::new();
    while !lengths.is_empty() {
        // After a panic the checker is of no use any more: go on with a new one.
        let map = SourceMap::new();
        let batch: Vec<(usize, Option<_>)> = lengths
            .iter()
            .take(1 + 4_000_000 / text.len().max(1))
            .map(|&n| {
                let parse = || parse_file(&map.add("x.go", &text[..n]).expect("room in the source map"));
                (n, watch.try_during(&text[..n], parse))
            })
            .collect();
        let mut session = Session::new();
        for (n, parsed) in &batch {
            lengths = &lengths[1..];
            let checked = parsed.as_ref().and_then(|(file, syntax_errors)| {
                watch.try_during(&text[..*n], || {
                    let package = session.check(library, "p", &[file]);
                    session.checker.init_order(package);
                    let diagnostics = session.checker.take_diagnostics();
                    for d in syntax_errors.iter().chain(&diagnostics) {
                        assert!(!gorc_types::render(d, &map).is_empty());
                    }
                })
            });
            if checked.is_none() {
                bad.push(*n);
                break;
            }
        }
    }
    bad
}

fn prefixes_of_files(files: Vec<PathBuf>, all: bool) {
    let watch = Watch::new();
    let sdk = gorc_harness::sdk::with(support::LIBRARY);
    let loader = sdk.map_or_else(support::loader, |root| Loader::new(Some(root.join("src"))));
    let mut library = Library { loader, packages: HashMap::new() };
    let (mut count, mut failures) = (0, Vec::new());
    let files = share(files, 1);
    for path in &files {
        let Ok(text) = std::fs::read(path) else { continue };
        let lengths = lengths(&text, all);
        count += lengths.len();
        for n in check_prefixes(&mut library, &watch, &text, &lengths) {
            eprintln!("panic: {} at length {n}", path.display());
            failures.push((path.clone(), n));
        }
    }
    eprintln!("{count} prefixes of {} files", files.len());
    assert!(failures.is_empty(), "{failures:?}");
}

#[test]
fn prefixes_of_the_repositorys_files() {
    let all = all_wanted();
    let std = Path::new("std");
    let files = repository_files();
    // The library is long and plain.
    let keep = |(i, path): (usize, PathBuf)| {
        (all || i % 5 == 0 || !path.components().any(|c| c.as_os_str() == std)).then_some(path)
    };
    let files = files.into_iter().enumerate().filter_map(keep).collect();
    fuzz::with_stack(gorc_syntax::STACK, move || prefixes_of_files(files, all));
}

#[test]
fn prefixes_of_the_suites_files() {
    let all = all_wanted();
    let files = suite_files().into_iter().step_by(if all { 1 } else { 10 }).collect();
    fuzz::with_stack(gorc_syntax::STACK, move || prefixes_of_files(files, all));
}
