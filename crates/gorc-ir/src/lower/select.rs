//! `select` statements.

use gorc_syntax::Symbol;
use gorc_syntax::ast::{CommClause, ExprId, ExprKind, StmtId, StmtKind, UnaryOp};

use super::body::{Breakable, Lower};
use crate::entities::{Block, Value};
use crate::ops::{Op, SelectCase, Target};
use crate::types::{Ty, TyKind};

/// What a clause communicates.
enum Comm {
    Default,
    Send { chan: ExprId, value: ExprId },
    Recv { chan: ExprId, lhs: Vec<ExprId>, define: bool },
}

/// A clause with its operands evaluated.
struct Case {
    comm: Comm,
    chan: Option<Value>,
    elem_ty: Ty,
    received: Option<Value>,
    elem: Option<Value>,
}

impl Lower<'_, '_, '_> {
    fn comm(&self, c: &CommClause) -> Comm {
        let Some(s) = c.comm else { return Comm::Default };
        let recv_of = |e: ExprId| {
            let e = self.ast.unparen(e);
            match self.ast[e].kind {
                ExprKind::Unary { op: UnaryOp::Recv, x } => Some(x),
                _ => None,
            }
        };
        match self.ast[s].kind {
            StmtKind::Send { chan, value, .. } => Comm::Send { chan, value },
            StmtKind::Expr(e) => match recv_of(e) {
                Some(chan) => Comm::Recv { chan, lhs: Vec::new(), define: false },
                None => Comm::Default,
            },
            StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs, .. } => {
                let define = matches!(self.ast[s].kind, StmtKind::Define { .. });
                match self.ast[rhs].first().and_then(|&e| recv_of(e)) {
                    Some(chan) => Comm::Recv { chan, lhs: self.ast[lhs].to_vec(), define },
                    None => Comm::Default,
                }
            }
            _ => Comm::Default,
        }
    }

    pub fn select_stmt(&mut self, s: StmtId, label: Option<Symbol>) {
        let StmtKind::Select { clauses, .. } = self.ast[s].kind else { return };
        let pos = self.ast[s].pos;
        let ast = self.ast;
        let clauses = &ast[clauses];
        if clauses.is_empty() {
            self.runtime_call("block", &[], &[]);
            self.b.terminate(Op::Unreachable);
            return;
        }
        let mut cases: Vec<Case> = Vec::new();
        for c in clauses {
            let comm = self.comm(c);
            let case = self.select_operands(comm);
            cases.push(case);
        }
        self.at(pos);
        let (int, bool_) = (self.p.tys.int, self.p.tys.bool_);
        let blocking = !cases.iter().any(|c| matches!(c.comm, Comm::Default));
        // Sends come first, then receives.
        let mut order: Vec<usize> = (0..cases.len()).filter(|&i| cases[i].chan.is_some()).collect();
        order.sort_by_key(|&i| matches!(cases[i].comm, Comm::Recv { .. }));
        let list: Vec<SelectCase> = order
            .iter()
            .filter_map(|&i| {
                let c = &cases[i];
                Some(SelectCase { chan: c.chan?, elem: c.elem, send: matches!(c.comm, Comm::Send { .. }) })
            })
            .collect();
        let region = self.b.region();
        let r = self.b.emit_multi(Op::Select { cases: list, blocking }, &[int, bool_]);
        let bodies: Vec<Block> = clauses.iter().map(|_| self.b.block()).collect();
        let target = |block| Target { block, args: Vec::new() };
        let mut table: Vec<(i64, Target)> =
            order.iter().enumerate().map(|(k, &i)| (k as i64, target(bodies[i]))).collect();
        let default = match cases.iter().position(|c| matches!(c.comm, Comm::Default)) {
            Some(i) => target(bodies[i]),
            None => match table.pop() {
                Some((_, last)) => last,
                None => return,
            },
        };
        if table.is_empty() {
            self.b.terminate(Op::Jump(default));
        } else {
            self.b.terminate(Op::Switch(r[0], table, default));
        }
        let done = self.b.block();
        self.breakables.push(Breakable { label, break_to: done, continue_to: None, plain: false });
        for ((c, case), body) in clauses.iter().zip(&cases).zip(bodies) {
            self.b.leave(region, body);
            self.at(c.pos);
            self.bind_received(case, r[1]);
            for &s in &ast[c.body] {
                self.stmt(s);
            }
            self.b.jump_open(done);
        }
        self.breakables.pop();
        self.b.leave(region, done);
    }

    fn select_operands(&mut self, comm: Comm) -> Case {
        let none = self.p.tys.int;
        let (chan, send) = match &comm {
            Comm::Default => return Case { comm, chan: None, elem_ty: none, received: None, elem: None },
            Comm::Send { chan, value } => (*chan, Some(*value)),
            Comm::Recv { chan, .. } => (*chan, None),
        };
        let ch = self.expr(chan);
        let elem_ty = match *self.p.ukind(self.b.ty(ch)) {
            TyKind::Chan(_, elem) => elem,
            _ => none,
        };
        if let Some(value) = send {
            let v = self.expr_to(value, elem_ty);
            let ptr = self.spill(v);
            return Case { comm, chan: Some(ch), elem_ty, received: None, elem: Some(ptr) };
        }
        let used = matches!(&comm, Comm::Recv { lhs, .. } if lhs.first().is_some_and(|&l| !self.is_blank(l)));
        if !used {
            return Case { comm, chan: Some(ch), elem_ty, received: None, elem: None };
        }
        let ptr = self.zeroed_scratch(elem_ty, "recv");
        Case { comm, chan: Some(ch), elem_ty, received: Some(ptr), elem: Some(ptr) }
    }

    /// In a receive clause's body: gives the left side its values.
    fn bind_received(&mut self, case: &Case, received: Value) {
        let Comm::Recv { lhs, define, .. } = &case.comm else { return };
        for (i, &l) in lhs.iter().enumerate() {
            if self.is_blank(l) {
                continue;
            }
            let v = match (i, case.received) {
                (0, Some(ptr)) => self.b.emit(Op::Load(ptr), case.elem_ty),
                _ => received,
            };
            if *define {
                let obj = self.object(l);
                let ty = self.obj_ty(obj);
                let v = self.assign_conv(v, ty);
                self.declare(obj, Some(v));
            } else {
                let place = self.place(l);
                self.assign_place(&place, v);
            }
        }
    }
}
