//! Conversions `T(x)`.

use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use crate::untyped::representable;

impl<'a> Checker<'a> {
    /// Converts an operand to a type explicitly.
    pub(crate) fn conversion(&mut self, x: &mut Operand, t: TypeId) {
        let const_arg = x.mode == Mode::Constant;
        let const_convertible = const_arg && self.store.is_const_type(t) && !self.store.is_type_param(t);
        let mut cause = String::new();
        let mut final_ty = t;
        let ok;
        if const_convertible {
            ok = self.const_conversion(x, t);
            if !ok && self.store.is_integer(x.ty) && self.store.is_integer(t) {
                let pos = self.opos(x);
                let (v, ts) = (x.val.to_string(), self.type_str(t));
                self.error(pos, "InvalidConversion", format!("constant {v} overflows {ts}"));
                x.invalidate();
                return;
            }
        } else if const_arg && self.store.is_type_param(t) {
            ok = self.const_to_type_param(x, t, &mut cause);
            x.mode = Mode::Value;
        } else if self.convertible(x, t, &mut cause) {
            ok = true;
            x.mode = Mode::Value;
        } else {
            ok = false;
        }
        if !ok {
            let pos = self.opos(x);
            let (s, ts) = (self.operand_str(x), self.type_str(t));
            let msg = if cause.is_empty() {
                format!("cannot convert {s} to type {ts}")
            } else {
                format!("cannot convert {s} to type {ts}: {cause}")
            };
            self.error(pos, "InvalidConversion", msg);
            x.invalidate();
            return;
        }
        // Untyped operands get the type of the conversion, or their default type if that is no type for a constant.
        if self.store.is_untyped(x.ty) {
            if x.is_nil() {
                if let Some(e) = x.expr {
                    self.set_nil_type(e, t);
                }
            } else {
                let string_from_int = const_arg && self.store.is_string(t) && x.ty != TypeId::UNTYPED_STRING;
                if self.store.is_interface(t)
                    || (const_arg && !self.store.is_const_type(t))
                    || string_from_int
                {
                    final_ty = self.store.default_type(x.ty);
                }
                if let Some(e) = x.expr {
                    let keep = self.cur_info().tv(e);
                    if keep.mode == Mode::Constant && const_convertible && !string_from_int {
                        let v = x.val.clone();
                        self.update_expr_val(e, &v);
                    }
                    self.update_expr_type(e, final_ty, true);
                }
            }
        }
        x.ty = t;
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
        }
    }

    /// A constant converted to a type that constants may have.
    fn const_conversion(&mut self, x: &mut Operand, t: TypeId) -> bool {
        let Some(kind) = self.store.basic(t) else { return false };
        if x.val.is_unknown() {
            return true;
        }
        if let Some(v) = representable(&x.val, kind)
            && !(kind.is_string() && self.store.is_integer(x.ty))
        {
            x.val = v;
            return true;
        }
        if self.store.is_integer(x.ty) && kind.is_string() {
            let c = x.val.to_char();
            let mut buf = [0; 4];
            x.val = Value::string(c.encode_utf8(&mut buf).as_bytes());
            return true;
        }
        false
    }

    /// A constant converted to a type parameter: it must be convertible to each type of the set.
    fn const_to_type_param(&mut self, x: &Operand, t: TypeId, cause: &mut String) -> bool {
        let Some(types) = self.store.each_type(t) else {
            *cause = format!("{} does not contain specific types", self.type_str(t));
            return false;
        };
        if types.is_empty() {
            return false;
        }
        for &u in &types {
            let mut y = x.clone();
            let ok = if self.store.is_const_type(u) {
                self.const_conversion(&mut y, u)
            } else {
                let mut ignored = String::new();
                self.convertible(&y, u, &mut ignored)
            };
            if !ok {
                let (us, ts) = (self.type_str(u), self.type_str(t));
                *cause = if self.store.is_integer(x.ty) && self.store.is_integer(u) {
                    format!("constant {} overflows {us} (in {ts})", x.val)
                } else {
                    format!("cannot convert {} to type {us} (in {ts})", self.operand_str(x))
                };
                return false;
            }
        }
        true
    }

    /// Whether a non-constant operand can be converted to a type.
    pub(crate) fn convertible(&mut self, x: &Operand, t: TypeId, cause: &mut String) -> bool {
        let mut ignored = String::new();
        if self.assignable(x, t, &mut ignored) {
            return true;
        }
        if self.store.is_interface(t) {
            *cause = ignored.clone();
        }
        let v = x.ty;
        let (vp, tp) = (self.store.is_type_param(v), self.store.is_type_param(t));
        if !vp && !tp {
            return self.convertible_types(v, t, cause);
        }
        let vs = if vp { self.store.each_type(v) } else { Some(smallvec::smallvec![v]) };
        let ts = if tp { self.store.each_type(t) } else { Some(smallvec::smallvec![t]) };
        let (Some(vs), Some(ts)) = (vs, ts) else { return false };
        if vs.is_empty() || ts.is_empty() {
            return false;
        }
        for &a in &vs {
            let mut y = x.clone();
            y.ty = a;
            for &b in &ts {
                let mut inner = String::new();
                let ok = self.assignable(&y, b, &mut ignored) || self.convertible_types(a, b, &mut inner);
                if !ok {
                    *cause = self.param_conversion_cause(a, b, v, t, vp, tp);
                    return false;
                }
            }
        }
        true
    }

    fn param_conversion_cause(
        &self,
        a: TypeId,
        b: TypeId,
        v: TypeId,
        t: TypeId,
        vp: bool,
        tp: bool,
    ) -> String {
        let (a, b, v, t) = (self.type_str(a), self.type_str(b), self.type_str(v), self.type_str(t));
        match (vp, tp) {
            (true, true) => format!("cannot convert {a} (in {v}) to type {b} (in {t})"),
            (true, false) => format!("cannot convert {a} (in {v}) to type {t}"),
            _ => format!("cannot convert {v} to type {b} (in {t})"),
        }
    }

    fn convertible_types(&mut self, v: TypeId, t: TypeId, cause: &mut String) -> bool {
        let (vu, tu) = (self.store.under(v), self.store.under(t));
        if self.store.identical_ignore_tags(vu, tu) {
            return true;
        }
        if let (Type::Pointer(a), Type::Pointer(b)) = (self.store.get(v), self.store.get(t)) {
            let (au, bu) = (self.store.under(a), self.store.under(b));
            if !self.store.is_type_param(a)
                && !self.store.is_type_param(b)
                && self.store.identical_ignore_tags(au, bu)
            {
                return true;
            }
        }
        let (vk, tk) = (self.store.basic(v), self.store.basic(t));
        if let (Some(a), Some(b)) = (vk, tk) {
            let real = |k: BasicKind| k.is_integer() || k.is_float();
            if (real(a) && real(b)) || (a.is_complex() && b.is_complex()) {
                return true;
            }
        }
        if tk.is_some_and(BasicKind::is_string)
            && (vk.is_some_and(BasicKind::is_integer) || self.is_bytes_or_runes(vu))
        {
            return true;
        }
        if vk.is_some_and(BasicKind::is_string) && self.is_bytes_or_runes(tu) {
            return true;
        }
        // unsafe.Pointer to and from pointers and uintptr
        let pointerish = |c: &Self, u: TypeId, k: Option<BasicKind>| {
            matches!(c.store.ty(u), Type::Pointer(_)) || k == Some(BasicKind::Uintptr)
        };
        if tk == Some(BasicKind::UnsafePointer) && pointerish(self, vu, vk) {
            return true;
        }
        if vk == Some(BasicKind::UnsafePointer) && pointerish(self, tu, tk) {
            return true;
        }
        if let Type::Slice(e) = self.store.ty(vu) {
            let array = match self.store.ty(tu) {
                Type::Array(a, _) => Some((a, 20, "arrays")),
                Type::Pointer(p) => match self.store.under_type(p) {
                    Type::Array(a, _) => Some((a, 17, "array pointers")),
                    _ => None,
                },
                _ => None,
            };
            if let Some((a, minor, what)) = array
                && self.store.identical(e, a)
            {
                if self.allow_version(minor) {
                    return true;
                }
                *cause = format!(
                    "conversion of slice to {} requires go1.{minor} or later{}",
                    what.trim_end_matches('s'),
                    self.version_suffix()
                );
            }
        }
        false
    }

    fn is_bytes_or_runes(&mut self, u: TypeId) -> bool {
        match self.store.ty(u) {
            Type::Slice(e) => {
                matches!(self.store.basic(e), Some(BasicKind::Uint8 | BasicKind::Int32))
            }
            _ => false,
        }
    }
}
