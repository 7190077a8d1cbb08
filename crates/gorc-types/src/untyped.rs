//! Untyped values: their conversion to types, and whether constants are representable.
//!
//! The side tables hold an untyped type for an expression until its context gives it one; `update_expr_type` then descends into the
//! operands that share the type. Operands of constant expressions are left alone: only the whole constant matters.

use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind, UnaryOp};
use num_bigint::BigInt;

/// Why a constant or untyped value cannot be converted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ConvError {
    Truncated,
    Overflow,
    Invalid,
}

impl ConvError {
    pub(crate) fn code(self) -> &'static str {
        match self {
            ConvError::Truncated => "TruncatedFloat",
            ConvError::Overflow => "NumericOverflow",
            ConvError::Invalid => "InvalidUntypedConversion",
        }
    }
}

impl<'a> Checker<'a> {
    /// Converts an untyped operand to a type; the operand becomes invalid on failure, which is reported.
    pub(crate) fn convert_untyped(&mut self, x: &mut Operand, target: TypeId) {
        match self.implicit_type(x, target) {
            Ok((ty, val)) => self.apply_implicit(x, ty, val),
            Err(code) => {
                let t = if self.store.is_type_param(target) { target } else { self.store.under(target) };
                self.invalid_conversion(code, x, t);
                x.invalidate();
            }
        }
    }

    /// Gives an operand its implicit type and value.
    pub(crate) fn apply_implicit(&mut self, x: &mut Operand, ty: TypeId, val: Option<Value>) {
        if let Some(v) = val {
            x.val = v;
            if let Some(e) = x.expr {
                self.update_expr_val(e, &x.val);
            }
        }
        if ty != x.ty {
            x.ty = ty;
            if let Some(e) = x.expr {
                self.update_expr_type(e, ty, false);
            }
        }
    }

    pub(crate) fn invalid_conversion(&mut self, code: ConvError, x: &Operand, target: TypeId) {
        let pos = self.opos(x);
        let (xs, t) = (self.operand_str(x), self.type_str(target));
        let msg = match code {
            ConvError::Truncated => format!("{xs} truncated to {t}"),
            ConvError::Overflow => format!("{xs} overflows {t}"),
            ConvError::Invalid => format!("cannot convert {xs} to type {t}"),
        };
        self.error(pos, code.code(), msg);
    }

    /// The type (and value, for constants) an untyped operand takes when converted to `target` implicitly.
    pub(crate) fn implicit_type(
        &mut self,
        x: &Operand,
        target: TypeId,
    ) -> Result<(TypeId, Option<Value>), ConvError> {
        if x.is_invalid() || !self.store.is_untyped(x.ty) || !self.store.is_valid(target) {
            return Ok((x.ty, None));
        }
        if self.store.is_untyped(target) {
            return match self.max_untyped(x.ty, target) {
                Some(t) => Ok((t, None)),
                None => Err(ConvError::Invalid),
            };
        }
        if x.is_nil() {
            return if self.store.has_nil(target) { Ok((target, None)) } else { Err(ConvError::Invalid) };
        }
        if self.store.is_type_param(target) {
            let Some(types) = self.store.each_type(target) else { return Err(ConvError::Invalid) };
            if types.is_empty() {
                return Err(ConvError::Invalid);
            }
            for &t in &types {
                let u = self.store.under(t);
                self.implicit_type(x, u).map_err(|_| ConvError::Invalid)?;
            }
            return Ok((target, None));
        }
        match self.store.under_type(target) {
            Type::Basic(k) => {
                if x.mode == Mode::Constant {
                    let v = self.representation(x, k)?;
                    return Ok((target, Some(v)));
                }
                let ok = match x.ty {
                    TypeId::UNTYPED_BOOL => k.is_boolean(),
                    TypeId::UNTYPED_STRING => k.is_string(),
                    _ => k.is_numeric(),
                };
                if ok { Ok((target, None)) } else { Err(ConvError::Invalid) }
            }
            Type::Interface(i) => {
                if self.store.type_set(i).is_all() {
                    Ok((self.store.default_type(x.ty), None))
                } else {
                    Err(ConvError::Invalid)
                }
            }
            _ => Err(ConvError::Invalid),
        }
    }

