//! Short variable declarations.

use crate::checker::*;
use crate::ids::*;
use crate::object::*;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_syntax::{Pos, Symbol};
use smallvec::SmallVec;

/// What a name on the left of `:=` denotes.
enum ShortVar {
    /// A variable declared before in the same scope, or the blank identifier.
    Known(ObjId),
    /// A variable that is declared behind the statement.
    New(ObjId),
}

impl<'a> Checker<'a> {
    /// `lhs := rhs`
    pub(crate) fn short_var_decl(&mut self, pos: Pos, lhs: &[ExprId], rhs: &[ExprId], scope_pos: Pos) {
        let ast = self.env.ast;
        let mut vars: SmallVec<[ObjId; 4]> = SmallVec::new();
        let mut fresh: SmallVec<[(ExprId, ObjId); 4]> = SmallVec::new();
        let mut seen: SmallVec<[Symbol; 4]> = SmallVec::new();
        let mut had_error = false;
        for &e in lhs {
            let v = match self.short_var(e, &mut seen) {
                Some(ShortVar::Known(v)) => v,
                Some(ShortVar::New(v)) => {
                    fresh.push((e, v));
                    v
                }
                None => {
                    had_error = true;
                    self.dummy_var(self.store.blank, ast[e].pos)
                }
            };
            vars.push(v);
        }
        self.init_vars(&vars, rhs, None);
        self.process_pending_lits();
        if !fresh.is_empty() {
            for (e, v) in fresh {
                self.declare_local(e, v, scope_pos);
                self.note_local(v);
            }
        } else if !had_error {
            self.soft_error(pos, "NoNewVar", "no new variables on left side of :=");
        }
    }

    /// The variable that a name on the left of `:=` denotes; nothing after an error.
    fn short_var(&mut self, e: ExprId, seen: &mut SmallVec<[Symbol; 4]>) -> Option<ShortVar> {
        let ast = self.env.ast;
        let ExprKind::Ident(sym) = ast[e].kind else {
            self.use_lhs(e);
            let s = self.expr_str(e);
            self.error(self.pos(e), "BadDecl", format!("non-name {s} on left side of :="));
            return None;
        };
        if sym == self.store.blank {
            let v = self.dummy_var(sym, ast[e].pos);
            self.record_object(e, v);
            return Some(ShortVar::Known(v));
        }
        if seen.contains(&sym) {
            self.error(self.pos(e), "RepeatedDecl", format!("{sym} repeated on left side of :="));
            return None;
        }
        seen.push(sym);
        let declared = self.store.scope_get(self.env.scope, sym);
        if declared.is_none() {
            return Some(ShortVar::New(self.dummy_var(sym, ast[e].pos)));
        }
        self.record_object(e, declared);
        if self.store[declared].kind != ObjKind::Var {
            self.error(self.pos(e), "UnassignableOperand", format!("cannot assign to {sym}"));
            return None;
        }
        self.store[declared].set(ObjFlags::REASSIGNED);
        Some(ShortVar::Known(declared))
    }

    /// A local variable not (yet) declared in a scope.
    pub(crate) fn dummy_var(&mut self, name: Symbol, pos: Pos) -> ObjId {
        let o = self.store.new_var(name, pos, self.env.pkg, TypeId::NONE, 0);
        self.store[o].color = Color::Black;
        self.store[o].data = self.env.lit.0;
        o
    }

    /// Remembers a local variable that was declared, to report it if it is not used.
    pub(crate) fn note_local(&mut self, v: ObjId) {
        let name = self.store[v].name;
        if name != self.store.blank && self.store.scope_get(self.env.scope, name) == v {
            self.local_vars.push(v);
        }
    }
}
