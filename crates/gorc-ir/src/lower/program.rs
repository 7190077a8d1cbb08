//! The worklist: which functions, globals, types and itabs the program needs.
//!
//! Everything reachable is found from the roots by lowering: a reference to a function queues it, a reference to a
//! package-level variable brings its initialiser, a conversion to an interface type makes a type's methods candidates, a call of an
//! interface method makes methods of that name and signature reachable. When the queue is empty, `methods.rs` looks for
//! methods that have become reachable; when it finds none, the program is complete.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use gorc_syntax::{Diagnostic, Pos, SourceMap, Symbol};
use gorc_types::{Checker, ObjId, PkgId, TypeId};
use gorc_types::{ObjFlags, ObjKind};

use super::body::Lower;
use super::init::InitState;
use super::linkname::LinkNames;
use super::methods::Methods;
use super::types::{Env, Types};
use crate::entities::{GlobalId, PosIndex, Sym};
use crate::function::Function;
use crate::module::{Global, Module, Position};
use crate::ops::{Intrinsic, Op};
use crate::types::{Signature, Ty};

/// How a declared function is called.
#[derive(Clone, Debug)]
pub(crate) enum FnRef {
    /// Code compiled from Go.
    Go(Sym),
    /// A symbol of the runtime archive.
    Extern(Sym),
    /// An operation of its own.
    Intrinsic(Intrinsic),
}

/// A function whose body is to be lowered.
pub(crate) struct Instance {
    pub obj: ObjId,
    pub env: Rc<Env>,
    pub sym: Sym,
}

/// The state of lowering a program.
pub(crate) struct Program<'c, 'a> {
    pub c: &'c mut Checker<'a>,
    pub sources: &'c SourceMap,
    pub m: Module,
    pub tys: Types,
    pub diags: Vec<Diagnostic>,
    pub links: LinkNames,
    pub methods: Methods,
    pub init: InitState,
    pub queue: VecDeque<Instance>,
    /// Local variables that pointer methods are called on.
    pub addr_taken: HashSet<ObjId>,
    instances: HashMap<(ObjId, Vec<Ty>), FnRef>,
    globals: HashMap<ObjId, GlobalId>,
    positions: HashMap<Pos, PosIndex>,
    files: HashMap<String, u32>,
    next_data: u32,
    /// Symbols of declared functions in the program.
    reached: HashSet<Sym>,
}

/// Lowers the program whose main package is `main`; `runtime` must have been checked too. Packages must be free of errors.
pub fn lower_program(
    checker: &mut Checker<'_>,
    sources: &SourceMap,
    main: PkgId,
) -> Result<Module, Vec<Diagnostic>> {
    let mut m = Module::new();
    let tys = Types::new(&mut m.types);
    let mut p = Program {
        c: checker,
        sources,
        m,
        tys,
        diags: Vec::new(),
        links: LinkNames::default(),
        methods: Methods::default(),
        init: InitState::default(),
        queue: VecDeque::new(),
        addr_taken: HashSet::new(),
        instances: HashMap::new(),
        globals: HashMap::new(),
        positions: HashMap::new(),
        files: HashMap::new(),
        next_data: 0,
        reached: HashSet::new(),
    };
    p.run(main);
    let mut diags = p.c.take_diagnostics();
    if diags.is_empty() {
        diags.append(&mut p.diags);
    }
    if diags.is_empty() { Ok(p.m) } else { Err(diags) }
}

