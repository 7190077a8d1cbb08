//! The checker: its state, its public interface, and the order in which a package is checked.
//!
//! Phases of [`Checker::check_package`]: collect package-level objects (`resolver.rs`), check every declaration, resolving objects as they are
//! met (`decl.rs`), process what was delayed (validity of types, function bodies of packages checked in whole),
//! then unused imports and initialisation order. Invariant: `delayed` is empty between public calls; `env` describes the
//! declaration being checked and is saved and restored around every change of context.

use crate::delayed::Delayed;
use crate::embed::EmbedFiles;
use crate::ids::*;
use crate::info::*;
use crate::object::*;
use crate::store::Store;
use gorc_syntax::ast;
use gorc_syntax::{Diagnostic, Pos, Symbol};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
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
    /// Functions without bodies are implemented in assembly files beside these.
    pub has_assembly: bool,
    /// Check all function bodies now (packages named on the command line), rather than on demand.
    pub whole: bool,
    /// What the patterns of its `//go:embed` directives mean; none if nobody has looked.
    pub embeds: Option<&'a EmbedFiles>,
    /// There are errors in the files already, so that what gc's later phases would find does not matter.
    pub has_errors: bool,
}

/// A file being or having been checked.
pub(crate) struct FileState<'a> {
    pub(crate) ast: &'a ast::File,
    pub(crate) info: Info,
    pub(crate) pkg: PkgId,
    pub(crate) scope: ScopeId,
    pub(crate) go_minor: u32,
    pub(crate) embeds: Option<&'a EmbedFiles>,
    /// Imports that must be used: the package name object (`NONE` for dot imports), the package, where, and how they are named.
    pub(crate) imports: Vec<ImportUse>,
}

/// An import to be checked for use.
pub(crate) struct ImportUse {
    pub(crate) obj: ObjId,
    pub(crate) pkg: PkgId,
    pub(crate) pos: Pos,
    pub(crate) dot: bool,
    pub(crate) used: bool,
}

/// A package-level declaration of one object.
#[derive(Clone, Debug)]
pub(crate) struct DeclInfo {
    pub(crate) file: FileId,
    pub(crate) kind: DeclKind,
    /// Package-level objects of the same package the declaration (its initialiser or body) refers to.
    pub(crate) deps: Vec<ObjId>,
}

/// What an object's declaration looks like.
#[derive(Clone, Debug)]
pub(crate) enum DeclKind {
    None,
    Const {
        decl: ast::DeclId,
        index: u32,
        inherited: bool,
    },
    /// `lhs` holds all variables of `var a, b = f()`.
    Var {
        decl: ast::DeclId,
        index: u32,
        lhs: Option<Vec<ObjId>>,
    },
    Type {
        decl: ast::DeclId,
    },
    Func {
        decl: ast::DeclId,
    },
}

/// Facts about a declared function or method.
#[derive(Clone, Copy, Debug, Default)]
pub struct FuncFacts {
    /// For methods: the named type it belongs to (generic type for methods of generic types).
    pub recv_named: TypeId,
    /// Scope holding receiver, parameters and results.
    pub(crate) scope: ScopeId,
}

/// The context of what is being checked.
#[derive(Clone, Copy)]
pub(crate) struct Env<'a> {
    pub(crate) file: FileId,
    pub(crate) ast: &'a ast::File,
    pub(crate) pkg: PkgId,
    pub(crate) scope: ScopeId,
    /// The value of `iota`, inside constant declarations.
    pub(crate) iota: Option<u32>,
    /// Where to report errors of an inherited constant initialiser.
    pub(crate) err_pos: Pos,
    /// The signature of the function being checked.
    pub(crate) sig: TypeId,
    /// The declared function whose body is being checked.
    pub(crate) func: ObjId,
    /// The innermost function literal.
    pub(crate) lit: FuncLitId,
    /// The package-level declaration to which dependencies are added.
    pub(crate) decl: DeclId,
    /// Whether the expression just checked contains a call or receive operation (matters to `len`).
    pub(crate) has_call: bool,
}

