//! `clear`, `delete` and `close`: what is called for its effect on a map, a slice or a channel.

use crate::call::CallSite;
use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;

impl<'a> Checker<'a> {
    pub(super) fn builtin_clear(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        if !self.allow_version(21) {
            let pos = self.pos(site.fun);
            self.version_error(pos, 21, "clear");
        }
        let x = &args[0];
        let ok = match self.store.each_type(x.ty) {
            Some(types) if !types.is_empty() => {
                types.iter().all(|&t| matches!(self.store.under_type(t), Type::Map(..) | Type::Slice(_)))
            }
            _ => false,
        };
        if !ok {
            let pos = self.opos(x);
            let s = self.operand_str(x);
            self.invalid_arg(
                pos,
                "InvalidClear",
                format!("cannot clear {s}: argument must be (or constrained by) map or slice"),
            );
            return Operand::invalid(site.e);
        }
        self.no_value(site)
    }

    pub(super) fn builtin_close(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        let x = &args[0];
        let pos = self.opos(x);
        let types = self.store.each_type(x.ty).unwrap_or_default();
        let mut bad = types.is_empty().then_some("cannot close non-channel");
        for &t in &types {
            match self.store.under_type(t) {
                Type::Chan(ChanDir::Recv, _) => bad = Some("cannot close receive-only channel"),
                Type::Chan(..) => {}
                _ => bad = Some("cannot close non-channel"),
            }
        }
        if let Some(b) = bad {
            let s = self.operand_str(x);
            self.invalid_op(pos, "InvalidClose", format!("{b} {s}"));
            return Operand::invalid(site.e);
        }
        self.no_value(site)
    }

    pub(super) fn builtin_delete(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let pos = self.opos(&args[0]);
        let types = self.store.each_type(args[0].ty).unwrap_or_default();
        let mut key = TypeId::NONE;
        let mut why = if types.is_empty() { Some(false) } else { None };
        for &t in &types {
            match self.store.under_type(t) {
                Type::Map(k, _) if key.is_none() || self.store.identical(key, k) => key = k,
                Type::Map(..) => why = why.or(Some(true)),
                _ => why = Some(false),
            }
        }
        if let Some(keys_differ) = why {
            let s = self.operand_str(&args[0]);
            let msg = if keys_differ {
                format!("maps of {s} must have identical key types")
            } else {
                format!("{s} is not a map")
            };
            self.invalid_arg(pos, "InvalidDelete", msg);
            return invalid;
        }
        self.assignment(&mut args[1], key, "argument to delete");
        if args[1].is_invalid() {
            return invalid;
        }
        self.no_value(site)
    }
}
