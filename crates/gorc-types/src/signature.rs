//! Function types: parameters, results, receivers and their type parameters.
//!
//! Parameter names are declared in the function's scope only after all types have been evaluated, so a parameter never shadows
//! a type of its own signature; type parameters are declared there first.

use crate::checker::*;
use crate::delayed::Action;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{self, ExprId, ExprKind};
use smallvec::SmallVec;

/// A parameter to be declared once the signature is complete.
type Pending = SmallVec<[(Option<ExprId>, ObjId); 8]>;

impl<'a> Checker<'a> {
    /// Checks a function type; yields its type and its scope. `func` is the declared function it belongs to.
    pub(crate) fn func_type(
        &mut self,
        e: ExprId,
        recv: Option<ast::Field>,
        tparams: ast::List<ast::Field>,
        func: Option<ObjId>,
    ) -> (TypeId, ScopeId) {
        let ast = self.env.ast;
        let ExprKind::FuncType { params, results, .. } = ast[e].kind else {
            return (TypeId::INVALID, self.env.scope);
        };
        let saved = self.open_scope();
        let scope = self.env.scope;
        let mut sig = Signature::EMPTY;
        let mut pending = Pending::new();
        if let Some(r) = recv {
            let (var, list) = self.collect_receiver(&r, func);
            sig.recv = var;
            sig.recv_tparams = list;
            pending.push((r.name, var));
        }
        if !tparams.is_empty() {
            sig.tparams = self.collect_tparams(&ast[tparams], TypeId::NONE);
            // A function being declared is already known to be generic.
            if let Some(f) = func
                && let Type::Signature(s) = self.store.ty(self.store[f].ty)
            {
                self.store.sigs[s as usize].tparams = sig.tparams;
            }
        }
        let (list, variadic) = self.collect_params(&ast[params], ObjFlags::PARAM, true, &mut pending);
        sig.params = list;
        sig.variadic = variadic;
        let (list, _) = self.collect_params(&ast[results], ObjFlags::RESULT, false, &mut pending);
        sig.results = list;
        for (name, var) in pending {
            match name {
                Some(n) => {
                    self.record_object(n, var);
                    self.declare_in_scope(var, Pos::NONE);
                }
                None => self.store[var].parent = scope,
            }
        }
        self.env.scope = saved;
        (self.store.new_signature(sig), scope)
    }

    fn collect_params(
        &mut self,
        fields: &[ast::Field],
        kind: u32,
        variadic_ok: bool,
        pending: &mut Pending,
    ) -> (ObjList, bool) {
        if fields.is_empty() {
            return (ObjList::EMPTY, false);
        }
        let ast = self.env.ast;
        let mut vars: SmallVec<[ObjId; 8]> = SmallVec::new();
        let mut variadic = false;
        let mut prev: Option<(ExprId, TypeId)> = None;
        for (i, f) in fields.iter().enumerate() {
            let ty = match prev {
                Some((e, t)) if e == f.ty => t,
                _ => {
                    if let ExprKind::Ellipsis { elem } = ast[f.ty].kind {
                        let last = i + 1 == fields.len();
                        let t = self.var_type(elem);
                        if variadic_ok && last {
                            variadic = true;
                            let s = self.store.new_slice(t);
                            self.cur_info().set(f.ty, Mode::Type, s, ConstId::NONE);
                            s
                        } else {
                            let msg = "can only use ... with final parameter in list";
                            self.soft_error(self.pos(f.ty), "MisplacedDotDotDot", msg);
                            t
                        }
                    } else {
                        self.var_type(f.ty)
                    }
                }
            };
            prev = Some((f.ty, ty));
            let (name, pos) = match f.name {
                Some(n) => (ast.name_of(n), ast[n].pos),
                None => (self.syms.empty, f.pos),
            };
            let v = self.store.new_var(name, pos, self.env.pkg, ty, kind | ObjFlags::USED);
            vars.push(v);
            pending.push((f.name, v));
        }
        (self.store.obj_list(&vars), variadic)
    }

    fn collect_receiver(&mut self, r: &ast::Field, func: Option<ObjId>) -> (ObjId, TypeList) {
        let ast = self.env.ast;
        let mut base = ast.unparen(r.ty);
        let mut ptr = false;
        while let ExprKind::Star { x } = ast[base].kind {
            if ptr {
                break;
            }
            ptr = true;
            base = ast.unparen(x);
        }
        let mut list = TypeList::EMPTY;
        let ty = match ast[base].kind {
            ExprKind::Index { x, indices, .. } => {
                let (t, l) = self.generic_receiver(base, x, &ast[indices]);
                list = l;
                if ptr && self.store.is_valid(t) { self.store.new_pointer(t) } else { t }
            }
            _ => {
                let t = self.var_type(r.ty);
                self.no_instantiated_alias(base, t)
            }
        };
        if let Some(f) = func
            && ptr
        {
            self.store[f].set(ObjFlags::PTR_RECV);
        }
        let (name, pos) = match r.name {
            Some(n) => (ast.name_of(n), ast[n].pos),
            None => (self.syms.empty, r.pos),
        };
        let var = self.store.new_var(
            name,
            pos,
            self.env.pkg,
            ty,
            ObjFlags::RECV | ObjFlags::PARAM | ObjFlags::USED,
        );
        let tpos = self.pos(base);
        self.later(Action::Receiver { recv: var, pos: tpos, generic: !list.is_empty() });
        (var, list)
    }

