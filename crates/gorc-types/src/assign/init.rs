//! Initial values of constants and variables, and the results of `return` statements.

use super::{Target, assignment_context};
use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};

impl<'a> Checker<'a> {
    /// Gives a constant object its value and type.
    pub(crate) fn init_const(&mut self, o: ObjId, declared: TypeId, x: &mut Operand) {
        if x.is_invalid() || !self.store.is_valid(x.ty) || declared == TypeId::INVALID {
            if declared.is_none() {
                self.store[o].ty = TypeId::INVALID;
            }
            return;
        }
        if x.mode != Mode::Constant {
            let pos = if self.env.err_pos.is_known() { self.env.err_pos } else { self.opos(x) };
            let s = self.operand_str(x);
            self.error(pos, "InvalidConstInit", format!("{s} is not constant"));
            if declared.is_none() {
                self.store[o].ty = TypeId::INVALID;
            }
            return;
        }
        let t = if declared.is_some() { declared } else { x.ty };
        self.store[o].ty = t;
        self.assignment(x, t, "constant declaration");
        if x.is_invalid() {
            return;
        }
        let v = self.store.new_const(x.val.clone());
        self.store[o].data = v.0;
    }

    /// Gives a variable being declared its type (if it has none) and checks its initial value.
    pub(crate) fn init_var(&mut self, o: ObjId, x: &mut Operand, context: &str) {
        let t = self.store[o].ty;
        if x.is_invalid() || !self.store.is_valid(x.ty) || t == TypeId::INVALID {
            if t.is_none() {
                self.store[o].ty = TypeId::INVALID;
            }
            x.invalidate();
            return;
        }
        if t.is_none() {
            let mut ty = x.ty;
            if self.store.is_untyped(ty) {
                if x.is_nil() {
                    let pos = self.opos(x);
                    self.error(pos, "UntypedNilUse", format!("use of untyped nil in {context}"));
                    self.store[o].ty = TypeId::INVALID;
                    x.invalidate();
                    return;
                }
                ty = self.store.default_type(ty);
            }
            self.store[o].ty = ty;
        }
        let t = self.store[o].ty;
        self.assignment(x, t, context);
    }

    /// Initialises variables with expressions; with `ret`, they are the results of a function and the place is that of the return statement.
    pub(crate) fn init_vars(&mut self, lhs: &[ObjId], rhs: &[ExprId], ret: Option<Pos>) {
        let ast = self.env.ast;
        let (l, r) = (lhs.len(), rhs.len());
        let context = match ret {
            Some(_) => "return statement",
            None => assignment_context(l),
        };
        let is_call = r == 1 && matches!(ast[ast.unparen(rhs[0])].kind, ExprKind::Call { .. });
        if l == r && !is_call {
            for (&v, &e) in lhs.iter().zip(rhs) {
                let hint = self.store[v].ty;
                let unnamed = self.store[v].name == self.syms.empty;
                self.target = if ret.is_some() && unnamed { Target::Result } else { Target::Var(v) };
                let mut x = self.expr_or_generic_value(hint, e);
                self.init_var(v, &mut x, context);
            }
            return;
        }
        if r != 1 {
            let errors = self.errors;
            let ok = self.use_exprs(rhs);
            if ok && self.errors == errors {
                if let Some(at) = ret {
                    let ops: Vec<Operand> = rhs.iter().map(|&e| self.recorded_operand(e)).collect();
                    self.return_mismatch(at, lhs, &ops);
                } else {
                    self.assign_mismatch(rhs, l, r);
                }
            }
            self.give_up(lhs);
            return;
        }
        let (mut vals, comma_ok) = self.multi_value(rhs[0], l == 2 && ret.is_none());
        if vals.len() == l {
            for (&v, x) in lhs.iter().zip(&mut vals) {
                self.init_var(v, x, context);
            }
            if comma_ok {
                self.record_comma_ok(rhs[0], &vals);
            }
            return;
        }
        if !vals.iter().any(Operand::is_invalid) {
            match ret {
                Some(at) => self.return_mismatch(at, lhs, &vals),
                None => self.assign_mismatch(rhs, l, vals.len()),
            }
        }
        self.give_up(lhs);
    }

    /// An operand as recorded.
    fn recorded_operand(&mut self, e: ExprId) -> Operand {
        let tv = self.cur_info().tv(e);
        Operand::new(tv.mode, tv.ty, e)
    }

    /// Makes variables without type invalid, after an error.
    fn give_up(&mut self, lhs: &[ObjId]) {
        for &v in lhs {
            if self.store[v].ty.is_none() {
                self.store[v].ty = TypeId::INVALID;
            }
        }
    }
}
