//! Assignment statements.

use super::{Target, assignment_context};
use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use gorc_syntax::Pos;
use gorc_syntax::ast::{BinaryOp, ExprId, ExprKind};

impl<'a> Checker<'a> {
    /// `lhs = rhs` for lists.
    pub(crate) fn assign_vars(&mut self, lhs: &[ExprId], rhs: &[ExprId]) {
        let ast = self.env.ast;
        let (l, r) = (lhs.len(), rhs.len());
        let context = assignment_context(l);
        let is_call = r == 1 && matches!(ast[ast.unparen(rhs[0])].kind, ExprKind::Call { .. });
        if l == r && !is_call {
            for (&le, &re) in lhs.iter().zip(rhs) {
                let t = self.lhs_var(le);
                if t == TypeId::INVALID {
                    self.use_expr(re);
                    continue;
                }
                self.target = Target::Expr(le);
                let mut x = self.expr_or_generic_value(t, re);
                if !x.is_invalid() {
                    self.assign_to(t, &mut x, context);
                }
            }
            return;
        }
        if r != 1 {
            let errors = self.errors;
            for &e in lhs {
                self.use_lhs(e);
            }
            let ok = self.use_exprs(rhs);
            if ok && self.errors == errors {
                self.assign_mismatch(rhs, l, r);
            }
            return;
        }
        let (mut vals, comma_ok) = self.multi_value(rhs[0], l == 2);
        if vals.len() == l {
            for (&le, x) in lhs.iter().zip(&mut vals) {
                self.assign_operand(le, x, context);
            }
            if comma_ok {
                self.record_comma_ok(rhs[0], &vals);
            }
            return;
        }
        if !vals.iter().any(Operand::is_invalid) {
            self.assign_mismatch(rhs, l, vals.len());
        }
        for &e in lhs {
            self.use_lhs(e);
        }
    }

    /// `lhs op= rhs`
    pub(crate) fn assign_op(&mut self, lhs: ExprId, op: BinaryOp, rhs: ExprId, op_pos: Pos) {
        let x = self.expr(TypeId::NONE, lhs);
        let y = self.expr(TypeId::NONE, rhs);
        let mut x = self.binary_op(x, y, op, None, op_pos, lhs, rhs);
        x.expr = Some(lhs);
        let errors = self.errors;
        let t = self.lhs_var(lhs);
        if t == TypeId::INVALID || self.errors != errors {
            return;
        }
        // The result is not an expression of its own: do not retype the left side.
        if self.store.is_untyped(x.ty) {
            x.expr = None;
            x.pos = self.pos(lhs);
        }
        self.assign_to(t, &mut x, "assignment");
    }

    /// `lhs = x` for an operand.
    pub(crate) fn assign_operand(&mut self, lhs: ExprId, x: &mut Operand, context: &str) {
        let t = self.lhs_var(lhs);
        if t == TypeId::INVALID {
            x.invalidate();
            return;
        }
        self.assign_to(t, x, context);
    }

    fn assign_to(&mut self, t: TypeId, x: &mut Operand, context: &str) {
        let to_blank = t.is_none() && context == "assignment";
        self.assignment(x, t, if to_blank { "assignment to _ identifier" } else { context });
    }
}
