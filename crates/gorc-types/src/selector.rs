//! Selectors: qualified identifiers, fields, method values and method expressions.

use crate::checker::*;
use crate::ids::*;
use crate::info::{Mode, Selection, SelectionKind};
use crate::lookup::{Lookup, LookupResult};
use crate::object::*;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;
use gorc_syntax::Symbol;
use gorc_syntax::ast::{ExprId, ExprKind};

impl<'a> Checker<'a> {
    /// Checks `x.sel`.
    pub(crate) fn selector(&mut self, e: ExprId, xe: ExprId, sel: ExprId, want_type: bool) -> Operand {
        let ast = self.env.ast;
        let sym = ast.name_of(sel);
        if let ExprKind::Ident(pkg_sym) = ast[xe].kind {
            let o = self.lookup(pkg_sym, ast[xe].pos);
            if o.is_some() && self.store[o].kind == ObjKind::PkgName {
                self.record_object(xe, o);
                self.use_pkg_name(o);
                return self.qualified(e, o, sel, sym);
            }
        }
        let x = self.raw_operand_of_selector(xe);
        if x.is_invalid() {
            return Operand::invalid(e);
        }
        if x.mode == Mode::Builtin {
            let pos = self.node_pos(e);
            let xs = self.operand_str(&x);
            self.error(pos, "InvalidSelector", format!("invalid use of {xs} in selector expression"));
            return Operand::invalid(e);
        }
        // The type may still be under declaration.
        self.resolve_operand_type(x.ty);
        let (base, _) = self.store.deref(x.ty);
        if self.report_incomplete(base) {
            return Operand::invalid(e);
        }
        if want_type {
            let s = self.expr_str(e);
            let pos = self.pos(sel);
            self.error(pos, "NotAType", format!("{s} is not a type"));
            return Operand::invalid(e);
        }
        let addressable = x.mode == Mode::Variable;
        let l = self.store.lookup_field_or_method(x.ty, addressable, self.env.pkg, sym, false);
        if !l.found() {
            self.selector_error(e, &x, sel, sym, &l);
            return Operand::invalid(e);
        }
        if self.store[l.obj].kind == ObjKind::Func {
            self.obj_decl(l.obj);
        }
        self.record_object(sel, l.obj);
        if x.mode == Mode::Type && self.store[l.obj].kind == ObjKind::Var {
            let ts = self.type_str(x.ty);
            let msg = format!("operand for field selector {sym} must be value of type {ts}");
            self.error(self.pos(xe), "MissingFieldOrMethod", msg);
            return Operand::invalid(e);
        }
        if x.mode == Mode::Type {
            return self.method_expr(e, &x, sel, sym, l);
        }
        match self.store[l.obj].kind {
            ObjKind::Var => self.field(e, x, l),
            _ => self.method_value(e, xe, x, l),
        }
    }

    fn raw_operand_of_selector(&mut self, xe: ExprId) -> Operand {
        let mut x = self.raw_expr(TypeId::NONE, xe, false);
        if x.mode == Mode::NoValue {
            self.exclude(&mut x, false, false);
        }
        self.single_value(&mut x);
        x
    }

    /// Makes sure that a declared type is resolved before its fields and methods are looked at.
    fn resolve_operand_type(&mut self, t: TypeId) {
        let (base, _) = self.store.deref(t);
        if let Some(n) = self.store.as_named(base) {
            let o = n.obj;
            if self.store[o].color == Color::White {
                self.obj_decl(o);
            }
        }
    }

