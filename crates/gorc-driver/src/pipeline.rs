//! The compiler as a pipeline: each phase is a function of the one before.
//!
//! `load → check → lower → compile → link`
//!
//! A phase that fails ends the build with what it has to say; nothing reaches back.

use std::path::Path;

use gorc_ir::{Module, passes};
use gorc_link::{Image, ObjectUnit, Options, elf_out};
use gorc_syntax::ast::{DeclId, DeclKind, ExprKind};
use gorc_syntax::restricted_directives;
use gorc_syntax::symbol::sym;
use gorc_types::{Checker, PackageInput, PkgId};

use crate::args::{Emit, Optimisation};
use crate::cache::{self, Pack};
use crate::diag;
use crate::embedded;
use crate::fail::Failure;
use crate::ice;
use crate::ldflags::LinkFlags;
use crate::load::{self, Package, ParsedFile, Program, Request, Target};
use crate::output;
use crate::phases::Phases;

/// A result of the pipeline.
pub struct Product {
    /// The file name it gets by default, without suffix.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

/// What is to be made of a program.
#[derive(Clone, Copy, Debug)]
pub struct Goal<'a> {
    /// What to write instead of an executable.
    pub emit: Option<Emit>,
    /// How far to optimise.
    pub optimisation: Optimisation,
    /// What the linker is to do besides.
    pub link: &'a LinkFlags,
}

/// What was built.
pub struct Built {
    /// How many packages were named that consist of more than tests.
    pub packages: usize,
    /// What was made of them.
    pub products: Vec<Product>,
}

/// Builds the packages that are programs, and checks the others.
pub fn build(phases: &Phases, request: &Request, goal: Goal<'_>, verbose: bool) -> Result<Built, Failure> {
    let program = load(phases, request)?;
    let packages = program.roots.iter().filter(|&&root| !program.packages[root].files.is_empty()).count();
    if goal.emit == Some(Emit::Ast) {
        let products = program.roots.iter().map(|&root| syntax_trees(&program.packages[root])).collect();
        return Ok(Built { packages, products });
    }
    let mut checked = check(phases, &program, &request.cwd, verbose)?;
    let mut products = Vec::new();
    for &root in &program.roots {
        if program.packages[root].name == "main" {
            products.push(compile(phases, &program, &mut checked, root, goal)?);
        }
    }
    Ok(Built { packages, products })
}

/// Builds the one program that the request names.
pub fn executable(
    phases: &Phases,
    request: &Request,
    goal: Goal<'_>,
    verbose: bool,
) -> Result<Product, Failure> {
    let program = load(phases, request)?;
    let by_pattern = request.args.iter().any(|arg| arg.contains("..."));
    let is_meant = |&root: &usize| !by_pattern || program.packages[root].name == "main";
    let roots: Vec<usize> = program.roots.iter().copied().filter(is_meant).collect();
    let &[root] = &roots[..] else {
        return Err(several(&program, &roots, &request.args));
    };
    let package = &program.packages[root];
    if package.name != "main" {
        return Err(Failure::Errors(format!("package {} is not a main package", package.path)));
    }
    let mut checked = check(phases, &program, &request.cwd, verbose)?;
    compile(phases, &program, &mut checked, root, goal)
}

/// Only one package can be run.
fn several(program: &Program, roots: &[usize], args: &[String]) -> Failure {
    let what = args.first().map_or("", String::as_str);
    if roots.is_empty() {
        if !program.roots.is_empty() {
            output::note(&format!("gorc: warning: \"{what}\" matched only non-main packages"));
        }
        return Failure::tool(format!("no packages loaded from {what}"));
    }
    let paths = roots.iter().map(|&root| format!("\n\t{}", program.packages[root].path));
    Failure::tool(format!("pattern {what} matches multiple packages:{}", paths.collect::<String>()))
}

/// Builds a program from the text of a GIR module (what `-emit=gir` prints).
pub fn build_gir(phases: &Phases, name: &str, text: &str, goal: Goal<'_>) -> Result<Product, Failure> {
    let module = phases.run("parse", || {
        let module = gorc_ir::parse::parse_module(text).map_err(Failure::error)?;
        gorc_ir::verify::verify_module(&module).map_err(|errors| faults(&errors))?;
        Ok(module)
    })?;
    let origin = Origin { path: name, cwd: Path::new("") };
    Ok(Product { name: name.to_string(), bytes: back_end(phases, &module, origin, goal, &Pack::none())? })
}

