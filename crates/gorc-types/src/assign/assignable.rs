//! Assignability of a value to a type.

use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;

impl<'a> Checker<'a> {
    /// Whether an operand is assignable to a type; `cause` says why not if there is something to say.
    pub(crate) fn assignable(&mut self, x: &Operand, t: TypeId, cause: &mut String) -> bool {
        if x.is_invalid() || !self.store.is_valid(t) {
            return true;
        }
        // Causes name aliased types by what they stand for, but for the target of a type parameter.
        let (v, shown) = (self.store.unalias(x.ty), t);
        let v = if v == TypeId::EMPTY_INTERFACE { TypeId::WRITTEN_EMPTY_INTERFACE } else { v };
        let t = self.store.unalias(t);
        if self.store.identical(v, t) {
            return true;
        }
        let (vu, tu) = (self.store.under(v), self.store.under(t));
        let (vp, tp) = (self.store.is_type_param(v), self.store.is_type_param(t));
        if self.store.is_untyped(v) {
            return self.implicit_type(x, t).is_ok();
        }
        let nameless = !self.store.has_name(v) || !self.store.has_name(t);
        if nameless && !vp && !tp && self.store.identical(vu, tu) {
            return true;
        }
        let wants_interface = match self.store.ty(tu) {
            Type::Interface(_) => true,
            // Perhaps a pointer to an interface where the interface was meant: `implements` says so.
            Type::Pointer(e) => matches!(self.store.under_type(e), Type::Interface(_)),
            _ => false,
        };
        if wants_interface && !tp {
            if self.implements(v, t, false, cause) {
                return true;
            }
            if !vp {
                return false;
            }
            cause.clear();
        }
        if let Type::Interface(_) = self.store.ty(vu)
            && !vp
        {
            let mut ignored = String::new();
            if self.implements(t, v, false, &mut ignored) {
                *cause = "need type assertion".into();
                return false;
            }
        }
        if let (Type::Chan(ChanDir::Both, a), Type::Chan(_, b)) = (self.store.ty(vu), self.store.ty(tu))
            && self.store.identical(a, b)
        {
            return nameless;
        }
        if !vp && !tp {
            return false;
        }
        self.assignable_params(x, t, shown, cause)
    }

    /// Assignability where a type parameter is involved: for each type of its set, the other type having no name.
    fn assignable_params(&mut self, x: &Operand, t: TypeId, shown: TypeId, cause: &mut String) -> bool {
        if self.store.is_type_param(t) && !self.store.has_name(x.ty) {
            let Some(types) = self.specific_types(t) else { return false };
            for u in types {
                if !self.assignable(x, u, cause) {
                    let (a, b, p) = (self.type_str(x.ty), self.type_str(u), self.type_str(t));
                    add_cause(cause, format!("cannot assign {a} to {b} (in {p})"));
                    return false;
                }
            }
            return true;
        }
        if self.store.is_type_param(x.ty) && !self.store.has_name(t) {
            let Some(types) = self.specific_types(x.ty) else { return false };
            for u in types {
                let mut y = x.clone();
                y.ty = u;
                if !self.assignable(&y, t, cause) {
                    let v = self.store.unalias(x.ty);
                    let (a, p, b) = (self.type_str(u), self.type_str(v), self.type_str(shown));
                    add_cause(cause, format!("cannot assign {a} (in {p}) to {b}"));
                    return false;
                }
            }
            return true;
        }
        false
    }
}

/// Puts a cause in front of what caused it.
pub(crate) fn add_cause(cause: &mut String, why: String) {
    *cause = if cause.is_empty() { why } else { format!("{why}\n\t{cause}") };
}
