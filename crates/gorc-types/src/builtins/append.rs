//! `append`: a call of a variadic function, but for strings appended to bytes.

use crate::assign::Context;
use crate::call::{Arg, CallSite};
use crate::checker::*;
use crate::ids::*;
use crate::object::ObjFlags;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;

impl<'a> Checker<'a> {
    pub(super) fn builtin_append(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let s = args[0].ty;
        let elem = match self.slice_elem(&args[0]) {
            Ok(elem) => elem,
            Err(why) => {
                let pos = self.opos(&args[0]);
                self.error(pos, "InvalidAppend", format!("invalid append: {why}"));
                return invalid;
            }
        };
        // append([]byte, string...)
        if site.ellipsis.is_known()
            && args.len() == 2
            && self.assignable_to_bytes(&args[0])
            && self.bytes_and_strings(args[1].ty) == Some(true)
        {
            if self.store.is_untyped(args[1].ty) {
                let mut x = args[1].clone();
                self.convert_untyped(&mut x, TypeId::STRING);
            }
            return self.value(site, s);
        }
        let slice = self.store.new_slice(elem);
        let empty = self.syms.empty;
        let pkg = self.env.pkg;
        let p0 = self.store.new_var(empty, Pos::NONE, pkg, s, ObjFlags::PARAM);
        let p1 = self.store.new_var(empty, Pos::NONE, pkg, slice, ObjFlags::PARAM);
        let params = self.store.obj_list(&[p0, p1]);
        let sig = Signature { params, variadic: true, ..Signature::EMPTY };
        let mut list: Vec<Arg> = args.drain(..).map(|x| Arg { x, targs: Default::default() }).collect();
        self.arguments(site, sig, &[], &mut list, Context::Named("argument to append"), &[]);
        self.value(site, s)
    }
}
