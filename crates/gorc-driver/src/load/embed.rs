//! `//go:embed`: from patterns to files and their contents. Rules and words are those of `go`.

use std::collections::BTreeMap;
use std::path::Path;

use gorc_syntax::embed::{Pattern, embeds};
use gorc_types::EmbedFiles;

use super::{ParsedFile, glob};
use crate::output::reason;

/// A pattern that means nothing that can be embedded: the first place where it stands, and why.
pub struct EmbedError {
    /// The pattern with its position.
    pub pattern: Pattern,
    /// What is wrong.
    pub why: String,
}

/// Finds and reads what the directives of a package in a directory ask for.
pub fn resolve(files: &[ParsedFile], dir: &Path) -> Result<EmbedFiles, EmbedError> {
    let mut patterns: BTreeMap<String, Pattern> = BTreeMap::new();
    for file in files {
        for (_, directives) in embeds(&file.ast) {
            for pattern in file.ast[directives].iter().filter(|d| d.is_embed()).flat_map(|d| d.patterns()) {
                patterns.entry(pattern.text.clone()).or_insert(pattern);
            }
        }
    }
    let mut found = EmbedFiles::default();
    for (text, pattern) in patterns {
        let add = |found: &mut EmbedFiles| {
            let names = names(dir, &text)?;
            for name in &names {
                if !found.contents.contains_key(name) {
                    let contents = std::fs::read(dir.join(name));
                    let contents = contents.map_err(|e| format!("open {name}: {}", reason(&e)))?;
                    found.contents.insert(name.clone(), contents);
                }
            }
            found.patterns.insert(text.clone(), names);
            Ok(())
        };
        add(&mut found).map_err(|why: String| EmbedError { pattern, why })?;
    }
    Ok(found)
}

/// The names of the files that a pattern means, sorted.
fn names(dir: &Path, pattern: &str) -> Result<Vec<String>, String> {
    let (glob, all) = match pattern.strip_prefix("all:") {
        Some(glob) => (glob, true),
        None => (pattern, false),
    };
    if glob::matches(glob, "").is_none() || !is_valid_path(glob) {
        return Err("invalid pattern syntax".into());
    }
    let mut names = Vec::new();
    for path in glob::glob(dir, glob) {
        let name = relative(&path, dir);
        let meta =
            path.symlink_metadata().map_err(|e| format!("lstat {}: {}", path.display(), reason(&e)))?;
        check_place(dir, &name, meta.is_dir())?;
        if meta.is_dir() {
            let before = names.len();
            walk(dir, &name, all, &mut names)?;
            if names.len() == before {
                return Err(format!("cannot embed directory {name}: contains no embeddable files"));
            }
        } else if meta.is_file() {
            names.push(name);
        } else {
            return Err(format!("cannot embed irregular file {name}"));
        }
    }
    if names.is_empty() {
        return Err("no matching files found".into());
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn is_valid_path(path: &str) -> bool {
    path.split('/').all(|element| !matches!(element, "" | "." | ".."))
}

fn relative(path: &Path, dir: &Path) -> String {
    path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned()
}

/// A file must be in the package's module, below real directories, and have a name that modules may contain.
fn check_place(dir: &Path, name: &str, is_dir: bool) -> Result<(), String> {
    let what = if is_dir { "directory" } else { "file" };
    let mut rest = Some(name);
    while let Some(part) = rest {
        let fail = |why: String| Err(format!("cannot embed {what} {name}: {why}"));
        if dir.join(part).join("go.mod").exists() {
            return fail("in different module".into());
        }
        if part != name && dir.join(part).symlink_metadata().is_ok_and(|m| !m.is_dir()) {
            return fail(format!("in non-directory {part}"));
        }
        let element = part.rsplit('/').next().unwrap_or(part);
        if is_bad_name(element) {
            let kind = if part == name { "invalid name" } else { "in invalid directory" };
            return fail(format!("{kind} {element}"));
        }
        rest = part.rsplit_once('/').map(|(above, _)| above);
    }
    Ok(())
}

/// Adds the regular files below a directory. Without `all`, names that begin with `.` or `_` are passed over; other modules always are.
fn walk(dir: &Path, name: &str, all: bool, names: &mut Vec<String>) -> Result<(), String> {
    let path = dir.join(name);
    if path.join("go.mod").exists() {
        return Ok(());
    }
    let entries = std::fs::read_dir(&path).map_err(|e| format!("open {}: {}", path.display(), reason(&e)))?;
    let mut entries: Vec<_> = entries.flatten().map(|e| (e.file_name(), e.file_type())).collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (element, kind) in entries {
        let element = element.to_string_lossy();
        let child = format!("{name}/{element}");
        let Ok(kind) = kind else { continue };
        let hidden = element.starts_with(['.', '_']);
        if is_bad_name(&element) || hidden && !all {
            if !kind.is_dir() && !hidden {
                return Err(format!("cannot embed file {child}: invalid name {element}"));
            }
        } else if kind.is_dir() {
            walk(dir, &child, all, names)?;
        } else if kind.is_file() {
            names.push(child);
        }
    }
    Ok(())
}

/// Names that a file of a module cannot have, and those of version control.
fn is_bad_name(name: &str) -> bool {
    const ALLOWED: &str = "!#$%&()+,-.=@[]^_{}~ ";
    const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];
    let is_allowed = |c: char| match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || ALLOWED.contains(c),
        false => gorc_syntax::unicode::is_letter(c),
    };
    let stem = name.split('.').next().unwrap_or("").to_lowercase();
    let numbered = |prefix| {
        let digit = stem.strip_prefix(prefix).and_then(|n: &str| n.parse::<u8>().ok());
        stem.len() == 4 && digit.is_some_and(|n| (1..=9).contains(&n))
    };
    let is_device = DEVICES.contains(&&*stem) || numbered("com") || numbered("lpt");
    matches!(name, "" | ".bzr" | ".hg" | ".git" | ".svn")
        || name.ends_with('.')
        || is_device
        || !name.chars().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::is_bad_name;

    #[test]
    fn names_that_modules_cannot_contain() {
        for name in [
            "",
            "a.",
            "..",
            ".git",
            "a:b",
            "q\"x",
            "NUL",
            "com1.txt",
            "a\tb",
            "x\u{fffd}",
            "a'b",
            "a`",
            "a*",
            "€",
        ] {
            assert!(is_bad_name(name), "{name}");
        }
        for name in ["a", ".x", "_x", "a b", "com0", "comx", "héllo.txt", "[a]", "com12", "世界"] {
            assert!(!is_bad_name(name), "{name}");
        }
    }
}
