//! A small package loader for tests: files on disk or in memory, imports from the source tree of an installed SDK.

#![allow(dead_code)]

use gorc_syntax::constraint::{Tags, is_test_file, matches_file_name, matches_source};
use gorc_syntax::{Diagnostic, File, SourceMap};
use gorc_types::{Checker, PackageInput, PkgId};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A checker with a source map and a table of loaded packages.
pub struct Program {
    pub map: SourceMap,
    pub checker: Checker<'static>,
    pub packages: HashMap<String, Option<PkgId>>,
    pub goroot: Option<PathBuf>,
    pub syntax_errors: Vec<Diagnostic>,
    /// Check all bodies of imported packages, too.
    pub whole: bool,
    /// Packages given in memory: path and source.
    pub stubs: Vec<(&'static str, &'static str)>,
    pub lines: usize,
    pub check_time: std::time::Duration,
    pub parse_time: std::time::Duration,
}

impl Program {
    pub fn new() -> Program {
        Program {
            map: SourceMap::new(),
            checker: Checker::new(),
            packages: HashMap::new(),
            goroot: gorc_harness::sdk::with(LIBRARY),
            syntax_errors: Vec::new(),
            whole: false,
            stubs: Vec::new(),
            lines: 0,
            check_time: Default::default(),
            parse_time: Default::default(),
        }
    }

    /// Parses one source text. The tree lives as long as the process: these are tests.
    pub fn parse(&mut self, name: &str, src: &[u8]) -> &'static File {
        let t = std::time::Instant::now();
        let source = self.map.add(name, src.to_vec()).expect("room in the source map");
        let (file, errors) = gorc_syntax::parse_file(&source);
        self.syntax_errors.extend(errors);
        self.lines += src.iter().filter(|&&b| b == b'\n').count();
        self.parse_time += t.elapsed();
        Box::leak(Box::new(file))
    }

    /// Checks a package given as parsed files, loading its imports.
    pub fn check(
        &mut self,
        path: &str,
        files: &[&'static File],
        whole: bool,
        is_std: bool,
        minor: u32,
    ) -> PkgId {
        let mut imports: HashMap<String, Option<PkgId>> = HashMap::new();
        for f in files {
            for (_, _, lit) in f.imports() {
                if let gorc_syntax::ast::ExprKind::BasicLit { text, .. } = f[lit].kind {
                    let p = text.as_str().trim_matches(['"', '`']).to_string();
                    if p != "unsafe" && !imports.contains_key(&p) {
                        let id = self.import(&p);
                        imports.insert(p, id);
                    }
                }
            }
        }
        let t = std::time::Instant::now();
        let pkg = self.checker.check_package(&PackageInput {
            path,
            files,
            import: &|p| imports.get(p).copied().flatten(),
            go_minor: minor,
            is_std,
            whole,
            embeds: None,
            has_errors: false,
        });
        self.check_time += t.elapsed();
        pkg
    }

    /// Loads a package of the SDK.
    pub fn import(&mut self, path: &str) -> Option<PkgId> {
        if let Some(&p) = self.packages.get(path) {
            return p;
        }
        self.packages.insert(path.into(), None);
        if let Some((_, src)) = self.stubs.iter().find(|(p, _)| *p == path) {
            let file = self.parse(&format!("{path}.go"), src.as_bytes());
            let id = self.check(path, &[file], false, true, 0);
            self.packages.insert(path.into(), Some(id));
            return Some(id);
        }
        let root = self.goroot.clone()?;
        let mut dir = root.join("src").join(path);
        if !dir.is_dir() {
            dir = root.join("src/vendor").join(path);
        }
        let files = self.parse_dir(&dir);
        if files.is_empty() {
            return None;
        }
        let whole = self.whole;
        let id = self.check(path, &files, whole, true, 0);
        self.packages.insert(path.into(), Some(id));
        Some(id)
    }

    pub fn parse_dir(&mut self, dir: &Path) -> Vec<&'static File> {
        let mut tags = Tags::linux_amd64();
        tags.others.push("gc".into());
        let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
        paths.sort();
        let mut files = Vec::new();
        for p in paths {
            let name = p.file_name().unwrap_or_default().to_string_lossy().to_string();
            if !name.ends_with(".go") || is_test_file(&name) || !matches_file_name(&name, &tags) {
                continue;
            }
            let Ok(src) = std::fs::read(&p) else { continue };
            if !matches_source(&src, &tags).unwrap_or(false) {
                continue;
            }
            files.push(self.parse(&p.to_string_lossy(), &src));
        }
        files
    }

    /// All diagnostics so far, rendered as gc does.
    pub fn rendered(&mut self) -> Vec<String> {
        let mut diags = std::mem::take(&mut self.syntax_errors);
        let checked = self.checker.take_diagnostics();
        if !diags.iter().any(|d| d.message.starts_with("syntax error")) {
            diags.extend(checked);
        }
        diags.sort_by_key(|d| d.pos);
        let mut out = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for d in diags {
            // As gc: no message twice for a line.
            if !seen.insert((self.map.location(d.pos).line, self.map.location(d.pos).file, d.message.clone()))
            {
                continue;
            }
            out.extend(gorc_types::render(&d, &self.map).lines().map(str::to_string));
        }
        out
    }
}

/// What an SDK must have for its packages to be imported: some are used that old ones do not have.
pub const LIBRARY: &str = "src/maps";

/// Just enough of some packages for tests that need no SDK.
pub const STUBS: &[(&str, &str)] = &[
    (
        "fmt",
        "package fmt\ntype Stringer interface{ String() string }\nfunc Println(a ...any) (int, error) { return 0, nil }\n",
    ),
    ("math", "package math\nconst Pi = 3.14159\nfunc Sqrt(x float64) float64\n"),
    ("os", "package os\nvar Args []string\nfunc Exit(code int)\n"),
];

/// Checks one source as package `p` with the stubs as imports; the program and the package.
pub fn check_source(src: &str) -> (Program, PkgId) {
    let mut p = Program::new();
    p.goroot = None;
    p.stubs = STUBS.to_vec();
    let file = p.parse("x.go", src.as_bytes());
    let pkg = p.check("p", &[file], true, false, 27);
    (p, pkg)
}
