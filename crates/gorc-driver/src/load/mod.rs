//! Packages: from what the command line names to parsed files in dependency order.
//!
//! `patterns.rs` turns arguments into packages, `files.rs` finds and reads their files, `resolve.rs` says what an import
//! path means, `embed.rs` finds what `//go:embed` names, `order.rs` sorts packages and words what is wrong. Files of one wave of imports are parsed in
//! parallel; everything else is sequential and so positions are the same in every run.

mod dirs;
mod embed;
mod files;
mod glob;
mod header;
pub mod modfile;
mod order;
mod patterns;
mod resolve;
mod sdk;
mod std_names;
mod vendor;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gorc_syntax::ast::{ExprKind, File};
use gorc_syntax::constraint::Tags;
use gorc_syntax::{Diagnostic, Location, Pos, SourceFile, SourceMap, parse_file};
use gorc_types::{EmbedFiles, invalid_import_path, unusual_import_path};
use rayon::prelude::*;

use crate::fail::Failure;
use dirs::Directories;
use modfile::Module;
use resolve::{Import, World};
use sdk::Sdk;

pub use patterns::{Target, default_output};

/// Which source of the standard library is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum StdSource {
    /// The core library; `gorc check` of the standard library's own packages takes an installed SDK.
    Auto,
    /// The core library that gorc carries.
    Core,
    /// The source tree of an installed Go SDK.
    Sdk,
}

/// What to load.
pub struct Request {
    /// The arguments: files, directories, import paths.
    pub args: Vec<String>,
    /// The working directory.
    pub cwd: PathBuf,
    /// Where the standard library comes from.
    pub std: StdSource,
    /// The SDK to use, if it is not to be searched for.
    pub goroot: Option<PathBuf>,
    /// No code is wanted, so the standard library may be an SDK's.
    pub check_only: bool,
    /// What is asked for is the compiler's work, not the `go` command's: mistakes in headers are told as it does.
    pub as_compiler: bool,
    /// How many errors of a package are reported.
    pub error_limit: usize,
    /// Names that end in `.go` are those of files, whether there are such or not.
    pub names_files: bool,
    /// Packages of other modules are not taken from `vendor`.
    pub ignore_vendor: bool,
    /// Build tags that hold besides those of the target.
    pub tags: Vec<String>,
    /// Language version `go1.N` of the packages named, instead of their module's.
    pub language: Option<u32>,
}

/// Index of a package in [`Program::packages`].
pub type PackageIndex = usize;

/// Where a package's files are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// In the core library.
    Std,
    /// In this directory of an installed SDK.
    Sdk(PathBuf),
    /// In a directory.
    Dir(PathBuf),
    /// Named one by one.
    Files(Vec<PathBuf>),
}

impl Origin {
    /// Whether what is there belongs to the standard library.
    pub fn is_std(&self) -> bool {
        matches!(self, Origin::Std | Origin::Sdk(_))
    }

    /// The directory of the package's files, if they are files.
    pub fn dir(&self) -> Option<&Path> {
        match self {
            Origin::Std => None,
            Origin::Sdk(dir) | Origin::Dir(dir) => Some(dir),
            Origin::Files(files) => files.first().and_then(|f| f.parent()),
        }
    }
}

/// What is wrong with a package as a whole: how it is worded depends on how the package was reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The same everywhere.
    Plain(String),
    /// The same everywhere, but patterns pass over packages that consist of tests.
    OnlyTests(String),
    /// Behind the position of the import.
    Placed(String),
    /// Behind the package's path and those of the packages that lead to it.
    Stacked(String, String),
}

/// A source file and its syntax tree.
pub struct ParsedFile {
    /// The text.
    pub source: Arc<SourceFile>,
    /// The tree.
    pub ast: File,
    /// What the parser says.
    pub diagnostics: Vec<Diagnostic>,
}

