//! `print`, `println` and `panic`, which take any value, and the type checker's own `assert`.

use crate::call::CallSite;
use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::operand::Operand;
use crate::universe::Builtin;

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
        self.no_value(site)
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