impl<'a> Program<'_, 'a> {
    fn run(&mut self, main: PkgId) {
        let mut roots = vec![main];
        if let Some(runtime) = self.c.store.package(Symbol::intern("runtime")) {
            roots.push(runtime);
        }
        let packages = self.dependency_order(&roots);
        self.collect_linknames(&packages);
        self.init.start(packages);
        self.root_function(main, "main");
        if let Some(&runtime) = roots.get(1) {
            self.runtime_roots(runtime);
        }
        loop {
            while let Some(work) = self.queue.pop_front() {
                self.lower_instance(&work);
            }
            if !self.lower_initializers() && !self.reach_methods() {
                break;
            }
        }
        self.finish_init();
        self.finish_methods();
        self.finish_linknames();
    }

    /// All packages reachable through imports, imported ones first.
    fn dependency_order(&self, roots: &[PkgId]) -> Vec<PkgId> {
        fn visit(p: &Program<'_, '_>, pkg: PkgId, out: &mut Vec<PkgId>, seen: &mut Vec<PkgId>) {
            if seen.contains(&pkg) {
                return;
            }
            seen.push(pkg);
            let mut imports = p.c.store[pkg].imports.clone();
            imports.sort_by_key(|&i| p.c.store[i].path.as_str());
            for i in imports {
                visit(p, i, out, seen);
            }
            out.push(pkg);
        }
        let (mut out, mut seen) = (Vec::new(), Vec::new());
        // The runtime first: everything may rely on it.
        for &r in roots.iter().rev() {
            visit(self, r, &mut out, &mut seen);
        }
        out
    }

    fn root_function(&mut self, pkg: PkgId, name: &str) {
        let scope = self.c.store[pkg].scope;
        let obj = self.c.store.scope_get(scope, Symbol::intern(name));
        if obj.is_some() && self.c.store[obj].kind == ObjKind::Func {
            self.func_ref(obj, &[]);
        }
    }

    /// What the runtime's Rust code and compiled code call by symbol.
    fn runtime_roots(&mut self, runtime: PkgId) {
        self.root_function(runtime, "main");
        for row in gorc_abi::runtime_fns::RUNTIME_FNS {
            if row.abi == gorc_abi::runtime_fns::Abi::Go {
                self.root_function(runtime, row.name);
            }
        }
        // Functions of package runtime marked `//go:gorcroot` are called by the Rust runtime.
        for obj in self.c.store[runtime].funcs.clone() {
            if self.has_directive(obj, "go:gorcroot") {
                self.func_ref(obj, &[]);
            }
        }
    }

    /// Does a function's declaration carry this directive?
    pub fn has_directive(&self, func: ObjId, name: &str) -> bool {
        let Some((file, decl)) = self.c.func_decl(func) else { return false };
        let ast = self.c.ast(file);
        ast[ast[decl].directives].iter().any(|d| d.name.as_str() == name)
    }

    /// Does a function want pointers converted to `uintptr` in its arguments kept alive?
    pub fn keeps_pointers(&self, func: ObjId) -> bool {
        let Some((file, decl)) = self.c.func_decl(func) else { return false };
        let ast = self.c.ast(file);
        let names = ["go:uintptrescapes", "go:uintptrkeepalive"];
        ast[ast[decl].directives].iter().any(|d| names.contains(&d.name.as_str()))
    }

    // --- diagnostics

    /// Reports something lowering cannot do.
    pub fn unsupported(&mut self, pos: Pos, what: impl std::fmt::Display) {
        self.diags.push(Diagnostic::error(pos, "Unsupported", format!("gorc does not support {what} yet")));
    }

    /// Reports what a checked program cannot contain.
    pub fn internal(&mut self, message: String) {
        self.internal_at(Pos::NONE, message);
    }

    /// Reports what a checked program cannot contain.
    pub fn internal_at(&mut self, pos: Pos, message: String) {
        if self.diags.len() < 100 {
            self.diags.push(Diagnostic::error(
                pos,
                "Internal",
                format!("internal compiler error: {message}"),
            ));
        }
    }

    // --- functions

    /// The function or method `obj` with concrete type arguments (the receiver's first), queued if it is new.
    pub fn func_ref(&mut self, obj: ObjId, targs: &[TypeId]) -> FnRef {
        let args: Vec<Ty> = targs.iter().map(|&t| self.ty(t)).collect();
        let key = (obj, args);
        if let Some(r) = self.instances.get(&key) {
            return r.clone();
        }
        let r = self.resolve_func(obj, targs, &key.1);
        self.instances.insert(key, r.clone());
        r
    }

    fn resolve_func(&mut self, obj: ObjId, targs: &[TypeId], args: &[Ty]) -> FnRef {
        let name = self.func_symbol(obj, args);
        let has_body = self.has_body(obj);
        if let Some(i) = super::intrinsics::intrinsic(&name) {
            return FnRef::Intrinsic(i);
        }
        if !has_body {
            return self.resolve_bodyless(obj, &name);
        }
        let sym = self.m.sym(&name);
        let env = self.func_env(obj, targs);
        self.reached.insert(sym);
        self.queue.push_back(Instance { obj, env, sym });
        FnRef::Go(sym)
    }

    /// How `obj` (not generic) is called, if it is in the program.
    pub fn known_func(&self, obj: ObjId) -> Option<FnRef> {
        self.instances.get(&(obj, Vec::new())).cloned()
    }

    /// Has a declared function with this symbol been reached?
    pub fn is_function_known(&self, sym: Sym) -> bool {
        self.reached.contains(&sym)
    }

    /// Is there a body?
    pub fn has_body(&self, obj: ObjId) -> bool {
        let Some((file, decl)) = self.c.func_decl(obj) else { return false };
        matches!(self.c.ast(file)[decl].kind, gorc_syntax::ast::DeclKind::Func { body: Some(_), .. })
    }

    /// The substitution for a function's type parameters (the receiver's first).
    fn func_env(&mut self, obj: ObjId, targs: &[TypeId]) -> Rc<Env> {
        let ty = self.c.store[obj].ty;
        let Some(sig) = self.c.store.as_signature(ty) else { return Rc::default() };
        let mut from = self.c.store[sig.recv_tparams].to_vec();
        from.extend_from_slice(&self.c.store[sig.tparams]);
        if from.len() != targs.len() {
            let name = self.c.store[obj].name.as_str();
            self.internal(format!("{name} has {} type parameters and {} arguments", from.len(), targs.len()));
            return Rc::default();
        }
        Env::new(from, targs.to_vec())
    }

    /// The linker symbol of a function or method.
    fn func_symbol(&mut self, obj: ObjId, args: &[Ty]) -> String {
        let o = &self.c.store[obj];
        let (name, pkg, sig_ty) = (o.name.as_str(), o.pkg, o.ty);
        let path = self.pkg_path(pkg);
        let list = |p: &Self, args: &[Ty]| {
            if args.is_empty() {
                return String::new();
            }
            let args: Vec<String> = args.iter().map(|&a| p.link_string(a)).collect();
            format!("[{}]", args.join(","))
        };
        let sig = self.c.store.as_signature(sig_ty);
        let recv = sig.map_or(ObjId::NONE, |s| s.recv);
        if recv.is_none() {
            if name == "init" {
                return self.init_symbol(&path, obj);
            }
            if name == "_" {
                return format!("{path}._{}", obj.index());
            }
            return format!("{path}.{name}{}", list(self, args));
        }
        let n = sig.map_or(0, |s| s.recv_tparams.len()).min(args.len());
        let recv_ty = self.c.store[recv].ty;
        let (base, ptr) = self.c.store.deref(recv_ty);
        let type_name = match self.c.store.as_named(base).map(|n| n.obj) {
            Some(o) => self.c.store[o].name.as_str(),
            None => "?",
        };
        let ta = list(self, &args[..n]);
        let ma = list(self, &args[n..]);
        let blank = if name == "_" { obj.index().to_string() } else { String::new() };
        if ptr {
            format!("{path}.(*{type_name}{ta}).{name}{blank}{ma}")
        } else {
            format!("{path}.{type_name}{ta}.{name}{blank}{ma}")
        }
    }

    /// `init` functions are numbered in source order.
    fn init_symbol(&self, path: &str, obj: ObjId) -> String {
        let pkg = self.c.store[obj].pkg;
        let inits = self.c.store[pkg].funcs.iter().filter(|&&f| {
            let o = &self.c.store[f];
            o.name.as_str() == "init" && !o.has(ObjFlags::METHOD)
        });
        let n = inits.take_while(|&&f| f != obj).count();
        format!("{path}.init.{n}")
    }

    fn lower_instance(&mut self, work: &Instance) {
        self.c.check_body(work.obj);
        let Some((file, decl)) = self.c.func_decl(work.obj) else { return };
        let f = Lower::declared(self, work, file, decl);
        self.m.funcs.push(f);
    }

    /// Adds a finished function.
    pub fn add_function(&mut self, f: Function) {
        self.m.funcs.push(f);
    }

    // --- globals and data

    /// The package-level variable `obj`, whose initialiser is wanted from now on.
    pub fn global(&mut self, obj: ObjId) -> GlobalId {
        if let Some(&g) = self.globals.get(&obj) {
            return g;
        }
        let o = &self.c.store[obj];
        let (name, pkg, t) = (o.name.as_str(), o.pkg, o.ty);
        let mut symbol = format!("{}.{name}", self.pkg_path(pkg));
        if name == "_" {
            symbol = format!("{symbol}{}", obj.index());
        }
        if let Some(target) = self.links.variable(pkg, name) {
            if let Some(other) = self.links.find_variable(&self.c.store, &target) {
                if other != obj {
                    let g = self.global(other);
                    self.globals.insert(obj, g);
                    return g;
                }
            } else {
                symbol = target;
            }
        }
        let ty = self.ty(t);
        let name = self.m.sym(&symbol);
        let g = self.add_global(Global { name, ty, init: Vec::new(), relocs: Vec::new(), readonly: false });
        self.globals.insert(obj, g);
        self.embed(obj, g);
        self.init.reach(obj);
        g
    }

    pub fn add_global(&mut self, global: Global) -> GlobalId {
        self.m.globals.push(global);
        GlobalId::new(self.m.globals.len() - 1)
    }

    /// An unnamed datum.
    pub fn new_datum(&mut self, ty: Ty, init: Vec<u8>, readonly: bool) -> GlobalId {
        let name = format!("..stmp_{}", self.next_data);
        self.next_data += 1;
        let name = self.m.sym(&name);
        self.add_global(Global { name, ty, init, relocs: Vec::new(), readonly })
    }

    // --- positions

    /// The index of a source position.
    pub fn pos(&mut self, pos: Pos) -> PosIndex {
        if !pos.is_known() {
            return PosIndex(0);
        }
        if let Some(&i) = self.positions.get(&pos) {
            return i;
        }
        let mut loc = self.sources.location(pos);
        if loc.file.is_empty() {
            loc.file = "??".into();
        }
        let file = match self.files.get(&*loc.file) {
            Some(&f) => f,
            None => {
                let n = self.m.files.len() as u32;
                self.m.files.push(loc.file.to_string());
                self.files.insert(loc.file.to_string(), n);
                n
            }
        };
        let i = PosIndex::new(self.m.positions.len());
        self.m.positions.push(Position { file, line: loc.line, col: loc.col, inlined: None });
        self.positions.insert(pos, i);
        i
    }

    /// A function made by the compiler that only calls the listed functions in order.
    pub fn call_sequence(&mut self, name: &str, callees: &[Sym]) -> Function {
        let sym = self.m.sym(name);
        let mut f = Function::new(sym, Signature::default());
        f.flags.wrapper = true;
        let entry = f.entry();
        for &callee in callees {
            let callee = crate::ops::Callee::Func(callee);
            let op = Op::Call { callee, sig: Signature::default(), args: Vec::new() };
            f.append(entry, op, &[], PosIndex(0));
        }
        f.append(entry, Op::Return(Vec::new()), &[], PosIndex(0));
        f
    }
}
