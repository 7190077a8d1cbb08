//! What the arguments of a command name: files, directories, import paths.

use std::path::{Component, Path, PathBuf};

use super::dirs::Directories;
use super::modfile::Module;
use super::resolve::{self, Import, World, below, locate};
use super::{Origin, Request};
use crate::fail::Failure;

/// A package named on the command line.
pub struct Target {
    /// Its import path.
    pub path: String,
    /// Where it is.
    pub origin: Origin,
    /// Matched by a pattern with `...`, or by `std`.
    pub wildcard: bool,
}

/// The import path of files named one by one.
const FILES: &str = "command-line-arguments";

const NO_MODULE: &str =
    "go.mod file not found in current directory or any parent directory; see 'go help modules'";

/// The packages that the arguments name; none means the working directory.
pub fn targets(request: &Request, world: World) -> Result<(Vec<Target>, Vec<Matched>), Failure> {
    let dot = [".".to_string()];
    let args = if request.args.is_empty() { &dot[..] } else { &request.args };
    let is_file = |arg: &String| {
        let path = request.cwd.join(arg);
        // Only `run` and packages of files take a name for a file that is not there.
        arg.ends_with(".go") && !path.is_dir() && (path.exists() || request.names_files)
    };
    if args.iter().any(is_file) {
        return named_files(request, args).map(|target| (vec![target], Vec::new()));
    }
    let mut targets: Vec<Target> = Vec::new();
    let mut matched = Vec::new();
    for arg in args {
        let found = pattern(request, arg, world)?;
        if arg.contains("...") {
            matched.push((arg.clone(), found.iter().map(|t| t.path.clone()).collect()));
        }
        for target in found {
            if targets.iter().all(|t| t.path != target.path) {
                targets.push(target);
            }
        }
    }
    Ok((targets, matched))
}

/// A pattern with `...`, and the packages that it matches.
pub type Matched = (String, Vec<String>);

fn named_files(request: &Request, args: &[String]) -> Result<Target, Failure> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for arg in args {
        if !arg.ends_with(".go") {
            return Err(Failure::Errors(format!("named files must be .go files: {arg}")));
        }
        let path = normal(&request.cwd.join(arg));
        if !path.exists() {
            return Err(Failure::Errors(format!("stat {arg}: no such file or directory")));
        }
        if path.is_dir() {
            return Err(Failure::Errors(format!("{arg} is a directory, should be a Go file")));
        }
        if let Some(first) = paths.first()
            && first.parent() != path.parent()
        {
            let dir = |p: &Path| {
                let dir = p.parent().map(|d| d.to_string_lossy().into_owned()).unwrap_or_default();
                crate::diag::shorten(&dir, &request.cwd)
            };
            let (first, second) = (dir(first), dir(&path));
            return Err(Failure::Errors(format!(
                "named files must all be in one directory; have {first} and {second}"
            )));
        }
        paths.push(path);
    }
    paths.sort();
    paths.dedup();
    Ok(Target { path: FILES.into(), origin: Origin::Files(paths), wildcard: false })
}

/// Whether an argument is a path in the file system.
fn is_local(arg: &str) -> bool {
    resolve::is_local(arg) || arg.starts_with('/')
}

/// The arguments that name packages of the standard library, by their look.
pub fn std_packages(args: &[String], module: Option<&Module>) -> Vec<String> {
    let names_std = |arg: &&String| {
        let in_module = module.is_some_and(|module| below(arg, &module.path).is_some());
        let first = arg.split('/').next().unwrap_or("");
        !is_local(arg) && !arg.ends_with(".go") && !in_module && !first.is_empty() && !first.contains('.')
    };
    args.iter().filter(names_std).cloned().collect()
}

