//! A pre-order walk over syntax, for questions asked about a subtree before it is lowered.

use gorc_syntax::File;
use gorc_syntax::ast::{Block, DeclId, DeclKind, ExprId, ExprKind, StmtId, StmtKind};

/// What a walk visits; returning `false` skips the node's parts.
pub(crate) trait Visitor {
    fn expr(&mut self, _ast: &File, _e: ExprId) -> bool {
        true
    }
    fn stmt(&mut self, _ast: &File, _s: StmtId) -> bool {
        true
    }
}

pub(crate) fn block(ast: &File, b: Block, v: &mut impl Visitor) {
    for &s in &ast[b.stmts] {
        stmt(ast, s, v);
    }
}

pub(crate) fn expr(ast: &File, e: ExprId, v: &mut impl Visitor) {
    if !v.expr(ast, e) {
        return;
    }
    match ast[e].kind {
        ExprKind::CompositeLit { elems, .. } => {
            // Keys of structs are field names; visiting them does no harm.
            for &x in &ast[elems] {
                expr(ast, x, v);
            }
        }
        ExprKind::KeyValue { key, value, .. } => {
            expr(ast, key, v);
            expr(ast, value, v);
        }
        ExprKind::FuncLit { body, .. } => block(ast, body, v),
        ExprKind::Paren { x, .. } | ExprKind::Star { x } | ExprKind::Unary { x, .. } => expr(ast, x, v),
        ExprKind::Selector { x, .. } | ExprKind::TypeAssert { x, .. } => expr(ast, x, v),
        ExprKind::Index { x, indices, .. } => {
            expr(ast, x, v);
            for &i in &ast[indices] {
                expr(ast, i, v);
            }
        }
        ExprKind::Slice { x, lo, hi, max, .. } => {
            expr(ast, x, v);
            for part in [lo, hi, max].into_iter().flatten() {
                expr(ast, part, v);
            }
        }
        ExprKind::Call { fun, args, .. } => {
            expr(ast, fun, v);
            for &a in &ast[args] {
                expr(ast, a, v);
            }
        }
        ExprKind::Binary { x, y, .. } => {
            expr(ast, x, v);
            expr(ast, y, v);
        }
        _ => {}
    }
}

fn exprs(ast: &File, list: &[ExprId], v: &mut impl Visitor) {
    for &e in list {
        expr(ast, e, v);
    }
}

fn decl(ast: &File, d: DeclId, v: &mut impl Visitor) {
    if let DeclKind::Var { values, names, .. } = ast[d].kind {
        exprs(ast, &ast[values], v);
        exprs(ast, &ast[names], v);
    }
}

pub(crate) fn stmt(ast: &File, s: StmtId, v: &mut impl Visitor) {
    if !v.stmt(ast, s) {
        return;
    }
    match ast[s].kind {
        StmtKind::Bad | StmtKind::Empty | StmtKind::Branch { .. } => {}
        StmtKind::Expr(e) => expr(ast, e, v),
        StmtKind::Send { chan, value, .. } => exprs(ast, &[chan, value], v),
        StmtKind::IncDec { x, .. } => expr(ast, x, v),
        StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs, .. } => {
            exprs(ast, &ast[lhs], v);
            exprs(ast, &ast[rhs], v);
        }
        StmtKind::Go { call } | StmtKind::Defer { call } => expr(ast, call, v),
        StmtKind::Return { results } => exprs(ast, &ast[results], v),
        StmtKind::Labeled { stmt: inner, .. } => stmt(ast, inner, v),
        StmtKind::Block(b) => block(ast, b, v),
        StmtKind::If { init, cond, then, otherwise } => {
            if let Some(s) = init {
                stmt(ast, s, v);
            }
            expr(ast, cond, v);
            block(ast, then, v);
            if let Some(s) = otherwise {
                stmt(ast, s, v);
            }
        }
        StmtKind::Switch { init, tag, clauses, .. } => {
            if let Some(s) = init {
                stmt(ast, s, v);
            }
            if let Some(e) = tag {
                expr(ast, e, v);
            }
            for c in &ast[clauses] {
                exprs(ast, &ast[c.exprs], v);
                for &s in &ast[c.body] {
                    stmt(ast, s, v);
                }
            }
        }
        StmtKind::TypeSwitch { init, x, clauses, .. } => {
            if let Some(s) = init {
                stmt(ast, s, v);
            }
            expr(ast, x, v);
            for c in &ast[clauses] {
                for &s in &ast[c.body] {
                    stmt(ast, s, v);
                }
            }
        }
        StmtKind::Select { clauses, .. } => {
            for c in &ast[clauses] {
                if let Some(s) = c.comm {
                    stmt(ast, s, v);
                }
                for &s in &ast[c.body] {
                    stmt(ast, s, v);
                }
            }
        }
        StmtKind::For { init, cond, post, body } => {
            for s in [init, post].into_iter().flatten() {
                stmt(ast, s, v);
            }
            if let Some(e) = cond {
                expr(ast, e, v);
            }
            block(ast, body, v);
        }
        StmtKind::Range { lhs, x, body, .. } => {
            exprs(ast, &ast[lhs], v);
            expr(ast, x, v);
            block(ast, body, v);
        }
        StmtKind::Decl(decls) => {
            for &d in &ast[decls] {
                decl(ast, d, v);
            }
        }
    }
}
