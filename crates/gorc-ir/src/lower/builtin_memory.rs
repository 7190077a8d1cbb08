//! The predeclared functions that make memory or move what is in it: append, copy, clear, make, new.

use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::{Builtin, Mode};

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{BinOp, CmpOp, Op};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    pub(super) fn append(&mut self, args: &[ExprId], ty: Ty, ellipsis: bool, pos: Pos) -> Value {
        if ellipsis && let Some(len) = self.made_length(args[1]) {
            return self.append_zeros(args[0], len, ty, pos);
        }
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

    /// The length in `make([]T, length)`.
    fn made_length(&self, e: ExprId) -> Option<ExprId> {
        let ExprKind::Call { fun, args, .. } = self.ast[self.ast.unparen(e)].kind else { return None };
        let is_make = self.mode(fun) == Mode::Builtin && self.builtin_of(fun) == Builtin::Make;
        match self.ast[args] {
            [_, len] if is_make => Some(len),
            _ => None,
        }
    }

    /// `append(slice, make([]T, len)...)`, as gc does it: without making what is appended.
    fn append_zeros(&mut self, slice: ExprId, len: ExprId, ty: Ty, pos: Pos) -> Value {
        self.order_calls(&[slice, len]);
        let int = self.p.tys.int;
        let s = self.expr_to(slice, ty);
        let n = self.index_value(len);
        let n = self.as_int(n);
        let TyKind::Slice(elem) = *self.p.ukind(ty) else { return s };
        let pty = self.p.pointer_to(elem);
        self.at(pos);
        let zero = self.b.int(0);
        let is_negative = self.b.cmp(CmpOp::Lt, n, zero);
        let (bad, good) = (self.b.block(), self.b.block());
        self.b.br(is_negative, bad, good);
        self.b.enter_sealed(bad);
        // This panics.
        self.b.emit(Op::MakeSlice(n, n), ty);
        self.b.jump(good);
        self.b.enter_sealed(good);
        let old = self.b.emit(Op::Len(s), int);
        let new = self.b.emit(Op::GrowSlice(s, n), ty);
        let base = self.b.emit(Op::DataPtr(new), pty);
        let first = self.b.emit(Op::IndexAddr(base, old), pty);
        let added = self.b.emit(Op::MakeSliceHeader(first, n, n), ty);
        self.clear(added);
        new
    }

    pub(super) fn append_values(&mut self, s: Value, values: Vec<Value>, ty: Ty, elem: Ty) -> Value {
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

    pub(super) fn copy(&mut self, dst: Value, src: Value) -> Value {
        let int = self.p.tys.int;
        let TyKind::Slice(elem) = *self.p.ukind(self.b.ty(dst)) else { return self.b.int(0) };
        let pty = self.p.pointer_to(elem);
        let dst_ptr = self.b.emit(Op::DataPtr(dst), pty);
        let dst_len = self.b.emit(Op::Len(dst), int);
        let src_ptr = self.b.emit(Op::DataPtr(src), pty);
        let src_len = self.b.emit(Op::Len(src), int);
        self.b.emit(Op::SliceCopy { elem, dst: dst_ptr, dst_len, src: src_ptr, src_len }, int)
    }

    pub(super) fn clear(&mut self, v: Value) {
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
        self.count_to(len, |l, i| {
            let ptr = l.b.emit(Op::IndexAddr(base, i), pty);
            l.b.emit0(Op::ZeroMem { ptr, ty: elem, barrier: true });
        });
    }

    pub(super) fn make(&mut self, args: &[ExprId], ty: Ty, pos: Pos) -> Value {
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

    pub(super) fn new_builtin(&mut self, arg: ExprId, ty: Ty) -> Value {
        let Some(elem) = self.p.pointee(ty) else { return self.b.emit(Op::Zero, ty) };
        if self.mode(arg) == Mode::Type {
            return self.b.emit(Op::New(elem), ty);
        }
        let v = self.expr_to(arg, elem);
        let ptr = self.b.emit(Op::New(elem), ty);
        self.store(ptr, v);
        ptr
    }
}
