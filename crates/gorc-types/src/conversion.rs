//! Conversions `T(x)`.

use crate::assign::add_cause;
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
                let string_from_int =
                    x.mode == Mode::Constant && self.store.is_string(t) && x.ty != TypeId::UNTYPED_STRING;
                if self.store.is_interface(t) || (const_arg && !self.store.is_const_type(t)) {
                    final_ty = self.store.default_type(x.ty);
                } else if string_from_int {
                    final_ty = x.ty;
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
        // Messages show an integer that does not fit as one.
        let int = x.val.to_int();
        if kind.is_integer() && !int.is_unknown() {
            x.val = int;
        }
        false
    }

    /// A constant converted to a type parameter: it must be convertible to each type of the set.
    fn const_to_type_param(&mut self, x: &Operand, t: TypeId, cause: &mut String) -> bool {
        let Some(types) = self.specific_types(t) else {
            *cause = format!("{} does not contain specific types", self.type_str(t));
            return false;
        };
        for t_i in types {
            let u = self.store.under(t_i);
            if self.store.is_string(x.ty) && self.is_bytes_or_runes(u) {
                continue;
            }
            let mut y = x.clone();
            if !self.const_conversion(&mut y, u) {
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
        if self.assignable(x, t, cause) {
            return true;
        }
        let (v, shown) = (self.store.unalias(x.ty), t);
        let t = self.store.unalias(t);
        match (self.store.is_type_param(v), self.store.is_type_param(t)) {
            (false, false) => self.convertible_types(v, t, cause),
            (true, _) => {
                let Some(types) = self.specific_types(v) else { return false };
                types.into_iter().all(|u| {
                    let mut y = x.clone();
                    y.ty = u;
                    if self.store.is_type_param(t) {
                        return self.convertible_to_set(&y, Some(v), t, cause);
                    }
                    let ok = self.convertible(&y, t, cause);
                    if !ok {
                        let (a, p, b) = (self.type_str(u), self.type_str(v), self.type_str(shown));
                        add_cause(cause, format!("cannot convert {a} (in {p}) to type {b}"));
                    }
                    ok
                })
            }
            (false, true) => self.convertible_to_set(x, None, t, cause),
        }
    }

    /// Whether an operand can be converted to each type of the set of type parameter `t`. The operand's type may itself be of the set of
    /// type parameter `of`.
    fn convertible_to_set(&mut self, x: &Operand, of: Option<TypeId>, t: TypeId, cause: &mut String) -> bool {
        let Some(types) = self.specific_types(t) else { return false };
        types.into_iter().all(|u| {
            let ok = self.convertible(x, u, cause);
            if !ok {
                let (a, b, p) = (self.type_str(x.ty), self.type_str(u), self.type_str(t));
                let of = of.map(|v| format!(" (in {})", self.type_str(v))).unwrap_or_default();
                add_cause(cause, format!("cannot convert {a}{of} to type {b} (in {p})"));
            }
            ok
        })
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
