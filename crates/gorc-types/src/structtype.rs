//! Struct and interface types, unions and embedded elements.

use crate::checker::*;
use crate::delayed::Action;
use crate::ids::*;
use crate::info::Mode;
use crate::members::MemberKey;
use crate::object::*;
use crate::types::*;
use gorc_syntax::ast::{self, BinaryOp, ExprId, ExprKind, LitKind, UnaryOp};
use gorc_syntax::{Diagnostic, Pos, Symbol};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A union may have no more terms, as in gc.
const MAX_TERMS: usize = 100;

impl<'a> Checker<'a> {
    pub(crate) fn struct_type(&mut self, fields: &[ast::Field]) -> TypeId {
        let ast = self.env.ast;
        let mut vars: SmallVec<[ObjId; 16]> = SmallVec::new();
        let mut tags: Option<Vec<Option<Box<[u8]>>>> = None;
        let mut seen: FxHashMap<Symbol, ObjId> = FxHashMap::default();
        let mut prev: Option<(ExprId, TypeId)> = None;
        for (i, f) in fields.iter().enumerate() {
            let v = match f.name {
                Some(n) => {
                    let ty = match prev {
                        Some((e, t)) if e == f.ty => t,
                        _ => self.var_type(f.ty),
                    };
                    prev = Some((f.ty, ty));
                    let v = self.store.new_var(ast.name_of(n), ast[n].pos, self.env.pkg, ty, ObjFlags::FIELD);
                    self.record_object(n, v);
                    v
                }
                None => {
                    let Some(v) = self.embedded_field(f) else { continue };
                    v
                }
            };
            self.store[v].data = vars.len() as u32;
            if !self.declare_member(v, &mut seen) {
                continue;
            }
            if let Some(tag) = f.tag {
                let n = vars.len();
                tags.get_or_insert_with(|| vec![None; n]);
                if let Some(tags) = &mut tags {
                    tags.resize(n, None);
                    tags.push(self.tag_value(tag));
                }
            }
            vars.push(v);
            let _ = i;
        }
        let n = vars.len();
        let tags = tags.map(|mut t| {
            t.resize(n, None);
            t.into_boxed_slice()
        });
        let fields = self.store.obj_list(&vars);
        self.store.new_struct(Struct { fields, tags })
    }

    /// The text of a field's tag.
    fn tag_value(&mut self, e: ExprId) -> Option<Box<[u8]>> {
        match self.env.ast[e].kind {
            // The parser takes any literal.
            ExprKind::BasicLit { kind, text, .. } if kind != LitKind::String => {
                let text = text.as_str().replace('\\', "\\\\");
                let message = format!("invalid syntax tree: incorrect tag syntax: \"{text}\"");
                self.error(self.pos(e), "InvalidSyntaxTree", message);
                None
            }
            ExprKind::BasicLit { text, bad: false, .. } => {
                crate::constant::parse_string(text.as_str()).map(Into::into)
            }
            _ => None,
        }
    }

    /// Field and method names must be unique in their struct or interface.
    fn declare_member(&mut self, v: ObjId, seen: &mut FxHashMap<Symbol, ObjId>) -> bool {
        let name = self.store[v].name;
        if name == self.store.blank {
            return true;
        }
        if let Some(&other) = seen.get(&name) {
            let d = Diagnostic::error(self.store[v].pos, "DuplicateDecl", format!("{name} redeclared"))
                .with_note(self.store[other].pos, format!("other declaration of {name}"));
            self.report(d);
            return false;
        }
        seen.insert(name, v);
        true
    }

