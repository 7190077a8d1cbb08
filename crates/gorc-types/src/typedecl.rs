//! Type declarations, type parameters, and the methods attached to types.

use crate::checker::*;
use crate::delayed::Action;
use crate::ids::*;
use crate::members::Members;
use crate::object::*;
use crate::types::*;
use gorc_syntax::ast;
use gorc_syntax::{Diagnostic, Pos, Symbol};
use rustc_hash::FxHashMap;

impl<'a> Checker<'a> {
    /// Checks a type declaration in the current environment.
    pub(crate) fn type_decl(&mut self, o: ObjId, decl: ast::DeclId) {
        let ast = self.env.ast;
        let ast::DeclKind::Type { tparams, alias, ty, .. } = ast[decl].kind else { return };
        if alias {
            self.alias_decl(o, decl, tparams, ty);
            return;
        }
        if let Some(t) = ast[tparams].first()
            && !self.allow_version(18)
        {
            self.version_error(t.pos, 18, "type parameter");
        }
        let named = self.store.new_named(o);
        self.store[o].ty = named;
        self.later(Action::ValidType { named });
        if self.env.sig.is_some() {
            let func = self.env.func;
            if let Some(n) = self.store.named_mut(named) {
                n.local_in = func;
            }
        }
        self.collect_methods(o, named);
        let saved = self.env.scope;
        if !tparams.is_empty() {
            self.open_scope();
            self.collect_tparams(&ast[tparams], named);
        }
        let rhs = self.typ(ty);
        self.env.scope = saved;
        let mut rhs = rhs;
        if self.store.is_type_param(rhs) {
            self.error(
                self.pos(ty),
                "MisplacedTypeParam",
                "cannot use a type parameter as RHS in type declaration",
            );
            rhs = TypeId::INVALID;
        }
        if let Some(n) = self.store.named_mut(named)
            && n.state != NamedState::Resolved
        {
            n.rhs = rhs;
        }
        self.store.under(named);
        self.later(Action::MethodNames { named });
    }

    fn alias_decl(&mut self, o: ObjId, decl: ast::DeclId, tparams: ast::List<ast::Field>, ty: ast::ExprId) {
        let ast = self.env.ast;
        // The newer requirement first, so that whoever meets it is done.
        match ast[tparams].first() {
            Some(t) if !self.allow_version(23) => self.version_error(t.pos, 23, "generic type alias"),
            _ if !self.allow_version(9) => {
                let pos = ast[decl].pos;
                self.version_error(pos, 9, "type alias");
            }
            _ => {}
        }
        let alias = self.store.new_alias(o, TypeId::NONE);
        self.store[o].ty = alias;
        let saved = self.env.scope;
        if !tparams.is_empty() {
            self.open_scope();
            self.collect_tparams(&ast[tparams], alias);
        }
        let rhs = self.typ_or_constraint(ty);
        self.env.scope = saved;
        let mut rhs = rhs;
        if !tparams.is_empty() && self.store.is_type_param(rhs) && self.is_own_tparam(alias, rhs) {
            self.error(
                self.pos(ty),
                "MisplacedTypeParam",
                "cannot use type parameter declared in alias declaration as RHS",
            );
            rhs = TypeId::INVALID;
        }
        if self.store.unalias(rhs) == alias || self.store[o].ty == TypeId::INVALID {
            rhs = TypeId::INVALID;
        }
        if let Type::Alias(a) = self.store.ty(alias) {
            self.store.aliases[a as usize].rhs = if rhs.is_none() { TypeId::INVALID } else { rhs };
        }
    }

    fn is_own_tparam(&self, alias: TypeId, t: TypeId) -> bool {
        let t = self.store.unalias(t);
        self.store.as_alias(alias).is_some_and(|a| self.store[a.tparams].contains(&t))
    }

    /// Attaches the collected methods of a type name to its type.
    fn collect_methods(&mut self, o: ObjId, named: TypeId) {
        let Some(methods) = self.pending_methods.remove(&o) else { return };
        let mut list: Vec<ObjId> = Vec::new();
        let mut first: FxHashMap<Symbol, ObjId> = FxHashMap::default();
        for m in methods {
            let name = self.store[m].name;
            if name != self.store.blank {
                if let Some(&other) = first.get(&name) {
                    let msg = format!("method {}.{} already declared", self.store[o].name, name);
                    let pos = self.store[m].pos;
                    let at = self.store[other].pos;
                    let d = Diagnostic::error(pos, "DuplicateMethod", format!("{msg} at \u{0}{}\u{0}", at.0));
                    self.report(d);
                    continue;
                }
                first.insert(name, m);
                list.push(m);
            }
        }
        if let Some(n) = self.store.named_mut(named) {
            n.methods = list;
        }
    }

