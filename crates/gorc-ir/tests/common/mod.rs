//! Loads a Go program with the packages of `std/` it imports, checks and lowers it: what the driver does, in small.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gorc_ir::Module;
use gorc_syntax::constraint::{self, Tags};
use gorc_syntax::{Diagnostic, File, SourceMap, parse_file};
use gorc_types::{Checker, PackageInput, PkgId};

/// The directory of the core library.
pub fn std_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../std")
}

struct Loader {
    map: &'static SourceMap,
    checker: Checker<'static>,
    packages: HashMap<String, Option<PkgId>>,
    errors: Vec<Diagnostic>,
}

impl Loader {
    fn parse(&mut self, name: &str, src: Vec<u8>) -> Option<&'static File> {
        let source = self.map.add(name, src).ok()?;
        let (file, diags) = parse_file(&source);
        self.errors.extend(diags);
        Some(Box::leak(Box::new(file)))
    }

    fn check(&mut self, path: &str, files: &[&'static File], is_std: bool) -> PkgId {
        for file in files {
            for (_, _, lit) in file.imports() {
                if let gorc_syntax::ast::ExprKind::BasicLit { text, .. } = file[lit].kind {
                    self.import(text.as_str().trim_matches(['"', '`']));
                }
            }
        }
        let unsafe_pkg = self.checker.store.unsafe_pkg;
        let packages = self.packages.clone();
        let import =
            move |p: &str| if p == "unsafe" { Some(unsafe_pkg) } else { packages.get(p).copied().flatten() };
        let input = PackageInput {
            path,
            files,
            import: &import,
            go_minor: 0,
            is_std,
            has_assembly: false,
            whole: !is_std,
            embeds: None,
            has_errors: false,
        };
        self.checker.check_package(&input)
    }

    fn import(&mut self, path: &str) {
        if path == "unsafe" || self.packages.contains_key(path) {
            return;
        }
        self.packages.insert(path.to_owned(), None);
        let dir = std_dir().join(path);
        let mut names: Vec<PathBuf> = match std::fs::read_dir(&dir) {
            Ok(entries) => entries.flatten().map(|e| e.path()).collect(),
            Err(_) => return,
        };
        names.sort();
        let tags = Tags::linux_amd64();
        let mut files = Vec::new();
        for name in names {
            let base = name.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            if !base.ends_with(".go")
                || constraint::is_test_file(&base)
                || !constraint::matches_file_name(&base, &tags)
            {
                continue;
            }
            let Ok(src) = std::fs::read(&name) else { continue };
            if matches!(constraint::matches_source(&src, &tags), Ok(true)) {
                files.extend(self.parse(&format!("{path}/{base}"), src));
            }
        }
        let pkg = self.check(path, &files, true);
        self.packages.insert(path.to_owned(), Some(pkg));
    }
}

/// Lowers a program given as one file; the errors are rendered.
pub fn lower(name: &str, src: &str, with_runtime: bool) -> Result<Module, Vec<String>> {
    let map: &'static SourceMap = Box::leak(Box::new(SourceMap::new()));
    let mut l = Loader { map, checker: Checker::new(), packages: HashMap::new(), errors: Vec::new() };
    let render = |errors: Vec<Diagnostic>| -> Vec<String> {
        errors.iter().map(|d| format!("{}: {}", map.location(d.pos), d.message)).collect()
    };
    let file = l.parse(name, src.as_bytes().to_vec()).ok_or_else(|| vec!["no file".to_owned()])?;
    if with_runtime {
        l.import("runtime");
    }
    let main = l.check("main", &[file], false);
    let mut errors = std::mem::take(&mut l.errors);
    errors.extend(l.checker.take_diagnostics());
    if !errors.is_empty() {
        return Err(render(errors));
    }
    gorc_ir::lower::lower_program(&mut l.checker, map, main).map_err(render)
}
