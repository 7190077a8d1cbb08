//! What the types of a type set have in common: their underlying type, the element type of slices, of channels.
//!
//! An operation on a value whose type is a type parameter is defined if it is for each specific type of the type set, and most operations
//! also need one underlying type common to all. Where there is none, messages say which types get in the way.
//! A type that is no type parameter counts as a set with that one type.

use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;
use smallvec::SmallVec;

impl Checker<'_> {
    /// The specific types of a type set; none if it has all types, or no type at all.
    pub(crate) fn specific_types(&mut self, t: TypeId) -> Option<SmallVec<[TypeId; 4]>> {
        self.store.each_type(t).filter(|types| !types.is_empty())
    }

    /// The underlying type common to all types of a type set, or why there is none. `reject` may find fault with a type: it is given
    /// each with its underlying type, or [`Type::None`] if there are no specific types. Channels may differ in direction:
    /// the most restricted one is what they have in common.
    pub(crate) fn common_under(
        &mut self,
        t: TypeId,
        mut reject: impl FnMut(&mut Self, TypeId, Type) -> Option<String>,
    ) -> Result<TypeId, String> {
        let Some(types) = self.specific_types(t) else {
            return Err(reject(self, t, Type::None).unwrap_or_else(|| "no specific type".into()));
        };
        let (mut first, mut common) = (TypeId::NONE, TypeId::NONE);
        for &t in &types {
            let u = self.store.under(t);
            let under = self.store.ty(u);
            if let Some(why) = reject(self, t, under) {
                return Err(why);
            }
            if common.is_none() {
                (first, common) = (t, u);
                continue;
            }
            if let (Type::Chan(d, a), Type::Chan(e, b)) = (self.store.ty(common), under) {
                if !self.store.identical(a, b) {
                    let (a, b) = (self.type_str(first), self.type_str(t));
                    return Err(format!("channels {a} and {b} have different element types"));
                }
                if d == ChanDir::Both && e != d {
                    (first, common) = (t, u);
                } else if e != ChanDir::Both && d != e {
                    let (a, b) = (self.type_str(first), self.type_str(t));
                    return Err(format!("channels {a} and {b} have conflicting directions"));
                }
                continue;
            }
            if !self.store.identical(common, u) {
                let (a, b) = (self.type_str(first), self.type_str(t));
                return Err(format!("{a} and {b} have different underlying types"));
            }
        }
        Ok(common)
    }

    /// The element type common to all slices of an operand's type set, or why there is none.
    pub(crate) fn slice_elem(&mut self, x: &Operand) -> Result<TypeId, String> {
        let mut elem = TypeId::NONE;
        for t in self.specific_types(x.ty).unwrap_or_else(|| SmallVec::from_slice(&[TypeId::INVALID])) {
            let Type::Slice(e) = self.store.under_type(t) else {
                let s = if x.is_nil() { "untyped nil".to_string() } else { self.operand_str(x) };
                return Err(format!("argument must be a slice; have {s}"));
            };
            if elem.is_none() {
                elem = e;
            } else if !self.store.identical(elem, e) {
                let (a, b, s) = (self.type_str(elem), self.type_str(e), self.operand_str(x));
                return Err(format!("mismatched slice element types {a} and {b} in {s}"));
            }
        }
        Ok(elem)
    }

    /// Whether the type set of `t` consists of strings and slices of bytes; whether there is a string among them.
    pub(crate) fn bytes_and_strings(&mut self, t: TypeId) -> Option<bool> {
        let mut has_string = false;
        for t in self.specific_types(t)? {
            match self.store.under_type(t) {
                Type::Slice(e) if self.store.identical(e, TypeId::BYTE) => {}
                Type::Basic(k) if k.is_string() => has_string = true,
                _ => return None,
            }
        }
        Some(has_string)
    }

    /// Whether an operand can be assigned to a `[]byte`.
    pub(crate) fn assignable_to_bytes(&mut self, x: &Operand) -> bool {
        let bytes = self.store.new_slice(TypeId::BYTE);
        self.assignable(x, bytes, &mut String::new())
    }
}
