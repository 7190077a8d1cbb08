//! `complex`, `real` and `imag`, which take no type parameters.

use crate::call::CallSite;
use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;

impl<'a> Checker<'a> {
    pub(super) fn builtin_complex(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let [mut x, mut y] =
            <[Operand; 2]>::try_from(args).unwrap_or_else(|_| [invalid.clone(), invalid.clone()]);
        self.match_parts(&mut x, &mut y);
        if x.is_invalid() || y.is_invalid() {
            return invalid;
        }
        let pos = self.opos(&x);
        if !self.store.identical(x.ty, y.ty) {
            let (s, a, b) = (self.expr_str(site.e), self.type_str(x.ty), self.type_str(y.ty));
            self.invalid_op(pos, "InvalidComplex", format!("{s} (mismatched types {a} and {b})"));
            return invalid;
        }
        let t = match self.complex_of(x.ty) {
            Some(t) => t,
            None => {
                if self.reject_type_param(&x, id) {
                    return invalid;
                }
                let ts = self.type_str(x.ty);
                self.invalid_arg(
                    pos,
                    "InvalidComplex",
                    format!("arguments have type {ts}, expected floating-point"),
                );
                return invalid;
            }
        };
        if x.mode == Mode::Constant && y.mode == Mode::Constant {
            let v = Value::complex(x.val.to_float(), y.val.to_float());
            return Operand::constant(t, v, site.e);
        }
        self.value(site, t)
    }

    /// Gives untyped parts of a complex number the type of the other part.
    fn match_parts(&mut self, x: &mut Operand, y: &mut Operand) {
        match (self.store.is_untyped(x.ty), self.store.is_untyped(y.ty)) {
            (false, false) => {}
            (true, false) => self.convert_untyped(x, y.ty),
            (false, true) => self.convert_untyped(y, x.ty),
            (true, true) => {
                if x.mode == Mode::Constant && y.mode == Mode::Constant {
                    for o in [x, y] {
                        if self.store.is_numeric(o.ty) && o.val.imag().is_zero() {
                            o.ty = TypeId::UNTYPED_FLOAT;
                        }
                    }
                } else {
                    self.convert_untyped(x, TypeId::FLOAT64);
                    self.convert_untyped(y, TypeId::FLOAT64);
                }
            }
        }
    }

    pub(super) fn builtin_real_imag(
        &mut self,
        site: CallSite<'_>,
        id: Builtin,
        args: Vec<Operand>,
    ) -> Operand {
        let invalid = Operand::invalid(site.e);
        let Some(mut x) = args.into_iter().next() else { return invalid };
        if self.store.is_untyped(x.ty) {
            if x.mode == Mode::Constant {
                if self.store.is_numeric(x.ty) {
                    x.ty = TypeId::UNTYPED_COMPLEX;
                }
            } else {
                self.convert_untyped(&mut x, TypeId::COMPLEX128);
                if x.is_invalid() {
                    return invalid;
                }
            }
        }
        let t = match self.store.basic(x.ty) {
            Some(BasicKind::Complex64) => TypeId::FLOAT32,
            Some(BasicKind::Complex128) => TypeId::FLOAT64,
            Some(BasicKind::UntypedComplex) => TypeId::UNTYPED_FLOAT,
            _ => {
                if self.reject_type_param(&x, id) {
                    return invalid;
                }
                let pos = self.opos(&x);
                let ts = self.type_str(x.ty);
                self.invalid_arg(
                    pos,
                    "InvalidReal",
                    format!("argument has type {ts}, expected complex type"),
                );
                return invalid;
            }
        };
        if x.mode == Mode::Constant {
            let c = x.val.to_complex();
            let v = if id == Builtin::Real { c.real() } else { c.imag() };
            return Operand::constant(t, v.to_float(), site.e);
        }
        self.value(site, t)
    }

    /// The complex type with parts of a floating-point type.
    fn complex_of(&mut self, t: TypeId) -> Option<TypeId> {
        match self.store.basic(t)? {
            BasicKind::Float32 => Some(TypeId::COMPLEX64),
            BasicKind::Float64 => Some(TypeId::COMPLEX128),
            BasicKind::UntypedFloat => Some(TypeId::UNTYPED_COMPLEX),
            _ => None,
        }
    }

    /// Reports arguments of type parameter type of functions that work on complex numbers, if all types of the set would do.
    fn reject_type_param(&mut self, x: &Operand, id: Builtin) -> bool {
        let takes = if id == Builtin::Complex { BasicKind::is_float } else { BasicKind::is_complex };
        if !self.store.is_type_param(x.ty) || !self.store.all_basic(x.ty, takes) {
            return false;
        }
        let (pos, s) = (self.opos(x), self.operand_str(x));
        let name = id.name();
        let msg =
            format!("{s} not supported as argument to built-in {name} for go1.18 (see go.dev/issue/50937)");
        self.soft_error(pos, "InvalidArg", msg);
        true
    }
}
