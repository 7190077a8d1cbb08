//! Which unexported names of a package another package can see in gc's export data.
//!
//! gc writes what exported objects need: the types in their declarations, and what is named in the bodies of generic
//! functions and of those it can inline. Naming an unexported object is `name x not exported by package p` if it is
//! there, else `undefined: p.x`. This needs no type information but that of variables; what inlining costs is an estimate
//! (nodes of the tree for nodes of gc's intermediate form). It is computed for the first such error only.

use crate::checker::*;
use crate::ids::*;
use crate::object::*;
use crate::store::Store;
use crate::types::*;
use gorc_syntax::ast::{self, DeclKind, ExprId, ExprKind, Field, List, StmtId, StmtKind};
use gorc_syntax::{Pos, Symbol};
use rustc_hash::{FxHashMap, FxHashSet};

/// What gc lets an inlined body cost, and a call in it.
const BUDGET: u32 = 80;
const CALL: u32 = 57;

/// What is known of a package-level name.
#[derive(Default)]
struct Item {
    /// Names in its declaration, apart from a body.
    names: Vec<Symbol>,
    /// The bodies of a function, or of the methods of a type.
    bodies: Vec<Body>,
    is_type: bool,
}

/// The body of a function or method.
#[derive(Default)]
struct Body {
    /// The names in it.
    names: Vec<Symbol>,
    /// The cost of all but calls.
    cost: u32,
    /// The functions called by name; none for other calls.
    calls: Vec<Option<Symbol>>,
    /// It has statements that are not inlined.
    is_hairy: bool,
    /// It is written for others to instantiate.
    is_generic: bool,
}

type Items = FxHashMap<Symbol, Item>;

impl<'a> Checker<'a> {
    /// Whether gc's export data for a package has the unexported package-level object of this name.
    pub(crate) fn is_in_export_data(&mut self, pkg: PkgId, name: Symbol) -> bool {
        if !self.export_data.contains_key(&pkg) {
            let names = self.export_data(pkg);
            self.export_data.insert(pkg, names);
        }
        self.export_data[&pkg].contains(&name)
    }

    fn export_data(&mut self, pkg: PkgId) -> FxHashSet<Symbol> {
        let items = self.export_items(pkg);
        let mut seen: FxHashSet<Symbol> = items.keys().copied().filter(|&name| is_exported(name)).collect();
        let mut todo: Vec<Symbol> = seen.iter().copied().collect();
        while let Some(next) = todo.pop() {
            let Some(item) = items.get(&next) else { continue };
            let inlined = item.bodies.iter().filter(|body| body.is_generic || items.cost(body, 0).is_some());
            for &name in item.names.iter().chain(inlined.flat_map(|body| &body.names)) {
                if items.contains_key(&name) && seen.insert(name) {
                    todo.push(name);
                }
            }
        }
        seen
    }

    /// The package-level names of a package but for constants, which are only values to others.
    fn export_items(&mut self, pkg: PkgId) -> Items {
        let mut items = Items::default();
        let files: Vec<&'a ast::File> = self.files.iter().filter(|f| f.pkg == pkg).map(|f| f.ast).collect();
        for file in files {
            let uses = Uses::of(file);
            for &decl in &file[file.decls] {
                let (pos, end) = (file[decl].pos, file[decl].end);
                match file[decl].kind {
                    DeclKind::Type { name, .. } => {
                        let item = items.entry(file.name_of(name)).or_default();
                        item.names.extend(uses.names(pos, end));
                        item.is_type = true;
                    }
                    DeclKind::Func { recv, name, tparams, body, .. } => {
                        let start = body.map_or(end, |body| body.lbrace);
                        let base = recv.and_then(|recv| base_name(file, recv.ty));
                        let item = items.entry(base.unwrap_or(file.name_of(name))).or_default();
                        item.names.extend(uses.names(pos, start));
                        if body.is_some() {
                            let is_instance = recv.is_some_and(|recv| is_generic(file, recv.ty));
                            let mut body = uses.body(file, start, end, &self.store);
                            body.is_generic = is_instance || !tparams.is_empty();
                            item.bodies.push(body);
                        }
                    }
                    DeclKind::Var { names, .. } | DeclKind::Const { names, .. } => {
                        for &name in &file[names] {
                            self.export_type(pkg, file, name, &mut items);
                        }
                    }
                    DeclKind::Import { .. } => {}
                }
            }
        }
        items
    }

    /// Notes the types that a variable's or an exported constant's type consists of.
    fn export_type(&mut self, pkg: PkgId, file: &ast::File, name: ExprId, items: &mut Items) {
        let name = file.name_of(name);
        let o = self.store.scope_get(self.store[pkg].scope, name);
        if o.is_none() || self.store[o].kind == ObjKind::Const && !is_exported(name) {
            return;
        }
        self.obj_decl(o);
        let mut names = Vec::new();
        self.type_names(self.store[o].ty, &mut names);
        items.entry(name).or_default().names.extend(names);
    }

    fn type_names(&self, t: TypeId, names: &mut Vec<Symbol>) {
        match self.store.ty(t) {
            Type::Named(n) => {
                let named = &self.store.named[n as usize];
                names.push(self.store[named.obj].name);
                for i in 0..named.targs.len() {
                    self.type_names(self.store.type_at(named.targs, i), names);
                }
            }
            Type::Alias(a) => {
                let alias = &self.store.aliases[a as usize];
                names.push(self.store[alias.obj].name);
                self.type_names(alias.rhs, names);
            }
            Type::Pointer(elem) | Type::Slice(elem) | Type::Array(elem, _) | Type::Chan(_, elem) => {
                self.type_names(elem, names);
            }
            Type::Map(key, elem) => {
                self.type_names(key, names);
                self.type_names(elem, names);
            }
            _ => {}
        }
    }
}

