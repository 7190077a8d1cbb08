//! Package initialisation: which initialisers run, and the functions that run them.
//!
//! A variable of the standard library whose initialiser is not constant data is initialised only if something refers to it: its
//! initialisers have no effects a program can miss (`std/README.md` states that rule). All other packages keep theirs. Each
//! initialiser that needs code becomes a function; `pkg.init` calls those of a package in initialisation order and then its `init`
//! functions; `main_inittasks` calls the packages' in dependency order.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use gorc_types::Initializer;
use gorc_types::ObjFlags;
use gorc_types::{ObjId, PkgId};

use super::Program;
use super::body::Lower;
use super::operand::Operand;
use super::program::FnRef;
use crate::entities::Sym;
use crate::function::Function;
use crate::types::Signature;

/// What has been decided about an initialiser.
#[derive(Clone, Copy, Debug)]
enum Decision {
    Pending,
    Data,
    Code(Sym),
}

#[derive(Debug)]
struct Package {
    pkg: PkgId,
    items: Vec<(Initializer, Decision)>,
    /// Numbers of closures in initialisers, per kind.
    counts: HashMap<&'static str, u32>,
    loaded: bool,
    inits: Vec<Sym>,
}

/// The state of all packages.
#[derive(Debug, Default)]
pub(crate) struct InitState {
    packages: Vec<Package>,
    reached: Vec<ObjId>,
    started: bool,
}

impl InitState {
    pub fn start(&mut self, packages: Vec<PkgId>) {
        self.packages = packages
            .into_iter()
            .map(|pkg| Package {
                pkg,
                items: Vec::new(),
                counts: HashMap::new(),
                loaded: false,
                inits: Vec::new(),
            })
            .collect();
    }

    /// A variable was referred to.
    pub fn reach(&mut self, obj: ObjId) {
        self.reached.push(obj);
    }

    /// The last package in dependency order.
    pub fn main_package(&self) -> Option<PkgId> {
        self.packages.last().map(|p| p.pkg)
    }
}

impl Program<'_, '_> {
    /// Decides about initialisers that have become necessary; tells whether there were any.
    pub(super) fn lower_initializers(&mut self) -> bool {
        let mut progress = false;
        if !std::mem::replace(&mut self.init.started, true) {
            progress = true;
            for i in 0..self.init.packages.len() {
                let pkg = self.init.packages[i].pkg;
                self.queue_init_functions(i);
                if !self.c.store[pkg].is_std {
                    self.load_initializers(i);
                    for k in 0..self.init.packages[i].items.len() {
                        self.lower_initializer(i, k);
                    }
                }
            }
        }
        while let Some(obj) = self.init.reached.pop() {
            let pkg = self.c.store[obj].pkg;
            let Some(i) = self.init.packages.iter().position(|p| p.pkg == pkg) else { continue };
            self.load_initializers(i);
            let items = &self.init.packages[i].items;
            if let Some(k) = items.iter().position(|(item, _)| item.lhs.contains(&obj)) {
                progress = true;
                self.lower_initializer(i, k);
            }
        }
        progress
    }

    fn load_initializers(&mut self, i: usize) {
        if std::mem::replace(&mut self.init.packages[i].loaded, true) {
            return;
        }
        let items = self.c.init_order(self.init.packages[i].pkg);
        self.init.packages[i].items = items.into_iter().map(|item| (item, Decision::Pending)).collect();
    }

    fn queue_init_functions(&mut self, i: usize) {
        let pkg = self.init.packages[i].pkg;
        for obj in self.c.store[pkg].funcs.clone() {
            let o = &self.c.store[obj];
            if o.name.as_str() == "init"
                && !o.has(ObjFlags::METHOD)
                && let FnRef::Go(sym) = self.func_ref(obj, &[])
            {
                self.init.packages[i].inits.push(sym);
            }
        }
    }

