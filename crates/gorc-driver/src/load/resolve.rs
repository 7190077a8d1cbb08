//! What an import path means.

use std::path::{Path, PathBuf};

use super::dirs::Directories;
use super::modfile::Module;
use super::sdk::Sdk;
use super::std_names::is_go_std;
use super::{Origin, Package};
use crate::embedded;

/// An import path resolved.
pub enum Import {
    /// A package.
    Package {
        /// Its path.
        path: String,
        /// Where it is.
        origin: Origin,
    },
    /// Nothing; the message follows the position of the import.
    Error(String),
}

/// Where packages can be: in the module, in the standard library.
#[derive(Clone, Copy)]
pub struct World<'w> {
    /// The main module.
    pub module: Option<&'w Module>,
    /// The SDK that is used instead of the core library.
    pub sdk: Option<&'w Sdk>,
    /// What directories contain.
    pub dirs: &'w Directories,
    /// Paths need not be such that a module can have them.
    pub as_compiler: bool,
}

/// Resolves an import of `importer`, whose files are in `dir`.
pub fn resolve(path: &str, importer: &Package, dir: Option<&Path>, world: World) -> Import {
    if is_local(path) {
        return Import::Error(format!(
            "\"{path}\" is relative, but relative import paths are not supported in module mode"
        ));
    }
    if path.starts_with('/') {
        return Import::Error(format!("\"{path}\" is not a package path; see 'go help packages'"));
    }
    if path == "C" {
        return Import::Error("import \"C\": cgo is not supported".into());
    }
    let import = match world.sdk {
        Some(sdk) if importer.is_std() => in_sdk(path, sdk.import(path, world.dirs), sdk),
        _ => locate(path, world),
    };
    if let Import::Package { origin, .. } = &import
        && !may_import(path, origin, importer, dir, world.module)
    {
        return Import::Error(format!("use of internal package {path} not allowed"));
    }
    import
}

/// Whether an import path begins at the importing package's directory.
pub fn is_local(path: &str) -> bool {
    path == "." || path == ".." || path.starts_with("./") || path.starts_with("../")
}

/// The package of an import path, wherever it is.
pub fn locate(path: &str, World { module, sdk, dirs, as_compiler }: World) -> Import {
    if let Some(why) = malformed(path).filter(|_| !as_compiler || path.is_empty()) {
        return Import::Error(format!("malformed import path \"{path}\": {why}"));
    }
    if let Some(module) = module
        && let Some(dir) = module.directory(path)
    {
        if dirs.has_go_files(&dir) {
            return Import::Package { path: path.to_string(), origin: Origin::Dir(dir) };
        }
        if below(path, &module.path).is_some() && path.split('/').next().is_some_and(|e| e.contains('.')) {
            return Import::Error(missing(path, module));
        }
    }
    let is_external = path.split('/').next().is_some_and(|first| first.contains('.'));
    if let Some(sdk) = sdk
        && !is_external
    {
        return in_sdk(path, sdk.package(path, dirs).map(|dir| (path.to_string(), dir)), sdk);
    }
    if embedded::has_package(path) {
        return Import::Package { path: path.to_string(), origin: Origin::Std };
    }
    if !is_external {
        let hint = if is_go_std(path) { ": gorc's core library does not have it yet" } else { "" };
        return Import::Error(format!("package {path} is not in std (core){hint}"));
    }
    match module {
        None => Import::Error(format!(
            "no required module provides package {path}: go.mod file not found in current directory or any parent directory; see 'go help modules'"
        )),
        Some(module)
            if module.vendor.is_none() && module.requires.iter().any(|(r, _)| below(path, r).is_some()) =>
        {
            Import::Error(format!("package {path} is in another module, which gorc does not support yet"))
        }
        Some(module) => Import::Error(missing(path, module)),
    }
}

/// What was found in an SDK, or go's words that nothing was.
fn in_sdk(path: &str, found: Option<(String, PathBuf)>, sdk: &Sdk) -> Import {
    match found {
        Some((path, dir)) => Import::Package { path, origin: Origin::Sdk(dir) },
        None => {
            let dir = sdk.root.join("src").join(path);
            Import::Error(format!("package {path} is not in std ({})", dir.display()))
        }
    }
}

fn missing(path: &str, module: &Module) -> String {
    if module.vendor.is_some() {
        return format!(
            "cannot find module providing package {path}: import lookup disabled by -mod=vendor\n\t\
             (Go version in go.mod is at least 1.14 and vendor directory exists.)"
        );
    }
    format!("no required module provides package {path}; to add it:\n\tgo get {path}")
}

/// What follows `prefix` in `path`, by whole elements.
pub fn below<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    match path.strip_prefix(prefix)? {
        "" => Some(""),
        rest => rest.strip_prefix('/'),
    }
}

/// Why a path can be no package's: modules must be such that all file systems can hold them.
/// See golang.org/x/mod/module, `CheckImportPath`.
fn malformed(path: &str) -> Option<String> {
    let plain = match path {
        "" => "empty string",
        _ if path.starts_with('-') => "leading dash",
        _ if path.contains("//") => "double slash",
        _ if path.ends_with('/') => "trailing slash",
        _ => return path.split('/').find_map(malformed_element),
    };
    Some(plain.into())
}

fn malformed_element(element: &str) -> Option<String> {
    const RESERVED: &[&str] = &[
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    ];
    if element.bytes().all(|b| b == b'.') {
        return Some(format!("invalid path element \"{element}\""));
    }
    if element.ends_with('.') {
        return Some("trailing dot in path element".into());
    }
    let is_wrong = |c: &char| !c.is_ascii_alphanumeric() && !"-._~+".contains(*c);
    if let Some(c) = element.chars().find(is_wrong) {
        return Some(format!("invalid char '{c}'"));
    }
    let stem = element.split('.').next().unwrap_or("");
    if RESERVED.iter().any(|name| name.eq_ignore_ascii_case(stem)) {
        return Some(format!("\"{stem}\" disallowed as path element component on Windows"));
    }
    let digits = stem.rsplit_once('~').map_or("", |(_, digits)| digits);
    let is_short_name = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_short_name.then(|| "trailing tilde and digits in path element".into())
}

/// The rule of `internal`: only what lies below the directory that holds it may import it.
fn may_import(
    path: &str,
    origin: &Origin,
    importer: &Package,
    dir: Option<&Path>,
    module: Option<&Module>,
) -> bool {
    let elements: Vec<&str> = path.split('/').collect();
    let Some(at) = elements.iter().rposition(|e| *e == "internal") else { return true };
    if origin.is_std() || importer.is_std() {
        return origin.is_std() && importer.is_std();
    }
    let parent = elements[..at].join("/");
    // Files named one by one import as the directory they are in.
    let importer_path = match (&importer.origin, module, dir) {
        (Origin::Files(_), Some(module), Some(dir)) => {
            let rest = dir.strip_prefix(&module.root).map(|r| r.to_string_lossy().into_owned());
            rest.map_or(importer.path.clone(), |r| format!("{}/{r}", module.path).trim_matches('/').into())
        }
        _ => importer.path.clone(),
    };
    below(&importer_path, &parent).is_some()
}
