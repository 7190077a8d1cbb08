//! An installed Go SDK as a source of the standard library: where it is, what it has, how its files are chosen.
//!
//! gorc runs none of its programs, it only reads: `VERSION` for the release tags, `src/internal/buildcfg/exp.go` for the
//! experiments that are on, `src/vendor` for what the library imports from outside.

use std::path::{Path, PathBuf};

use gorc_syntax::ast::{DeclKind, ExprKind, StmtKind};
use gorc_syntax::constraint::Tags;
use gorc_syntax::{File, SourceFile, parse_file};
use rayon::prelude::*;

use super::dirs::Directories;

/// An installed SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sdk {
    /// GOROOT.
    pub root: PathBuf,
    /// N of its release 1.N.
    pub minor: u32,
    /// Modules in `src/vendor`: path and language version.
    vendored: Vec<(String, u32)>,
}

impl Sdk {
    /// Finds the SDK: the one that is asked for, or that of `GOROOT`, or the one to which a `go` on `PATH` belongs.
    pub fn find(wanted: Option<&Path>) -> Result<Sdk, String> {
        let variable = std::env::var_os("GOROOT").filter(|root| !root.is_empty()).map(PathBuf::from);
        let (root, why) = match (wanted, variable) {
            (Some(root), _) => (root.to_path_buf(), "-goroot"),
            (None, Some(root)) => (root, "GOROOT"),
            (None, None) => {
                let missing = "set GOROOT, use -goroot, or put its go command on PATH";
                (on_path().ok_or(missing)?, "go on PATH")
            }
        };
        if !root.join("src/fmt").is_dir() || !root.join("src/runtime").is_dir() {
            return Err(format!("{} ({why}) has no src with the standard library", root.display()));
        }
        let minor = release(&root).unwrap_or(super::modfile::NEWEST_MINOR);
        let vendored =
            vendored(&std::fs::read_to_string(root.join("src/vendor/modules.txt")).unwrap_or_default());
        Ok(Sdk { root, minor, vendored })
    }

    /// The tags by which its files are chosen: those of a build for linux/amd64 without cgo.
    pub fn tags(&self) -> Tags {
        let mut tags = Tags::linux_amd64();
        tags.go_minor = self.minor;
        tags.others = vec!["gc".into(), "amd64.v1".into()];
        let path = self.root.join("src/internal/buildcfg/exp.go");
        let mut on = experiments(&std::fs::read(path).unwrap_or_default());
        let variable = std::env::var("GOEXPERIMENT").unwrap_or_default();
        for name in variable.split(',').filter(|name| !name.is_empty()) {
            match name.strip_prefix("no") {
                Some(off) => on.retain(|name| name != off),
                None => on.push(name.to_string()),
            }
        }
        tags.others.extend(on.into_iter().map(|name| format!("goexperiment.{name}")));
        tags
    }

    /// The directory of a package, if there is one.
    pub fn package(&self, path: &str, dirs: &Directories) -> Option<PathBuf> {
        let dir = self.root.join("src").join(path);
        let named =
            !path.is_empty() && path != "builtin" && path.split('/').all(|e| !e.is_empty() && e != "..");
        (named && dirs.has_go_files(&dir)).then_some(dir)
    }

    /// What an import in one of its own packages means: vendored packages come first.
    pub fn import(&self, path: &str, dirs: &Directories) -> Option<(String, PathBuf)> {
        let vendored = format!("vendor/{path}");
        let found = self.package(&vendored, dirs).map(|dir| (vendored, dir));
        found.or_else(|| Some((path.to_string(), self.package(path, dirs)?)))
    }

    /// The language version of a package.
    pub fn language(&self, path: &str) -> u32 {
        let module = path.strip_prefix("vendor/").and_then(|path| {
            let holds = |module: &str| super::resolve::below(path, module).is_some();
            self.vendored.iter().find(|(module, _)| holds(module))
        });
        module.map_or(self.minor, |(_, minor)| *minor)
    }