    /// `T[A, B]` as a receiver declares A and B with the constraints of T's type parameters.
    fn generic_receiver(&mut self, e: ExprId, base: ExprId, args: &[ExprId]) -> (TypeId, TypeList) {
        let ast = self.env.ast;
        // The base is looked up before the parameters are declared: T[T] is fine.
        let mut generic = self.generic_type(base, None);
        if let Type::Alias(_) = self.store.ty(generic)
            && self.store.is_valid(generic)
        {
            let msg = format!("cannot define new methods on generic alias type {}", self.type_str(generic));
            self.error(self.pos(base), "InvalidRecv", msg);
            generic = TypeId::INVALID;
        }
        let mut fresh: SmallVec<[TypeId; 4]> = SmallVec::new();
        for (i, &a) in args.iter().enumerate() {
            let name = match ast[a].kind {
                ExprKind::Ident(s) => s,
                ExprKind::Bad => self.store.blank,
                _ => {
                    let msg = format!("receiver type parameter {} must be an identifier", self.expr_str(a));
                    self.error(self.pos(a), "BadDecl", msg);
                    self.store.blank
                }
            };
            let t = self.declare_tparam(name, ast[a].pos, i as u32);
            if let Type::TypeParam(p) = self.store.ty(t) {
                self.store.tparams[p as usize].recv = true;
            }
            let o = self.store.as_tparam(t).map_or(ObjId::NONE, |p| p.obj);
            if matches!(ast[a].kind, ExprKind::Ident(_)) {
                self.record_object(a, o);
            }
            fresh.push(t);
        }
        let mut result = TypeId::INVALID;
        let origin = self.store.unalias(generic);
        let tparams = match self.store.ty(origin) {
            Type::Named(n) => self.store.named[n as usize].tparams,
            _ => TypeList::EMPTY,
        };
        if self.store.is_valid(generic) && !tparams.is_empty() {
            if !self.allow_version(18) {
                let pos = self.pos(base);
                self.version_error(pos, 18, "type instantiation");
            }
            if tparams.len() == fresh.len() {
                let from: SmallVec<[TypeId; 4]> = self.store[tparams].into();
                for (i, &t) in fresh.iter().enumerate() {
                    let bound = self.store.bound_of(from[i]);
                    let bound = self.store.subst(bound, &from, &fresh);
                    if let Type::TypeParam(p) = self.store.ty(t) {
                        self.store.tparams[p as usize].bound = bound;
                    }
                    self.mono_receiver(from[i], t);
                }
            } else {
                let n = fresh.len();
                let s = if n == 1 { "" } else { "s" };
                let want = tparams.len();
                let msg = format!(
                    "receiver declares {n} type parameter{s}, but receiver base type declares {want}"
                );
                self.error(self.pos(base), "BadRecv", msg);
            }
            result = self.store.instantiate(origin, &fresh);
        }
        self.cur_info().set(e, Mode::Type, result, ConstId::NONE);
        (result, self.store.type_list(&fresh))
    }

    /// The type of a receiver without type parameters, or invalid, with an error, if an alias in it stands for an instance.
    fn no_instantiated_alias(&mut self, base: ExprId, ty: TypeId) -> TypeId {
        let mut t = ty;
        loop {
            while let Type::Pointer(e) = self.store.ty(t) {
                t = e;
            }
            let Type::Alias(a) = self.store.ty(t) else { return ty };
            t = self.store.aliases[a as usize].rhs;
            while let Type::Pointer(e) = self.store.ty(t) {
                t = e;
            }
            let instance = match self.store.ty(t) {
                Type::Named(n) => !self.store.named[n as usize].targs.is_empty(),
                Type::Alias(a) => !self.store.aliases[a as usize].targs.is_empty(),
                Type::None => return ty,
                _ => false,
            };
            if instance {
                let msg = format!("cannot define new methods on instantiated type {}", self.type_str(t));
                self.error(self.pos(base), "InvalidRecv", msg);
                return TypeId::INVALID;
            }
        }
    }

    /// The receiver must be of a type defined in this package that may have methods.
    pub(crate) fn check_receiver(&mut self, recv: ObjId, pos: Pos, generic: bool) {
        let full = self.store[recv].ty;
        let (base, _) = self.store.deref(full);
        let name = self.type_str(base);
        let base = self.store.unalias(base);
        if !self.store.is_valid(base) {
            return;
        }
        match self.store.ty(base) {
            Type::Named(n) => {
                let n = &self.store.named[n as usize];
                let (obj, instance) = (n.obj, !n.targs.is_empty());
                if instance && !generic {
                    let msg =
                        format!("cannot define new methods on instantiated type {}", self.type_str(base));
                    self.error(pos, "InvalidRecv", msg);
                    return;
                }
                if self.store[obj].pkg != self.env.pkg {
                    let msg = format!("cannot define new methods on non-local type {name}");
                    self.error(pos, "InvalidRecv", msg);
                    return;
                }
                let cause = match self.store.under_type(base) {
                    Type::Basic(BasicKind::UnsafePointer) => "unsafe.Pointer",
                    Type::Pointer(_) | Type::Interface(_) => "pointer or interface type",
                    _ => return,
                };
                let msg = format!("invalid receiver type {name} ({cause})");
                self.error(pos, "InvalidRecv", msg);
            }
            Type::Basic(_) => {
                let msg = format!("cannot define new methods on non-local type {name}");
                self.error(pos, "InvalidRecv", msg);
            }
            _ => {
                let full = self.type_str(full);
                self.error(pos, "InvalidRecv", format!("invalid receiver type {full}"));
            }
        }
    }
}