    /// `pkg.Name`
    fn qualified(&mut self, e: ExprId, pkg_name: ObjId, sel: ExprId, sym: Symbol) -> Operand {
        if self.store[pkg_name].has(ObjFlags::BAD) {
            return Operand::invalid(e);
        }
        let pkg = PkgId(self.store[pkg_name].data);
        let scope = self.store[pkg].scope;
        let o = self.store.scope_get(scope, sym);
        let pos = self.pos(sel);
        if o.is_none() {
            let s = self.expr_str(e);
            let other = self.other_case(scope, sym);
            if !gorc_syntax::unicode::is_identifier(sym.as_str()) {
                return Operand::invalid(e);
            }
            self.error(pos, "UndeclaredImportedName", format!("undefined: {s}{other}"));
            return Operand::invalid(e);
        }
        if !is_exported(sym) {
            let name = self.store[pkg].name;
            self.error(pos, "UnexportedName", format!("name {sym} not exported by package {name}"));
        }
        self.obj_decl(o);
        self.record_object(sel, o);
        let ty = self.store[o].ty;
        match self.store[o].kind {
            ObjKind::Const => {
                if !self.store.is_valid(ty) {
                    return Operand::invalid(e);
                }
                let v = self.store[ConstId(self.store[o].data)].clone();
                Operand::constant(ty, v, e)
            }
            ObjKind::TypeName => {
                if !self.store.is_valid(ty) {
                    return Operand::invalid(e);
                }
                Operand::new(Mode::Type, ty, e)
            }
            ObjKind::Var => {
                if !self.store.is_valid(ty) {
                    return Operand::invalid(e);
                }
                Operand::new(Mode::Variable, ty, e)
            }
            ObjKind::Func => Operand::new(Mode::Value, ty, e),
            ObjKind::Builtin => {
                let mut x = Operand::new(Mode::Builtin, TypeId::INVALID, e);
                x.builtin = Some(Builtin::from_index(self.store[o].data));
                x
            }
            _ => Operand::invalid(e),
        }
    }

    /// A hint at an exported object of a package whose name differs only in case.
    fn other_case(&self, scope: ScopeId, sym: Symbol) -> String {
        let folded = sym.as_str().to_lowercase();
        let found = self
            .store
            .scope_objects(scope)
            .map(|o| self.store[o].name)
            .filter(|n| is_exported(*n) && n.as_str().to_lowercase() == folded)
            .min_by_key(|n| n.as_str());
        match found {
            Some(n) => format!(" (but have {n})"),
            None => String::new(),
        }
    }

    fn record_selection(&mut self, e: ExprId, kind: SelectionKind, recv: TypeId, l: Lookup) {
        let s = Selection { kind, recv, obj: l.obj, path: l.path, indirect: l.indirect, holder: l.holder };
        self.cur_info().set_selection(e, s);
    }

    fn field(&mut self, e: ExprId, mut x: Operand, l: Lookup) -> Operand {
        let ty = self.store[l.obj].ty;
        x.mode = if x.mode == Mode::Variable || l.indirect { Mode::Variable } else { Mode::Value };
        self.record_selection(e, SelectionKind::Field, x.ty, l);
        x.ty = ty;
        x
    }

    fn method_value(&mut self, e: ExprId, xe: ExprId, mut x: Operand, l: Lookup) -> Operand {
        self.add_dependency(l.obj);
        if self.store[l.obj].has(ObjFlags::PTR_RECV) && x.mode == Mode::Variable {
            // x.m takes &x unless a pointer is on the way.
            if !l.indirect {
                self.mark_address_taken(xe);
            }
        }
        let sig = self.store.method_signature(l.obj, l.holder);
        let Some(mut s) = self.store.as_signature(sig) else { return Operand::invalid(e) };
        s.recv = ObjId::NONE;
        s.recv_tparams = TypeList::EMPTY;
        x.ty = if s.tparams.is_empty() && self.store.as_signature(sig) == Some(s) {
            sig
        } else {
            self.store.new_signature(s)
        };
        let recv = self.cur_info().type_of(xe);
        self.record_selection(e, SelectionKind::Method, recv, l);
        x.mode = Mode::Value;
        x
    }

    fn method_expr(&mut self, e: ExprId, x: &Operand, sel: ExprId, sym: Symbol, l: Lookup) -> Operand {
        if self.store[l.obj].kind != ObjKind::Func {
            let (s, t) = (self.expr_str(e), self.type_str(x.ty));
            let pos = self.pos(sel);
            self.error(pos, "MissingFieldOrMethod", format!("{s} undefined (type {t} has no method {sym})"));
            return Operand::invalid(e);
        }
        self.add_dependency(l.obj);
        let sig = self.store.method_signature(l.obj, l.holder);
        let Some(s) = self.store.as_signature(sig) else { return Operand::invalid(e) };
        let (recv_name, pos) = if s.recv.is_some() {
            (self.store[s.recv].name, self.store[s.recv].pos)
        } else {
            (self.syms.empty, gorc_syntax::Pos::NONE)
        };
        // As soon as one parameter is named, all must be.
        let named = !s.params.is_empty() && {
            let first = self.store.obj_at(s.params, 0);
            self.store[first].name != self.syms.empty
        };
        let name = match named {
            true if recv_name == self.syms.empty => self.store.blank,
            true => recv_name,
            false => self.syms.empty,
        };
        let recv = self.store.new_var(name, pos, self.env.pkg, x.ty, ObjFlags::PARAM);
        let mut params = vec![recv];
        params.extend_from_slice(&self.store[s.params]);
        let params = self.store.obj_list(&params);
        let ty = self.store.new_signature(Signature {
            recv: ObjId::NONE,
            recv_tparams: TypeList::EMPTY,
            params,
            ..s
        });
        self.record_selection(e, SelectionKind::MethodExpr, x.ty, l);
        Operand::new(Mode::Value, ty, e)
    }