    /// The more general of two untyped types.
    pub(crate) fn max_untyped(&mut self, a: TypeId, b: TypeId) -> Option<TypeId> {
        if a == b {
            return Some(a);
        }
        let numeric = |t: TypeId| (TypeId::UNTYPED_INT..=TypeId::UNTYPED_COMPLEX).contains(&t);
        (numeric(a) && numeric(b)).then(|| a.max(b))
    }

    /// The value of a constant operand as a value of a basic kind.
    pub(crate) fn representation(&mut self, x: &Operand, kind: BasicKind) -> Result<Value, ConvError> {
        match representable(&x.val, kind) {
            Some(v) => Ok(v),
            None => {
                let from = self.store.basic(x.ty);
                match from {
                    Some(f) if f.is_numeric() && kind.is_numeric() => {
                        if !f.is_integer() && kind.is_integer() {
                            Err(ConvError::Truncated)
                        } else {
                            Err(ConvError::Overflow)
                        }
                    }
                    _ => Err(ConvError::Invalid),
                }
            }
        }
    }

    /// Checks that a constant operand is representable as a value of a basic type, and rounds it; reports if not.
    pub(crate) fn check_representable(&mut self, x: &mut Operand, target: TypeId) {
        let Some(kind) = self.store.basic(target) else { return };
        match self.representation(x, kind) {
            Ok(v) => x.val = v,
            Err(code) => {
                self.invalid_conversion(code, x, target);
                x.invalidate();
            }
        }
    }

    /// Checks a constant result: typed ones must be representable, untyped integers must not grow without bound.
    pub(crate) fn check_overflow(&mut self, x: &mut Operand, op_pos: Pos, what: &str) {
        if x.val.is_unknown() {
            self.error(op_pos, "InvalidConstVal", "constant result is not representable");
            return;
        }
        if !self.store.is_untyped(x.ty) {
            self.check_representable_result(x);
            return;
        }
        if x.val.bit_len() > 512 {
            let sep = if what.is_empty() { "" } else { " " };
            self.error(op_pos, "InvalidConstVal", format!("constant {what}{sep}overflow"));
            x.val = Value::Unknown;
        }
    }

    fn check_representable_result(&mut self, x: &mut Operand) {
        let Some(kind) = self.store.basic(x.ty) else { return };
        match representable(&x.val, kind) {
            Some(v) => x.val = v,
            None => {
                let pos = self.opos(x);
                let t = self.type_str(x.ty);
                // Constant arithmetic that leaves its type: gc shows the expression and its value.
                let s = match x.expr {
                    Some(e) => {
                        let s = self.expr_str(e);
                        let v = x.val.to_string();
                        if s == v {
                            format!("{s} (constant of type {t})")
                        } else {
                            format!("{s} (constant {v} of type {t})")
                        }
                    }
                    None => x.val.to_string(),
                };
                let _ = &s;
                let os = self.operand_str(x);
                let msg = if kind.is_numeric() {
                    format!("{os} overflows {t}")
                } else {
                    format!("cannot convert {os} to type {t}")
                };
                self.error(pos, "NumericOverflow", msg);
                x.invalidate();
            }
        }
    }

    /// Records the final value of a constant expression.
    pub(crate) fn update_expr_val(&mut self, e: ExprId, val: &Value) {
        let old = self.cur_info().tv(e);
        if old.mode == Mode::Constant {
            let v = self.store.new_const(val.clone());
            self.cur_info().set(e, Mode::Constant, old.ty, v);
        }
    }

