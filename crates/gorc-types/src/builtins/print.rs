//! `print`, `println` and `panic`, which take any value, and the type checker's own `assert`.

use crate::call::CallSite;
use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::Type;
use crate::universe::Builtin;

/// What is said about an operand that cannot be printed.
pub fn illegal_operand(id: Builtin, ty: &str) -> String {
    format!("illegal types for operand: {}\n\t{ty}", id.name())
}

impl<'a> Checker<'a> {
    pub(super) fn builtin_print(
        &mut self,
        site: CallSite<'_>,
        id: Builtin,
        mut args: Vec<Operand>,
    ) -> Operand {
        let context = format!("argument to built-in {}", id.name());
        for a in &mut args {
            self.assignment(a, TypeId::NONE, context.as_str());
            if a.is_invalid() {
                return Operand::invalid(site.e);
            }
        }
        for a in &args {
            self.check_printable(site, id, a);
        }
        self.no_value(site)
    }

    /// gc's back end has no way to print structs and arrays. What type parameters stand for is seen when instances are lowered.
    fn check_printable(&mut self, site: CallSite<'_>, id: Builtin, x: &Operand) {
        if matches!(self.store.under_type(x.ty), Type::Struct(_) | Type::Array(..)) {
            let t = self.store.spaced_string(x.ty, self.qualifier());
            self.not_printable.push((site.lparen, illegal_operand(id, &t)));
        }
    }

    pub(super) fn builtin_panic(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        self.assignment(&mut args[0], TypeId::WRITTEN_EMPTY_INTERFACE, "argument to panic");
        if args[0].is_invalid() {
            return Operand::invalid(site.e);
        }
        self.no_value(site)
    }

    pub(super) fn builtin_assert(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        let pos = self.opos(&args[0]);
        match args[0].val {
            Value::Bool(true) => {}
            Value::Bool(false) => {
                let s = self.expr_str(site.e);
                self.error(pos, "Test", format!("{s} failed"));
            }
            _ => {
                let s = self.operand_str(&args[0]);
                self.invalid_arg(pos, "Test", format!("{s} is not a boolean constant"));
                return Operand::invalid(site.e);
            }
        }
        args.into_iter().next().unwrap_or(self.no_value(site))
    }
}
