//! `min` and `max`, constant if all arguments are.

use crate::call::CallSite;
use crate::checker::*;
use crate::constant::CmpOp;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;
use gorc_syntax::ast::ExprId;

impl<'a> Checker<'a> {
    pub(super) fn builtin_min_max(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let name = id.name();
        if !self.allow_version(21) {
            let pos = self.pos(site.fun);
            self.version_error(pos, 21, &format!("built-in {name}"));
        }
        let better = if id == Builtin::Max { CmpOp::Gt } else { CmpOp::Lt };
        for a in &args {
            if !self.store.all_basic(a.ty, BasicKind::is_ordered) {
                let pos = self.opos(a);
                let s = self.operand_str(a);
                self.invalid_arg(pos, "InvalidMinMaxOperand", format!("{s} cannot be ordered"));
                return invalid;
            }
        }
        let all: Vec<ExprId> = args.iter().filter_map(|a| a.expr).collect();
        let mut it = args.into_iter();
        let Some(mut x) = it.next() else { return invalid };
        for a in it {
            if !self.fold_min_max(&mut x, a, better) {
                return invalid;
            }
        }
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            // The arguments get the type of the result.
            let t = self.store.default_type(x.ty);
            for e in all {
                self.update_expr_type(e, t, true);
            }
            x.ty = t;
        }
        x.expr = Some(site.e);
        x
    }

    /// Makes `x` the better of itself and a further argument, if both have one type.
    fn fold_min_max(&mut self, x: &mut Operand, mut a: Operand, better: CmpOp) -> bool {
        let pos = self.opos(&a);
        self.match_types(x, &mut a);
        if x.is_invalid() {
            return false;
        }
        if !self.store.identical(x.ty, a.ty) {
            let (xt, at, s) = (self.type_str(x.ty), self.type_str(a.ty), self.operand_expr(&a));
            self.invalid_arg(
                pos,
                "MismatchedTypes",
                format!("mismatched types {xt} (previous argument) and {at} (type of {s})"),
            );
            return false;
        }
        if x.mode == Mode::Constant && a.mode == Mode::Constant {
            if a.val.compare(better, &x.val) {
                x.val = a.val;
            }
        } else {
            x.mode = Mode::Value;
        }
        true
    }
}
