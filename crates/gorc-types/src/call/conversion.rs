//! Conversions, which are written as calls.

use super::CallSite;
use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;

impl<'a> Checker<'a> {
    pub(super) fn conversion_call(&mut self, site: CallSite<'_>, x: Operand) -> Operand {
        let t = x.ty;
        // What follows, such as a count of arguments, still names the type.
        let failed = Operand { ty: t, ..Operand::invalid(site.e) };
        if self.report_incomplete(t) {
            return failed;
        }
        if self.store.is_generic(t) {
            let s = self.expr_str(site.fun);
            self.error(
                self.pos(site.fun),
                "WrongTypeArgCount",
                format!("cannot use generic type {s} without instantiation"),
            );
            return Operand::invalid(site.e);
        }
        let &[arg] = site.args else {
            self.wrong_conversion_args(site, t);
            return failed;
        };
        let mut y = self.expr_for(arg, t, "conversion");
        if y.is_invalid() {
            return Operand::invalid(site.e);
        }
        if let Type::Interface(i) = self.store.under_type(t)
            && !self.store.is_type_param(t)
            && !self.store.type_set(i).is_method_set()
        {
            let ts = self.type_str(t);
            self.error(
                self.pos(site.e),
                "MisplacedConstraintIface",
                format!("cannot use interface {ts} in conversion (contains specific type constraints or is comparable)"),
            );
        } else if site.ellipsis.is_known() {
            let ts = self.type_str(t);
            self.error(
                self.pos(arg),
                "BadDotDotDotSyntax",
                format!("invalid use of ... in conversion to {ts}"),
            );
        } else {
            self.conversion(&mut y, t);
        }
        y.expr = Some(site.e);
        y
    }

    /// Reports a conversion of no or several values.
    fn wrong_conversion_args(&mut self, site: CallSite<'_>, t: TypeId) {
        self.use_exprs(site.args);
        let ts = self.type_str(t);
        let (pos, msg) = match *site.args {
            [.., last] => (self.pos(last), format!("too many arguments in conversion to {ts}")),
            [] => (self.pos(site.e), format!("missing argument in conversion to {ts}")),
        };
        self.error(pos, "WrongArgCount", msg);
    }
}
