//! `new` of a type or, since Go 1.26, of a value.

use crate::call::CallSite;
use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;

impl<'a> Checker<'a> {
    pub(super) fn builtin_new(&mut self, site: CallSite<'_>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let arg = site.args[0];
        let mut x = self.expr_or_type(arg, false);
        match x.mode {
            Mode::Invalid => invalid,
            Mode::Type => {
                let pos = self.pos(arg);
                self.later(crate::delayed::Action::VarType { ty: x.ty, pos });
                let p = self.store.new_pointer(x.ty);
                self.value(site, p)
            }
            Mode::NoValue | Mode::Builtin => {
                self.exclude(&mut x, false, true);
                invalid
            }
            _ => {
                // new(expr): a variable initialised with the value.
                self.assignment(&mut x, TypeId::NONE, "argument to new");
                if x.is_invalid() {
                    return invalid;
                }
                if !self.allow_version(26) {
                    let s = self.expr_str(arg);
                    let pos = self.pos(site.fun);
                    self.version_error(pos, 26, &format!("new({s})"));
                }
                let p = self.store.new_pointer(x.ty);
                self.value(site, p)
            }
        }
    }
}
