//! Func values: function literals, functions and methods as values, and the argument-less closures that `go` and
//! `defer` run.

use std::rc::Rc;

use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::ObjFlags;
use gorc_types::{FileId, ObjId, TypeId};
use gorc_types::{Mode, Selection};

use super::Program;
use super::body::Lower;
use super::call::{Target, TargetKind};
use super::operand::Operand;
use super::program::FnRef;
use super::storage::Storage;
use crate::entities::{Sym, Value};
use crate::ops::{CmpOp, Op};
use crate::types::{Field, Signature, Ty, TyKind};

/// A variable that a closure takes along.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Capture {
    pub obj: ObjId,
    /// Its address rather than its value.
    pub by_ref: bool,
    /// The type in the closure's struct.
    pub ty: Ty,
}

impl Lower<'_, '_, '_> {
    /// A function literal.
    pub fn func_lit(&mut self, e: ExprId) -> Value {
        let ty = self.ety(e);
        let ExprKind::FuncLit { body, .. } = self.ast[e].kind else { return self.b.emit(Op::Zero, ty) };
        let pos = self.ast[e].pos;
        let Some(lit) = self.p.c.info(self.file).func_lit(e).map(|l| self.p.c.func_lit(l).clone()) else {
            self.p.internal_at(pos, "function literal without facts".into());
            return self.b.emit(Op::Zero, ty);
        };
        let mut captures: Vec<Capture> = Vec::new();
        for &obj in &lit.captures {
            if self.storage.contains_key(&obj) {
                let ty = self.obj_ty(obj);
                let by_ref = self.needs_cell(obj) || self.p.is_large(ty);
                captures.push(self.capture(obj, by_ref));
            }
        }
        let name = self.nested_name("func");
        let sym = self.p.m.sym(&name);
        let sig = self.p.func_sig(ty).unwrap_or_default();
        let env_ty = self.env_type(&captures);
        let (params, results) = match self.p.c.store.as_signature(lit.sig) {
            Some(s) => (self.p.c.store[s.params].to_vec(), self.p.c.store[s.results].to_vec()),
            None => Default::default(),
        };
        let (file, env, generic) = (self.file, self.env.clone(), !self.env.is_empty());
        let mut child = Lower::new(self.p, sym, sig, file, env);
        child.nested = true;
        child.b.f.flags.dup_ok = generic;
        child.bind_captures(&captures, env_ty);
        child.begin(pos, body, &params, &results);
        child.body(body);
        let f = child.finish();
        self.p.add_function(f);
        self.at(pos);
        let values = self.capture_values(&captures);
        self.make_closure(sym, env_ty, values, ty)
    }

    /// How a variable is captured.
    pub fn capture(&mut self, obj: ObjId, by_ref: bool) -> Capture {
        let ty = self.obj_ty(obj);
        let ty = if by_ref { self.p.pointer_to(ty) } else { ty };
        Capture { obj, by_ref, ty }
    }

    /// The struct type `{code uintptr; captures…}`.
    pub fn env_type(&mut self, captures: &[Capture]) -> Ty {
        let tys: Vec<Ty> = captures.iter().map(|c| c.ty).collect();
        self.p.env_type(&tys)
    }

    /// The values a closure's struct is filled with.
    pub fn capture_values(&mut self, captures: &[Capture]) -> Vec<Value> {
        let mut out = Vec::new();
        for c in captures {
            let Some(&storage) = self.storage.get(&c.obj) else { continue };
            if c.by_ref {
                match self.storage_addr(storage) {
                    Some(ptr) => out.push(ptr),
                    None => {
                        let name = self.p.c.store[c.obj].name;
                        self.p.internal(format!("{name} is captured by reference but not in memory"));
                        out.push(self.b.emit(Op::Zero, c.ty));
                    }
                }
            } else {
                out.push(self.load_storage(storage, c.ty));
            }
        }
        out
    }

    /// At a closure's entry: gives captured variables their storage.
    pub fn bind_captures(&mut self, captures: &[Capture], env_ty: Ty) {
        if captures.is_empty() {
            return;
        }
        self.b.f.flags.closure = true;
        let pty = self.p.pointer_to(env_ty);
        let ctx = self.b.emit(Op::ClosureCtx, pty);
        for (i, c) in captures.iter().enumerate() {
            let fpty = self.p.pointer_to(c.ty);
            let addr = self.b.emit(Op::FieldAddr(ctx, i as u32 + 1), fpty);
            let storage = if c.by_ref {
                Storage::Cell(self.b.emit(Op::Load(addr), c.ty))
            } else if self.p.is_register(c.ty) {
                let var = self.b.new_var(c.ty);
                let v = self.b.emit(Op::Load(addr), c.ty);
                self.b.write(var, v);
                Storage::Var(var)
            } else {
                Storage::Cell(addr)
            };
            self.storage.insert(c.obj, storage);
        }
    }

    /// The func value of code with captures; static without them.
    pub fn make_closure(&mut self, func: Sym, env: Ty, captures: Vec<Value>, ty: Ty) -> Value {
        if captures.is_empty() {
            return self.b.emit(Op::FuncValue(func), ty);
        }
        self.b.emit(Op::MakeClosure { func, env, captures }, ty)
    }

    /// A declared function as a value.
    pub fn func_value(&mut self, obj: ObjId, ident: ExprId, ty: Ty) -> Value {
        let targs = self.instance_args(ident);
        if self.p.c.info(self.file).instance(ident).is_some_and(|list| self.p.c.store[list] != targs[..]) {
            self.nested_name("func");
        }
        let sig = self.instance_sig(obj, &targs);
        let sym = self.p.func_code(obj, &targs, sig);
        self.b.emit(Op::FuncValue(sym), ty)
    }

    /// Does a type depend on type parameters of this function?
    ///
    /// gc makes a function literal of its own of a func value that needs the function's dictionary. Such literals count in the names
    /// of those that the program writes, so they take a name here too, though nothing is called by it.
    fn is_derived(&mut self, t: TypeId) -> bool {
        self.p.subst(t, &self.env) != t
    }

    /// `x.M` as a value: a closure over the receiver.
    pub fn method_value(&mut self, e: ExprId, x: ExprId, sel: ExprId, s: &Selection) -> Value {
        let ty = self.ety(e);
        let Some((m, _)) = self.found_method(s, true) else {
            return self.unsupported(self.ast[e].pos, "this method value", ty);
        };
        let base = self.operand(x);
        self.at(self.op_pos(e));
        let own = self.instance_args(sel);
        if !own.is_empty() || self.is_derived(s.recv) {
            self.nested_name("func");
        }
        let target = self.bind_method(base, &m, &own);
        let Some(recv) = target.first else { return self.b.emit(Op::Zero, ty) };
        if matches!(target.kind, TargetKind::Iface(_)) {
            let uptr = self.p.tys.unsafe_ptr;
            let word = self.b.emit(Op::IfaceType(recv), uptr);
            self.b.emit0(Op::NilCheck(word));
        }
        let rty = self.b.ty(recv);
        let name = match &target.kind {
            TargetKind::Fn(FnRef::Go(sym)) => format!("{}-fm", self.p.m.sym_name(*sym)),
            _ => format!("{}.{}-fm", self.p.link_string(rty), self.p.c.store[m.obj].name),
        };
        let env = self.p.env_type(&[rty]);
        let sym = self.p.closure_code(&name, env, target.sig.clone(), |l, captured, args| {
            let target = Target { first: captured.first().copied(), ..target };
            l.emit_call(&target, args)
        });
        self.make_closure(sym, env, vec![recv], ty)
    }

    /// `T.M`: a function that takes the receiver first.
    pub fn method_expr(&mut self, e: ExprId, sel: ExprId, s: &Selection) -> Value {
        let ty = self.ety(e);
        let Some((m, recv)) = self.found_method(s, false) else {
            return self.unsupported(self.ast[e].pos, "this method expression", ty);
        };
        let own = self.instance_args(sel);
        let of_type_parameter = self.p.c.store.as_tparam(s.recv).is_some();
        if !own.is_empty() || !of_type_parameter && self.is_derived(s.recv) {
            self.nested_name("func");
        }
        let recv_ty = self.p.ty(recv);
        let sig = self.p.func_sig(ty).unwrap_or_default();
        let sym = self.p.method_code(recv_ty, &m, &own, sig);
        self.b.emit(Op::FuncValue(sym), ty)
    }

    // --- go and defer

    /// The argument-less func value that a `go` or `defer` statement runs: callee and arguments are evaluated now.
    pub fn deferred_call(&mut self, call: ExprId, kind: &'static str) -> Option<Value> {
        let call = self.ast.unparen(call);
        let ExprKind::Call { fun, args, ellipsis, .. } = self.ast[call].kind else { return None };
        let pos = self.ast[call].pos;
        let callee = self.ast.unparen(fun);
        let args: Vec<ExprId> = self.ast[args].to_vec();
        match self.mode(callee) {
            Mode::Builtin => return self.deferred_builtin(call, callee, &args, ellipsis.is_known(), kind),
            Mode::Type => {
                // A discarded conversion is rejected by the checker.
                return None;
            }
            _ => {}
        }
        let (target, values, mut pointers) = self.target_and_args(fun, &args, ellipsis.is_known());
        if !target.keeps {
            pointers.clear();
        }
        self.at(pos);
        let func0 = self.p.tys.func0;
        if values.is_empty() && target.sig.results.is_empty() {
            match (&target.kind, target.first) {
                (TargetKind::Closure, Some(f)) => {
                    let f = if self.b.ty(f) == func0 { f } else { self.b.emit(Op::Retype(f), func0) };
                    return Some(if kind == "deferwrap" { self.or_panic(f) } else { f });
                }
                (TargetKind::Fn(FnRef::Go(sym)), None) => {
                    return Some(self.b.emit(Op::FuncValue(*sym), func0));
                }
                _ => {}
            }
        }
        if matches!(target.kind, TargetKind::Iface(_))
            && let Some(iface) = target.first
        {
            let uptr = self.p.tys.unsafe_ptr;
            let word = self.b.emit(Op::IfaceType(iface), uptr);
            self.b.emit0(Op::NilCheck(word));
        }
        let has_first = target.first.is_some();
        let kept = pointers.len();
        let captures: Vec<Value> = target.first.into_iter().chain(values).chain(pointers).collect();
        Some(self.thunk(kind, captures, move |l, mut captured| {
            let pointers = captured.split_off(captured.len() - kept);
            let first = has_first.then(|| captured.remove(0));
            let target = Target { first, ..target };
            l.emit_keeping_call(&target, captured, pointers);
        }))
    }

    /// `f`, or if it is nil a function that panics as calling it would: a deferred nil func value panics only when it is called.
    fn or_panic(&mut self, f: Value) -> Value {
        if matches!(self.b.def_op(f), Some(Op::FuncValue(_) | Op::MakeClosure { .. })) {
            return f;
        }
        let func0 = self.p.tys.func0;
        let (nil_block, join) = (self.b.block(), self.b.block());
        let result = self.b.f.add_param(join, func0);
        let nil = self.b.emit(Op::Zero, func0);
        let is_nil = self.b.cmp(CmpOp::Eq, f, nil);
        let target = |block, args| crate::ops::Target { block, args };
        self.b.terminate(Op::Br(is_nil, target(nil_block, vec![]), target(join, vec![f])));
        self.b.enter_sealed(nil_block);
        let sym = self.p.m.sym("runtime.callnil");
        let panics = self.b.emit(Op::FuncValue(sym), func0);
        self.b.jump_with(join, vec![panics]);
        self.b.enter_sealed(join);
        result
    }

    /// A func value without parameters and results that runs `body` with the captured values.
    pub fn thunk(
        &mut self,
        kind: &'static str,
        captures: Vec<Value>,
        body: impl FnOnce(&mut Lower<'_, '_, '_>, Vec<Value>),
    ) -> Value {
        let name = self.nested_name(kind);
        let tys: Vec<Ty> = captures.iter().map(|&v| self.b.ty(v)).collect();
        let env = self.p.env_type(&tys);
        let pos = self.b.pos;
        let sym = self.p.closure_code_at(&name, env, Signature::default(), pos, |l, captured, _| {
            body(l, captured);
            Vec::new()
        });
        let func0 = self.p.tys.func0;
        self.make_closure(sym, env, captures, func0)
    }

    /// The frame to which this body's `defer` statements belong, if it is not its own.
    pub fn emit_defer(&mut self, f: Value) {
        match self.outer_defer_frame() {
            Some(frame) => {
                self.runtime_call("deferproc", &[frame, f], &[]);
            }
            None => self.b.emit0(Op::Defer(f)),
        }
    }
}

