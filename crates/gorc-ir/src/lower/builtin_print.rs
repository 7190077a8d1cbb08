//! `print` and `println`.

use super::body::Lower;
use crate::entities::Value;
use crate::ops::Op;
use crate::types::TyKind;

impl Lower<'_, '_, '_> {
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