impl<'a> Env<'a> {
    /// Outside of all functions.
    fn of_package(file: FileId, ast: &'a ast::File, pkg: PkgId, scope: ScopeId) -> Env<'a> {
        Env {
            file,
            ast,
            pkg,
            scope,
            iota: None,
            err_pos: Pos::NONE,
            sig: TypeId::NONE,
            func: ObjId::NONE,
            lit: FuncLitId::NONE,
            decl: DeclId::NONE,
            has_call: false,
        }
    }
}

/// The type checker of a whole program.
pub struct Checker<'a> {
    /// All types, objects, scopes, packages and constants.
    pub store: Store,
    pub(crate) files: Vec<FileState<'a>>,
    pub(crate) decls: Vec<DeclInfo>,
    pub(crate) lits: Vec<FuncLit>,
    pub(crate) diags: Vec<Diagnostic>,
    pub(crate) errors: usize,
    /// While positive, errors are counted but not kept.
    pub(crate) quiet: usize,
    pub(crate) env: Env<'a>,
    pub(crate) delayed: VecDeque<Delayed<'a>>,
    /// Objects being declared, for cycle detection.
    pub(crate) path: Vec<ObjId>,
    pub(crate) func_facts: FxHashMap<ObjId, FuncFacts>,
    /// Methods collected but not yet attached to their base types, by base type name.
    pub(crate) pending_methods: FxHashMap<ObjId, Vec<ObjId>>,
    /// Packages whose name is ambiguous in messages of the current package.
    pub(crate) ambiguous_pkgs: Vec<PkgId>,
    /// All packages known by name, to find ambiguous ones.
    pub(crate) next_order: u32,
    pub(crate) syms: Syms,
    /// Instantiations between type parameters, for the detection of infinite instantiation.
    pub(crate) mono: crate::mono::Mono,
    /// Length of `delayed` when the statement being checked began.
    pub(crate) stmt_mark: Option<usize>,
    /// Constant left operands of non-constant shifts, whose type is that of their context.
    pub(crate) shift_lhs: FxHashSet<(FileId, ast::ExprId)>,
    /// Types known to be of finite size.
    pub(crate) valid_types: FxHashSet<TypeId>,
    /// Where an instance of a generic type was written first.
    pub(crate) instance_pos: FxHashMap<TypeId, Pos>,
    /// Named types whose size is known to vary, or not.
    pub(crate) varying_size: FxHashMap<TypeId, bool>,
    /// Variables declared in the body being checked.
    pub(crate) local_vars: Vec<ObjId>,
    /// What the value being checked is assigned to.
    pub(crate) target: crate::assign::Target,
    /// What gc's phases behind the type checker report is of no interest.
    pub(crate) types_only: bool,
    /// There are slice literals of many elements.
    pub(crate) long_literals: bool,
    /// Assignment operations as select cases.
    pub(crate) select_ops: Vec<Pos>,
    /// Where values are printed that cannot be, and what is said about that.
    pub(crate) not_printable: Vec<(Pos, String)>,
    /// Functions without body that need one.
    pub(crate) missing_bodies: Vec<Pos>,
    /// Initialisation orders computed, by package.
    pub(crate) init_orders: FxHashMap<PkgId, Vec<Initializer>>,
}

