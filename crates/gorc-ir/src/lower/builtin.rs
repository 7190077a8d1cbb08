//! Calls of predeclared functions, those of package `unsafe` included.

use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::Builtin;
use gorc_types::Mode;

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{BinOp, CmpOp, Intrinsic, Op};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    fn builtin_of(&self, callee: ExprId) -> Builtin {
        let ident = match self.ast[callee].kind {
            ExprKind::Selector { sel, .. } => sel,
            _ => callee,
        };
        Builtin::from_index(self.p.c.store[self.object(ident)].data)
    }

    /// A call of a builtin; gives its result, if it has one.
    pub fn builtin_call(&mut self, e: ExprId, callee: ExprId, args: &[ExprId], ellipsis: bool) -> Vec<Value> {
        let pos = self.ast[e].pos;
        let builtin = self.builtin_of(callee);
        let ty = self.ety(e);
        let one = |v| vec![v];
        if let &[call] = args
            && self.is_multi_valued(call)
        {
            let values = self.spread_builtin_args(builtin, call);
            self.at(pos);
            return self.spread_builtin(builtin, values, ty);
        }
        match builtin {
            Builtin::Append => one(self.append(args, ty, ellipsis, pos)),
            Builtin::Cap | Builtin::Len => one(self.len_cap(builtin, args[0], pos)),
            Builtin::Make => one(self.make(args, ty, pos)),
            Builtin::New => one(self.new_builtin(args[0], ty)),
            Builtin::Complex => {
                let part = self.float_part(ty);
                let (re, im) = (self.expr_to(args[0], part), self.expr_to(args[1], part));
                one(self.b.emit(Op::MakeComplex(re, im), ty))
            }
            Builtin::Real | Builtin::Imag => {
                let v = self.expr(args[0]);
                one(self.b.emit(if builtin == Builtin::Real { Op::Real(v) } else { Op::Imag(v) }, ty))
            }
            Builtin::Min | Builtin::Max => {
                self.order_calls(args);
                let values: Vec<Value> = args.iter().map(|&a| self.expr_to(a, ty)).collect();
                self.at(pos);
                one(self.least_or_greatest(builtin, &values, ty))
            }
            Builtin::Recover => {
                self.at(pos);
                let eface = self.p.tys.eface;
                let v = self.recover_value();
                one(if ty == eface { v } else { self.b.emit(Op::Retype(v), ty) })
            }
            _ if builtin.is_unsafe() => one(self.unsafe_builtin(builtin, args, ty, pos)),
            _ => {
                let values = self.builtin_args(builtin, args);
                self.at(pos);
                self.builtin_values(builtin, values)
            }
        }
    }

    fn is_multi_valued(&self, e: ExprId) -> bool {
        let t = self.p.c.info(self.file).type_of(e);
        self.mode(e) != Mode::Type && matches!(self.p.c.store.get(t), gorc_types::Type::Tuple(_))
    }

    /// The arguments of `builtin(f())` with a multi-valued f.
    fn spread_builtin_args(&mut self, builtin: Builtin, call: ExprId) -> Vec<Value> {
        let mut values = self.expr_multi(call);
        if builtin == Builtin::Delete
            && let TyKind::Map(key, _) = *self.p.ukind(self.b.ty(values[0]))
        {
            values[1] = self.assign_conv(values[1], key);
        }
        values
    }

    /// The result of `builtin(f())` with a multi-valued f.
    fn spread_builtin(&mut self, builtin: Builtin, values: Vec<Value>, ty: Ty) -> Vec<Value> {
        match builtin {
            Builtin::Append => {
                let s = self.assign_conv(values[0], ty);
                let TyKind::Slice(elem) = *self.p.ukind(ty) else { return vec![s] };
                let values = values[1..].iter().map(|&v| self.assign_conv(v, elem)).collect();
                vec![self.append_values(s, values, ty, elem)]
            }
            Builtin::Complex => vec![self.b.emit(Op::MakeComplex(values[0], values[1]), ty)],
            Builtin::Min | Builtin::Max => vec![self.least_or_greatest(builtin, &values, ty)],
            Builtin::UnsafeAdd | Builtin::UnsafeSlice | Builtin::UnsafeString => {
                let n = self.as_int(values[1]);
                vec![self.unsafe_pair(builtin, values[0], n, ty)]
            }
            _ => self.builtin_values(builtin, values),
        }
    }

    /// The evaluated arguments of a builtin that may be a statement.
    fn builtin_args(&mut self, builtin: Builtin, args: &[ExprId]) -> Vec<Value> {
        if let &[call] = args
            && self.is_multi_valued(call)
        {
            return self.spread_builtin_args(builtin, call);
        }
        self.order_calls(args);
        match builtin {
            Builtin::Panic => {
                let eface = self.p.tys.eface;
                vec![self.expr_to(args[0], eface)]
            }
            Builtin::Delete => {
                let m = self.expr(args[0]);
                let key = match *self.p.ukind(self.b.ty(m)) {
                    TyKind::Map(k, _) => k,
                    _ => self.p.tys.int,
                };
                vec![m, self.expr_to(args[1], key)]
            }
            Builtin::Print | Builtin::Println => args.iter().map(|&a| self.print_arg(a)).collect(),
            _ => args.iter().map(|&a| self.expr(a)).collect(),
        }
    }

    fn print_arg(&mut self, a: ExprId) -> Value {
        if self.mode(a) == Mode::Nil {
            let uptr = self.p.tys.unsafe_ptr;
            self.b.emit(Op::Zero, uptr)
        } else {
            self.expr(a)
        }
    }

    /// A statement builtin on values.
    fn builtin_values(&mut self, builtin: Builtin, v: Vec<Value>) -> Vec<Value> {
        match builtin {
            Builtin::Panic => {
                self.b.emit0(Op::Panic(v[0]));
                self.b.terminate(Op::Unreachable);
            }
            Builtin::Print | Builtin::Println => self.print(v, builtin == Builtin::Println),
            Builtin::Delete => self.b.emit0(Op::MapDelete(v[0], v[1])),
            Builtin::Close => self.b.emit0(Op::ChanClose(v[0])),
            Builtin::Clear => self.clear(v[0]),
            Builtin::Copy => return vec![self.copy(v[0], v[1])],
            Builtin::Recover => {
                let r = self.recover_value();
                return vec![r];
            }
            _ => self.p.internal(format!("builtin {} as a statement", builtin.name())),
        }
        Vec::new()
    }

    /// `go` or `defer` of a builtin.
    pub fn deferred_builtin(
        &mut self,
        e: ExprId,
        callee: ExprId,
        args: &[ExprId],
        _ellipsis: bool,
        kind: &'static str,
    ) -> Option<Value> {
        let builtin = self.builtin_of(callee);
        if builtin == Builtin::Recover {
            // As if the function that defers it called it when it ends.
            let uptr = self.p.tys.unsafe_ptr;
            let fp = match self.outer_frame_pointer() {
                Some(fp) => fp,
                None => self.b.emit(Op::Intrinsic(Intrinsic::GetFp, Vec::new()), uptr),
            };
            return Some(self.thunk(kind, vec![fp], |l, captured| {
                let eface = l.p.tys.eface;
                l.runtime_call("gorecover", &captured, &[eface]);
            }));
        }
        let values = self.builtin_args(builtin, args);
        self.at(self.ast[e].pos);
        Some(self.thunk(kind, values, move |l, captured| {
            l.builtin_values(builtin, captured);
        }))
    }

    fn recover_value(&mut self) -> Value {
        let eface = self.p.tys.eface;
        match self.outer_frame_pointer() {
            Some(fp) => {
                let v = self.runtime_call("gorecover", &[fp], &[eface]);
                v[0]
            }
            None => self.b.emit(Op::Recover, eface),
        }
    }

    fn len_cap(&mut self, builtin: Builtin, x: ExprId, pos: Pos) -> Value {
        let int = self.p.tys.int;
        let xty = self.ety(x);
        let array = self.p.pointee(xty).unwrap_or(xty);
        if let TyKind::Array(_, n) = *self.p.ukind(array) {
            if self.has_call(x) {
                self.expr(x);
            }
            return self.b.int(n as i64);
        }
        let v = self.expr(x);
        self.at(pos);
        self.b.emit(if builtin == Builtin::Len { Op::Len(v) } else { Op::Cap(v) }, int)
    }

    fn append(&mut self, args: &[ExprId], ty: Ty, ellipsis: bool, pos: Pos) -> Value {
        self.order_calls(args);
        let int = self.p.tys.int;
        let s = self.expr_to(args[0], ty);
        let TyKind::Slice(elem) = *self.p.ukind(ty) else { return s };
        let pty = self.p.pointer_to(elem);
        if ellipsis {
            let src =
                if self.mode(args[1]) == Mode::Nil { self.b.emit(Op::Zero, ty) } else { self.expr(args[1]) };
            self.at(pos);
            let n = self.b.emit(Op::Len(src), int);
            let old = self.b.emit(Op::Len(s), int);
            let new = self.b.emit(Op::GrowSlice(s, n), ty);
            let base = self.b.emit(Op::DataPtr(new), pty);
            let dst = self.b.emit(Op::IndexAddr(base, old), pty);
            let sptr = self.b.emit(Op::DataPtr(src), pty);
            self.b.emit(Op::SliceCopy { elem, dst, dst_len: n, src: sptr, src_len: n }, int);
            return new;
        }
        let values: Vec<Value> = args[1..].iter().map(|&a| self.expr_to(a, elem)).collect();
        self.at(pos);
        self.append_values(s, values, ty, elem)
    }

    fn append_values(&mut self, s: Value, values: Vec<Value>, ty: Ty, elem: Ty) -> Value {
        if values.is_empty() {
            return s;
        }
        let int = self.p.tys.int;
        let pty = self.p.pointer_to(elem);
        let n = self.b.int(values.len() as i64);
        let old = self.b.emit(Op::Len(s), int);
        let new = self.b.emit(Op::GrowSlice(s, n), ty);
        let base = self.b.emit(Op::DataPtr(new), pty);
        for (i, v) in values.into_iter().enumerate() {
            let k = self.b.int(i as i64);
            let idx = if i == 0 { old } else { self.b.emit(Op::Binary(BinOp::Add, old, k), int) };
            let ptr = self.b.emit(Op::IndexAddr(base, idx), pty);
            self.store(ptr, v);
        }
        new
    }

    fn copy(&mut self, dst: Value, src: Value) -> Value {
        let int = self.p.tys.int;
        let TyKind::Slice(elem) = *self.p.ukind(self.b.ty(dst)) else { return self.b.int(0) };
        let pty = self.p.pointer_to(elem);
        let dst_ptr = self.b.emit(Op::DataPtr(dst), pty);
        let dst_len = self.b.emit(Op::Len(dst), int);
        let src_ptr = self.b.emit(Op::DataPtr(src), pty);
        let src_len = self.b.emit(Op::Len(src), int);
        self.b.emit(Op::SliceCopy { elem, dst: dst_ptr, dst_len, src: src_ptr, src_len }, int)
    }

    fn clear(&mut self, v: Value) {
        let int = self.p.tys.int;
        let TyKind::Slice(elem) = *self.p.ukind(self.b.ty(v)) else {
            self.b.emit0(Op::MapClear(v));
            return;
        };
        let pty = self.p.pointer_to(elem);
        let base = self.b.emit(Op::DataPtr(v), pty);
        let len = self.b.emit(Op::Len(v), int);
        let size = self.p.m.types.layout(elem).size;
        if !self.p.has_pointers(elem) {
            let size = self.b.int(size as i64);
            let bytes = self.b.emit(Op::Binary(BinOp::Mul, len, size), int);
            self.runtime_call("memclrNoHeapPointers", &[base, bytes], &[]);
            return;
        }
        let i = self.b.new_var(int);
        let zero = self.b.int(0);
        self.b.write(i, zero);
        let (head, body, done) = (self.b.block(), self.b.block(), self.b.block());
        self.b.jump(head);
        self.b.cur = head;
        let idx = self.b.read(i);
        let more = self.b.cmp(CmpOp::Lt, idx, len);
        self.b.br(more, body, done);
        self.b.enter_sealed(body);
        let ptr = self.b.emit(Op::IndexAddr(base, idx), pty);
        self.b.emit0(Op::ZeroMem { ptr, ty: elem, barrier: true });
        let one = self.b.int(1);
        let next = self.b.emit(Op::Binary(BinOp::Add, idx, one), int);
        self.b.write(i, next);
        self.b.jump(head);
        self.b.seal(head);
        self.b.enter_sealed(done);
    }

    fn make(&mut self, args: &[ExprId], ty: Ty, pos: Pos) -> Value {
        self.order_calls(&args[1..]);
        let sizes: Vec<Value> = args[1..]
            .iter()
            .map(|&a| {
                let v = self.index_value(a);
                self.as_int(v)
            })
            .collect();
        self.at(pos);
        match self.p.ukind(ty) {
            TyKind::Slice(_) => {
                let len = sizes.first().copied().unwrap_or_else(|| self.b.int(0));
                let cap = sizes.get(1).copied().unwrap_or(len);
                self.b.emit(Op::MakeSlice(len, cap), ty)
            }
            TyKind::Map(..) => {
                let hint = sizes.first().copied().unwrap_or_else(|| self.b.int(0));
                self.b.emit(Op::MakeMap(hint), ty)
            }
            _ => {
                let size = sizes.first().copied().unwrap_or_else(|| self.b.int(0));
                self.p.need_descriptor(ty);
                self.b.emit(Op::MakeChan(size), ty)
            }
        }
    }

    fn new_builtin(&mut self, arg: ExprId, ty: Ty) -> Value {
        let Some(elem) = self.p.pointee(ty) else { return self.b.emit(Op::Zero, ty) };
        if self.mode(arg) == Mode::Type {
            return self.b.emit(Op::New(elem), ty);
        }
        let v = self.expr_to(arg, elem);
        let ptr = self.b.emit(Op::New(elem), ty);
        self.store(ptr, v);
        ptr
    }

    /// `min` or `max` of evaluated arguments.
    fn least_or_greatest(&mut self, builtin: Builtin, values: &[Value], ty: Ty) -> Value {
        let mut acc = values[0];
        for &v in &values[1..] {
            acc = self.min_max(builtin == Builtin::Min, acc, v, ty);
        }
        acc
    }

    fn min_max(&mut self, min: bool, a: Value, b: Value, ty: Ty) -> Value {
        if !matches!(self.p.ukind(ty), TyKind::String) {
            return self.b.emit(Op::Binary(if min { BinOp::Min } else { BinOp::Max }, a, b), ty);
        }
        let join = self.b.block();
        let result = self.b.f.add_param(join, ty);
        let take_b = self.b.cmp(if min { CmpOp::Lt } else { CmpOp::Gt }, b, a);
        let target = |args| crate::ops::Target { block: join, args };
        // Both edges lead to the join, with different arguments.
        let other = self.b.block();
        let then = crate::ops::Target { block: other, args: Vec::new() };
        self.b.terminate(Op::Br(take_b, then, target(vec![a])));
        self.b.enter_sealed(other);
        self.b.jump_with(join, vec![b]);
        self.b.enter_sealed(join);
        result
    }

    // --- print

    fn print(&mut self, values: Vec<Value>, newline: bool) {
        self.runtime_call("printlock", &[], &[]);
        let string = self.p.tys.string;
        for (i, v) in values.into_iter().enumerate() {
            if newline && i > 0 {
                let s = self.p.m.str(b" ");
                let space = self.b.emit(Op::StrConst(s), string);
                self.runtime_call("printstring", &[space], &[]);
            }
            self.print_value(v);
        }
        if newline {
            self.runtime_call("printnl", &[], &[]);
        }
        self.runtime_call("printunlock", &[], &[]);
    }

    fn print_value(&mut self, v: Value) {
        let ty = self.b.ty(v);
        let kind = self.p.ukind(ty).clone();
        let (row, args) = match kind {
            TyKind::Bool => ("printbool", vec![v]),
            TyKind::String => ("printstring", vec![v]),
            TyKind::Float32 | TyKind::Float64 => {
                let f64_ = self.p.tys.float64;
                // A float32 prints with the digits that tell float32 values apart.
                if ty == f64_ {
                    ("printfloat", vec![v])
                } else if matches!(kind, TyKind::Float32) {
                    ("printfloat32", vec![self.b.emit(Op::Convert(v), f64_)])
                } else {
                    ("printfloat", vec![self.b.emit(Op::Convert(v), f64_)])
                }
            }
            TyKind::Complex64 | TyKind::Complex128 => {
                let f64_ = self.p.tys.float64;
                let part = self.float_part(ty);
                let parts = [Op::Real(v), Op::Imag(v)].map(|op| {
                    let x = self.b.emit(op, part);
                    if part == f64_ { x } else { self.b.emit(Op::Convert(x), f64_) }
                });
                let row = if matches!(kind, TyKind::Complex64) { "printcomplex64" } else { "printcomplex" };
                (row, parts.to_vec())
            }
            TyKind::Slice(_) => ("printslice", vec![v]),
            TyKind::Interface(_) => ("printeface", vec![v]),
            _ if self.is_signed(ty) => {
                let int = self.p.tys.int;
                let x = if ty == int { v } else { self.b.emit(Op::Convert(v), int) };
                ("printint", vec![x])
            }
            _ if self.is_integer(ty) => {
                let uint64 = self.p.tys.uint64;
                let x = if ty == uint64 { v } else { self.b.emit(Op::Convert(v), uint64) };
                ("printuint", vec![x])
            }
            _ => ("printpointer", vec![v]),
        };
        self.runtime_call(row, &args, &[]);
    }

    // --- unsafe

    fn unsafe_builtin(&mut self, builtin: Builtin, args: &[ExprId], ty: Ty, pos: Pos) -> Value {
        let int = self.p.tys.int;
        match builtin {
            Builtin::UnsafeAdd | Builtin::UnsafeSlice | Builtin::UnsafeString => {
                self.order_calls(args);
                let p = self.expr(args[0]);
                let n = self.index_value(args[1]);
                let n = self.as_int(n);
                self.at(pos);
                self.unsafe_pair(builtin, p, n, ty)
            }
            Builtin::UnsafeSliceData | Builtin::UnsafeStringData => {
                let v = self.expr(args[0]);
                self.b.emit(Op::DataPtr(v), ty)
            }
            // Constant but for operands whose size depends on type arguments.
            Builtin::UnsafeSizeof | Builtin::UnsafeAlignof => {
                let t = self.ety(args[0]);
                let l = self.p.m.types.layout(t);
                let n = if builtin == Builtin::UnsafeSizeof { l.size } else { l.align };
                self.b.emit(Op::IntConst(n as i64), ty)
            }
            Builtin::UnsafeOffsetof => self.offset_of(args[0], ty),
            _ => {
                self.p.internal_at(pos, format!("builtin {}", builtin.name()));
                self.b.emit(Op::Zero, int)
            }
        }
    }

    /// `unsafe.Add`, `unsafe.Slice` or `unsafe.String` of a pointer and a number.
    fn unsafe_pair(&mut self, builtin: Builtin, p: Value, n: Value, ty: Ty) -> Value {
        match builtin {
            Builtin::UnsafeSlice => {
                let size = match *self.p.ukind(ty) {
                    TyKind::Slice(elem) => self.p.m.types.layout(elem).size,
                    _ => 1,
                };
                self.check_unsafe_len(p, n, size, "panicunsafeslicelen");
                self.b.emit(Op::MakeSliceHeader(p, n, n), ty)
            }
            Builtin::UnsafeString => {
                self.check_unsafe_len(p, n, 1, "panicunsafestringlen");
                self.b.emit(Op::MakeString(p, n), ty)
            }
            _ => self.b.emit(Op::PtrAdd(p, n), ty),
        }
    }

    fn offset_of(&mut self, x: ExprId, ty: Ty) -> Value {
        let x = self.ast.unparen(x);
        let mut offset = 0;
        if let ExprKind::Selector { x: base, .. } = self.ast[x].kind
            && let Some(s) = self.p.c.info(self.file).selection(x).cloned()
        {
            let mut t = self.ety(base);
            t = self.p.pointee(t).unwrap_or(t);
            for &i in &s.path {
                offset += self.p.m.types.field_offset(t, i as usize);
                t = self.p.field_tys(t)[i as usize];
            }
        }
        self.b.emit(Op::IntConst(offset as i64), ty)
    }

    /// Panics if `n` elements at `p` do not fit the address space, or `p` is nil and there are any.
    fn check_unsafe_len(&mut self, p: Value, n: Value, size: u64, row: &str) {
        let (uint64, bool_) = (self.p.tys.uint64, self.p.tys.bool_);
        let count = self.b.emit(Op::Retype(n), uint64);
        let addr = self.b.emit(Op::Retype(p), uint64);
        // `n` must not exceed what is left above `p`: (2^64 - p) / size; for nil nothing is.
        let zero = self.b.iconst(0, uint64);
        let left = self.b.emit(Op::Binary(BinOp::Sub, zero, addr), uint64);
        let left = if size > 1 {
            let size = self.b.iconst(size as i64, uint64);
            self.b.emit(Op::Binary(BinOp::Div, left, size), uint64)
        } else {
            left
        };
        let too_long = self.b.cmp(CmpOp::Gt, count, left);
        let int = self.p.tys.int;
        let signed_zero = self.b.iconst(0, int);
        let negative = self.b.cmp(CmpOp::Lt, n, signed_zero);
        // Elements without size fit anywhere but at nil.
        let too_long = if size == 0 {
            let is_nil = self.b.cmp(CmpOp::Eq, addr, zero);
            let any = self.b.cmp(CmpOp::Gt, n, signed_zero);
            self.b.emit(Op::Binary(BinOp::And, is_nil, any), bool_)
        } else {
            too_long
        };
        let bad_len = self.b.emit(Op::Binary(BinOp::Or, too_long, negative), bool_);
        let (bad, good) = (self.b.block(), self.b.block());
        self.b.br(bad_len, bad, good);
        self.b.enter_sealed(bad);
        self.runtime_call(row, &[p, n], &[]);
        self.b.terminate(Op::Unreachable);
        self.b.enter_sealed(good);
    }
}
