//! Calls: of functions, conversions and builtins; explicit instantiation of functions.
//!
//! Here: what kind of call an expression is, and calls of functions. Read next: `arguments.rs`, then `infer.rs` for generic functions.

mod arguments;
mod conversion;
mod infer;
mod instantiate;

pub(crate) use arguments::Arg;

use crate::assign::Context;
use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use smallvec::SmallVec;

/// Where a call's parts are.
#[derive(Clone, Copy)]
pub(crate) struct CallSite<'c> {
    pub(crate) e: ExprId,
    pub(crate) fun: ExprId,
    pub(crate) args: &'c [ExprId],
    pub(crate) ellipsis: Pos,
    pub(crate) lparen: Pos,
}

impl<'a> Checker<'a> {
    pub(crate) fn call_expr(&mut self, e: ExprId) -> Operand {
        let ast = self.env.ast;
        let ExprKind::Call { fun, args, ellipsis, lparen, .. } = ast[e].kind else {
            return Operand::invalid(e);
        };
        let args = &ast[args];
        let site = CallSite { e, fun, args, ellipsis, lparen };
        let mut explicit: Option<&[ExprId]> = None;
        let mut x;
        if let ExprKind::Index { x: fx, indices, .. } = ast[fun].kind {
            x = Operand::invalid(fun);
            let indices = &ast[indices];
            if self.index_expr(&mut x, fun, fx, indices, true) {
                explicit = Some(indices);
            }
            x.expr = Some(fun);
            self.record(&x, fun);
        } else {
            x = self.raw_expr(TypeId::NONE, fun, true);
            if x.mode == Mode::NoValue {
                self.exclude(&mut x, false, false);
            }
            self.single_value(&mut x);
        }
        match x.mode {
            Mode::Invalid => {
                self.use_exprs(args);
                Operand::invalid(e)
            }
            Mode::Type => self.conversion_call(site, x),
            Mode::Builtin => match x.builtin {
                Some(b) => {
                    let mut r = self.builtin_call(site, b);
                    if r.mode != Mode::Invalid && r.mode != Mode::Constant {
                        self.env.has_call = true;
                    }
                    r.expr = Some(e);
                    r
                }
                None => Operand::invalid(e),
            },
            _ => self.function_call(site, x, explicit),
        }
    }

    fn function_call(&mut self, site: CallSite<'_>, x: Operand, explicit: Option<&[ExprId]>) -> Operand {
        let common = self.common_under(x.ty, |c, t, u| match u {
            Type::Signature(_) | Type::None => None,
            _ => Some(format!("{} is not a function", c.type_str(t))),
        });
        let sig_ty = match common {
            Ok(u) => u,
            Err(why) => {
                let pos = self.opos(&x);
                let s = self.operand_str(&x);
                self.invalid_op(pos, "InvalidCall", format!("cannot call {s}: {why}"));
                return Operand { ty: x.ty, ..Operand::invalid(site.e) };
            }
        };
        let Type::Signature(si) = self.store.ty(sig_ty) else { return Operand::invalid(site.e) };
        let mut sig = self.store.sig_data(si);
        let generic = !sig.tparams.is_empty();
        let mut targs: SmallVec<[TypeId; 4]> = SmallVec::new();
        if let Some(list) = explicit {
            let Some(given) = self.explicit_targs(list, sig.tparams.len()) else {
                self.use_exprs(site.args);
                return Operand::invalid(site.e);
            };
            targs = given;
            if targs.len() == sig.tparams.len() && generic {
                // Fully instantiated: an ordinary call.
                sig = self.instantiate_func(sig, &targs, site.fun, self.pos(site.e), list);
            }
        }
        let mut args = self.argument_list(site.args);
        let still_generic = !sig.tparams.is_empty();
        let explicit_exprs = explicit.unwrap_or(&[]);
        let Some(sig) =
            self.arguments(site, sig, &targs, &mut args, Context::Argument(site.fun), explicit_exprs)
        else {
            // Results that do not depend on type arguments are known still.
            let tparams: SmallVec<[TypeId; 4]> = self.store[sig.tparams].into();
            let results = self.store.tuple_of(sig.results);
            if still_generic && self.mentions(results, &tparams) {
                return Operand::invalid(site.e);
            }
            self.env.has_call = true;
            return self.call_result(site.e, sig, x.ty);
        };
        if generic {
            let ty = self.store.new_signature(sig);
            self.set_fun_type(site.fun, ty);
        }
        self.env.has_call = true;
        self.call_result(site.e, sig, x.ty)
    }

    /// The type arguments written in a call of a function with `want` type parameters.
    fn explicit_targs(&mut self, list: &[ExprId], want: usize) -> Option<SmallVec<[TypeId; 4]>> {
        let targs = self.type_list(list)?;
        if targs.len() > want {
            let got = targs.len();
            self.error(
                self.pos(list[want]),
                "WrongTypeArgCount",
                format!("got {got} type arguments but want {want}"),
            );
            return None;
        }
        Some(targs)
    }

    /// The result of a call of a function of type `fun`. Where there is no value, its type is the only one there is for messages.
    fn call_result(&mut self, e: ExprId, sig: Signature, fun: TypeId) -> Operand {
        match sig.results.len() {
            0 => Operand::new(Mode::NoValue, fun, e),
            1 => {
                let t = self.store[self.store.obj_at(sig.results, 0)].ty;
                Operand::new(Mode::Value, t, e)
            }
            _ => {
                let t = self.store.tuple_of(sig.results);
                Operand::new(Mode::Value, t, e)
            }
        }
    }

    /// Records the instantiated type of a function on the expressions that denote it.
    pub(super) fn set_fun_type(&mut self, fun: ExprId, ty: TypeId) {
        let ast = self.env.ast;
        let mut e = fun;
        loop {
            self.cur_info().set(e, Mode::Value, ty, ConstId::NONE);
            match ast[e].kind {
                ExprKind::Paren { x, .. } => e = x,
                ExprKind::Index { x, .. } => e = x,
                _ => return,
            }
        }
    }
}
