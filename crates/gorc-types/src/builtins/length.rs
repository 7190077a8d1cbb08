//! `len` and `cap`, which are constants for constant strings and for arrays that need no call to be computed.

use crate::call::CallSite;
use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;

impl<'a> Checker<'a> {
    pub(super) fn builtin_len(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let mut x = args.into_iter().next().unwrap_or_else(|| Operand::invalid(site.e));
        let called = self.env.has_call;
        let mut constant = None;
        let ok = match self.store.under_type(x.ty) {
            Type::Basic(k) if k.is_string() && id == Builtin::Len => {
                if x.mode == Mode::Constant {
                    constant = x.val.as_bytes().map(|b| b.len() as i64);
                }
                true
            }
            Type::Array(_, n) => {
                if !called {
                    constant = Some(n);
                }
                true
            }
            Type::Pointer(p) => match self.store.under_type(p) {
                Type::Array(_, n) if !self.store.is_type_param(p) => {
                    if !called {
                        constant = Some(n);
                    }
                    true
                }
                _ => false,
            },
            Type::Slice(_) | Type::Chan(..) => true,
            Type::Map(..) => id == Builtin::Len,
            Type::Interface(_) if self.store.is_type_param(x.ty) => match self.store.each_type(x.ty) {
                Some(types) if !types.is_empty() => types.iter().all(|&t| self.has_len(t, id)),
                _ => false,
            },
            _ => false,
        };
        if !ok {
            if self.store.under(x.ty) != TypeId::INVALID {
                let pos = self.opos(&x);
                let s = self.operand_str(&x);
                self.invalid_arg(pos, "InvalidLen", format!("{s} for built-in {}", id.name()));
            }
            return Operand::invalid(site.e);
        }
        if self.store.is_untyped(x.ty) {
            self.convert_untyped(&mut x, TypeId::STRING);
        }
        match constant {
            Some(n) if n >= 0 => Operand::constant(TypeId::INT, Value::Int(n), site.e),
            _ => self.value(site, TypeId::INT),
        }
    }

    fn has_len(&mut self, t: TypeId, id: Builtin) -> bool {
        match self.store.under_type(t) {
            Type::Basic(k) => k.is_string() && id == Builtin::Len,
            Type::Array(..) | Type::Slice(_) | Type::Chan(..) => true,
            Type::Pointer(p) => matches!(self.store.under_type(p), Type::Array(..)),
            Type::Map(..) => id == Builtin::Len,
            _ => false,
        }
    }
}