    fn lower_initializer(&mut self, i: usize, k: usize) {
        let (item, decision) = &self.init.packages[i].items[k];
        if !matches!(decision, Decision::Pending) {
            return;
        }
        let item = item.clone();
        let pkg = self.init.packages[i].pkg;
        let counts = std::mem::take(&mut self.init.packages[i].counts);
        let path = self.pkg_path(pkg);
        let sym = self.m.sym(&format!("{path}.init·{k}"));
        let mut l = Lower::new(self, sym, Signature::default(), item.file, Rc::default());
        l.name = format!("{path}.init");
        l.counts = counts;
        let decision = match l.initializer(&item) {
            Some(f) => {
                self.add_function(f);
                Decision::Code(sym)
            }
            None => Decision::Data,
        };
        self.init.packages[i].items[k].1 = decision;
    }

    /// Makes the functions that run the initialisers.
    pub(super) fn finish_init(&mut self) {
        let mut tasks = Vec::new();
        for package in std::mem::take(&mut self.init.packages) {
            let code = package.items.iter().filter_map(|(_, d)| match d {
                Decision::Code(sym) => Some(*sym),
                _ => None,
            });
            let callees: Vec<Sym> = code.chain(package.inits).collect();
            if callees.is_empty() {
                continue;
            }
            let name = format!("{}.init", self.pkg_path(package.pkg));
            let f = self.call_sequence(&name, &callees);
            tasks.push(f.name);
            self.add_function(f);
        }
        let f = self.call_sequence("main_inittasks", &tasks);
        self.add_function(f);
    }
}

impl Lower<'_, '_, '_> {
    /// Lowers an initialiser; none if it became data.
    fn initializer(mut self, item: &Initializer) -> Option<Function> {
        let pos = self.ast[item.rhs].pos;
        self.at(pos);
        self.b.f.pos = self.b.pos;
        let names: HashSet<ObjId> = item.lhs.iter().copied().filter(|&o| self.is_named(o)).collect();
        if let (1, Some(&obj)) = (item.lhs.len(), item.lhs.first())
            && names.contains(&obj)
        {
            let g = self.p.global(obj);
            if self.static_global(g, item.rhs) {
                self.keep_counts(obj);
                return None;
            }
            let ty = self.p.m.globals[g.index()].ty;
            let v = self.expr_to(item.rhs, ty);
            if let Operand::Addr(ptr) = self.var_operand(obj) {
                self.store(ptr, v);
            }
        } else if item.lhs.len() <= 1 {
            self.expr_multi(item.rhs);
        } else {
            let values = if self.is_call_expr(item.rhs) || item.lhs.len() != 2 {
                self.expr_multi(item.rhs)
            } else {
                self.expr_comma_ok(item.rhs)
            };
            for (&obj, v) in item.lhs.iter().zip(values) {
                if !names.contains(&obj) {
                    continue;
                }
                let ty = self.obj_ty(obj);
                let v = self.assign_conv(v, ty);
                if let Operand::Addr(ptr) = self.var_operand(obj) {
                    self.store(ptr, v);
                }
            }
        }
        if !self.b.is_terminated() {
            self.emit_return();
        }
        if let Some(&obj) = item.lhs.first() {
            self.keep_counts(obj);
        }
        Some(self.finish())
    }

    fn is_call_expr(&self, e: gorc_syntax::ast::ExprId) -> bool {
        matches!(self.ast[self.ast.unparen(e)].kind, gorc_syntax::ast::ExprKind::Call { .. })
    }

    fn is_named(&self, obj: ObjId) -> bool {
        obj.is_some() && self.p.c.store[obj].name.as_str() != "_"
    }

    /// Closures of later initialisers of the package go on counting.
    fn keep_counts(&mut self, obj: ObjId) {
        let pkg = self.p.c.store[obj].pkg;
        if let Some(p) = self.p.init.packages.iter_mut().find(|p| p.pkg == pkg) {
            p.counts = self.counts.clone();
        }
    }
}
