//! Terminating statements, as the specification defines them, for "missing return".

use crate::checker::*;
use crate::universe::Builtin;
use gorc_syntax::Symbol;
use gorc_syntax::ast::{BranchKind, ExprKind, List, StmtId, StmtKind};

impl<'a> Checker<'a> {
    /// Whether a list of statements ends in a terminating one.
    pub(crate) fn list_terminates(&mut self, list: List<StmtId>) -> bool {
        let ast = self.env.ast;
        let last = ast[list].iter().rev().find(|&&s| !matches!(ast[s].kind, StmtKind::Empty));
        match last {
            Some(&s) => self.terminates(s, None),
            None => false,
        }
    }

    fn terminates(&mut self, s: StmtId, label: Option<Symbol>) -> bool {
        let ast = self.env.ast;
        match ast[s].kind {
            StmtKind::Return { .. } => true,
            StmtKind::Branch { kind, .. } => matches!(kind, BranchKind::Goto | BranchKind::Fallthrough),
            StmtKind::Expr(e) => {
                // A call of the predeclared panic.
                let e = ast.unparen(e);
                match ast[e].kind {
                    ExprKind::Call { fun, args, .. } => {
                        self.called_builtin(fun) == Some(Builtin::Panic)
                            && matches!(ast[args], [arg] if self.cur_info().tv(arg).mode.is_value())
                    }
                    _ => false,
                }
            }
            StmtKind::Block(b) => self.list_terminates(b.stmts),
            StmtKind::If { then, otherwise: Some(e), .. } => {
                self.list_terminates(then.stmts) && self.terminates(e, None)
            }
            StmtKind::For { cond: None, body, .. } => !self.list_breaks(body.stmts, label, true),
            StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
                let clauses = &ast[clauses];
                clauses.iter().any(|c| c.is_default)
                    && clauses
                        .iter()
                        .all(|c| self.list_terminates(c.body) && !self.list_breaks(c.body, label, true))
            }
            StmtKind::Select { clauses, .. } => ast[clauses]
                .iter()
                .all(|c| self.list_terminates(c.body) && !self.list_breaks(c.body, label, true)),
            StmtKind::Labeled { label, stmt, .. } => self.terminates(stmt, Some(ast.name_of(label))),
            _ => false,
        }
    }

    fn list_breaks(&self, list: List<StmtId>, label: Option<Symbol>, implicit: bool) -> bool {
        self.env.ast[list].iter().any(|&s| self.breaks(s, label, implicit))
    }

    /// Whether a statement contains a `break` out of the statement with `label` (or, if `implicit`, an unlabelled one out of the present).
    fn breaks(&self, s: StmtId, label: Option<Symbol>, implicit: bool) -> bool {
        let ast = self.env.ast;
        match ast[s].kind {
            StmtKind::Branch { kind: BranchKind::Break, label: None } => implicit,
            StmtKind::Branch { kind: BranchKind::Break, label: Some(l) } => Some(ast.name_of(l)) == label,
            StmtKind::Block(b) => self.list_breaks(b.stmts, label, implicit),
            StmtKind::If { then, otherwise, .. } => {
                self.list_breaks(then.stmts, label, implicit)
                    || otherwise.is_some_and(|e| self.breaks(e, label, implicit))
            }
            StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
                label.is_some() && ast[clauses].iter().any(|c| self.list_breaks(c.body, label, false))
            }
            StmtKind::Select { clauses, .. } => {
                label.is_some() && ast[clauses].iter().any(|c| self.list_breaks(c.body, label, false))
            }
            StmtKind::For { body, .. } | StmtKind::Range { body, .. } => {
                label.is_some() && self.list_breaks(body.stmts, label, false)
            }
            StmtKind::Labeled { stmt, .. } => self.breaks(stmt, label, implicit),
            _ => false,
        }
    }
}