/// Compiles a checked main package with all it needs.
fn compile(
    phases: &Phases,
    program: &Program,
    checked: &mut Checked<'_>,
    root: usize,
    goal: Goal<'_>,
) -> Result<Product, Failure> {
    let name = default_name(&program.packages[root]);
    let package = &program.packages[root];
    if goal.emit.is_none() && !declares_main(package) {
        let why = "runtime.main_main·f: function main is undeclared in the main package";
        return Err(Failure::Errors(format!("# {}\n{why}", package.path)));
    }
    let mut module = lower(phases, program, checked, root)?;
    set_strings(&mut module, goal.link, &package.path)?;
    optimise(phases, &mut module, goal.optimisation)?;
    let identity = format!("{:?} {:?}", program.packages[root].origin, goal.optimisation);
    let cache = Pack::open(cache::directory().as_deref(), &identity);
    let origin = Origin { path: &package.path, cwd: &program.cwd };
    let bytes = back_end(phases, &module, origin, goal, &cache)?;
    phases.run("save", || {
        cache.save();
        Ok(())
    })?;
    Ok(Product { name, bytes })
}

/// Gives string variables the values that `-X` asks for.
fn set_strings(module: &mut Module, flags: &LinkFlags, path: &str) -> Result<(), Failure> {
    let mut faults = Vec::new();
    for (name, value) in &flags.strings {
        if let Err(ty) = module.set_string(name, value) {
            faults.push(format!("{name}: cannot set with -X: not a var of type string (type:{ty})"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Failure::Errors(format!("# {path}\n{}", faults.join("\n")))) }
}

/// Whether a package has a function `main`: the one mistake that is found where the program is linked.
fn declares_main(package: &Package) -> bool {
    let is_main = |file: &gorc_syntax::File, decl| match file[decl] {
        gorc_syntax::ast::Decl { kind: DeclKind::Func { recv: None, name, .. }, .. } => {
            matches!(file[name].kind, ExprKind::Ident(sym::MAIN))
        }
        _ => false,
    };
    package.files.iter().any(|f| f.ast[f.ast.decls].iter().any(|&decl: &DeclId| is_main(&f.ast, decl)))
}

/// What a module was made of, for messages: the main package's path, and where file names start from.
#[derive(Clone, Copy)]
struct Origin<'a> {
    path: &'a str,
    cwd: &'a Path,
}

impl Origin<'_> {
    /// Errors of the package that no file is to blame for.
    fn failure(self, text: impl std::fmt::Display) -> Failure {
        Failure::Errors(format!("# {}\n{text}", self.path))
    }
}

/// From GIR to the file that was asked for.
fn back_end(
    phases: &Phases,
    module: &Module,
    origin: Origin<'_>,
    goal: Goal<'_>,
    cache: &Pack,
) -> Result<Vec<u8>, Failure> {
    if goal.emit == Some(Emit::Gir) {
        return Ok(module.to_string().into_bytes());
    }
    let output = generate(phases, module, origin, goal, cache)?;
    match goal.emit {
        Some(Emit::Obj) => elf_out::write_object(&output.unit).map_err(Failure::error),
        Some(_) => Ok(texts(&output)),
        None => {
            let options = Options { strip: goal.link.strip, ..Options::default() };
            let image = link(phases, &[output.unit], &options, true).map_err(|e| match e {
                Failure::Errors(text) => origin.failure(text),
                other => other,
            })?;
            Ok(image.bytes)
        }
    }
}

/// Lowers everything reachable from a main package to GIR.
fn lower(
    phases: &Phases,
    program: &Program,
    checked: &mut Checked<'_>,
    root: usize,
) -> Result<Module, Failure> {
    phases.run("lower", || {
        let main = checked.packages[root];
        let lowered = gorc_ir::lower::lower_program(&mut checked.checker, &program.sources, main);
        let module = lowered.map_err(|diagnostics| {
            let package = &program.packages[root];
            Failure::Errors(diag::render(
                &package.path,
                &program.sources,
                &diagnostics,
                &program.cwd,
                program.error_limit,
            ))
        })?;
        Ok(module)
    })
}

