//! `vendor`: copies of the packages that a module takes from others. `vendor/modules.txt` says which they are.

use std::path::{Path, PathBuf};

use super::modfile::{Module, OLD_MINOR, go_minor};
use super::resolve::below;

/// What is in a module's `vendor`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vendor {
    root: PathBuf,
    modules: Vec<Vendored>,
}

/// A module of which packages have been copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Vendored {
    path: String,
    version: String,
    /// `go.mod` names it.
    is_explicit: bool,
    /// Its language version.
    go_minor: u32,
    packages: Vec<String>,
}

/// The first language version whose modules use `vendor` if there is one.
const FIRST_MINOR: u32 = 14;

impl Vendor {
    /// The `vendor` of a module, if it has one; it must agree with `go.mod`.
    pub fn find(module: &Module) -> Result<Option<Vendor>, String> {
        let root = module.root.join("vendor");
        if module.go_minor < FIRST_MINOR || !root.is_dir() {
            return Ok(None);
        }
        let text = std::fs::read(root.join("modules.txt")).unwrap_or_default();
        let vendor = Vendor { root, modules: parse(&String::from_utf8_lossy(&text)) };
        vendor.check(module).map(|()| Some(vendor))
    }

    fn check(&self, module: &Module) -> Result<(), String> {
        let mut problems = String::new();
        let is = |v: &Vendored, path: &str, version: &str| v.path == path && v.version == version;
        for (path, version) in &module.requires {
            if !self.modules.iter().any(|v| v.is_explicit && is(v, path, version)) {
                problems += &format!(
                    "\n\t{path}@{version}: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt"
                );
            }
        }
        for v in self.modules.iter().filter(|v| v.is_explicit) {
            if !module.requires.iter().any(|(path, version)| is(v, path, version)) {
                problems += &format!(
                    "\n\t{}@{}: is marked as explicit in vendor/modules.txt, but not explicitly required in go.mod",
                    v.path, v.version
                );
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        let root = module.root.display();
        Err(format!(
            "inconsistent vendoring in {root}:{problems}\n\n\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n\t\
             To sync the vendor directory, run:\n\t\tgo mod vendor"
        ))
    }

    /// The directory of a package.
    pub fn package(&self, path: &str) -> Option<PathBuf> {
        let listed = self.modules.iter().any(|v| v.packages.iter().any(|p| p == path));
        listed.then(|| self.root.join(path))
    }

    /// The language version of a package in a directory of `vendor`; none for other directories.
    pub fn language(&self, dir: &Path) -> Option<u32> {
        let path = dir.strip_prefix(&self.root).ok()?.to_string_lossy().into_owned();
        let holds = |v: &&Vendored| below(&path, &v.path).is_some();
        let module = self.modules.iter().filter(holds).max_by_key(|v| v.path.len());
        Some(module.map_or(OLD_MINOR, |v| v.go_minor))
    }
}

/// `# module version`, `## explicit; go 1.N`, then packages, a line each.
fn parse(text: &str) -> Vec<Vendored> {
    let mut modules: Vec<Vendored> = Vec::new();
    for line in text.lines() {
        if let Some(notes) = line.strip_prefix("## ") {
            let Some(module) = modules.last_mut() else { continue };
            for note in notes.split(';').map(str::trim) {
                module.is_explicit |= note == "explicit";
                let minor = note.strip_prefix("go ").and_then(go_minor);
                module.go_minor = minor.unwrap_or(module.go_minor);
            }
        } else if let Some(head) = line.strip_prefix("# ") {
            let mut words = head.split_whitespace();
            let path = words.next().unwrap_or("").to_string();
            // A line without version repeats a replacement.
            let Some(version) = words.next().filter(|version| *version != "=>") else { continue };
            modules.push(Vendored {
                path,
                version: version.into(),
                go_minor: OLD_MINOR,
                ..Vendored::default()
            });
        } else if let (false, Some(module)) = (line.trim().is_empty(), modules.last_mut()) {
            module.packages.push(line.trim().to_string());
        }
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_modules_is_parsed() {
        let text = "# a.com/b v1.2.3\n## explicit; go 1.20\na.com/b\na.com/b/c\n# d.e/f v0.1.0 => ../f\n## explicit\nd.e/f\n# d.e/f => ../f\n";
        let modules = parse(text);
        assert_eq!(modules.len(), 2);
        assert_eq!((modules[0].go_minor, modules[0].packages.len(), modules[0].is_explicit), (20, 2, true));
        assert_eq!((modules[1].version.as_str(), modules[1].go_minor), ("v0.1.0", OLD_MINOR));
    }
}
