//! The functions of package `unsafe`.

use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::Builtin;

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{BinOp, CmpOp, Op};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    pub(super) fn unsafe_builtin(&mut self, builtin: Builtin, args: &[ExprId], ty: Ty, pos: Pos) -> Value {
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
    pub(super) fn unsafe_pair(&mut self, builtin: Builtin, p: Value, n: Value, ty: Ty) -> Value {
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
                t = self.p.field_ty(t, i).unwrap_or(t);
            }
        }
        self.b.emit(Op::IntConst(offset as i64), ty)
    }

    /// Panics if `n` elements at `p` do not fit the address space, or `p` is nil and there are any.
    fn check_unsafe_len(&mut self, p: Value, n: Value, size: u64, row: &str) {
        if let (Some(Op::DataPtr(x)), Some(Op::Len(y))) = (self.b.def_op(p), self.b.def_op(n))
            && x == y
        {
            return;
        }
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