    /// Gives an untyped expression, and the operands that share its type, their type. With `last`, an untyped type counts as final.
    pub(crate) fn update_expr_type(&mut self, e: ExprId, ty: TypeId, last: bool) {
        let old = self.cur_info().tv(e);
        if !self.store.is_untyped(old.ty) {
            return;
        }
        let ast = self.env.ast;
        match ast[e].kind {
            ExprKind::Paren { x, .. } => self.update_expr_type(x, ty, last),
            ExprKind::Unary { op, x } if old.mode != Mode::Constant && op != UnaryOp::Recv => {
                self.update_expr_type(x, ty, last);
            }
            ExprKind::Binary { op, x, y, .. } if old.mode != Mode::Constant && !op.is_comparison() => {
                self.update_expr_type(x, ty, last);
                if !op.is_shift() {
                    self.update_expr_type(y, ty, last);
                }
            }
            _ => {}
        }
        if !last && self.store.is_untyped(ty) {
            self.cur_info().set(e, old.mode, ty, old.value);
            return;
        }
        if self.shift_lhs.remove(&(self.env.file, e)) {
            // The left operand of a non-constant shift gets its type from the context, which must be an integer.
            if !self.store.all_basic(ty, BasicKind::is_integer) {
                let pos = self.pos(e);
                let msg = format!(
                    "shifted operand {} (type {}) must be integer",
                    self.expr_str(e),
                    self.type_str(ty)
                );
                self.invalid_op(pos, "InvalidShiftOperand", msg);
                return;
            }
        }
        if old.mode == Mode::Constant && !self.store.is_untyped(ty) {
            // Constants inside expressions that are not must be representable, too.
            let val = self.store[old.value].clone();
            let mut x = Operand::constant(old.ty, val, e);
            self.convert_untyped_const(&mut x, ty);
            return;
        }
        let mode = if old.mode == Mode::Invalid { Mode::Value } else { old.mode };
        self.cur_info().set(e, mode, ty, old.value);
    }

    fn convert_untyped_const(&mut self, x: &mut Operand, ty: TypeId) {
        match self.implicit_type(x, ty) {
            Ok((_, val)) => {
                let v = val.unwrap_or_else(|| x.val.clone());
                let id = self.store.new_const(v);
                if let Some(e) = x.expr {
                    self.cur_info().set(e, Mode::Constant, ty, id);
                }
            }
            Err(code) => {
                let t = if self.store.is_type_param(ty) { ty } else { self.store.under(ty) };
                self.invalid_conversion(code, x, t);
            }
        }
    }
}

/// The constant as a value of a basic kind, rounded; `None` if it is not representable.
pub(crate) fn representable(v: &Value, kind: BasicKind) -> Option<Value> {
    use BasicKind::*;
    if v.is_unknown() {
        return Some(Value::Unknown);
    }
    match kind {
        Bool | UntypedBool => matches!(v, Value::Bool(_)).then(|| v.clone()),
        String | UntypedString => matches!(v, Value::Str(_)).then(|| v.clone()),
        k if k.is_integer() => {
            let i = v.to_int();
            if i.is_unknown() {
                return None;
            }
            int_fits(&i, k).then_some(i)
        }
        Float32 | Float64 => {
            let f = v.to_float();
            if f.is_unknown() { None } else { round_float(&f, kind == Float32) }
        }
        UntypedFloat => {
            let f = v.to_float();
            (!f.is_unknown()).then_some(f)
        }
        Complex64 | Complex128 => {
            let c = v.to_complex();
            if c.is_unknown() {
                return None;
            }
            let re = round_float(&c.real().to_float(), kind == Complex64)?;
            let im = round_float(&c.imag().to_float(), kind == Complex64)?;
            Some(Value::complex(re, im))
        }
        UntypedComplex => {
            let c = v.to_complex();
            (!c.is_unknown()).then_some(c)
        }
        _ => None,
    }
}

fn round_float(f: &Value, single: bool) -> Option<Value> {
    let x = if single { f64::from(f.to_f32()) } else { f.to_f64() };
    if x.is_finite() { Some(Value::from_f64(x)) } else { None }
}

fn int_fits(i: &Value, kind: BasicKind) -> bool {
    use BasicKind::*;
    let bits = match kind {
        Int8 | Uint8 => 8,
        Int16 | Uint16 => 16,
        Int32 | Uint32 => 32,
        UntypedInt | UntypedRune => return true,
        _ => 64,
    };
    if let Value::Int(v) = i {
        return if kind.is_unsigned() {
            *v >= 0 && (bits == 64 || *v < 1 << bits)
        } else {
            bits == 64 || (*v >= -(1i64 << (bits - 1)) && *v < 1i64 << (bits - 1))
        };
    }
    let big: BigInt = i.as_bigint().unwrap_or_default();
    if kind.is_unsigned() {
        crate::constant::fits_unsigned(&big, bits)
    } else {
        crate::constant::fits_signed(&big, bits)
    }
}