    /// All packages, or those at and below a path, in order of path: what the patterns `std` and `path/...` mean.
    pub fn packages(&self, below: &str, dirs: &Directories) -> Vec<(String, PathBuf)> {
        let src = self.root.join("src");
        let mut found = Vec::new();
        let mut level = vec![below.to_string()];
        while !level.is_empty() {
            let listed: Vec<_> = level.par_iter().map(|path| dirs.list(&src.join(path))).collect();
            let mut next = Vec::new();
            for (path, listing) in level.into_iter().zip(listed) {
                let Ok(listing) = listing else { continue };
                let is_inside = |name: &&String| {
                    let outside = path.is_empty() && *name == "cmd";
                    !outside && *name != "testdata" && !name.starts_with(['_', '.'])
                };
                let below =
                    |name: &String| if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
                next.extend(listing.dirs.iter().filter(is_inside).map(below));
                if listing.has_package()
                    && let Some(dir) = self.package(&path, dirs)
                {
                    found.push((path, dir));
                }
            }
            level = next;
        }
        found.sort();
        found
    }
}

/// The SDK of the first `go` on `PATH`.
fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let go = std::env::split_paths(&path).map(|dir| dir.join("go")).find(|go| go.is_file())?;
    let root = go.canonicalize().ok()?.parent()?.parent()?.to_path_buf();
    Some(root)
}

/// N of the release 1.N that the file VERSION names.
fn release(root: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(root.join("VERSION")).ok()?;
    let rest = text.strip_prefix("go1.")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..digits].parse().ok()
}

/// The modules that `vendor/modules.txt` names (`# path version`, then `## explicit; go 1.N`).
fn vendored(text: &str) -> Vec<(String, u32)> {
    let mut modules = Vec::new();
    let mut path = "";
    for line in text.lines() {
        if let Some(notes) = line.strip_prefix("## ") {
            let version = notes.split("; ").find_map(|note| note.trim().strip_prefix("go "));
            let minor = version.and_then(super::modfile::go_minor);
            modules.extend(minor.map(|minor| (path.to_string(), minor)));
        } else if let Some(module) = line.strip_prefix("# ") {
            path = module.split(' ').next().unwrap_or("");
        }
    }
    modules
}

/// The experiments that are on by default, in lower case: the fields that the composite literal assigned to `baseline`
/// in the SDK's buildcfg sets to anything but false. (What depends on the target holds for linux/amd64.)
fn experiments(text: &[u8]) -> Vec<String> {
    let source = SourceFile::standalone("exp.go", text);
    let (file, _) = parse_file(&source);
    let mut on = Vec::new();
    for &decl in &file[file.decls] {
        let DeclKind::Func { body: Some(body), .. } = file[decl].kind else { continue };
        for &stmt in &file[body.stmts] {
            if let StmtKind::Define { lhs, rhs, .. } = file[stmt].kind
                && let ([lhs], [rhs]) = (&file[lhs], &file[rhs])
                && name(&file, *lhs) == "baseline"
                && let ExprKind::CompositeLit { elems, .. } = file[*rhs].kind
            {
                for &elem in &file[elems] {
                    if let ExprKind::KeyValue { key, value, .. } = file[elem].kind
                        && name(&file, value) != "false"
                    {
                        on.push(name(&file, key).to_lowercase());
                    }
                }
            }
        }
    }
    on
}

fn name(file: &File, expr: gorc_syntax::ast::ExprId) -> &'static str {
    match file[expr].kind {
        ExprKind::Ident(name) => name.as_str(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn experiments_are_read_from_the_baseline() {
        let text = b"package p\nfunc f() {\n\tx := T{C: true}\n\tbaseline := goexperiment.Flags{AbcDef: supported, B: true, Cd: false}\n}\n";
        assert_eq!(experiments(text), ["abcdef", "b"]);
        assert!(experiments(b"").is_empty());
    }

    #[test]
    fn vendored_modules_have_language_versions() {
        let text = "# golang.org/x/a v0.1.0\n## explicit; go 1.25.0\ngolang.org/x/a/b\n# golang.org/x/c v0\n";
        assert_eq!(vendored(text), [("golang.org/x/a".to_string(), 25)]);
    }
}
