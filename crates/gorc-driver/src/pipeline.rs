//! The compiler as a pipeline: each phase is a function of the one before.
//!
//! `load → check → lower → compile → link`
//!
//! A phase that fails ends the build with what it has to say; nothing reaches back.

use std::path::Path;

use gorc_link::{Image, ObjectUnit, Options};
use gorc_types::{Checker, PackageInput, PkgId};

use crate::args::Emit;
use crate::diag;
use crate::embedded;
use crate::fail::Failure;
use crate::ice;
use crate::load::{self, Package, Program, Request, Target};
use crate::phases::Phases;

/// A result of the pipeline.
pub struct Product {
    /// The file name it gets by default, without suffix.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

/// Builds the packages that are programs, and checks the others.
pub fn build(
    phases: &Phases,
    request: &Request,
    emit: Option<Emit>,
    verbose: bool,
) -> Result<Vec<Product>, Failure> {
    let program = load(phases, request)?;
    if emit == Some(Emit::Ast) {
        return Ok(program.roots.iter().map(|&root| syntax_trees(&program.packages[root])).collect());
    }
    let mut checked = check(phases, &program, &request.cwd, verbose)?;
    let mut products = Vec::new();
    for &root in &program.roots {
        if program.packages[root].name == "main" {
            products.push(compile(phases, &program, &mut checked, root, emit)?);
        }
    }
    Ok(products)
}

/// Builds the one program that the request names.
pub fn executable(phases: &Phases, request: &Request, verbose: bool) -> Result<Product, Failure> {
    let program = load(phases, request)?;
    let &[root] = &program.roots[..] else {
        return Err(Failure::tool("run: cannot run several packages at once"));
    };
    let package = &program.packages[root];
    if package.name != "main" {
        return Err(Failure::Errors(format!("package {} is not a main package", package.path)));
    }
    let mut checked = check(phases, &program, &request.cwd, verbose)?;
    compile(phases, &program, &mut checked, root, None)
}

/// Compiles a checked main package with all it needs.
fn compile(
    phases: &Phases,
    program: &Program,
    checked: &mut Checked<'_>,
    root: usize,
    emit: Option<Emit>,
) -> Result<Product, Failure> {
    let _ = (phases, checked, emit);
    let _name = default_name(&program.packages[root]);
    Err(Failure::tool("code generation is not part of the pipeline yet"))
}

/// The name a package's result gets by default.
fn default_name(package: &Package) -> String {
    load::default_output(&Target { path: package.path.clone(), origin: package.origin.clone() })
}

/// The syntax trees of a package as text.
fn syntax_trees(package: &Package) -> Product {
    let trees: Vec<String> =
        package.files.iter().map(|f| format!("// {}\n{:#?}\n", f.source.name(), f.ast)).collect();
    Product { name: default_name(package), bytes: trees.concat().into_bytes() }
}

/// Finds, reads and parses the packages.
pub fn load(phases: &Phases, request: &Request) -> Result<Program, Failure> {
    phases.run("load", || load::load(request))
}

/// A checked program: the checker with its tables, and its packages in dependency order.
pub struct Checked<'p> {
    /// The checker.
    pub checker: Checker<'p>,
    /// By package of the program.
    pub packages: Vec<PkgId>,
}

/// Checks all packages; every package that has errors and no broken imports is reported.
pub fn check<'p>(
    phases: &Phases,
    program: &'p Program,
    cwd: &Path,
    verbose: bool,
) -> Result<Checked<'p>, Failure> {
    phases.run("check", || {
        let mut checker = Checker::new();
        let mut packages: Vec<Option<PkgId>> = Vec::with_capacity(program.packages.len());
        let mut report = String::new();
        for package in &program.packages {
            if verbose && !package.is_std() {
                eprintln!("{}", package.path);
            }
            let imports_are_fine = package.imports.values().all(|&to| packages[to].is_some());
            let mut id = None;
            let mut diagnostics: Vec<_> = package.files.iter().flat_map(|f| f.diagnostics.clone()).collect();
            if diagnostics.is_empty() && imports_are_fine {
                id = Some(check_package(&mut checker, package, &packages));
                diagnostics = checker.take_diagnostics();
            }
            let text = diag::render(&package.path, &program.sources, &diagnostics, cwd);
            packages.push(id.filter(|_| text.is_empty()));
            report += &text;
        }
        match packages.into_iter().collect::<Option<Vec<PkgId>>>() {
            Some(packages) if report.is_empty() => Ok(Checked { checker, packages }),
            _ => Err(Failure::Errors(report)),
        }
    })
}

/// Checks one package, all of whose imports have been checked.
fn check_package<'p>(checker: &mut Checker<'p>, package: &'p Package, checked: &[Option<PkgId>]) -> PkgId {
    ice::working_on(&package.path);
    let files: Vec<_> = package.files.iter().map(|f| &f.ast).collect();
    let unsafe_pkg = checker.store.unsafe_pkg;
    let import = |path: &str| match package.imports.get(path) {
        _ if path == "unsafe" => Some(unsafe_pkg),
        Some(&to) => checked[to],
        None => None,
    };
    checker.check_package(&PackageInput {
        path: import_path(package),
        files: &files,
        import: &import,
        go_minor: package.go_minor,
        is_std: package.is_std(),
        whole: !package.is_std(),
    })
}

/// The path by which a package is known to the program: a main package is `main` in its symbols.
fn import_path(package: &Package) -> &str {
    if package.name == "main" { "main" } else { &package.path }
}

/// Links units with the runtime.
pub fn link(
    phases: &Phases,
    units: &[ObjectUnit],
    options: &Options,
    with_runtime: bool,
) -> Result<Image, Failure> {
    phases.run("link", || {
        let runtime = match with_runtime {
            true => Some(embedded::runtime().map_err(Failure::Internal)?),
            false => None,
        };
        let all: Vec<&ObjectUnit> = runtime.iter().chain(units).collect();
        gorc_link::link(&all, options).map_err(Failure::error)
    })
}
