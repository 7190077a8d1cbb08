//! Limits on the sizes of types that gc's back end sets: arrays fit the address space, elements of channels 64 KiB.
//!
//! gc looks at a type when it lays it out, which is when it comes to the declaration of a variable, type or function that mentions it,
//! and reports it there. This pass goes over a package without other errors the same way. Nearly all packages have no
//! such types, which a look at the types made while checking them shows. Read next: `frames.rs`.

use crate::checker::*;
use crate::ids::*;
use crate::object::*;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{self, DeclKind, ExprId, ExprKind};

/// What a type must be smaller than.
const MAX_WIDTH: i64 = 1 << 50;
/// What a package-level variable must not be larger than.
const MAX_SYMBOL: i64 = 2_000_000_000;
/// Elements of channels are smaller than this.
const MAX_ELEM: i64 = 1 << 16;
/// Types below this size are of no interest to any limit.
pub(crate) const LARGE: i64 = 1 << 16;
/// How deep types are looked into.
const MAX_DEPTH: u32 = 100;

impl<'a> Checker<'a> {
    /// Reports types of a package that are too large, and functions whose frames are. `first_type` is the first type that was
    /// made for the package.
    pub(crate) fn check_sizes(&mut self, pkg: PkgId, first_type: usize) {
        if !self.makes_large_types(first_type) {
            return;
        }
        let errors = self.errors;
        for file in self.store[pkg].files.clone() {
            self.env = self.file_env(file);
            let ast = self.env.ast;
            let mut exprs: Vec<ExprId> = (0..ast.expr_count()).map(ExprId::from_index).collect();
            exprs.sort_by_key(|&e| ast[e].pos);
            for &decl in &ast[ast.decls] {
                self.declared_sizes(decl, &exprs);
            }
        }
        if self.errors == errors {
            self.check_frames(pkg);
        }
    }

    /// Whether any array or channel type is so large that a limit may matter.
    fn makes_large_types(&mut self, first: usize) -> bool {
        let literals = std::mem::take(&mut self.long_literals);
        literals
            || (first..self.store.type_count()).any(|i| {
                let t = TypeId(i as u32);
                match self.store.ty(t) {
                    Type::Array(_, n) if n > 0 => self.is_large(t),
                    Type::Chan(_, elem) => self.is_large(elem),
                    _ => false,
                }
            })
    }

    fn is_large(&mut self, t: TypeId) -> bool {
        !self.size_varies(t) && !(0..LARGE).contains(&self.store.sizeof(t))
    }

    /// Looks at the types that a declaration and what is in it mention. `exprs` are the file's expressions in source order.
    fn declared_sizes(&mut self, decl: ast::DeclId, exprs: &[ExprId]) {
        let ast = self.env.ast;
        let from = exprs.partition_point(|&e| ast[e].pos < ast[decl].pos);
        let to = exprs.partition_point(|&e| ast[e].pos < ast[decl].end);
        let inside = &exprs[from..to];
        match ast[decl].kind {
            DeclKind::Type { name, tparams, ty, .. } if tparams.is_empty() => {
                let t = self.cur_info().type_of(ty);
                self.report_size(t, ast[name].pos);
            }
            DeclKind::Var { names, .. } => {
                let at = ast[names].first().map_or(ast[decl].pos, |&n| ast[n].pos);
                self.mentioned_sizes(inside, at);
                ast[names].iter().for_each(|&name| self.symbol_size(name));
            }
            DeclKind::Func { name, body: Some(_), tparams, .. } if tparams.is_empty() => {
                self.mentioned_sizes(inside, ast[name].pos);
            }
            _ => {}
        }
    }

    /// Reports a package-level variable that is too large for an object file.
    fn symbol_size(&mut self, name: ExprId) {
        let ast = self.env.ast;
        let o = self.cur_info().object(name);
        let size = self.store.sizeof(self.store[o].ty);
        if size <= MAX_SYMBOL || size >= MAX_WIDTH || ast.name_of(name).as_str() == "_" {
            return;
        }
        let path = self.store[self.env.pkg].path;
        let name_text = ast.name_of(name);
        let message = format!("{path}.{name_text}: symbol too large ({size} bytes > {MAX_SYMBOL} bytes)");
        self.error(ast[name].pos, "TypeTooLarge", message);
    }

    /// Looks at expressions; each is reported at the variable or type declared last.
    fn mentioned_sizes(&mut self, exprs: &[ExprId], at: Pos) {
        let ast = self.env.ast;
        let mut at = at;
        for &e in exprs {
            let info = self.cur_info();
            let (o, ty) = (info.object(e), info.type_of(e));
            if o.is_some() && self.store[o].pos == ast[e].pos && !self.is_parameter(o) {
                at = ast[e].pos;
                let declared = self.store[o].ty;
                self.report_size(declared, at);
            } else if !matches!(ast[e].kind, ExprKind::Ident(_)) && ty.is_some() {
                self.report_size(ty, at);
            }
        }
    }

    fn is_parameter(&self, o: ObjId) -> bool {
        let o = &self.store[o];
        o.kind != ObjKind::Var || o.has(ObjFlags::PARAM) || o.has(ObjFlags::RESULT) || o.has(ObjFlags::FIELD)
    }

    /// Reports what is too large in a type that is laid out at `pos`.
    fn report_size(&mut self, t: TypeId, pos: Pos) {
        // Declared types are looked at where they are declared, but for channels.
        let t = match self.store.under_type(t) {
            Type::Chan(..) => self.store.under(t),
            _ => t,
        };
        let mut messages = Vec::new();
        self.size_messages(t, 0, &mut messages);
        for message in messages {
            self.error(pos, "TypeTooLarge", message);
        }
    }

    fn size_messages(&mut self, t: TypeId, depth: u32, out: &mut Vec<String>) {
        if depth > MAX_DEPTH || t.is_none() {
            return;
        }
        let depth = depth + 1;
        match self.store.get(t) {
            Type::Pointer(e) | Type::Slice(e) => self.size_messages(e, depth, out),
            Type::Array(e, n) => {
                self.size_messages(e, depth, out);
                if self.size_varies(e) {
                    return;
                }
                let size = self.store.sizeof(e);
                if size != 0 && (size < 0 || n > (MAX_WIDTH - 1) / size) && out.is_empty() {
                    out.push(format!("type {} larger than address space", self.type_str(t)));
                }
            }
            Type::Map(k, v) => {
                self.size_messages(k, depth, out);
                self.size_messages(v, depth, out);
            }
            Type::Chan(_, e) => {
                self.size_messages(e, depth, out);
                if !self.size_varies(e) && !(0..MAX_ELEM).contains(&self.store.sizeof(e)) {
                    out.push("channel element type too large (>64kB)".into());
                }
            }
            Type::Struct(s) => {
                let fields = self.store.struct_data(s).fields;
                self.var_sizes(fields, depth, out);
            }
            Type::Signature(s) => {
                let sig = self.store.sig_data(s);
                self.var_sizes(sig.params, depth, out);
                self.var_sizes(sig.results, depth, out);
            }
            Type::Interface(i) => {
                let methods = self.store.iface_data(i).methods;
                self.var_sizes(methods, depth, out);
            }
            _ => {}
        }
    }

    fn var_sizes(&mut self, vars: ObjList, depth: u32, out: &mut Vec<String>) {
        for i in 0..vars.len() {
            let ty = self.store[self.store.obj_at(vars, i)].ty;
            self.size_messages(ty, depth, out);
        }
    }
}