/// A package.
pub struct Package {
    /// Import path; `command-line-arguments` if its files were named one by one.
    pub path: String,
    /// The name in its package clauses.
    pub name: String,
    /// Where it was found.
    pub origin: Origin,
    /// Its files, sorted by name.
    pub files: Vec<ParsedFile>,
    /// What its import paths stand for.
    pub imports: HashMap<String, PackageIndex>,
    /// Named on the command line.
    pub is_root: bool,
    /// Language version; 0 for the newest.
    pub go_minor: u32,
    /// What its `//go:embed` directives ask for; none in the standard library.
    pub embeds: Option<EmbedFiles>,
    /// It is only checked, and has assembly files that belong to this target.
    pub has_assembly: bool,
    /// Imports in order of path, for error messages.
    edges: Vec<Edge>,
    /// What is wrong with the package as a whole.
    error: Option<Fault>,
    /// All its files are left out by build constraints.
    is_excluded: bool,
    /// The error is the only thing to be said about it: its imports are not looked at.
    is_damaged: bool,
}

impl Package {
    /// Whether it belongs to the standard library.
    pub fn is_std(&self) -> bool {
        self.origin.is_std()
    }

    /// Whether a file could not be parsed, so that nothing but that is reported.
    fn has_syntax_errors(&self) -> bool {
        self.files.iter().flat_map(|f| &f.diagnostics).any(crate::diag::is_syntax_error)
    }
}

/// A position as messages of the loader begin with: `x.go:2:8`.
fn place(sources: &SourceMap, pos: Pos, cwd: &Path) -> String {
    shortened(sources.location(pos), cwd).to_string()
}

/// A location with the file's name as it is seen from the working directory.
fn shortened(mut location: Location, cwd: &Path) -> Location {
    location.file = crate::diag::shorten(&location.file, cwd).into();
    location
}

/// An import declaration.
struct Edge {
    path: String,
    pos: Pos,
    file: String,
    to: Result<PackageIndex, String>,
}

/// All packages of a program.
pub struct Program {
    /// The packages; an import stands before its importer.
    pub packages: Vec<Package>,
    /// Those named on the command line.
    pub roots: Vec<PackageIndex>,
    /// The text of all files.
    pub sources: SourceMap,
    /// The command line means no package at all, not even one of tests.
    pub found_nothing: bool,
    /// The working directory, from which messages name files.
    pub cwd: PathBuf,
    /// What may stand in the standard library only may stand in all packages.
    pub as_std: bool,
    /// How many errors of a package are reported.
    pub error_limit: usize,
}

/// Finds, reads and parses packages with all they import.
pub fn load(request: &Request) -> Result<Program, Failure> {
    let mut module = modfile::find(&request.cwd, !request.ignore_vendor).map_err(Failure::tool)?;
    let sdk = choose_sdk(request, &mut module)?;
    let mut loader = Loader {
        module,
        tags: all_tags(sdk.as_ref(), &request.tags),
        check_only: request.check_only,
        as_compiler: request.as_compiler,
        sdk,
        dirs: Directories::default(),
        sources: SourceMap::new(),
        packages: Vec::new(),
        by_path: HashMap::new(),
        cwd: request.cwd.clone(),
    };
    let (targets, matched) = patterns::targets(request, loader.world())?;
    let mut roots = Vec::new();
    for target in targets {
        let wildcard = target.wildcard;
        let root = loader.root(target);
        if let Some(minor) = request.language {
            loader.packages[root].go_minor = minor;
        }
        roots.push((root, wildcard));
    }
    // Every program contains the runtime's Go half, imported or not.
    if loader.sdk.is_none() {
        loader.package("runtime", Origin::Std);
    }
    let mut done = 0;
    while done < loader.packages.len() {
        let wave = done..loader.packages.len();
        done = wave.end;
        loader.parse(wave)?;
    }
    // A pattern does not mean packages that have nothing for this target.
    let is_root = |&(root, wildcard): &(PackageIndex, bool)| {
        let package = &loader.packages[root];
        !wildcard || !package.is_excluded && !matches!(package.error, Some(Fault::OnlyTests(_)))
    };
    let with_tests = |&(root, _): &(PackageIndex, bool)| !loader.packages[root].is_excluded;
    let found: Vec<PackageIndex> = roots.iter().filter(|r| with_tests(r)).map(|&(root, _)| root).collect();
    roots.retain(is_root);
    let roots: Vec<PackageIndex> = roots.into_iter().map(|(root, _)| root).collect();
    for (pattern, paths) in matched {
        let is_found = |path: &String| found.iter().any(|&root| loader.packages[root].path == *path);
        if !paths.iter().any(is_found) {
            crate::output::note(&format!("gorc: warning: \"{pattern}\" matched no packages"));
        }
    }
    let mut program = order::finish(loader.packages, roots, loader.sources, request)?;
    program.found_nothing = found.is_empty();
    Ok(program)
}

