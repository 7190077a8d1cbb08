//! The assignment of one value to a variable of a known type: untyped values get a type, generic functions are refused.

use super::Context;
use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::untyped::ConvError;
use gorc_syntax::ast::{ExprId, ExprKind};

impl<'a> Checker<'a> {
    /// Checks that an operand can be assigned to a variable of type `t` (`NONE`: the blank identifier, or a variable that takes
    /// the operand's type) and gives untyped operands their type. `context` names the kind of assignment.
    pub(crate) fn assignment<'c>(&mut self, x: &mut Operand, t: TypeId, context: impl Into<Context<'c>>) {
        self.assignment_in(x, t, context.into());
    }

    fn assignment_in(&mut self, x: &mut Operand, t: TypeId, context: Context<'_>) {
        self.single_value(x);
        if x.is_invalid() {
            return;
        }
        match x.mode {
            Mode::Constant | Mode::Variable | Mode::MapIndex | Mode::Value | Mode::Nil | Mode::CommaOk => {}
            _ => {
                let pos = self.opos(x);
                let s = self.operand_str(x);
                self.error(
                    pos,
                    "InvalidUse",
                    format!("cannot assign {s} to {} in {}", self.type_str(t), self.context_str(context)),
                );
                x.invalidate();
                return;
            }
        }
        if x.is_nil() {
            self.assign_nil(x, t, context);
            return;
        }
        if self.store.is_untyped(x.ty) {
            self.assign_untyped(x, t, context);
            if x.is_invalid() {
                return;
            }
        }
        if let Some(sig) = self.store.as_signature(x.ty)
            && !sig.tparams.is_empty()
        {
            let pos = self.opos(x);
            let (s, context) = (self.operand_expr(x), self.context_str(context));
            self.error(
                pos,
                "WrongTypeArgCount",
                format!("cannot use generic function {s} without instantiation in {context}"),
            );
            x.invalidate();
            return;
        }
        if t.is_none() {
            return;
        }
        let mut cause = String::new();
        if !self.assignable(x, t, &mut cause) {
            self.cannot_use(x, t, context, &cause);
        }
    }

    /// Gives an untyped value the type of what it is assigned to, or its default type.
    fn assign_untyped(&mut self, x: &mut Operand, t: TypeId, context: Context<'_>) {
        let target =
            if t.is_none() || self.store.is_interface(t) { self.store.default_type(x.ty) } else { t };
        let why = match self.implicit_type(x, target) {
            Ok((ty, val)) => return self.apply_implicit(x, ty, val),
            Err(why) => why,
        };
        let (code, note) = match why {
            ConvError::Truncated => (why.code(), " (truncated)"),
            ConvError::Overflow => (why.code(), " (overflows)"),
            ConvError::Invalid => ("IncompatibleAssign", ""),
        };
        let pos = self.opos(x);
        let s = self.operand_str(x);
        let (ts, context) = (self.type_str(target), self.context_str(context));
        self.error(pos, code, format!("cannot use {s} as {ts} value in {context}{note}"));
        x.invalidate();
    }

    fn cannot_use(&mut self, x: &mut Operand, t: TypeId, context: Context<'_>, cause: &str) {
        let pos = self.opos(x);
        let (s, ts, context) = (self.operand_str(x), self.type_str(t), self.context_str(context));
        let msg = if cause.is_empty() {
            format!("cannot use {s} as {ts} value in {context}")
        } else {
            format!("cannot use {s} as {ts} value in {context}: {cause}")
        };
        self.error(pos, "IncompatibleAssign", msg);
        x.invalidate();
    }

    fn assign_nil(&mut self, x: &mut Operand, t: TypeId, context: Context<'_>) {
        let pos = self.opos(x);
        if t.is_none() {
            let context = self.context_str(context);
            self.error(pos, "UntypedNilUse", format!("use of untyped nil in {context}"));
            x.invalidate();
            return;
        }
        if !self.store.is_valid(t) {
            return;
        }
        if !self.store.has_nil(t) {
            self.cannot_use(x, t, context, "");
            return;
        }
        if let Some(e) = x.expr {
            self.set_nil_type(e, t);
        }
    }

    /// Records the type nil takes.
    pub(crate) fn set_nil_type(&mut self, e: ExprId, t: TypeId) {
        let ast = self.env.ast;
        let mut e = e;
        self.cur_info().set(e, Mode::Nil, t, ConstId::NONE);
        while let ExprKind::Paren { x, .. } = ast[e].kind {
            e = x;
            self.cur_info().set(e, Mode::Nil, t, ConstId::NONE);
        }
    }
}
