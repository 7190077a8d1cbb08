//! Calls: of functions, methods, interface methods, func values; conversions and builtins are passed on.

use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::Path;
use gorc_types::Type;
use gorc_types::{Mode, Selection, SelectionKind};
use gorc_types::{ObjFlags, ObjKind};
use gorc_types::{ObjId, TypeId};

use super::body::Lower;
use super::operand::Operand;
use super::program::FnRef;
use crate::entities::Value;
use crate::ops::{Callee, Intrinsic, Op};
use crate::types::{Signature, Ty, TyKind, method_order};

/// What a call calls, with everything but the arguments evaluated.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub kind: TargetKind,
    /// Receiver, if the callee takes it as first parameter; the func value of closures; the interface value.
    pub first: Option<Value>,
    /// Signature without the receiver.
    pub sig: Signature,
    /// What pointers converted to `uintptr` in the arguments refer to stays alive during the call.
    pub keeps: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum TargetKind {
    Fn(FnRef),
    Closure,
    /// Method number in the sorted method set.
    Iface(u32),
}

/// A method found for a receiver of a closed type.
#[derive(Clone, Debug)]
pub(crate) struct FoundMethod {
    pub obj: ObjId,
    pub path: Path,
    pub holder: TypeId,
}

impl Lower<'_, '_, '_> {
    /// Evaluates a call; gives its results.
    pub fn call(&mut self, e: ExprId) -> Vec<Value> {
        let ExprKind::Call { fun, args, ellipsis, lparen, .. } = self.ast[e].kind else {
            return vec![self.expr(e)];
        };
        let pos = if lparen.is_known() { lparen } else { self.ast[e].pos };
        let callee = self.ast.unparen(fun);
        let args: Vec<ExprId> = self.ast[args].to_vec();
        match self.mode(callee) {
            Mode::Type => {
                let ty = self.ety(callee);
                let Some(&x) = args.first() else { return Vec::new() };
                return vec![self.conversion(x, ty, pos)];
            }
            Mode::Builtin => return self.builtin_call(e, callee, &args, ellipsis.is_known()),
            _ => {}
        }
        let (target, values, pointers) = self.target_and_args(fun, &args, ellipsis.is_known());
        self.at(pos);
        self.emit_keeping_call(&target, values, pointers)
    }

    /// A call's callee and arguments; calls within them happen first.
    pub fn target_and_args(
        &mut self,
        fun: ExprId,
        args: &[ExprId],
        ellipsis: bool,
    ) -> (Target, Vec<Value>, Vec<Value>) {
        // `f(g())` with a multi-valued g.
        if let &[one] = args
            && matches!(self.p.c.store.get(self.p.c.info(self.file).type_of(one)), Type::Tuple(_))
        {
            self.hoist(fun);
            let results = self.expr_multi(one);
            let target = self.call_target(fun);
            let values = self.args_of_results(&target.sig, &results, ellipsis);
            return (target, values, Vec::new());
        }
        self.order_callee(fun, args);
        let target = self.call_target(fun);
        let (values, pointers) = self.call_args(&target.sig, args, ellipsis);
        (target, values, pointers)
    }

    /// The results of one call as the arguments of another.
    fn args_of_results(&mut self, sig: &Signature, results: &[Value], ellipsis: bool) -> Vec<Value> {
        let variadic = sig.variadic && !ellipsis;
        let fixed = if variadic { sig.params.len() - 1 } else { sig.params.len() };
        let mut out = Vec::new();
        for (i, &v) in results.iter().enumerate().take(fixed) {
            out.push(self.assign_conv(v, sig.params[i]));
        }
        if variadic {
            let rest: Vec<Value> = results.get(fixed..).unwrap_or_default().to_vec();
            out.push(self.variadic_slice(sig.params[fixed], rest));
        }
        out
    }

    /// Emits a call; if the callee asks for that, the pointers are alive as long as it runs, and no longer.
    pub fn emit_keeping_call(
        &mut self,
        target: &Target,
        values: Vec<Value>,
        pointers: Vec<Value>,
    ) -> Vec<Value> {
        if !target.keeps || pointers.is_empty() {
            return self.emit_call(target, values);
        }
        let results = self.emit_call(target, values);
        for p in pointers {
            self.b.emit0(Op::Intrinsic(Intrinsic::KeepAlive, vec![p]));
        }
        results
    }

    /// Calls within the callee expression and the arguments happen before the rest.
    fn order_callee(&mut self, fun: ExprId, args: &[ExprId]) {
        // A method call's receiver is evaluated before the arguments; only its calls are hoisted.
        let mut list = vec![self.ast.unparen(fun)];
        if let ExprKind::Selector { x, .. } = self.ast[list[0]].kind {
            list[0] = x;
        }
        list.extend_from_slice(args);
        self.order_calls(&list);
    }

    /// The callee of a call expression, its receiver or func value evaluated.
    pub fn call_target(&mut self, fun: ExprId) -> Target {
        let fun = self.ast.unparen(fun);
        let node = self.ast[fun].kind;
        // `f[T](…)`: the instantiation is recorded at the identifier.
        let plain = match node {
            ExprKind::Index { x, indices, .. } if self.mode(self.ast[indices][0]) == Mode::Type => {
                self.ast.unparen(x)
            }
            _ => fun,
        };
        match self.ast[plain].kind {
            ExprKind::Ident(_) => {
                let obj = self.object(plain);
                if self.p.c.store[obj].kind == ObjKind::Func {
                    return self.static_target(obj, plain, fun);
                }
            }
            ExprKind::Selector { x, sel } => match self.p.c.info(self.file).selection(plain).cloned() {
                None => {
                    let obj = self.object(sel);
                    if self.p.c.store[obj].kind == ObjKind::Func {
                        return self.static_target(obj, sel, fun);
                    }
                }
                Some(s) if s.kind == SelectionKind::Method => return self.method_target(plain, x, sel, &s),
                Some(_) => {}
            },
            _ => {}
        }
        let f = self.expr(fun);
        let sig = self.p.func_sig(self.b.ty(f)).unwrap_or_default();
        Target { kind: TargetKind::Closure, first: Some(f), sig, keeps: false }
    }

    fn static_target(&mut self, obj: ObjId, ident: ExprId, fun: ExprId) -> Target {
        let targs = self.instance_args(ident);
        let r = self.p.func_ref(obj, &targs);
        let ty = self.ety(fun);
        let sig = match self.p.func_sig(ty) {
            Some(sig) if targs.is_empty() => sig,
            _ => self.instance_sig(obj, &targs),
        };
        Target { kind: TargetKind::Fn(r), first: None, sig, keeps: self.p.keeps_pointers(obj) }
    }

    /// Type arguments recorded at an identifier, closed.
    pub fn instance_args(&mut self, ident: ExprId) -> Vec<TypeId> {
        match self.p.c.info(self.file).instance(ident) {
            Some(list) => self.p.subst_list(list, &self.env),
            None => Vec::new(),
        }
    }

    /// Signature (without receiver) of a function instantiated with type arguments, the receiver's first.
    pub fn instance_sig(&mut self, obj: ObjId, targs: &[TypeId]) -> Signature {
        let ty = self.p.c.store[obj].ty;
        let Some(sig) = self.p.c.store.as_signature(ty) else { return Signature::default() };
        let mut from = self.p.c.store[sig.recv_tparams].to_vec();
        from.extend_from_slice(&self.p.c.store[sig.tparams]);
        let ty = if from.len() == targs.len() { self.p.c.store.subst(ty, &from, targs) } else { ty };
        match self.p.c.store.get(ty) {
            Type::Signature(i) => self.p.signature_of(i),
            _ => Signature::default(),
        }
    }

    /// The method a selection selects for the closed receiver type.
    pub fn found_method(&mut self, s: &Selection, addressable: bool) -> Option<(FoundMethod, TypeId)> {
        let recv = self.p.subst(s.recv, &self.env);
        let is_tparam = self.p.c.store.as_tparam(s.holder).is_some() || recv != s.recv;
        if !is_tparam {
            return Some((FoundMethod { obj: s.obj, path: s.path.clone(), holder: s.holder }, recv));
        }
        let (name, pkg) = (self.p.c.store[s.obj].name, self.p.c.store[s.obj].pkg);
        let l = self.p.c.store.lookup_field_or_method(recv, addressable, pkg, name, false);
        if l.obj.is_none() || self.p.c.store[l.obj].kind != ObjKind::Func {
            return None;
        }
        Some((FoundMethod { obj: l.obj, path: l.path, holder: l.holder }, recv))
    }

    /// A method call's target: the receiver is evaluated (and its address taken or its value copied) here.
    fn method_target(&mut self, e: ExprId, x: ExprId, sel: ExprId, s: &Selection) -> Target {
        let Some((m, _)) = self.found_method(s, true) else {
            let name = self.p.c.store[s.obj].name;
            self.p.internal_at(self.ast[x].pos, format!("no method {name} after substitution"));
            return Target {
                kind: TargetKind::Closure,
                first: None,
                sig: Signature::default(),
                keeps: false,
            };
        };
        let base = self.operand(x);
        self.at(self.op_pos(e));
        let own = self.instance_args(sel);
        self.bind_method(base, &m, &own)
    }

    /// The target for calling a method on an operand.
    pub fn bind_method(&mut self, base: Operand, m: &FoundMethod, own_targs: &[TypeId]) -> Target {
        let embedded = &m.path[..m.path.len().saturating_sub(1)];
        let cur = self.walk_path(base, embedded);
        let o = &self.p.c.store[m.obj];
        if o.has(ObjFlags::INTERFACE_METHOD) {
            let iface = self.load_operand(cur);
            return self.iface_target(iface, m.obj);
        }
        let ptr_recv = o.has(ObjFlags::PTR_RECV);
        let holder = self.p.c.store.unalias(m.holder);
        let mut targs: Vec<TypeId> = {
            let list = self.p.c.store.receiver_targs(holder);
            self.p.c.store[list].to_vec()
        };
        targs.extend_from_slice(own_targs);
        let r = self.p.func_ref(m.obj, &targs);
        let sig = self.instance_sig(m.obj, &targs);
        let holder_ty = self.p.ty(holder);
        let recv = self.receiver(cur, ptr_recv, holder_ty);
        Target { kind: TargetKind::Fn(r), first: Some(recv), sig, keeps: self.p.keeps_pointers(m.obj) }
    }

    /// The receiver argument: pointer or value of `holder`.
    fn receiver(&mut self, cur: Operand, ptr_recv: bool, holder: Ty) -> Value {
        let (Operand::Addr(v) | Operand::Val(v)) = cur;
        let vty = self.b.ty(v);
        let cur_ty = match cur {
            Operand::Addr(_) => self.p.pointee(vty).unwrap_or(vty),
            Operand::Val(_) => vty,
        };
        let is_ptr = cur_ty != holder && self.p.pointee(cur_ty).is_some();
        let want_ptr = self.p.pointer_to(holder);
        if ptr_recv {
            let ptr = if is_ptr {
                self.load_operand(cur)
            } else {
                match cur {
                    Operand::Addr(ptr) => {
                        self.check_field_base(ptr);
                        ptr
                    }
                    Operand::Val(v) => self.spill_heap(v),
                }
            };
            return if self.b.ty(ptr) == want_ptr { ptr } else { self.b.emit(Op::Retype(ptr), want_ptr) };
        }
        let v = self.load_operand(cur);
        let v = if is_ptr { self.load_operand(Operand::Addr(v)) } else { v };
        if self.b.ty(v) == holder { v } else { self.b.emit(Op::Retype(v), holder) }
    }

    fn spill_heap(&mut self, v: Value) -> Value {
        let ty = self.b.ty(v);
        let cell = self.new_cell(ty);
        self.store(cell, v);
        cell
    }

    /// The target for calling an interface's method.
    pub fn iface_target(&mut self, iface: Value, method: ObjId) -> Target {
        let ity = self.b.ty(iface);
        let (name, pkg) = (self.p.c.store[method].name, self.p.c.store[method].pkg);
        let pkg = self.p.name_pkg(name, pkg);
        let found = match self.p.ukind(ity) {
            TyKind::Interface(methods) => methods
                .binary_search_by_key(&method_order(name.as_str(), &pkg), |m| method_order(&m.name, &m.pkg))
                .ok()
                .map(|i| (i as u32, methods[i].clone())),
            _ => None,
        };
        let Some((index, m)) = found else {
            self.p.internal(format!("interface has no method {name}"));
            return Target {
                kind: TargetKind::Closure,
                first: Some(iface),
                sig: Signature::default(),
                keeps: false,
            };
        };
        let sig = self.p.func_sig(m.sig).unwrap_or_default();
        self.p.use_iface_method(m);
        Target { kind: TargetKind::Iface(index), first: Some(iface), sig, keeps: false }
    }

    /// The arguments of a call, converted to the parameter types, variadic ones collected; and the pointers that `uintptr`
    /// arguments were converted from.
    pub fn call_args(
        &mut self,
        sig: &Signature,
        args: &[ExprId],
        ellipsis: bool,
    ) -> (Vec<Value>, Vec<Value>) {
        let fixed = if sig.variadic && !ellipsis { sig.params.len() - 1 } else { sig.params.len() };
        let mut out = Vec::with_capacity(sig.params.len());
        for (i, &a) in args.iter().enumerate().take(fixed) {
            out.push(self.expr_to(a, sig.params[i]));
        }
        let mut pointers: Vec<Value> = out.iter().filter_map(|&v| self.converted_pointer(v)).collect();
        if sig.variadic && !ellipsis {
            let slice = sig.params[fixed];
            let TyKind::Slice(elem) = *self.p.ukind(slice) else { return (out, pointers) };
            let rest: Vec<Value> =
                args.get(fixed..).unwrap_or_default().iter().map(|&a| self.expr_to(a, elem)).collect();
            pointers.extend(rest.iter().filter_map(|&v| self.converted_pointer(v)));
            out.push(self.variadic_slice(slice, rest));
        }
        (out, pointers)
    }

    /// The `unsafe.Pointer` that a `uintptr` was made from.
    fn converted_pointer(&self, v: Value) -> Option<Value> {
        match self.b.def_op(v) {
            Some(&(Op::Convert(p) | Op::Retype(p)))
                if matches!(self.p.ukind(self.b.ty(p)), TyKind::UnsafePointer) =>
            {
                Some(p)
            }
            _ => None,
        }
    }

    /// A slice of these values (converted to its element type); nil without values.
    pub fn variadic_slice(&mut self, slice: Ty, values: Vec<Value>) -> Value {
        let TyKind::Slice(elem) = *self.p.ukind(slice) else { return self.b.emit(Op::Zero, slice) };
        if values.is_empty() {
            return self.b.emit(Op::Zero, slice);
        }
        let n = values.len();
        let array = self.p.m.types.intern(TyKind::Array(elem, n as u64));
        let values: Vec<Value> = values.into_iter().map(|v| self.assign_conv(v, elem)).collect();
        let backing = self.new_cell(array);
        let pty = self.p.pointer_to(elem);
        let first = self.b.emit(Op::Retype(backing), pty);
        for (i, v) in values.into_iter().enumerate() {
            let idx = self.b.int(i as i64);
            let ptr = self.b.emit(Op::IndexAddr(first, idx), pty);
            self.store(ptr, v);
        }
        let len = self.b.int(n as i64);
        self.b.emit(Op::MakeSliceHeader(first, len, len), slice)
    }

    /// Emits the call of a target.
    pub fn emit_call(&mut self, target: &Target, mut args: Vec<Value>) -> Vec<Value> {
        let results = target.sig.results.clone();
        let mut sig = target.sig.clone();
        let callee = match &target.kind {
            TargetKind::Closure => Callee::Closure,
            TargetKind::Iface(i) => Callee::Iface(*i),
            TargetKind::Fn(r) => {
                if let Some(&recv) = target.first.as_ref() {
                    sig.params.insert(0, self.b.ty(recv));
                }
                match r {
                    FnRef::Go(sym) => Callee::Func(*sym),
                    FnRef::Extern(sym) => Callee::Extern(*sym),
                    FnRef::Intrinsic(i) => {
                        args.splice(0..0, target.first);
                        return self.intrinsic_call(*i, args, &results);
                    }
                }
            }
        };
        args.splice(0..0, target.first);
        self.b.emit_multi(Op::Call { callee, sig, args }, &results)
    }

    fn intrinsic_call(&mut self, i: Intrinsic, args: Vec<Value>, results: &[Ty]) -> Vec<Value> {
        if i == Intrinsic::KeepAlive {
            self.b.emit0(Op::Intrinsic(i, args));
            return Vec::new();
        }
        self.b.emit_multi(Op::Intrinsic(i, args), results)
    }

    /// Calls a row of the table of runtime functions.
    pub fn runtime_call(&mut self, name: &str, args: &[Value], results: &[Ty]) -> Vec<Value> {
        let Some(row) = gorc_abi::runtime_fns::RUNTIME_FNS.iter().position(|f| f.name == name) else {
            self.p.internal(format!("no runtime function {name}"));
            return results.iter().map(|&t| self.b.emit(Op::Zero, t)).collect();
        };
        let sig = Signature {
            params: args.iter().map(|&a| self.b.ty(a)).collect(),
            results: results.to_vec(),
            variadic: false,
        };
        let op = Op::Call { callee: Callee::Runtime(row as u16), sig, args: args.to_vec() };
        self.b.emit_multi(op, results)
    }
}
