//! What is said if there are more or fewer values than variables.

use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};

impl<'a> Checker<'a> {
    pub(super) fn assign_mismatch(&mut self, rhs: &[ExprId], l: usize, r: usize) {
        let vars = Self::measure(l, "variable");
        let vals = Self::measure(r, "value");
        let ast = self.env.ast;
        let Some(&first) = rhs.first() else { return };
        let pos = self.pos(first);
        if rhs.len() == 1
            && let ExprKind::Call { fun, .. } = ast[ast.unparen(first)].kind
        {
            let f = self.expr_str(fun);
            self.error(
                pos,
                "WrongAssignCount",
                format!("assignment mismatch: {vars} but {f} returns {vals}"),
            );
            return;
        }
        self.error(pos, "WrongAssignCount", format!("assignment mismatch: {vars} but {vals}"));
    }

    pub(super) fn return_mismatch(&mut self, at: Pos, lhs: &[ObjId], rhs: &[Operand]) {
        let (l, r) = (lhs.len(), rhs.len());
        let (word, pos) = if r > l {
            ("too many", self.opos(&rhs[l]))
        } else if r > 0 {
            ("not enough", self.opos(&rhs[r - 1]))
        } else {
            ("not enough", at)
        };
        let have: Vec<TypeId> = rhs.iter().map(|x| x.ty).collect();
        let want: Vec<TypeId> = lhs.iter().map(|&v| self.store[v].ty).collect();
        let msg = format!(
            "{word} return values\n\thave {}\n\twant {}",
            self.types_summary(&have, false, false),
            self.types_summary(&want, false, false)
        );
        self.error(pos, "WrongResultCount", msg);
    }

    /// Types as `(number, string, T)` for messages about counts.
    pub(crate) fn types_summary(&self, list: &[TypeId], variadic: bool, dots: bool) -> String {
        let mut out = String::from("(");
        for (i, &t) in list.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            let last = i + 1 == list.len();
            if t.is_none() || t == TypeId::INVALID {
                out.push_str("unknown type");
            } else if self.store.is_untyped(t) {
                match t {
                    TypeId::UNTYPED_INT
                    | TypeId::UNTYPED_RUNE
                    | TypeId::UNTYPED_FLOAT
                    | TypeId::UNTYPED_COMPLEX => {
                        out.push_str("number");
                    }
                    _ => out.push_str(self.type_str(t).trim_start_matches("untyped ")),
                }
            } else if variadic && last {
                out.push_str("...");
                match self.store.get(t) {
                    Type::Slice(e) => out.push_str(&self.type_str(e)),
                    _ => out.push_str(&self.type_str(t)),
                }
            } else {
                out.push_str(&self.type_str(t));
            }
            if dots && last {
                out.push_str("...");
            }
        }
        out.push(')');
        out
    }

    fn measure(n: usize, unit: &str) -> String {
        if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
    }
}
