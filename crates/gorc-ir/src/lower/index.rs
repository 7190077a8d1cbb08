//! Index and slice expressions, with their checks.

use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::{Mode, SelectionKind};

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{BinOp, Bounds, Op};
use crate::types::{Ty, TyKind};

/// What an index is checked against.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// A constant length.
    Const(u64),
    /// The length of this string or slice.
    Len(Value),
}

impl Lower<'_, '_, '_> {
    pub(super) fn index(&mut self, e: ExprId, x: ExprId, i: ExprId) -> Value {
        if self.mode(i) == Mode::Type {
            // An instantiated generic function.
            let x = self.ast.unparen(x);
            let ident = match self.ast[x].kind {
                ExprKind::Selector { sel, .. } => sel,
                _ => x,
            };
            let ty = self.ety(e);
            if let Some(selection) = self.p.c.info(self.file).selection(x).cloned()
                && let ExprKind::Selector { x: recv, sel } = self.ast[x].kind
            {
                return match selection.kind {
                    SelectionKind::MethodExpr => self.method_expr(e, sel, &selection),
                    _ => self.method_value(e, recv, sel, &selection),
                };
            }
            let obj = self.object(ident);
            return self.func_value(obj, ident, ty);
        }
        self.order_calls(&[x, i]);
        let xty = self.ety(x);
        match *self.p.ukind(xty) {
            TyKind::Map(k, elem) => {
                let m = self.expr(x);
                let key = self.expr_to(i, k);
                self.at(self.op_pos(e));
                self.b.emit(Op::MapGet(m, key), elem)
            }
            _ => {
                let operand = self.operand(e);
                self.load_operand(operand)
            }
        }
    }

    /// An index as a value, checked against a limit: a constant limit with a constant index needs no check.
    pub fn checked_index(&mut self, i: ExprId, limit: Limit, pos: Pos) -> Value {
        let idx = self.index_value(i);
        self.at(pos);
        let constant = self.b.const_of(idx);
        match limit {
            Limit::Const(n) if constant.is_some_and(|c| c >= 0 && (c as u64) < n) => {}
            Limit::Const(n) => {
                let limit = self.b.int(n as i64);
                self.b.emit0(Op::BoundsCheck { kind: Bounds::Index, index: idx, limit });
            }
            Limit::Len(v) => {
                let int = self.p.tys.int;
                let limit = self.b.emit(Op::Len(v), int);
                self.b.emit0(Op::BoundsCheck { kind: Bounds::Index, index: idx, limit });
            }
        }
        idx
    }

    /// An index expression's value: constants as `int`.
    pub fn index_value(&mut self, i: ExprId) -> Value {
        let tv = self.p.c.info(self.file).tv(i);
        if tv.mode == Mode::Constant && tv.value.is_some() {
            let int = self.p.tys.int;
            return self.constant_id(tv.value, int);
        }
        self.expr(i)
    }

    pub(super) fn slice_expr(&mut self, e: ExprId, x: ExprId, bounds: [Option<ExprId>; 3]) -> Value {
        self.order_bounds(x, bounds);
        let pos = self.op_pos(e);
        let xty = self.ety(x);
        let rty = self.ety(e);
        let int = self.p.tys.int;
        if matches!(self.p.ukind(xty), TyKind::String) {
            let s = self.expr(x);
            return self.slice_string(s, bounds, rty, pos);
        }
        // (address of the first element, length, capacity)
        let (ptr, len, cap, elem) = match *self.p.ukind(xty) {
            TyKind::Slice(elem) => {
                let s = self.expr(x);
                let pty = self.p.pointer_to(elem);
                let ptr = self.b.emit(Op::DataPtr(s), pty);
                (ptr, self.b.emit(Op::Len(s), int), self.b.emit(Op::Cap(s), int), elem)
            }
            _ => {
                let addr = match *self.p.ukind(xty) {
                    TyKind::Pointer(_) => {
                        let p = self.expr(x);
                        self.at(pos);
                        self.b.emit0(Op::NilCheck(p));
                        p
                    }
                    _ => {
                        let addr = self.addr_of(x);
                        if self.may_be_nil(x) {
                            self.at(pos);
                            self.check_base(addr);
                        }
                        addr
                    }
                };
                let aty = self.p.pointee(self.b.ty(addr)).unwrap_or(xty);
                let TyKind::Array(elem, n) = *self.p.ukind(aty) else {
                    return self.unsupported(pos, "this slice expression", rty);
                };
                let pty = self.p.pointer_to(elem);
                let ptr = self.b.emit(Op::Retype(addr), pty);
                let n = self.b.int(n as i64);
                (ptr, n, n, elem)
            }
        };
        let [lo, hi, max] = bounds.map(|b| b.map(|b| self.index_value(b)));
        self.at(pos);
        let from_slice = matches!(self.p.ukind(xty), TyKind::Slice(_));
        let check = |l: &mut Self, kind, index: Value, limit: Value| {
            if let (Some(i), Some(n)) = (l.b.const_of(index), l.b.const_of(limit))
                && (0..=n).contains(&i)
            {
                return;
            }
            if l.b.const_of(index) == Some(0) {
                return;
            }
            l.b.emit0(Op::BoundsCheck { kind, index, limit });
        };
        let mut new_cap = cap;
        let hi = match (hi, max) {
            (Some(hi), Some(max)) => {
                check(self, if from_slice { Bounds::Slice3Acap } else { Bounds::Slice3Alen }, max, cap);
                new_cap = self.as_int(max);
                check(self, Bounds::Slice3B, hi, new_cap);
                self.as_int(hi)
            }
            (Some(hi), None) => {
                check(self, if from_slice { Bounds::SliceAcap } else { Bounds::SliceAlen }, hi, cap);
                self.as_int(hi)
            }
            _ => len,
        };
        let Some(lo) = lo else { return self.b.emit(Op::MakeSliceHeader(ptr, hi, new_cap), rty) };
        check(self, if max.is_some() { Bounds::Slice3C } else { Bounds::SliceB }, lo, hi);
        let lo = self.as_int(lo);
        let len = self.b.emit(Op::Binary(BinOp::Sub, hi, lo), int);
        let rest = self.b.emit(Op::Binary(BinOp::Sub, new_cap, lo), int);
        let ptr = self.advance(ptr, lo, rest, elem);
        self.b.emit(Op::MakeSliceHeader(ptr, len, rest), rty)
    }

    /// `ptr + n elements`, but `ptr` itself if nothing is left there, so that no pointer ends up behind its object.
    fn advance(&mut self, ptr: Value, n: Value, left: Value, elem: Ty) -> Value {
        if self.b.const_of(n) == Some(0) {
            return ptr;
        }
        let int = self.p.tys.int;
        let size = self.p.m.types.layout(elem).size;
        let pty = self.b.ty(ptr);
        // mask = (0 - left) >> 63: all ones if something is left.
        let zero = self.b.int(0);
        let neg = self.b.emit(Op::Binary(BinOp::Sub, zero, left), int);
        let shift = self.b.int(63);
        let mask = self.b.emit(Op::Binary(BinOp::Shr, neg, shift), int);
        let size = self.b.int(size as i64);
        let bytes = self.b.emit(Op::Binary(BinOp::Mul, n, size), int);
        let delta = self.b.emit(Op::Binary(BinOp::And, bytes, mask), int);
        self.b.emit(Op::PtrAdd(ptr, delta), pty)
    }

    fn slice_string(&mut self, s: Value, bounds: [Option<ExprId>; 3], rty: Ty, pos: Pos) -> Value {
        let int = self.p.tys.int;
        let uint8 = self.p.tys.uint8;
        let [lo, hi, _] = bounds.map(|b| b.map(|b| self.index_value(b)));
        self.at(pos);
        let len = self.b.emit(Op::Len(s), int);
        let hi = match hi {
            Some(hi) => {
                self.b.emit0(Op::BoundsCheck { kind: Bounds::SliceAlen, index: hi, limit: len });
                self.as_int(hi)
            }
            None => len,
        };
        let pty = self.p.pointer_to(uint8);
        let ptr = self.b.emit(Op::DataPtr(s), pty);
        let Some(lo) = lo else { return self.b.emit(Op::MakeString(ptr, hi), rty) };
        if self.b.const_of(lo) != Some(0) {
            self.b.emit0(Op::BoundsCheck { kind: Bounds::SliceB, index: lo, limit: hi });
        }
        let lo = self.as_int(lo);
        let len = self.b.emit(Op::Binary(BinOp::Sub, hi, lo), int);
        let ptr = self.advance(ptr, lo, len, uint8);
        self.b.emit(Op::MakeString(ptr, len), rty)
    }

    /// An integer of any type as `int` (already known to fit).
    pub fn as_int(&mut self, v: Value) -> Value {
        let int = self.p.tys.int;
        if self.b.ty(v) == int { v } else { self.b.emit(Op::Convert(v), int) }
    }
}
