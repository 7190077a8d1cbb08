//! `make`: a type, and constant sizes that must not be swapped.

use crate::call::CallSite;
use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::ast::ExprId;

impl<'a> Checker<'a> {
    pub(super) fn builtin_make(&mut self, site: CallSite<'_>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let te = site.args[0];
        let t = self.var_type(te);
        if !self.store.is_valid(t) {
            return invalid;
        }
        let common = self.common_under(t, |_, _, u| match u {
            Type::Slice(_) | Type::Map(..) | Type::Chan(..) | Type::None => None,
            _ => Some("type must be slice, map, or channel".into()),
        });
        let min = match common {
            Ok(u) if matches!(self.store.ty(u), Type::Slice(_)) => 2,
            Ok(_) => 1,
            Err(why) => {
                let ts = self.expr_str(te);
                self.invalid_arg(self.pos(te), "InvalidMake", format!("cannot make {ts}: {why}"));
                return invalid;
            }
        };
        let nargs = site.args.len();
        if nargs < min || nargs > min + 1 {
            let s = self.expr_str(site.e);
            self.invalid_op(
                self.pos(site.e),
                "WrongArgCount",
                format!("{s} expects {min} or {} arguments; found {nargs}", min + 1),
            );
            return invalid;
        }
        let mut sizes: Vec<i64> = Vec::new();
        for &a in &site.args[1..] {
            if let Some(v) = self.make_size(a) {
                sizes.push(v);
            }
        }
        if let [len, cap] = sizes[..]
            && len > cap
        {
            let pos = self.pos(site.args[1]);
            self.invalid_arg(pos, "SwappedMakeArgs", "length and capacity swapped");
        }
        self.value(site, t)
    }

    /// A length or capacity; its value if constant.
    fn make_size(&mut self, e: ExprId) -> Option<i64> {
        let mut x = self.expr(TypeId::NONE, e);
        if !self.valid_index(&mut x, "index", false) {
            return None;
        }
        if x.mode == Mode::Constant { x.val.to_i64() } else { None }
    }
}
