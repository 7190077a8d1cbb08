//! A small package loader for tests of the type checker: files on disk or in memory, imports from the source tree of an SDK or
//! from memory.
//!
//! What it cannot do, modules and messages about packages, the loader of the driver does. Syntax trees live as long as the process.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use gorc_syntax::ast::ExprKind;
use gorc_syntax::constraint::{Tags, is_test_file, matches_file_name, matches_source};
use gorc_syntax::{Diagnostic, File, SourceMap};
use gorc_types::{Checker, PackageInput, PkgId};

/// A checker with its sources and the packages imported so far.
pub struct Loader {
    /// All sources.
    pub sources: SourceMap,
    /// The checker.
    pub checker: Checker<'static>,
    /// What is wrong with the syntax of the sources.
    pub syntax_errors: Vec<Diagnostic>,
    /// Packages given in memory, which come before those of the SDK: path and text.
    pub stubs: &'static [(&'static str, &'static str)],
    /// Check all bodies of imported packages, too.
    pub whole: bool,
    /// The tags that hold.
    pub tags: Tags,
    /// `src` of the SDK.
    src: Option<PathBuf>,
    packages: HashMap<String, Option<PkgId>>,
}

/// How a package is to be checked.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// All bodies.
    pub whole: bool,
    /// As a package of the standard library.
    pub is_std: bool,
    /// The language version `go1.N`; 0 is the newest.
    pub go_minor: u32,
}

impl Loader {
    /// A loader that finds imports below `src` of an SDK, if there is one.
    pub fn new(src: Option<PathBuf>) -> Loader {
        let mut tags = Tags::linux_amd64();
        tags.others.push("gc".into());
        Loader {
            sources: SourceMap::new(),
            checker: Checker::new(),
            syntax_errors: Vec::new(),
            stubs: &[],
            whole: false,
            tags,
            src,
            packages: HashMap::new(),
        }
    }

    /// Parses one source text.
    ///
    /// # Panics
    /// There is no room for more sources.
    pub fn parse(&mut self, name: &str, text: &[u8]) -> &'static File {
        let source = self.sources.add(name, text.to_vec()).expect("room in the source map");
        let (file, errors) = gorc_syntax::parse_file(&source);
        self.syntax_errors.extend(errors);
        Box::leak(Box::new(file))
    }

    /// Checks a package given as parsed files after those it imports.
    pub fn check(&mut self, path: &str, files: &[&'static File], options: Options) -> PkgId {
        let imports = self.imports(files);
        self.checker.check_package(&PackageInput {
            path,
            files,
            import: &|path| imports.get(path).copied().flatten(),
            go_minor: options.go_minor,
            is_std: options.is_std,
            has_assembly: false,
            whole: options.whole,
            embeds: None,
            has_errors: !self.syntax_errors.is_empty(),
        })
    }

    /// Loads what files import.
    pub fn imports(&mut self, files: &[&File]) -> HashMap<String, Option<PkgId>> {
        let mut imports = HashMap::new();
        for file in files {
            for (_, _, literal) in file.imports() {
                let ExprKind::BasicLit { text, .. } = file[literal].kind else { continue };
                let path = text.as_str().trim_matches(['"', '`']);
                if path != "unsafe" && !imports.contains_key(path) {
                    let package = self.import(path);
                    imports.insert(path.to_string(), package);
                }
            }
        }
        imports
    }

    /// Loads a package that is imported; nothing if there is none.
    pub fn import(&mut self, path: &str) -> Option<PkgId> {
        if let Some(&package) = self.packages.get(path) {
            return package;
        }
        self.packages.insert(path.into(), None);
        let files = self.package(path);
        let options = Options { whole: self.whole, is_std: true, go_minor: 0 };
        let package = (!files.is_empty()).then(|| self.check(path, &files, options));
        self.packages.insert(path.into(), package);
        package
    }

    /// The parsed files of a package.
    pub fn package(&mut self, path: &str) -> Vec<&'static File> {
        if let Some((_, text)) = self.stubs.iter().find(|(stub, _)| *stub == path) {
            return vec![self.parse(&format!("{path}.go"), text.as_bytes())];
        }
        let dirs = self.src.iter().flat_map(|src| [src.join(path), src.join("vendor").join(path)]);
        let found = dirs.into_iter().find(|dir| dir.is_dir());
        found.map_or_else(Vec::new, |dir| self.parse_dir(&dir))
    }

    /// Parses the files of a directory for which the tags hold, but for tests.
    fn parse_dir(&mut self, dir: &Path) -> Vec<&'static File> {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|e| e.path()).collect();
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !name.ends_with(".go") || is_test_file(&name) || !matches_file_name(&name, &self.tags) {
                continue;
            }
            let Ok(text) = std::fs::read(&path) else { continue };
            if matches_source(&text, &self.tags).unwrap_or(false) {
                files.push(self.parse(&path.to_string_lossy(), &text));
            }
        }
        files
    }

    /// Takes all diagnostics so far, rendered as gc does.
    pub fn rendered(&mut self) -> Vec<String> {
        let mut all = std::mem::take(&mut self.syntax_errors);
        let checked = self.checker.take_diagnostics();
        if !all.iter().any(|d| d.message.starts_with("syntax error")) {
            all.extend(checked);
        }
        all.sort_by_key(|d| d.pos);
        // As gc: no message twice for a line.
        let mut seen = HashSet::new();
        all.retain(|d| {
            let location = self.sources.location(d.pos);
            seen.insert((location.line, location.file, d.message.clone()))
        });
        let lines = |d: &Diagnostic| gorc_types::render(d, &self.sources);
        all.iter().flat_map(|d| lines(d).lines().map(str::to_string).collect::<Vec<_>>()).collect()
    }
}