    /// A field and a method of the same type must not share their name.
    pub(crate) fn check_method_names(&mut self, named: TypeId) {
        let Some(n) = self.store.as_named(named) else { return };
        if n.methods.is_empty() {
            return;
        }
        let methods = n.methods.clone();
        if let Type::Struct(s) = self.store.under_type(named) {
            let fields = Members::Fields(s);
            for m in methods {
                let (pkg, name, pos) = (self.store[m].pkg, self.store[m].name, self.store[m].pos);
                if let Some(i) = self.store.find_member(fields, pkg, name, false) {
                    let msg = format!("field and method with the same name {name}");
                    let at = self.store[self.store.members(fields)[i]].pos;
                    let d = Diagnostic::error(pos, "DuplicateFieldAndMethod", msg)
                        .with_note(at, format!("other declaration of {name}"));
                    self.report(d);
                }
            }
        }
    }

    /// Declares type parameters in the current scope; their bounds are resolved after all are declared.
    /// The type they belong to (if any) gets them first, for constraints may refer to it.
    pub(crate) fn collect_tparams(&mut self, fields: &[ast::Field], owner: TypeId) -> TypeList {
        let ast = self.env.ast;
        let mut list = Vec::new();
        for (i, f) in fields.iter().enumerate() {
            let Some(name) = f.name else { continue };
            let t = self.declare_tparam(ast.name_of(name), ast[name].pos, i as u32);
            let o = self.store.as_tparam(t).map_or(ObjId::NONE, |p| p.obj);
            self.record_object(name, o);
            list.push(t);
        }
        let tparams = self.store.type_list(&list);
        match self.store.ty(owner) {
            Type::Named(n) => self.store.named[n as usize].tparams = tparams,
            Type::Alias(a) => self.store.aliases[a as usize].tparams = tparams,
            _ => {}
        }
        let mut prev: Option<(ast::ExprId, TypeId)> = None;
        let mut k = 0;
        for f in fields {
            if f.name.is_none() {
                continue;
            }
            let bound = match prev {
                Some((e, t)) if e == f.ty => t,
                _ => self.bound(f.ty),
            };
            prev = Some((f.ty, bound));
            let t = list[k];
            k += 1;
            if let Type::TypeParam(p) = self.store.ty(t) {
                self.store.tparams[p as usize].bound = bound;
            }
        }
        tparams
    }

    /// Declares one type parameter in the current scope, without bound.
    pub(crate) fn declare_tparam(&mut self, name: gorc_syntax::Symbol, pos: Pos, index: u32) -> TypeId {
        let o = Object::new(ObjKind::TypeName, name, pos, self.env.pkg, TypeId::NONE);
        let o = self.store.new_object(o);
        let t = self.store.new_tparam(o, index, TypeId::INVALID);
        self.store[o].ty = t;
        self.store[o].color = Color::Black;
        self.declare_in_scope(o, Pos::NONE);
        t
    }

    /// A constraint: any type; a bare `~T` or union stands for the interface around it.
    fn bound(&mut self, e: ast::ExprId) -> TypeId {
        let ast = self.env.ast;
        let wrap = matches!(
            ast[e].kind,
            ast::ExprKind::Unary { op: ast::UnaryOp::Tilde, .. }
                | ast::ExprKind::Binary { op: ast::BinaryOp::Or, .. }
        );
        if wrap {
            let t = self.embedded_elem(e);
            if !self.store.is_valid(t) {
                return TypeId::INVALID;
            }
            let iface = self.store.implicit_interface(t);
            self.later(Action::Interface { ty: iface });
            return iface;
        }
        let t = self.typ_or_constraint(e);
        if self.store.is_type_param(t) {
            self.error(self.pos(e), "MisplacedTypeParam", "cannot use a type parameter as constraint");
            return TypeId::INVALID;
        }
        t
    }
}
