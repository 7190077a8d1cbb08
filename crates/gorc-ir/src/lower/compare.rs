//! Comparisons of values of one type.

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{CmpOp, Op, UnOp};
use crate::types::TyKind;

impl Lower<'_, '_, '_> {
    /// `a op b`, both of one type.
    pub fn compare(&mut self, op: CmpOp, a: Value, b: Value) -> Value {
        let ty = self.b.ty(a);
        let bool_ = self.p.tys.bool_;
        match self.p.ukind(ty) {
            TyKind::Struct(_) | TyKind::Array(..) | TyKind::Interface(_) => {
                let eq = self.b.emit(Op::Equal(a, b), bool_);
                if op == CmpOp::Ne { self.b.emit(Op::Unary(UnOp::Not, eq), bool_) } else { eq }
            }
            _ => self.b.cmp(op, a, b),
        }
    }

    /// `v == nil` or `v != nil`
    pub fn compare_nil(&mut self, op: CmpOp, v: Value) -> Value {
        let ty = self.b.ty(v);
        let word = match *self.p.ukind(ty) {
            TyKind::Interface(_) => {
                let uptr = self.p.tys.unsafe_ptr;
                self.b.emit(Op::IfaceWord(v), uptr)
            }
            TyKind::Slice(elem) => {
                let pty = self.p.pointer_to(elem);
                self.b.emit(Op::DataPtr(v), pty)
            }
            _ => v,
        };
        let wty = self.b.ty(word);
        let nil = self.b.emit(Op::Zero, wty);
        self.b.cmp(op, word, nil)
    }
}