/// What inlining costs.
trait Inlining {
    fn cost(&self, body: &Body, depth: usize) -> Option<u32>;
}

impl Inlining for Items {
    /// The cost of inlining a body; `None` if gc would not.
    fn cost(&self, body: &Body, depth: usize) -> Option<u32> {
        if body.is_hairy || body.cost > BUDGET || depth > 20 {
            return None;
        }
        let mut cost = body.cost;
        for call in &body.calls {
            let callee = call.and_then(|name| self.get(&name));
            cost += match callee {
                Some(item) if item.is_type => 1,
                Some(item) => match &item.bodies[..] {
                    [body] => self.cost(body, depth + 1).unwrap_or(CALL),
                    _ => CALL,
                },
                None => CALL,
            };
            if cost > BUDGET {
                return None;
            }
        }
        Some(cost)
    }
}

/// The names used in a file, in order of position, without those that select or declare.
struct Uses {
    names: Vec<(Pos, Symbol)>,
    /// All expressions.
    exprs: Vec<(Pos, ExprId)>,
}

impl Uses {
    fn of(file: &ast::File) -> Uses {
        let all = || (0..file.expr_count()).map(ExprId::from_index);
        let mut others: FxHashSet<ExprId> = FxHashSet::default();
        let mut fields = |list: List<Field>| others.extend(file[list].iter().filter_map(|field| field.name));
        for e in all() {
            match file[e].kind {
                ExprKind::FuncType { params, results, .. } => {
                    fields(params);
                    fields(results);
                }
                ExprKind::StructType { fields: list, .. } | ExprKind::InterfaceType { elems: list, .. } => {
                    fields(list)
                }
                _ => {}
            }
        }
        others.extend(all().filter_map(|e| match file[e].kind {
            ExprKind::Selector { sel, .. } => Some(sel),
            _ => None,
        }));
        let mut exprs: Vec<(Pos, ExprId)> = all().map(|e| (file[e].pos, e)).collect();
        exprs.sort();
        let used = exprs.iter().filter(|(_, e)| !others.contains(e));
        let names = used.filter_map(|&(pos, e)| Some((pos, file.ident(e)?))).collect();
        Uses { names, exprs }
    }

    /// The names between two positions.
    fn names(&self, start: Pos, end: Pos) -> impl Iterator<Item = Symbol> {
        between(&self.names, start, end).iter().map(|&(_, name)| name)
    }

    fn body(&self, file: &ast::File, start: Pos, end: Pos, store: &Store) -> Body {
        let mut body = Body::default();
        let mut local: FxHashSet<Symbol> = FxHashSet::default();
        for s in (0..file.stmt_count()).map(StmtId::from_index) {
            if file[s].pos < start || file[s].pos >= end {
                continue;
            }
            match file[s].kind {
                StmtKind::Go { .. } | StmtKind::Defer { .. } => body.is_hairy = true,
                StmtKind::Define { lhs, .. } | StmtKind::Range { lhs, define: true, .. } => {
                    local.extend(file[lhs].iter().filter_map(|&e| file.ident(e)));
                }
                StmtKind::Expr(_) | StmtKind::Empty | StmtKind::Block(_) => continue,
                _ => {}
            }
            body.cost += 1;
        }
        for &(_, e) in between(&self.exprs, start, end) {
            body.cost += match file[e].kind {
                ExprKind::Call { fun, .. } => {
                    body.call(file, fun, store);
                    1
                }
                ExprKind::Paren { .. } | ExprKind::KeyValue { .. } | ExprKind::FuncType { .. } => 0,
                // Of `x.f` only `x` and the selection count.
                ExprKind::Selector { .. } => 0,
                _ => 1,
            };
        }
        body.names.extend(self.names(start, end).filter(|name| !local.contains(name)));
        body
    }
}

impl Body {
    /// Counts a call, unless it is of a predeclared function or a conversion to a predeclared type.
    fn call(&mut self, file: &ast::File, fun: ExprId, store: &Store) {
        let name = file.ident(file.unparen(fun));
        match name {
            Some(name) if name.as_str() == "recover" => self.is_hairy = true,
            Some(name) if store.scope_get(store.universe, name).is_some() => {}
            _ => self.calls.push(name),
        }
    }
}

/// What lies between two positions of a list in order of position.
fn between<T>(list: &[(Pos, T)], start: Pos, end: Pos) -> &[(Pos, T)] {
    let index = |pos: Pos| list.partition_point(|&(at, _)| at < pos);
    &list[index(start)..index(end)]
}

/// The name of a receiver's base type.
fn base_name(file: &ast::File, ty: ExprId) -> Option<Symbol> {
    match file[ty].kind {
        ExprKind::Ident(name) => Some(name),
        ExprKind::Paren { x, .. } | ExprKind::Star { x } | ExprKind::Index { x, .. } => base_name(file, x),
        _ => None,
    }
}

/// Whether a receiver's type has type parameters.
fn is_generic(file: &ast::File, ty: ExprId) -> bool {
    match file[ty].kind {
        ExprKind::Paren { x, .. } | ExprKind::Star { x } => is_generic(file, x),
        ExprKind::Index { .. } => true,
        _ => false,
    }
}