    // ---- errors -----------------------------------------------------------------------------------------

    fn selector_error(&mut self, e: ExprId, x: &Operand, sel: ExprId, sym: Symbol, l: &Lookup) {
        if !self.store.is_valid(x.ty) {
            return;
        }
        if !self.store.is_type_param(x.ty) && self.store.under(x.ty) == TypeId::INVALID {
            return;
        }
        let pos = self.pos(sel);
        let s = self.expr_str(e);
        if l.result == LookupResult::Ambiguous {
            self.error(pos, "AmbiguousSelector", format!("ambiguous selector {s}"));
            return;
        }
        if l.result == LookupResult::NeedsPointer {
            let msg = if x.mode == Mode::Type {
                let t = self.type_str(x.ty);
                let s = format!("{t}.{sym}");
                format!("invalid method expression {s} (needs pointer receiver (*{t}).{sym})")
            } else {
                format!("cannot call pointer method {sym} on {}", self.type_str(x.ty))
            };
            self.error(pos, "InvalidMethodExpr", msg);
            return;
        }
        let why = self.missing_member(x, sym);
        self.error(pos, "MissingFieldOrMethod", format!("{s} undefined ({why})"));
    }

    /// Why a type has no such field or method, with the nearest thing it has.
    fn missing_member(&mut self, x: &Operand, sym: Symbol) -> String {
        let t = x.ty;
        let ts = self.type_str(t);
        let what = "field or method";
        let tu = self.store.under(t);
        let (base, is_ptr) = self.store.deref(tu);
        if is_ptr && matches!(self.store.under_type(base), Type::Interface(_)) {
            return if self.store.is_type_param(base) {
                format!("type {ts} is pointer to type parameter, not type parameter")
            } else {
                format!("type {ts} is pointer to interface, not interface")
            };
        }
        let pkg = self.env.pkg;
        // A field of another package, or one that differs in capitalisation only.
        let alt = self.store.lookup_field_or_method(t, x.mode == Mode::Variable, pkg, sym, true);
        if alt.obj.is_some() {
            let o = &self.store[alt.obj];
            let (name, kind, opkg) = (o.name, o.kind, o.pkg);
            let alt_what = if kind == ObjKind::Func { "method" } else { "field" };
            match misspelling(name, sym, opkg != pkg) {
                Misspelling::None => {}
                Misspelling::Inaccessible => return format!("cannot refer to unexported {alt_what} {name}"),
                Misspelling::Unexported => {
                    return format!(
                        "type {ts} has no {what} {sym}, but does have unexported {alt_what} {name}"
                    );
                }
                Misspelling::Other => {
                    return format!("type {ts} has no {what} {sym}, but does have {alt_what} {name}");
                }
            }
        }
        format!("type {ts} has no {what} {sym}")
    }
}

/// How a name that was found relates to the name looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Misspelling {
    /// Nothing worth mentioning.
    None,
    /// The same name, not exported by the other package.
    Inaccessible,
    /// Exported and unexported spelling of the same name.
    Unexported,
    /// Differs in capitalisation.
    Other,
}

/// Compares a name found regardless of case with the name looked for; `foreign` if it belongs to another package.
pub(crate) fn misspelling(found: Symbol, wanted: Symbol, foreign: bool) -> Misspelling {
    if !foreign {
        return Misspelling::Other;
    }
    if found == wanted {
        return Misspelling::Inaccessible;
    }
    let tail = |s: Symbol| {
        let mut c = s.as_str().chars();
        c.next();
        c.as_str()
    };
    match (is_exported(wanted), is_exported(found), tail(found) == tail(wanted)) {
        (true, true, _) | (false, true, true) => Misspelling::Other,
        (true, false, true) => Misspelling::Unexported,
        _ => Misspelling::None,
    }
}
