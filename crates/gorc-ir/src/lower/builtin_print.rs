//! `print` and `println`.

use super::body::Lower;
use super::types::type_string;
use crate::entities::Value;
use crate::ops::Op;
use crate::types::TyKind;
use gorc_syntax::Diagnostic;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::{Builtin, illegal_operand};

impl Lower<'_, '_, '_> {
    /// Reports values that cannot be printed. The type checker has done so, but for those of types that type parameters stand for.
    pub(super) fn check_printable(&mut self, builtin: Builtin, call: ExprId, values: &[Value]) {
        if !matches!(builtin, Builtin::Print | Builtin::Println) {
            return;
        }
        for &v in values {
            let ty = self.b.ty(v);
            if matches!(self.p.ukind(ty), TyKind::Struct(_) | TyKind::Array(..)) {
                let pos = match self.ast[call].kind {
                    ExprKind::Call { lparen, .. } => lparen,
                    _ => self.ast[call].pos,
                };
                let message = illegal_operand(builtin, &type_string(&self.p.m.types, ty, false));
                self.p.diags.push(Diagnostic::error(pos, "NotPrintable", message));
            }
        }
    }

    pub(super) fn print(&mut self, values: Vec<Value>, newline: bool) {
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
}