impl Program<'_, '_> {
    /// The struct type `{code uintptr; captures…}`.
    pub fn env_type(&mut self, captures: &[Ty]) -> Ty {
        let field =
            |name: String, ty| Field { name, pkg: String::new(), ty, tag: String::new(), embedded: false };
        let mut fields = vec![field("F".into(), self.tys.uintptr)];
        fields.extend(captures.iter().enumerate().map(|(i, &ty)| field(format!("X{i}"), ty)));
        self.m.types.intern(TyKind::Struct(fields))
    }

    /// Code, made once per name, of a closure whose captures are values.
    pub fn closure_code(
        &mut self,
        name: &str,
        env: Ty,
        sig: Signature,
        body: impl FnOnce(&mut Lower<'_, '_, '_>, Vec<Value>, Vec<Value>) -> Vec<Value>,
    ) -> Sym {
        self.closure_code_at(name, env, sig, crate::entities::PosIndex(0), body)
    }

    fn closure_code_at(
        &mut self,
        name: &str,
        env: Ty,
        sig: Signature,
        pos: crate::entities::PosIndex,
        body: impl FnOnce(&mut Lower<'_, '_, '_>, Vec<Value>, Vec<Value>) -> Vec<Value>,
    ) -> Sym {
        let sym = self.m.sym(name);
        if !self.methods.generated.insert(sym) {
            return sym;
        }
        let fields = self.field_tys(env);
        let mut l = Lower::new(self, sym, sig, FileId::NONE, Rc::default());
        l.b.pos = pos;
        l.b.f.pos = pos;
        l.b.f.flags.wrapper = true;
        l.b.f.flags.dup_ok = true;
        let mut captured = Vec::new();
        if fields.len() > 1 {
            l.b.f.flags.closure = true;
            let pty = l.p.pointer_to(env);
            let ctx = l.b.emit(Op::ClosureCtx, pty);
            for (i, &ty) in fields.iter().enumerate().skip(1) {
                let fpty = l.p.pointer_to(ty);
                let addr = l.b.emit(Op::FieldAddr(ctx, i as u32), fpty);
                captured.push(l.b.emit(Op::Load(addr), ty));
            }
        }
        let params = l.b.f.blocks[0].params.clone();
        let results = body(&mut l, captured, params);
        if !l.b.is_terminated() {
            l.b.terminate(Op::Return(results));
        }
        let f = l.finish();
        self.add_function(f);
        sym
    }

    /// Code for a plain function (no closure) made by the compiler, once per name.
    pub fn wrapper_code(
        &mut self,
        name: &str,
        sig: Signature,
        body: impl FnOnce(&mut Lower<'_, '_, '_>, Vec<Value>) -> Vec<Value>,
    ) -> Sym {
        let env = self.env_type(&[]);
        self.closure_code(name, env, sig, |l, _, params| body(l, params))
    }

    /// The symbol of a function's code with Go's convention: operations and runtime symbols get a wrapper.
    pub fn func_code(&mut self, obj: ObjId, targs: &[TypeId], sig: Signature) -> Sym {
        match self.func_ref(obj, targs) {
            FnRef::Go(sym) => sym,
            other => {
                let name = self.c.store[obj].name.as_str();
                let name = format!("{}.{name}·f", self.pkg_path(self.c.store[obj].pkg));
                let target =
                    Target { kind: TargetKind::Fn(other), first: None, sig: sig.clone(), keeps: false };
                self.wrapper_code(&name, sig, move |l, params| l.emit_call(&target, params))
            }
        }
    }

    /// Code that takes a receiver of exactly type `recv` and calls the method found there; `sig` includes the receiver.
    pub fn method_code(
        &mut self,
        recv: Ty,
        m: &super::call::FoundMethod,
        own: &[TypeId],
        sig: Signature,
    ) -> Sym {
        let o = &self.c.store[m.obj];
        let (name, iface, ptr_recv) =
            (o.name.as_str(), o.has(ObjFlags::INTERFACE_METHOD), o.has(ObjFlags::PTR_RECV));
        let holder = self.ty(m.holder);
        let direct = if ptr_recv { self.pointer_to(holder) } else { holder };
        if !iface && m.path.len() <= 1 && direct == recv {
            let mut targs = self.holder_targs(m.holder);
            targs.extend_from_slice(own);
            return self.func_code(m.obj, &targs, sig);
        }
        let name = self.method_symbol(recv, name);
        let m = m.clone();
        let own = own.to_vec();
        self.wrapper_code(&name, sig, move |l, params| l.promote(params, &m, &own))
    }

    /// Type arguments of the type that holds a method.
    pub fn holder_targs(&mut self, holder: TypeId) -> Vec<TypeId> {
        let holder = self.c.store.unalias(holder);
        let list = self.c.store.receiver_targs(holder);
        self.c.store[list].to_vec()
    }

    /// `pkg.T.M` or `pkg.(*T).M` for any receiver type.
    pub fn method_symbol(&self, recv: Ty, method: &str) -> String {
        let (base, ptr) = match self.pointee(recv) {
            Some(e) if !matches!(self.m.types.kind(recv), TyKind::Named(_)) => (e, true),
            _ => (recv, false),
        };
        let link = self.link_string(base);
        if !ptr {
            return format!("{link}.{method}");
        }
        match self.m.types.kind(base) {
            TyKind::Named(id) => {
                let n = &self.m.types.named[id.0 as usize];
                match link.strip_prefix(&n.pkg_path).and_then(|rest| rest.strip_prefix('.')) {
                    Some(rest) => format!("{}.(*{rest}).{method}", n.pkg_path),
                    None => format!("(*{link}).{method}"),
                }
            }
            _ => format!("(*{link}).{method}"),
        }
    }
}

impl Lower<'_, '_, '_> {
    /// A value method's wrapper needs a value.
    fn check_wrapped(&mut self, recv: Value) {
        let ty = self.b.ty(recv);
        let nil = self.b.emit(Op::Zero, ty);
        let is_nil = self.b.cmp(CmpOp::Eq, recv, nil);
        let (bad, good) = (self.b.block(), self.b.block());
        self.b.br(is_nil, bad, good);
        self.b.enter_sealed(bad);
        self.runtime_call("panicwrap", &[], &[]);
        self.b.terminate(Op::Unreachable);
        self.b.enter_sealed(good);
    }

    /// Calls a promoted method on the first parameter with the others.
    pub fn promote(
        &mut self,
        mut params: Vec<Value>,
        m: &super::call::FoundMethod,
        own: &[TypeId],
    ) -> Vec<Value> {
        if params.is_empty() {
            return Vec::new();
        }
        let recv = params.remove(0);
        let o = &self.p.c.store[m.obj];
        let value_method =
            m.path.len() <= 1 && !o.has(ObjFlags::PTR_RECV) && !o.has(ObjFlags::INTERFACE_METHOD);
        if value_method && self.p.pointee(self.b.ty(recv)).is_some() {
            self.check_wrapped(recv);
        }
        let target = self.bind_method(Operand::Val(recv), m, own);
        self.emit_call(&target, params)
    }
}
