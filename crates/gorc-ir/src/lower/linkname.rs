//! `//go:linkname`: functions and variables that go by another symbol.
//!
//! *Pull*: a declaration without body names the symbol that implements it. *Push*: a function with a body is also known by
//! another symbol. A body-less function whose symbol turns out to be a Go function of a loaded package is just that function;
//! anything else is a symbol of the runtime archive.

use std::collections::HashMap;

use gorc_syntax::Symbol;
use gorc_types::ObjKind;
use gorc_types::{ObjId, PkgId, Store};

use super::Program;
use super::program::FnRef;

/// All directives of the loaded packages.
#[derive(Debug, Default)]
pub(crate) struct LinkNames {
    /// (package, local name) to symbol.
    names: HashMap<(PkgId, String), String>,
    /// Symbol to the function with a body that carries it.
    pushed: HashMap<String, ObjId>,
    /// Aliases of lowered functions that were pushed.
    aliases: Vec<(String, ObjId)>,
}

impl LinkNames {
    /// The symbol a variable is linked to.
    pub fn variable(&self, pkg: PkgId, name: &str) -> Option<String> {
        self.names.get(&(pkg, name.to_owned())).cloned()
    }

    /// The variable that a symbol `path.name` denotes.
    pub fn find_variable(&self, store: &Store, symbol: &str) -> Option<ObjId> {
        find(store, symbol).filter(|&o| store[o].kind == ObjKind::Var)
    }
}

/// The package-level object that a symbol `path.name` denotes.
fn find(store: &Store, symbol: &str) -> Option<ObjId> {
    let slash = symbol.rfind('/').map_or(0, |i| i + 1);
    let dot = slash + symbol[slash..].find('.')?;
    let (path, name) = (&symbol[..dot], &symbol[dot + 1..]);
    let pkg = store.package(Symbol::intern(path))?;
    let named =
        |text: &str| Some(store.scope_get(store[pkg].scope, Symbol::intern(text))).filter(|o| o.is_some());
    if let Some(method) = name.strip_prefix("(*") {
        let (ty, method) = method.split_once(").")?;
        return find_method(store, named(ty)?, method);
    }
    match name.split_once('.') {
        Some((ty, method)) => find_method(store, named(ty)?, method),
        None => named(name),
    }
}

fn find_method(store: &Store, type_name: ObjId, method: &str) -> Option<ObjId> {
    let methods = store.declared_methods(store[type_name].ty);
    methods.iter().copied().find(|&m| store[m].name.as_str() == method)
}

impl Program<'_, '_> {
    pub(super) fn collect_linknames(&mut self, packages: &[PkgId]) {
        for &pkg in packages {
            for file in self.c.store[pkg].files.clone() {
                let ast = self.c.ast(file);
                for d in &ast[ast.directives] {
                    if d.name.as_str() != "go:linkname" {
                        continue;
                    }
                    let mut words = d.args.as_str().split_whitespace();
                    let (Some(local), target) = (words.next(), words.next()) else { continue };
                    let Some(target) = target else { continue };
                    self.links.names.insert((pkg, local.to_owned()), target.to_owned());
                    let scope = self.c.store[pkg].scope;
                    let obj = self.c.store.scope_get(scope, Symbol::intern(local));
                    if obj.is_some() && self.has_body(obj) {
                        self.links.pushed.insert(target.to_owned(), obj);
                        self.links.aliases.push((target.to_owned(), obj));
                    }
                }
            }
        }
    }

    /// What a function without body, whose own symbol is `name`, refers to.
    pub(super) fn resolve_bodyless(&mut self, obj: ObjId, name: &str) -> FnRef {
        let o = &self.c.store[obj];
        let key = (o.pkg, o.name.as_str().to_owned());
        let symbol = self.links.names.get(&key).cloned().unwrap_or_else(|| name.to_owned());
        if let Some(i) = super::intrinsics::intrinsic(&symbol) {
            return FnRef::Intrinsic(i);
        }
        for candidate in [symbol.as_str(), name] {
            if let Some(&pushed) = self.links.pushed.get(candidate) {
                return self.func_ref(pushed, &[]);
            }
        }
        let found = if symbol == "main_main" || symbol == "main.main" { self.main_function() } else { None };
        let found = found.or_else(|| find(&self.c.store, &symbol));
        if let Some(found) = found.filter(|&f| f != obj && self.c.store[f].kind == ObjKind::Func) {
            return self.func_ref(found, &[]);
        }
        if symbol == "main_inittasks" || symbol == "main..inittasks" {
            return FnRef::Go(self.m.sym("main_inittasks"));
        }
        let sym = self.m.sym(&symbol);
        if self.has_directive(obj, "go:noescape") && !self.m.noescape.contains(&sym) {
            self.m.noescape.push(sym);
        }
        FnRef::Extern(sym)
    }

    fn main_function(&self) -> Option<ObjId> {
        let main = self.init.main_package()?;
        let obj = self.c.store.scope_get(self.c.store[main].scope, Symbol::intern("main"));
        obj.is_some().then_some(obj)
    }

    /// Pushed functions that are in the program get their other name.
    pub(super) fn finish_linknames(&mut self) {
        let main = (self.m.sym("main_main"), self.m.sym("main.main"));
        self.m.aliases.push(main);
        for (symbol, obj) in std::mem::take(&mut self.links.aliases) {
            if let Some(FnRef::Go(target)) = self.known_func(obj) {
                let alias = self.m.sym(&symbol);
                if alias != target {
                    self.m.aliases.push((alias, target));
                }
            }
        }
    }
}
