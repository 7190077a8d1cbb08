//! The left side of an assignment.

use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use gorc_syntax::ast::{ExprId, ExprKind};

impl<'a> Checker<'a> {
    /// The type of the variable an expression on the left of an assignment denotes; `NONE` for the blank identifier, `INVALID` after errors.
    pub(crate) fn lhs_var(&mut self, e: ExprId) -> TypeId {
        let ast = self.env.ast;
        let inner = ast.unparen(e);
        let mut unused = ObjId::NONE;
        if let ExprKind::Ident(sym) = ast[inner].kind {
            if sym == self.store.blank {
                return TypeId::NONE;
            }
            // Assigning to a variable is not a use of it.
            let o = self.lookup(sym, ast[inner].pos);
            if o.is_some()
                && self.store[o].kind == ObjKind::Var
                && self.store[o].pkg == self.env.pkg
                && !self.store[o].has(ObjFlags::USED)
            {
                unused = o;
            }
        }
        let x = self.expr(TypeId::NONE, e);
        if unused.is_some() {
            self.store[unused].clear(ObjFlags::USED);
        }
        if x.is_invalid() || !self.store.is_valid(x.ty) {
            return TypeId::INVALID;
        }
        match x.mode {
            Mode::Variable | Mode::MapIndex => {
                self.mark_root(e, ObjFlags::REASSIGNED);
                x.ty
            }
            _ => {
                let pos = self.opos(&x);
                let s = self.expr_str(e);
                if let ExprKind::Selector { x: base, .. } = ast[inner].kind
                    && self.cur_info().tv(base).mode == Mode::MapIndex
                {
                    self.error(
                        pos,
                        "UnaddressableFieldAssign",
                        format!("cannot assign to struct field {s} in map"),
                    );
                    return TypeId::INVALID;
                }
                // gc looks whether the operand is the element of a map, as an expression, which types and packages are not.
                if let ExprKind::Selector { x: base, .. } = ast[e].kind
                    && (self.cur_info().tv(base).mode == Mode::Type || self.is_package(base))
                {
                    self.expr(TypeId::NONE, base);
                }
                self.error(
                    pos,
                    "UnassignableOperand",
                    format!("cannot assign to {s} (neither addressable nor a map index expression)"),
                );
                TypeId::INVALID
            }
        }
    }

    /// Whether an expression is the name of an imported package.
    fn is_package(&mut self, e: ExprId) -> bool {
        let ExprKind::Ident(name) = self.env.ast[e].kind else { return false };
        let o = self.lookup(name, self.env.ast[e].pos);
        o.is_some() && self.store[o].kind == ObjKind::PkgName
    }
}