/// Runs the passes of the middle end; without optimisation, only those that the back end relies on.
fn optimise(phases: &Phases, module: &mut Module, optimisation: Optimisation) -> Result<(), Failure> {
    phases.run("optimise", || {
        let skip = match optimisation {
            Optimisation::None => passes::optional(),
            Optimisation::WithoutInlining => vec!["inline_calls".to_string()],
            Optimisation::Full => Vec::new(),
        };
        let options = passes::Options { skip, verify: cfg!(debug_assertions), ..passes::Options::default() };
        let report = passes::run(module, &options);
        for (pass, time) in report.times {
            phases.detail(pass, time);
        }
        if report.errors.is_empty() { Ok(()) } else { Err(faults(&report.errors)) }
    })
}

/// Faults of the compiler itself.
fn faults(errors: &[impl ToString]) -> Failure {
    let lines: Vec<String> =
        errors.iter().map(|e| format!("internal compiler error: {}", e.to_string())).collect();
    Failure::Internal(lines.join("\n"))
}

/// Makes an object of a module.
fn generate(
    phases: &Phases,
    module: &Module,
    origin: Origin<'_>,
    goal: Goal<'_>,
    cache: &Pack,
) -> Result<gorc_codegen::Output, Failure> {
    phases.run("compile", || {
        let text = match goal.emit {
            Some(Emit::Clif) => Some(gorc_codegen::Text::Clif),
            Some(Emit::Asm) => Some(gorc_codegen::Text::Asm),
            _ => None,
        };
        let optimize = goal.optimisation != Optimisation::None;
        let options = gorc_codegen::Options { text, optimize, ..gorc_codegen::Options::default() };
        let output = gorc_codegen::compile_with_cache(module, &options, Some(cache));
        output.map_err(|errors| {
            let limits: Vec<String> = errors.iter().filter_map(|e| limit(module, origin, e)).collect();
            if limits.is_empty() { faults(&errors) } else { origin.failure(limits.join("\n")) }
        })
    })
}

/// The text of an error that is the program's fault.
fn limit(module: &Module, origin: Origin<'_>, error: &gorc_codegen::CodegenError) -> Option<String> {
    let at = module.positions[error.pos?.index()];
    let file = module.files.get(at.file as usize).map_or("", |file| file.as_str());
    let file = diag::file_name(file, origin.cwd);
    // gc has the position behind `func`.
    let col = if at.col == 1 { 1 + "func ".len() as u32 } else { at.col };
    Some(format!("{file}:{}:{col}: {}", at.line, error.message))
}

/// The texts of compiled functions, one after the other.
fn texts(output: &gorc_codegen::Output) -> Vec<u8> {
    let one = |(name, text): &(String, String)| format!("; {name}\n{text}\n");
    output.texts.iter().map(one).collect::<String>().into_bytes()
}

/// The name a package's result gets by default.
fn default_name(package: &Package) -> String {
    load::default_output(&Target {
        path: package.path.clone(),
        origin: package.origin.clone(),
        wildcard: false,
    })
}

/// The syntax trees of a package as text.
fn syntax_trees(package: &Package) -> Product {
    let tree =
        |f: &ParsedFile| format!("; {}\n{}", f.source.name(), gorc_syntax::dump::dump(&f.ast, &f.source));
    let trees: String = package.files.iter().map(tree).collect();
    Product { name: default_name(package), bytes: trees.into_bytes() }
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
            if verbose && (package.is_root || !package.is_std()) {
                output::note(&package.path);
            }
            let imports_are_fine = package.imports.values().all(|&to| packages[to].is_some());
            let mut id = None;
            let is_std = program.as_std || package.is_std();
            let mut diagnostics: Vec<_> = package.files.iter().flat_map(|f| f.diagnostics.clone()).collect();
            if !is_std {
                diagnostics.extend(package.files.iter().flat_map(|f| restricted_directives(&f.ast)));
            }
            if imports_are_fine && !diagnostics.iter().any(diag::is_syntax_error) {
                let has_errors = !diagnostics.is_empty();
                id = Some(check_package(&mut checker, package, &packages, is_std, has_errors));
                diagnostics.append(&mut checker.take_diagnostics());
            }
            let text = diag::render(&package.path, &program.sources, &diagnostics, cwd, program.error_limit);
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
fn check_package<'p>(
    checker: &mut Checker<'p>,
    package: &'p Package,
    checked: &[Option<PkgId>],
    is_std: bool,
    has_errors: bool,
) -> PkgId {
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
        is_std,
        has_assembly: package.has_assembly,
        whole: package.is_root || !package.is_std(),
        embeds: package.embeds.as_ref(),
        has_errors,
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
