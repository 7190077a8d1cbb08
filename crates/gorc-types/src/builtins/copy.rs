//! `copy`: two slices with the same type of element, or bytes and a string.

use crate::call::CallSite;
use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;

impl<'a> Checker<'a> {
    pub(super) fn builtin_copy(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let invalid_copy = |c: &mut Self, x: &Operand, why: &str| {
            let pos = c.opos(x);
            c.error(pos, "InvalidCopy", format!("invalid copy: {why}"));
        };
        let dst = match self.slice_elem(&args[0]) {
            Ok(elem) => elem,
            Err(why) => {
                invalid_copy(self, &args[0], &why);
                return invalid;
            }
        };
        if self.store.is_untyped(args[1].ty) && self.store.is_string(args[1].ty) {
            let mut x = args[1].clone();
            self.convert_untyped(&mut x, TypeId::STRING);
        }
        if self.assignable_to_bytes(&args[0]) && self.bytes_and_strings(args[1].ty).is_some() {
            return self.value(site, TypeId::INT);
        }
        let src = match self.slice_elem(&args[1]) {
            Ok(elem) => elem,
            // A string counts as bytes, so that the element types differ.
            Err(_) if self.store.all_basic(args[1].ty, BasicKind::is_string) => TypeId::BYTE,
            Err(why) => {
                invalid_copy(self, &args[1], &why);
                return invalid;
            }
        };
        if !self.store.identical(dst, src) {
            let (a, b) = (self.operand_str(&args[0]), self.operand_str(&args[1]));
            let (dt, st) = (self.type_str(dst), self.type_str(src));
            let why = format!("arguments {a} and {b} have different element types {dt} and {st}");
            invalid_copy(self, &args[0], &why);
            return invalid;
        }
        self.value(site, TypeId::INT)
    }
}