    fn embedded_field(&mut self, f: &ast::Field) -> Option<ObjId> {
        let ast = self.env.ast;
        let ident = self.embedded_name(f.ty);
        let ty = self.var_type(f.ty);
        let (name, pos) = match ident {
            Some(id) => (ast.name_of(id), ast[id].pos),
            None => {
                let msg = format!("invalid embedded field type {}", self.expr_str(f.ty));
                self.error(self.pos(f.ty), "InvalidSyntaxTree", msg);
                (self.store.blank, f.pos)
            }
        };
        let flags = ObjFlags::FIELD | ObjFlags::EMBEDDED;
        let v = self.store.new_var(name, pos, self.env.pkg, ty, flags);
        let pos = self.pos(f.ty);
        self.later(Action::Embedded { ty, pos });
        Some(v)
    }

    /// The identifier that names an embedded field.
    fn embedded_name(&self, e: ExprId) -> Option<ExprId> {
        let ast = self.env.ast;
        match ast[e].kind {
            ExprKind::Ident(_) => Some(e),
            ExprKind::Star { x } => match ast[x].kind {
                ExprKind::Star { .. } => None,
                _ => self.embedded_name(x),
            },
            ExprKind::Paren { x, .. } => self.embedded_name(x),
            ExprKind::Selector { sel, .. } => Some(sel),
            ExprKind::Index { x, .. } => self.embedded_name(x),
            _ => None,
        }
    }

    /// What may be embedded in a struct.
    pub(crate) fn check_embedded(&mut self, ty: TypeId, pos: Pos) {
        let (t, is_ptr) = self.store.deref(ty);
        if self.store.is_type_param(t) {
            self.error(
                pos,
                "MisplacedTypeParam",
                "embedded field type cannot be a (pointer to a) type parameter",
            );
            return;
        }
        let msg = match self.store.under_type(t) {
            Type::Basic(BasicKind::UnsafePointer) => "embedded field type cannot be unsafe.Pointer",
            Type::Pointer(_) => "embedded field type cannot be a pointer",
            Type::Interface(_) if is_ptr => "embedded field type cannot be a pointer to an interface",
            _ => return,
        };
        self.error(pos, "InvalidPtrEmbed", msg);
    }

    // ---- interfaces -------------------------------------------------------------------------------------

    pub(crate) fn interface_type(&mut self, elems: &[ast::Field]) -> TypeId {
        let ast = self.env.ast;
        let mut methods: SmallVec<[ObjId; 8]> = SmallVec::new();
        let mut embeds: SmallVec<[TypeId; 4]> = SmallVec::new();
        let mut positions = Vec::new();
        for f in elems {
            let Some(name) = f.name else {
                let t = self.embedded_elem(f.ty);
                embeds.push(t);
                positions.push(self.pos(f.ty));
                continue;
            };
            let sym = ast.name_of(name);
            if sym == self.store.blank {
                self.error(ast[name].pos, "BlankIfaceMethod", "methods must have a unique non-blank name");
                continue;
            }
            let saved = self.env;
            let (sig, _) = self.func_type(f.ty, None, ast::List::EMPTY, None);
            self.env = saved;
            self.cur_info().set(f.ty, Mode::Type, sig, ConstId::NONE);
            let mut o = Object::new(ObjKind::Func, sym, ast[name].pos, self.env.pkg, sig);
            o.set(ObjFlags::METHOD | ObjFlags::INTERFACE_METHOD);
            let o = self.store.new_object(o);
            self.record_object(name, o);
            methods.push(o);
        }
        // In order of names, as gc keeps (and prints) them.
        methods.sort_by_key(|&m| self.store[m].name.as_str());
        let methods = self.store.obj_list(&methods);
        let embeds = self.store.type_list(&embeds);
        let ty = self.store.new_interface(Interface {
            methods,
            embeds,
            embed_pos: positions.into(),
            implicit: false,
            complete: true,
            tset: TypeSetId::NONE,
        });
        if !elems.is_empty() {
            self.later(Action::Interface { ty });
        }
        ty
    }

