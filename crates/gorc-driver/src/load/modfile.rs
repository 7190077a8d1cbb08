//! `go.mod`: `module`, `go`, what it requires, and what it replaces by directories.
//!
//! Other modules are found in `vendor` (see `vendor.rs`) or where a `replace` line says; nothing is ever downloaded.

use std::path::{Path, PathBuf};

use super::patterns::normal;
use super::resolve::below;
use super::vendor::Vendor;

/// A module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// The directory that holds `go.mod`.
    pub root: PathBuf,
    /// The module path.
    pub path: String,
    /// The language version `go1.N`.
    pub go_minor: u32,
    /// Modules required: path and version.
    pub requires: Vec<(String, String)>,
    /// Modules replaced by directories.
    pub replaces: Vec<Local>,
    /// Copies of the packages of others.
    pub vendor: Option<Vendor>,
}

/// A module in a directory that stands for a required one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Local {
    /// The path of the module it replaces.
    pub path: String,
    /// The directory.
    pub root: PathBuf,
    /// Its language version.
    pub go_minor: u32,
}

/// The language version of modules that do not say theirs.
pub const OLD_MINOR: u32 = 16;

impl Module {
    /// The directory that a package would have, in this module or in one that is at hand.
    pub fn directory(&self, path: &str) -> Option<PathBuf> {
        if let Some(rest) = below(path, &self.path) {
            let dir = if rest.is_empty() { self.root.clone() } else { self.root.join(rest) };
            // A module inside a module is another one.
            return self.holds(&dir).then_some(dir);
        }
        if let Some(vendor) = &self.vendor {
            return vendor.package(path);
        }
        let local = self.replaces.iter().filter(|m| below(path, &m.path).is_some());
        let local = local.max_by_key(|m| m.path.len())?;
        Some(local.root.join(below(path, &local.path)?))
    }

    /// Whether no other module lies between this one and a directory in it.
    pub fn holds(&self, dir: &Path) -> bool {
        let inner = dir.ancestors().take_while(|d| *d != self.root);
        inner.into_iter().all(|d| !d.join("go.mod").is_file())
    }

    /// The language version of the package in a directory.
    pub fn language(&self, dir: &Path) -> u32 {
        let vendored = self.vendor.as_ref().and_then(|vendor| vendor.language(dir));
        let local = self.replaces.iter().filter(|m| dir.starts_with(&m.root)).map(|m| m.go_minor).next();
        vendored
            .or(local.filter(|_| !dir.starts_with(&self.root) || !self.holds(dir)))
            .unwrap_or(self.go_minor)
    }
}

/// The newest language version understood.
pub const NEWEST_MINOR: u32 = 27;

/// Finds the module a directory belongs to.
pub fn find(dir: &Path, with_vendor: bool) -> Result<Option<Module>, String> {
    for root in dir.ancestors() {
        let file = root.join("go.mod");
        if file.is_file() {
            let text =
                std::fs::read(&file).map_err(|e| format!("reading go.mod: {}", crate::output::reason(&e)))?;
            let mut module = parse(root, &String::from_utf8_lossy(&text))?;
            for local in &mut module.replaces {
                let text = std::fs::read(local.root.join("go.mod")).unwrap_or_default();
                let version = parse(&local.root, &String::from_utf8_lossy(&text)).map(|m| m.go_minor);
                local.go_minor = version.unwrap_or(OLD_MINOR);
            }
            if with_vendor {
                module.vendor = Vendor::find(&module)?;
            }
            return Ok(Some(module));
        }
    }
    Ok(None)
}

/// Parses the text of a `go.mod`.
fn parse(root: &Path, text: &str) -> Result<Module, String> {
    let module = Module { root: root.to_path_buf(), go_minor: OLD_MINOR, ..Module::default() };
    let mut parser = Parser { module, block: None, seen: Vec::new() };
    for (number, line) in (1..).zip(text.lines()) {
        parser.line(number, line).map_err(|mistake| match mistake {
            Mistake::Line(why) => format!("errors parsing go.mod:\ngo.mod:{number}: {why}"),
            Mistake::File(why) => format!("go.mod {why}"),
        })?;
    }
    if let Some((_, opened)) = parser.block {
        return Err(format!(
            "errors parsing go.mod:\ngo.mod:{}: syntax error (unterminated block started at {}:{opened}:1)",
            text.lines().count() + 1,
            root.join("go.mod").display(),
        ));
    }
    check_path(&parser.module.path)?;
    Ok(parser.module)
}

/// What is wrong with a `go.mod`.
enum Mistake {
    /// The line that was read last cannot be understood.
    Line(String),
    /// It is of no use to gorc.
    File(String),
}

/// What was read so far.
struct Parser {
    module: Module,
    /// The verb of the block that is open, and the line where it begins.
    block: Option<(String, usize)>,
    /// Verbs that may not come again.
    seen: Vec<String>,
}

impl Parser {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Mistake> {
        let line = line.split("//").next().unwrap_or("").trim();
        if let Some(at) = line.find(|c: char| c.is_control() && c != '\t') {
            let c = line[at..].chars().next().unwrap_or_default() as u32;
            return Err(Mistake::Line(format!("unexpected input character '\\x{c:02x}'")));
        }
        let unpaired = |quote: char| !line.matches(quote).count().is_multiple_of(2);
        if unpaired('"') || unpaired('`') {
            return Err(Mistake::Line("unexpected newline in string".into()));
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some((&first, rest)) = words.split_first() else { return Ok(()) };
        let (verb, args) = match &self.block {
            Some(_) if first == ")" => {
                self.block = None;
                return Ok(());
            }
            Some((verb, _)) => (verb.clone(), words.as_slice()),
            None => (first.to_string(), rest),
        };
        if self.block.is_none() && args == ["("] {
            self.block = Some((verb, number));
            return Ok(());
        }
        if ["module", "go", "toolchain"].contains(&verb.as_str()) {
            if self.seen.contains(&verb) {
                return Err(Mistake::Line(format!("repeated {verb} statement")));
            }
            self.seen.push(verb.clone());
        }
        self.directive(&verb, args)
    }

