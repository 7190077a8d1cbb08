//! Expressions with several values: calls, and comma-ok forms.

use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use smallvec::SmallVec;

impl<'a> Checker<'a> {
    /// The values of an expression that may be a call with several results, or (if allowed) a comma-ok expression taken as two values.
    pub(crate) fn multi_value(&mut self, e: ExprId, allow_comma_ok: bool) -> (SmallVec<[Operand; 2]>, bool) {
        let mut x = self.raw_expr(TypeId::NONE, e, false);
        self.exclude(&mut x, true, true);
        if let Type::Tuple(l) = self.store.ty(x.ty)
            && x.mode == Mode::Value
        {
            let vals = (0..l.len())
                .map(|i| {
                    let t = self.store[self.store.obj_at(l, i)].ty;
                    Operand { label: Some(nth_result(i)), ..Operand::new(Mode::Value, t, e) }
                })
                .collect();
            return (vals, false);
        }
        let mut vals = SmallVec::new();
        if allow_comma_ok && matches!(x.mode, Mode::MapIndex | Mode::CommaOk) {
            vals.push(x);
            let ok = Operand::new(Mode::Value, TypeId::UNTYPED_BOOL, e);
            vals.push(Operand { label: Some("ok value of (comma, ok) expression"), ..ok });
            return (vals, true);
        }
        vals.push(x);
        (vals, false)
    }

    /// Records that a comma-ok expression yields two values.
    pub(super) fn record_comma_ok(&mut self, e: ExprId, vals: &[Operand]) {
        if vals.iter().any(Operand::is_invalid) {
            return;
        }
        let empty = self.syms.empty;
        let pkg = self.env.pkg;
        let a = self.store.new_var(empty, Pos::NONE, pkg, vals[0].ty, 0);
        let bt = if self.store.is_untyped(vals[1].ty) { TypeId::BOOL } else { vals[1].ty };
        let b = self.store.new_var(empty, Pos::NONE, pkg, bt, 0);
        let tuple = self.store.new_tuple(&[a, b]);
        let ast = self.env.ast;
        let mut e = e;
        loop {
            self.cur_info().set(e, Mode::CommaOk, tuple, ConstId::NONE);
            match ast[e].kind {
                ExprKind::Paren { x, .. } => e = x,
                _ => return,
            }
        }
    }
}

/// What messages call a result of a call that has several.
fn nth_result(index: usize) -> &'static str {
    const NAMES: [&str; 9] = [
        "1st function result",
        "2nd function result",
        "3rd function result",
        "4th function result",
        "5th function result",
        "6th function result",
        "7th function result",
        "8th function result",
        "9th function result",
    ];
    NAMES.get(index).copied().unwrap_or("one of the function results")
}