    /// An embedded element: a type, `~T`, or a union of such terms.
    pub(crate) fn embedded_elem(&mut self, e: ExprId) -> TypeId {
        let ast = self.env.ast;
        match ast[e].kind {
            ExprKind::Binary { op: BinaryOp::Or, .. } | ExprKind::Unary { op: UnaryOp::Tilde, .. } => {}
            _ => {
                let t = self.typ_or_constraint(e);
                if self.store.is_type_param(t) {
                    self.error(self.pos(e), "MisplacedTypeParam", "term cannot be a type parameter");
                    return TypeId::INVALID;
                }
                return t;
            }
        }
        let mut exprs = Vec::new();
        flatten_union(ast, e, &mut exprs);
        let mut terms = Vec::new();
        for &x in &exprs {
            let (tilde, te) = match ast[x].kind {
                ExprKind::Unary { op: UnaryOp::Tilde, x } => (true, x),
                _ => (false, x),
            };
            let ty = self.typ_or_constraint(te);
            if tilde {
                self.cur_info().set(x, Mode::Type, ty, ConstId::NONE);
            }
            let ty = if self.store.is_type_param(ty) {
                let msg = if tilde {
                    format!("type in term {} cannot be a type parameter", self.expr_str(x))
                } else {
                    "term cannot be a type parameter".to_string()
                };
                self.error(self.pos(te), "MisplacedTypeParam", msg);
                TypeId::INVALID
            } else {
                ty
            };
            terms.push(Term { tilde, ty });
            if terms.len() == MAX_TERMS + 1 {
                self.too_many_terms(self.pos(x));
            }
        }
        if terms.len() > MAX_TERMS {
            self.cur_info().set(e, Mode::Type, TypeId::INVALID, ConstId::NONE);
            return TypeId::INVALID;
        }
        let ty = self.store.new_union(&terms);
        self.cur_info().set(e, Mode::Type, ty, ConstId::NONE);
        self.later(Action::Union { ty, terms: exprs });
        ty
    }

    fn too_many_terms(&mut self, pos: Pos) {
        let msg = format!("cannot handle more than {MAX_TERMS} union terms (implementation limitation)");
        self.error(pos, "InvalidUnion", msg);
    }

    /// Terms must be disjoint, `~T` needs a `T` that is its own underlying type, and unions cannot hold methods.
    pub(crate) fn check_union(&mut self, ty: TypeId, exprs: &[ExprId]) {
        let Type::Union(u) = self.store.ty(ty) else { return };
        let terms = self.store.unions[u as usize].terms.clone();
        if self.store.normalized_union(u).is_some_and(|terms| terms.len() > MAX_TERMS) {
            self.too_many_terms(self.pos(exprs[0]));
        }
        for (i, t) in terms.iter().enumerate() {
            if !self.store.is_valid(t.ty) {
                continue;
            }
            let u = self.store.under(t.ty);
            let pos = self.pos(exprs[i]);
            let name = self.term_str(Term { tilde: false, ty: t.ty });
            if let Type::Interface(iface) = self.store.ty(u) {
                if t.tilde {
                    let msg = format!("invalid use of ~ ({} is an interface)", self.type_str(t.ty));
                    self.error(pos, "InvalidUnion", msg);
                    continue;
                }
                if terms.len() > 1 {
                    let set = self.store.type_set(iface);
                    if !set.methods.is_empty() {
                        let msg = format!("cannot use {name} in union ({name} contains methods)");
                        self.error(pos, "InvalidUnion", msg);
                    } else if t.ty == TypeId::COMPARABLE {
                        self.error(pos, "InvalidUnion", "cannot use comparable in union");
                    } else if set.comparable {
                        let msg = format!("cannot use {name} in union ({name} embeds comparable)");
                        self.error(pos, "InvalidUnion", msg);
                    }
                }
                continue;
            }
            if t.tilde && !self.store.identical(u, t.ty) {
                let (name, u) = (self.type_str(t.ty), self.type_str(u));
                let msg = format!("invalid use of ~ (underlying type of {name} is {u})");
                self.error(pos, "InvalidUnion", msg);
                continue;
            }
            for (j, o) in terms[..i].iter().enumerate() {
                let _ = j;
                if !self.store.is_valid(o.ty) || matches!(self.store.under_type(o.ty), Type::Interface(_)) {
                    continue;
                }
                if !self.store.terms_disjoint(*o, *t) {
                    let (a, b) = (self.term_str(*t), self.term_str(*o));
                    self.soft_error(pos, "InvalidUnion", format!("overlapping terms {a} and {b}"));
                    break;
                }
            }
        }
    }

