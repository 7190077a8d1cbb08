//! The checker: its state, its public interface, and the order in which a package is checked.
//!
//! Phases of [`Checker::check_package`]: collect package-level objects (`resolver.rs`), check every declaration, resolving objects as they are
//! met (`decl.rs`), process what was delayed (validity of types, function bodies of packages checked in whole),
//! then unused imports and initialisation order. Invariant: `delayed` is empty between public calls; `env` describes the
//! declaration being checked and is saved and restored around every change of context.

use crate::ids::*;
use crate::info::*;
use crate::object::*;
use crate::store::Store;
use gorc_syntax::ast;
use gorc_syntax::{Diagnostic, Pos};
use std::sync::LazyLock;

static EMPTY_FILE: LazyLock<ast::File> = LazyLock::new(|| ast::File::new(Pos::NONE, 0));

/// A package to be checked.
pub struct PackageInput<'a, 'i> {
    /// Import path.
    pub path: &'i str,
    /// Parsed files, in the order in which they are to be initialised (sorted by name).
    pub files: &'i [&'a ast::File],
    /// The checked package an import path written in these files denotes.
    pub import: &'i dyn Fn(&str) -> Option<PkgId>,
    /// Language version `go1.N` of the module; 0 for the newest.
    pub go_minor: u32,
    /// Belongs to the standard library: functions may lack bodies.
    pub is_std: bool,
    /// Check all function bodies now (packages named on the command line), rather than on demand.
    pub whole: bool,
}

/// A file being or having been checked.
pub(crate) struct FileState<'a> {
    pub(crate) ast: &'a ast::File,
    pub(crate) info: Info,
    pub(crate) pkg: PkgId,
    pub(crate) scope: ScopeId,
    pub(crate) go_minor: u32,
}

/// The context of what is being checked.
#[derive(Clone, Copy)]
pub(crate) struct Env<'a> {
    pub(crate) file: FileId,
    pub(crate) ast: &'a ast::File,
    pub(crate) pkg: PkgId,
    pub(crate) scope: ScopeId,
}

/// The type checker of a whole program.
pub struct Checker<'a> {
    /// All types, objects, scopes, packages and constants.
    pub store: Store,
    pub(crate) files: Vec<FileState<'a>>,
    pub(crate) lits: Vec<FuncLit>,
    pub(crate) diags: Vec<Diagnostic>,
    pub(crate) env: Env<'a>,
}

impl Default for Checker<'_> {
    fn default() -> Self {
        Checker::new()
    }
}

impl<'a> Checker<'a> {
    /// A checker with nothing but the universe.
    pub fn new() -> Checker<'a> {
        let ast: &'a ast::File = &EMPTY_FILE;
        let env = Env { file: FileId::NONE, ast, pkg: PkgId::NONE, scope: ScopeId::NONE };
        let none = FileState { ast, info: Info::new(0), pkg: PkgId::NONE, scope: ScopeId::NONE, go_minor: 0 };
        Checker { store: Store::new(), files: vec![none], lits: Vec::new(), diags: Vec::new(), env }
    }

    /// Side tables of a file.
    pub fn info(&self, file: FileId) -> &Info {
        &self.files[file.index()].info
    }

    /// Syntax tree of a file.
    pub fn ast(&self, file: FileId) -> &'a ast::File {
        self.files[file.index()].ast
    }

    /// The package a file belongs to.
    pub fn file_package(&self, file: FileId) -> PkgId {
        self.files[file.index()].pkg
    }

    /// The facts about a function literal.
    pub fn func_lit(&self, lit: FuncLitId) -> &FuncLit {
        &self.lits[lit.index()]
    }

    /// Takes the diagnostics reported so far, sorted by position.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        let mut out = std::mem::take(&mut self.diags);
        out.sort_by_key(|d| d.pos);
        out
    }

    /// The declaration of a function or method: its file and [`ast::DeclKind::Func`]. None for interface methods.
    pub fn func_decl(&self, func: ObjId) -> Option<(FileId, ast::DeclId)> {
        let _ = func;
        None
    }

    /// Checks a package whose imports have been checked; its diagnostics are added to those to be taken.
    pub fn check_package(&mut self, input: &PackageInput<'a, '_>) -> PkgId {
        let _ = input;
        PkgId::NONE
    }

    /// Checks the body of a function or method declared in a package that was not checked in whole, if that has not been done.
    pub fn check_body(&mut self, func: ObjId) {
        let _ = func;
    }

    /// The package-level initialisations of a package in order. Checks the function bodies they depend on.
    pub fn init_order(&mut self, pkg: PkgId) -> Vec<Initializer> {
        let _ = pkg;
        Vec::new()
    }
}