    fn directive(&mut self, verb: &str, args: &[&str]) -> Result<(), Mistake> {
        let fail = |why: &str| Err(Mistake::Line(why.into()));
        match (verb, args) {
            ("module", &[path]) => self.module.path = unquote(path),
            ("module", _) => return fail("usage: module module/path"),
            ("go", &[version]) => self.module.go_minor = supported(version)?,
            ("go", _) => return fail("go directive expects exactly one argument"),
            ("require", &[path, version]) => self.module.requires.push((unquote(path), unquote(version))),
            ("require", _) => return fail("usage: require module/path v1.2.3"),
            ("replace", _) => {
                let arrow = args.iter().position(|arg| *arg == "=>");
                let (Some(path), Some(to)) = (args.first(), arrow.and_then(|at| args.get(at + 1))) else {
                    return fail(
                        "usage: replace module/path [v1.2.3] => other/module v1.4\n\t or replace module/path [v1.2.3] => ../local/directory",
                    );
                };
                let to = unquote(to);
                if to.starts_with("./") || to.starts_with("../") || to.starts_with('/') {
                    let root = normal(&self.module.root.join(to));
                    self.module.replaces.push(Local { path: unquote(path), root, go_minor: OLD_MINOR });
                }
            }
            ("toolchain" | "godebug" | "exclude" | "retract" | "tool" | "ignore", _) => {}
            _ => return fail(&format!("unknown directive: {verb}")),
        }
        Ok(())
    }
}

/// N of a language version `1.N` that gorc understands.
fn supported(version: &str) -> Result<u32, Mistake> {
    match go_minor(version) {
        Some(minor) if minor <= NEWEST_MINOR => Ok(minor),
        None if !is_future(version) => {
            Err(Mistake::Line(format!("invalid go version '{version}': must match format 1.23.0")))
        }
        _ => Err(Mistake::File(format!("requires go >= {version} (gorc understands go 1.{NEWEST_MINOR})"))),
    }
}

/// Checks the path of a module.
fn check_path(path: &str) -> Result<(), String> {
    if path.is_empty() {
        let how = "To specify the module path:\n\tgo mod edit -module=example.com/mod";
        return Err(format!("error reading go.mod: missing module declaration. {how}"));
    }
    match path.split('/').find(|e| e.is_empty() || e.starts_with('.')) {
        None => Ok(()),
        Some("") => Err(format!("malformed module path {path:?}: empty path element")),
        Some(element) => Err(format!("malformed module path {path:?}: invalid path element {element:?}")),
    }
}

fn unquote(text: &str) -> String {
    text.trim_matches(['"', '`']).to_string()
}

/// Whether a version is one of Go 2 or later.
fn is_future(version: &str) -> bool {
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    major.is_some_and(|major| major > 1) && version.split('.').all(|part| part.parse::<u32>().is_ok())
}

/// N of a version `1.N`, `1.N.P` or `1.NrcP`.
pub fn go_minor(version: &str) -> Option<u32> {
    let rest = version.strip_prefix("1.")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (minor, tail) = rest.split_at(digits);
    let known =
        tail.is_empty() || tail.starts_with('.') || tail.starts_with("rc") || tail.starts_with("beta");
    minor.parse().ok().filter(|_| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_files_are_parsed() {
        let text = "// head\nmodule example.com/m // x\n\ngo 1.24.1\nrequire (\n\ta.b/c v1.0.0\n)\nreplace d.e/f => ../f\n";
        let module = parse(Path::new("/m"), text).expect("valid");
        assert_eq!((module.path.as_str(), module.go_minor), ("example.com/m", 24));
        assert_eq!(module.requires, [("a.b/c".to_string(), "v1.0.0".to_string())]);
        let local = &module.replaces[0];
        assert_eq!((local.path.as_str(), local.root.as_path()), ("d.e/f", Path::new("/f")));
    }

    #[test]
    fn mistakes_are_reported_with_their_line() {
        let parse = |text| parse(Path::new("/m"), text).expect_err("invalid");
        assert_eq!(parse("modul x\n"), "errors parsing go.mod:\ngo.mod:1: unknown directive: modul");
        assert!(parse("go 1.20\n").starts_with("error reading go.mod: missing module declaration."));
        assert!(parse("module m\nmodule n\n").ends_with("go.mod:2: repeated module statement"));
        assert!(
            parse("module m\nrequire (\n")
                .ends_with("go.mod:3: syntax error (unterminated block started at /m/go.mod:2:1)")
        );
        assert!(parse("module \"m\n").ends_with("go.mod:1: unexpected newline in string"));
        assert!(parse("module m\0\n").ends_with("go.mod:1: unexpected input character '\\x00'"));
        assert_eq!(parse("module ../x\n"), "malformed module path \"../x\": invalid path element \"..\"");
        assert!(parse("module m\ngo 1.99\n").starts_with("go.mod requires go >= 1.99"));
        assert!(parse("module m\ngo one\n").contains("go.mod:2: invalid go version 'one'"));
    }
}