/// Symbols the checker compares with.
pub(crate) struct Syms {
    pub(crate) empty: Symbol,
    pub(crate) init: Symbol,
    pub(crate) main: Symbol,
    pub(crate) linkname: Symbol,
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
        let store = Store::new();
        let env = Env::of_package(FileId::NONE, ast, PkgId::NONE, store.universe);
        let none = FileState {
            ast,
            info: Info::new(0),
            pkg: PkgId::NONE,
            scope: ScopeId::NONE,
            go_minor: 0,
            embeds: None,
            imports: Vec::new(),
        };
        let no_lit = FuncLit {
            file: FileId::NONE,
            expr: ast::ExprId::from_index(0),
            sig: TypeId::NONE,
            parent: FuncLitId::NONE,
            captures: Vec::new(),
        };
        Checker {
            store,
            files: vec![none],
            decls: vec![DeclInfo { file: FileId::NONE, kind: DeclKind::None, deps: Vec::new() }],
            lits: vec![no_lit],
            diags: Vec::new(),
            errors: 0,
            quiet: 0,
            env,
            delayed: VecDeque::new(),
            path: Vec::new(),
            func_facts: FxHashMap::default(),
            pending_methods: FxHashMap::default(),
            ambiguous_pkgs: Vec::new(),
            next_order: 0,
            syms: Syms {
                empty: Symbol::intern(""),
                init: Symbol::intern("init"),
                main: Symbol::intern("main"),
                linkname: Symbol::intern("go:linkname"),
            },
            mono: crate::mono::Mono::default(),
            stmt_mark: None,
            shift_lhs: FxHashSet::default(),
            valid_types: FxHashSet::default(),
            instance_pos: FxHashMap::default(),
            varying_size: FxHashMap::default(),
            local_vars: Vec::new(),
            select_ops: Vec::new(),
            not_printable: Vec::new(),
            missing_bodies: Vec::new(),
            long_literals: false,
            types_only: false,
            target: crate::assign::Target::Other,
            init_orders: FxHashMap::default(),
        }
    }

    /// Declares the functions of the official checker's tests: `assert(bool)`, an error if its constant argument is false,
    /// and `trace`, which does nothing.
    pub fn declare_test_functions(&mut self) {
        crate::universe::declare_test_functions(&mut self.store);
    }

    /// Leaves out what gc's later phases check: directives, sizes, anonymous interfaces that contain themselves.
    pub fn check_types_only(&mut self) {
        self.types_only = true;
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

    /// Takes the diagnostics reported so far, in the order in which they were found: gc gives up after the first ten.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        let out = std::mem::take(&mut self.diags);
        self.errors = 0;
        out
    }

    /// The declaration of a function or method: its file and [`ast::DeclKind::Func`]. None for interface methods.
    pub fn func_decl(&self, func: ObjId) -> Option<(FileId, ast::DeclId)> {
        let d = &self.decls[self.store[func].decl.index()];
        match d.kind {
            DeclKind::Func { decl } => Some((d.file, decl)),
            _ => None,
        }
    }

    /// The declaration of a package-level variable: its file and [`ast::DeclKind::Var`].
    pub fn var_decl(&self, var: ObjId) -> Option<(FileId, ast::DeclId)> {
        let d = &self.decls[self.store[var].decl.index()];
        match d.kind {
            DeclKind::Var { decl, .. } => Some((d.file, decl)),
            _ => None,
        }
    }

    /// The named type a method belongs to (the generic type itself for methods of generic types); `NONE` for functions.
    pub fn method_receiver(&self, func: ObjId) -> TypeId {
        self.func_facts.get(&func).map_or(TypeId::NONE, |f| f.recv_named)
    }

    /// The package-level objects of the same package an object's initialiser or body refers to, as far as it has been checked.
    pub fn dependencies(&self, obj: ObjId) -> &[ObjId] {
        &self.decls[self.store[obj].decl.index()].deps
    }

    /// Checks a package whose imports have been checked; its diagnostics are added to those to be taken.
    pub fn check_package(&mut self, input: &PackageInput<'a, '_>) -> PkgId {
        let saved = self.env;
        let errors = self.errors;
        let first_type = self.store.type_count();
        let pkg = self.collect_objects(input);
        self.env.pkg = pkg;
        self.ambiguous_pkgs.clear();
        if input.whole {
            self.find_ambiguous_packages(pkg);
        }
        self.find_direct_cycles(pkg);
        self.declare_all(pkg);
        self.process_delayed(0);
        if input.whole {
            self.check_bodies(pkg);
            let order = self.compute_init_order(pkg, true);
            self.init_orders.insert(pkg, order);
            self.check_unused_imports(pkg);
        }
        self.report_infinite_instances(self.errors == errors);
        // What gc looks for only when there are no other errors.
        let go_on = input.whole && !self.types_only && !input.has_errors;
        if go_on && self.errors == errors {
            self.check_anonymous_cycles(pkg);
        }
        let missing = std::mem::take(&mut self.missing_bodies);
        let select_ops = std::mem::take(&mut self.select_ops);
        let not_printable = std::mem::take(&mut self.not_printable);
        if self.errors == errors && !input.has_errors {
            for pos in select_ops.into_iter().filter(|_| go_on) {
                self.error(pos, "InvalidSelectCase", "select case must be receive, send or assign recv");
            }
            if go_on {
                self.check_directive_targets(pkg);
            }
            // A missing body may be elsewhere, so it does not keep gc from going on.
            if go_on && self.errors == errors {
                self.check_sizes(pkg, first_type);
            }
            if go_on && self.errors == errors {
                self.check_embedded_variables(pkg);
            }
            if go_on && self.errors == errors {
                not_printable.into_iter().for_each(|(pos, message)| self.error(pos, "NotPrintable", message));
            }
            if !input.has_assembly {
                self.report_missing_bodies(missing);
            }
        }
        self.env = saved;
        pkg
    }

    fn check_bodies(&mut self, pkg: PkgId) {
        let funcs = self.store[pkg].funcs.clone();
        for f in funcs {
            self.queue_body(f);
        }
        self.process_delayed(0);
    }

    /// Checks the body of a function or method declared in a package that was not checked in whole, if that has not been done.
    pub fn check_body(&mut self, func: ObjId) {
        if self.store[func].has(ObjFlags::BODY_CHECKED) {
            return;
        }
        let saved = self.env;
        self.queue_body(func);
        self.process_delayed(0);
        self.env = saved;
    }

    /// The package-level initialisations of a package in order. Checks the function bodies they depend on.
    pub fn init_order(&mut self, pkg: PkgId) -> Vec<Initializer> {
        if let Some(order) = self.init_orders.get(&pkg) {
            return order.clone();
        }
        let order = self.compute_init_order(pkg, false);
        self.init_orders.insert(pkg, order.clone());
        order
    }

    /// The environment of a file's package level.
    pub(crate) fn file_env(&self, file: FileId) -> Env<'a> {
        let f = &self.files[file.index()];
        Env::of_package(file, f.ast, f.pkg, f.scope)
    }

    /// The side tables of the current file.
    #[inline]
    pub(crate) fn cur_info(&mut self) -> &mut Info {
        &mut self.files[self.env.file.index()].info
    }

    /// Opens a scope inside the current one.
    pub(crate) fn open_scope(&mut self) -> ScopeId {
        let saved = self.env.scope;
        self.env.scope = self.store.new_scope(saved);
        saved
    }

    /// Begins a block of statements; returns the scope to go back to.
    pub(crate) fn open_block(&mut self) -> ScopeId {
        let saved = self.env.scope;
        self.env.scope = self.store.new_block(saved);
        saved
    }

    /// Records an object as what an identifier denotes or declares.
    #[inline]
    pub(crate) fn record_object(&mut self, ident: ast::ExprId, o: ObjId) {
        self.cur_info().set_object(ident, o);
    }

    /// Adds an object to the dependencies of the declaration being checked.
    pub(crate) fn add_dependency(&mut self, to: ObjId) {
        let from = self.env.decl;
        if from.is_some() && self.store[to].pkg == self.env.pkg {
            let deps = &mut self.decls[from.index()].deps;
            if deps.last() != Some(&to) {
                deps.push(to);
            }
        }
    }

    /// Packages that share their name with another of the packages imported directly or indirectly.
    fn find_ambiguous_packages(&mut self, pkg: PkgId) {
        let mut seen: FxHashSet<PkgId> = FxHashSet::default();
        let mut work = vec![pkg];
        let mut by_name: FxHashMap<Symbol, Vec<PkgId>> = FxHashMap::default();
        while let Some(p) = work.pop() {
            if !seen.insert(p) {
                continue;
            }
            by_name.entry(self.store[p].name).or_default().push(p);
            work.extend(&self.store[p].imports);
        }
        self.ambiguous_pkgs = by_name.into_values().filter(|l| l.len() > 1).flatten().collect();
    }
}