/// The SDK from which the standard library comes, if one is asked for or needed.
fn choose_sdk(request: &Request, module: &mut Option<Module>) -> Result<Option<Sdk>, Failure> {
    if !request.check_only || request.std == StdSource::Core {
        return match request.std {
            StdSource::Sdk => Err(Failure::tool("--std=sdk can be checked only: use --std=core")),
            _ => Ok(None),
        };
    }
    // In the sources of an SDK, that is the one.
    let inside =
        module.take_if(|module| module.path == "std").and_then(|m| Some(m.root.parent()?.to_path_buf()));
    let wanted = request.goroot.as_deref().or(inside.as_deref());
    let named = patterns::std_packages(&request.args, module.as_ref());
    if request.std == StdSource::Auto && wanted.is_none() && named.is_empty() {
        return Ok(None);
    }
    match Sdk::find(wanted) {
        Ok(sdk) => Ok(Some(sdk)),
        Err(_)
            if request.std == StdSource::Auto
                && wanted.is_none()
                && named.iter().all(|p| crate::embedded::has_package(p)) =>
        {
            Ok(None)
        }
        Err(why) => {
            let what = named.first().map_or("--std=sdk", |name| name.as_str());
            Err(Failure::tool(format!("{what} needs an installed Go SDK: {why}")))
        }
    }
}

/// The build tags that hold.
fn all_tags(sdk: Option<&Sdk>, more: &[String]) -> Tags {
    let mut tags = sdk.map_or_else(Tags::linux_amd64, Sdk::tags);
    if sdk.is_none() {
        tags.others = vec!["gc".into(), "gorc".into()];
    }
    tags.others.extend_from_slice(more);
    tags
}

struct Loader {
    module: Option<Module>,
    sdk: Option<Sdk>,
    dirs: Directories,
    tags: Tags,
    check_only: bool,
    as_compiler: bool,
    sources: SourceMap,
    packages: Vec<Package>,
    by_path: HashMap<String, PackageIndex>,
    cwd: PathBuf,
}