fn pattern(request: &Request, arg: &str, world: World) -> Result<Vec<Target>, Failure> {
    let World { module, sdk, dirs, .. } = world;
    if !is_local(arg) {
        let prefix = if arg == "std" { Some("") } else { arg.strip_suffix("/...") };
        if let (Some(sdk), Some(prefix)) = (sdk, prefix) {
            let found = sdk.packages(prefix, dirs).into_iter();
            return Ok(found
                .map(|(path, dir)| Target { path, origin: Origin::Sdk(dir), wildcard: true })
                .collect());
        }
        if let Some(prefix) = prefix.filter(|_| arg != "std") {
            let mut targets = Vec::new();
            if let Some(module) = module
                && let Some(rest) = below(prefix, &module.path)
                && let dir = module.root.join(rest)
                && dir.is_dir()
            {
                all_below(module, &dir, dirs, &mut targets)?;
            }
            return Ok(targets);
        }
        return match locate(arg, world) {
            Import::Package { path, origin } => Ok(vec![Target { path, origin, wildcard: false }]),
            Import::Error(error) => Err(Failure::Errors(error)),
        };
    }
    if let Some(sdk) = sdk
        && let Ok(rest) =
            normal(&request.cwd.join(arg.trim_end_matches("..."))).strip_prefix(sdk.root.join("src"))
    {
        let path = rest.to_string_lossy();
        let name = match arg.ends_with("/...") {
            true if path.is_empty() => "std".to_string(),
            true => format!("{path}/..."),
            false => path.into_owned(),
        };
        return pattern(request, &name, world);
    }
    let base = arg.strip_suffix("/...");
    let Some(module) = module else {
        return Err(Failure::Errors(match base {
            Some(base) => format!(
                "pattern {arg}: directory prefix {base} does not contain main module or its selected dependencies"
            ),
            None => format!("go: {NO_MODULE}"),
        }));
    };
    if let Some(base) = base {
        let dir = normal(&request.cwd.join(base));
        if !dir.exists() {
            let why = format!("pattern {arg}: lstat {base}/: no such file or directory");
            return Err(Failure::Errors(why));
        }
        let mut targets = Vec::new();
        all_below(module, &dir, dirs, &mut targets)?;
        return Ok(targets);
    }
    let dir = normal(&request.cwd.join(arg));
    if !dir.is_dir() {
        return Err(Failure::Errors(format!("stat {}: directory not found", dir.display())));
    }
    directory(module, &dir, arg).map(|target| vec![target])
}

/// The package in a directory, which the command line calls `arg`.
fn directory(module: &Module, dir: &Path, arg: &str) -> Result<Target, Failure> {
    let Ok(rest) = dir.strip_prefix(&module.root) else {
        return Err(Failure::Errors(format!(
            "directory {arg} outside main module or its selected dependencies"
        )));
    };
    let path = format!("{}/{}", module.path, rest.to_string_lossy());
    let path = path.trim_end_matches('/').to_string();
    if !module.holds(dir) {
        let main = &module.path;
        return Err(Failure::Errors(format!("main module ({main}) does not contain package {path}")));
    }
    Ok(Target { path, origin: Origin::Dir(dir.to_path_buf()), wildcard: false })
}

/// All packages below a directory, other modules and what begins with `_` or `.` left out.
fn all_below(
    module: &Module,
    dir: &Path,
    dirs: &Directories,
    targets: &mut Vec<Target>,
) -> Result<(), Failure> {
    let listing = dirs.list(dir).map_err(Failure::Errors)?;
    if !listing.go_files.is_empty() {
        targets.push(Target { wildcard: true, ..directory(module, dir, "")? });
    }
    for name in &listing.dirs {
        let skipped = name.starts_with(['_', '.']) || name == "testdata" || name == "vendor";
        let dir = dir.join(name);
        // A directory that cannot be read is reported where it is visited.
        if !skipped && !dirs.list(&dir).is_ok_and(|listing| listing.has_go_mod) {
            all_below(module, &dir, dirs, targets)?;
        }
    }
    Ok(())
}

/// A path without `.` and `..`, as text: links are not followed, names are kept as they were given.
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The name an executable gets by default.
pub fn default_output(target: &Target) -> String {
    match &target.origin {
        Origin::Files(files) => {
            let stem = files.first().and_then(|f| f.file_stem());
            stem.map_or_else(|| "a.out".into(), |s| s.to_string_lossy().into_owned())
        }
        _ => {
            let last = target.path.rsplit('/').next().unwrap_or("a.out");
            // The last element of `example.com/m/v2` is a version.
            let is_version = last.strip_prefix('v').is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n > 1));
            match target.path.rsplit('/').nth(1) {
                Some(name) if is_version && below(&target.path, name).is_none() => name.to_string(),
                _ => last.to_string(),
            }
        }
    }
}