    pub(crate) fn term_str(&self, t: Term) -> String {
        // gc prints terms with full package paths.
        let q = crate::typestring::Qualifier { full_paths: true, ..Default::default() };
        format!("{}{}", if t.tilde { "~" } else { "" }, self.store.type_string_with(t.ty, q))
    }

    /// Methods of an interface, embedded ones included, must be distinct.
    pub(crate) fn check_interface(&mut self, ty: TypeId) {
        let Type::Interface(i) = self.store.ty(ty) else { return };
        let iface = &self.store.ifaces[i as usize];
        let (own, embeds) = (iface.methods, iface.embeds);
        let positions = iface.embed_pos.clone();
        // With the place where each comes in.
        let mut all: FxHashMap<MemberKey, (ObjId, Pos)> = FxHashMap::default();
        for k in 0..own.len() {
            let m = self.store.obj_at(own, k);
            let (key, name, pos) = (self.store.member_key(m), self.store[m].name, self.store[m].pos);
            if let Some(&(_, at)) = all.get(&key) {
                let d = Diagnostic::error(pos, "DuplicateDecl", format!("duplicate method {name}"))
                    .with_note(at, format!("other declaration of method {name}"));
                self.report(d);
                continue;
            }
            all.insert(key, (m, pos));
        }
        for k in 0..embeds.len() {
            let e = self.store.type_at(embeds, k);
            let pos = positions.get(k).copied().unwrap_or(Pos::NONE);
            let Type::Interface(j) = self.store.under_type(e) else {
                if !self.allow_version(18) && self.store.under(e) != TypeId::INVALID {
                    let what = self.type_str(e);
                    let kind = if matches!(self.store.ty(e), Type::Union(_)) {
                        "interface element"
                    } else {
                        "non-interface type"
                    };
                    self.version_error(pos, 18, &format!("embedding {kind} {what}"));
                    self.drop_embedded(i, k);
                }
                continue;
            };
            let methods = self.store.type_set(j).methods.clone();
            for &m in &*methods {
                let (key, name) = (self.store.member_key(m), self.store[m].name);
                if let Some(&(other, at)) = all.get(&key) {
                    let overlap = self.allow_version(14);
                    if other == m && overlap {
                        continue;
                    }
                    let (a, b) = (self.store[other].ty, self.store[m].ty);
                    if !overlap || !self.store.identical(a, b) {
                        let d = Diagnostic::error(pos, "DuplicateDecl", format!("duplicate method {name}"))
                            .with_note(at, format!("other declaration of method {name}"));
                        self.report(d);
                    }
                    continue;
                }
                all.insert(key, (m, pos));
            }
        }
        self.store.type_set_id(i);
    }
}

impl Checker<'_> {
    /// Makes an embedded element count for nothing: the language version does not know it.
    fn drop_embedded(&mut self, iface: u32, element: usize) {
        let mut embeds = self.store[self.store.ifaces[iface as usize].embeds].to_vec();
        embeds[element] = TypeId::INVALID;
        let embeds = self.store.type_list(&embeds);
        let iface = &mut self.store.ifaces[iface as usize];
        iface.embeds = embeds;
        iface.tset = TypeSetId::NONE;
    }
}

fn flatten_union(ast: &ast::File, e: ExprId, out: &mut Vec<ExprId>) {
    let mut stack = vec![e];
    while let Some(e) = stack.pop() {
        match ast[e].kind {
            ExprKind::Binary { op: BinaryOp::Or, x, y, .. } => {
                stack.push(y);
                stack.push(x);
            }
            _ => out.push(e),
        }
    }
}