impl Loader {
    /// Where packages can be.
    fn world(&self) -> World<'_> {
        World {
            module: self.module.as_ref(),
            sdk: self.sdk.as_ref(),
            dirs: &self.dirs,
            as_compiler: self.as_compiler,
        }
    }

    /// Adds a package of the command line.
    fn root(&mut self, target: Target) -> PackageIndex {
        let index = self.package(&target.path, target.origin);
        self.packages[index].is_root = true;
        index
    }

    /// The package of an import path, new or known.
    fn package(&mut self, path: &str, origin: Origin) -> PackageIndex {
        if let Some(&index) = self.by_path.get(path) {
            return index;
        }
        let index = self.packages.len();
        let go_minor = match (&origin, &self.sdk, &self.module) {
            (Origin::Std, ..) => 0,
            (Origin::Sdk(_), Some(sdk), _) => sdk.language(path),
            (Origin::Dir(dir), _, Some(module)) => module.language(dir),
            // Files that are named belong to no module.
            _ => 0,
        };
        self.packages.push(Package {
            path: path.to_string(),
            name: String::new(),
            origin,
            files: Vec::new(),
            imports: HashMap::new(),
            is_root: false,
            go_minor,
            embeds: None,
            has_assembly: false,
            edges: Vec::new(),
            error: None,
            is_excluded: false,
            is_damaged: false,
        });
        self.by_path.insert(path.to_string(), index);
        index
    }

    /// Reads and parses some packages and adds what they import.
    fn parse(&mut self, wave: std::ops::Range<PackageIndex>) -> Result<(), Failure> {
        let packages = &self.packages[wave.clone()];
        let choice =
            files::Choice { tags: &self.tags, tests: self.check_only, cwd: &self.cwd, dirs: &self.dirs };
        let read: Vec<_> = packages.par_iter().map(|p| files::read(&p.path, &p.origin, choice)).collect();
        let mut sources = Vec::new();
        for (index, read) in wave.clone().zip(read) {
            let package = &mut self.packages[index];
            match read {
                Ok(files) => {
                    for (name, contents) in files {
                        let source = self.sources.add(&name, contents).map_err(Failure::tool)?;
                        sources.push((index, source));
                    }
                }
                Err(error) => package.error = Some(error),
            }
            if let (Origin::Dir(dir), true) = (&package.origin, self.check_only) {
                package.has_assembly = files::has_assembly(dir, choice);
            }
        }
        let parsed: Vec<(PackageIndex, ParsedFile)> = sources
            .into_par_iter()
            .map(|(index, source)| {
                let (ast, diagnostics) = parse_file(&source);
                (index, ParsedFile { source, ast, diagnostics })
            })
            .collect();
        let mut needs_cgo = Vec::new();
        for (index, file) in parsed {
            let package = &mut self.packages[index];
            // As the official command with CGO_ENABLED=0.
            let is_cgo = !matches!(package.origin, Origin::Files(_)) && imports_c(&file.ast);
            // A file that only documents belongs to no package.
            let is_documentation =
                file.ast.name.is_some() && file.ast.package_name().as_str() == "documentation";
            if is_cgo {
                needs_cgo.push((index, file));
            } else if !is_documentation {
                package.files.push(file);
            }
        }
        for (index, file) in needs_cgo {
            let package = &mut self.packages[index];
            if matches!(package.origin, Origin::Dir(_)) && (package.is_excluded || package.files.is_empty()) {
                // The message about the import says more than that no file is left.
                package.is_excluded = true;
                package.files.push(file);
            }
        }
        for index in wave {
            self.check_files(index);
            self.check_name(index);
            self.check_headers(index);
            self.embed(index);
            self.add_imports(index);
        }
        Ok(())
    }

    /// A package has files.
    fn check_files(&mut self, index: PackageIndex) {
        let package = &mut self.packages[index];
        if !package.files.is_empty() || package.error.is_some() {
            return;
        }
        if let Origin::Dir(dir) | Origin::Sdk(dir) = &package.origin {
            let (path, dir) = (&package.path, dir.display());
            let what = format!("build constraints exclude all Go files in {dir}");
            package.error = Some(Fault::Stacked(path.clone(), what));
            package.is_excluded = true;
        }
    }

    /// All files of a package have the same package clause.
    fn check_name(&mut self, index: PackageIndex) {
        let package = &mut self.packages[index];
        let base = |file: &ParsedFile| file.source.name().rsplit('/').next().unwrap_or("").to_string();
        let mut named = package.files.iter().filter(|f| f.ast.name.is_some());
        let Some(first) = named.next() else { return };
        package.name = first.ast.package_name().as_str().to_string();
        if let Some(other) = named.find(|f| f.ast.package_name().as_str() != package.name) {
            let dir = first.source.name().rsplit_once('/').map_or(".", |(dir, _)| dir);
            package.error = Some(Fault::Placed(format!(
                "found packages {} ({}) and {} ({}) in {dir}",
                package.name,
                base(first),
                other.ast.package_name().as_str(),
                base(other),
            )));
        }
    }

    /// Mistakes in the package clause and the imports of a file are told as `go` does; the compiler leaves them to its parser.
    fn check_headers(&mut self, index: PackageIndex) {
        let package = &mut self.packages[index];
        if self.as_compiler || package.is_std() {
            return;
        }
        let mut said = None;
        package.files.retain(|file| {
            let error = header::error(file, &self.cwd);
            let is_good = error.is_none();
            said = said.take().or(error);
            is_good
        });
        package.error = said.or(package.error.take());
    }

    /// Reads what `//go:embed` directives name. A language version without them is a matter of the checker.
    fn embed(&mut self, index: PackageIndex) {
        let package = &mut self.packages[index];
        let is_old = (1..16).contains(&package.go_minor);
        if package.is_std() || package.error.is_some() || package.has_syntax_errors() || is_old {
            return;
        }
        let Some(dir) = package.origin.dir() else { return };
        match embed::resolve(&package.files, dir) {
            Ok(embeds) => package.embeds = Some(embeds),
            Err(embed::EmbedError { pattern, why }) => {
                let place = place(&self.sources, pattern.pos, &self.cwd);
                let what = format!("{place}: pattern {}: {why}", pattern.text);
                package.error = Some(Fault::Plain(what));
                package.is_damaged = true;
            }
        }
    }

    /// Adds the packages that a package imports.
    fn add_imports(&mut self, index: PackageIndex) {
        let package = &self.packages[index];
        // The compiler reports what its parser finds alone.
        let is_wrong = package.is_damaged || self.as_compiler && package.has_syntax_errors();
        let mut edges = if is_wrong { Vec::new() } else { imports(package, self.as_compiler) };
        for at in 0..edges.len() {
            // Files that import the same stand side by side.
            if let Some(before) = at.checked_sub(1).filter(|&before| edges[before].path == edges[at].path) {
                edges[at].to = edges[before].to.clone();
                continue;
            }
            let path = &edges[at].path;
            let importer = &self.packages[index];
            let importer_dir = importer.origin.dir().filter(|_| !importer.is_std());
            let to = match resolve::resolve(path, importer, importer_dir, self.world()) {
                Import::Package { path, origin } => Ok(self.package(&path, origin)),
                Import::Error(error) => Err(error),
            };
            if let Ok(to) = to {
                self.packages[index].imports.insert(edges[at].path.clone(), to);
            }
            edges[at].to = to;
        }
        let package = &mut self.packages[index];
        let is_named = !matches!(package.origin, Origin::Files(_));
        if let Some(edge) = edges.iter().find(|edge| is_named && resolve::is_local(&edge.path)) {
            let place = place(&self.sources, edge.pos, &self.cwd);
            let what = format!("{place}: local import \"{}\" in non-local package", edge.path);
            package.error.get_or_insert(Fault::Plain(what));
        }
        package.edges = edges;
    }
}

/// The imports of a package in order of path, not resolved yet. The compiler leaves it to its checker to say what is wrong with a path itself.
fn imports(package: &Package, as_compiler: bool) -> Vec<Edge> {
    let mut edges = Vec::new();
    for file in &package.files {
        for (_, name, path) in file.ast.imports() {
            let Some(text) = file.ast.string_literal(path) else { continue };
            let pos = file.ast[name.unwrap_or(path)].pos;
            let path = String::from_utf8_lossy(&text).into_owned();
            let is_wrong = || invalid_import_path(&path).or_else(|| unusual_import_path(&path)).is_some();
            if !(as_compiler && is_wrong()) && path != "unsafe" {
                let file = file.source.name().to_string();
                edges.push(Edge { path, pos, file, to: Err(String::new()) });
            }
        }
    }
    edges.sort_by(|a, b| (&a.path, a.pos).cmp(&(&b.path, b.pos)));
    edges
}

fn imports_c(file: &File) -> bool {
    let is_c = |path: gorc_syntax::ast::ExprId| matches!(file[path].kind, ExprKind::BasicLit { text, .. } if text.as_str() == "\"C\"");
    file.imports().any(|(_, _, path)| is_c(path))
}
