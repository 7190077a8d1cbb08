//! Statements without control flow of their own: assignments, declarations, calls, `go`, `defer`, `return`.

use gorc_syntax::ast::{self, BinaryOp, DeclId, DeclKind, ExprId, ExprKind, StmtId, StmtKind};
use gorc_types::Mode;
use gorc_types::ObjId;
use gorc_types::constant::Value as Const;

use super::body::Lower;
use super::operand::Operand;
use super::place::Place;
use super::storage::Storage;
use crate::entities::Value;
use crate::ops::Op;
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    pub fn block_stmts(&mut self, stmts: ast::List<StmtId>) {
        let ast = self.ast;
        for &s in &ast[stmts] {
            self.stmt(s);
        }
    }

    pub fn stmt(&mut self, s: StmtId) {
        let node = self.ast[s];
        self.at(node.pos);
        let label = self.pending_label.take();
        match node.kind {
            StmtKind::Bad | StmtKind::Empty => {}
            StmtKind::Expr(e) => self.expr_stmt(e),
            StmtKind::Send { chan, value, arrow } => {
                self.order_calls(&[chan, value]);
                let ch = self.expr(chan);
                let TyKind::Chan(_, elem) = *self.p.ukind(self.b.ty(ch)) else { return };
                let v = self.expr_to(value, elem);
                self.at(arrow);
                self.b.emit0(Op::ChanSend(ch, v));
            }
            StmtKind::IncDec { x, inc, op_pos } => self.inc_dec(x, inc, op_pos),
            StmtKind::Assign { lhs, op, rhs, op_pos } => {
                let (lhs, rhs) = (self.ast[lhs].to_vec(), self.ast[rhs].to_vec());
                match op {
                    Some(op) => self.op_assign(lhs[0], op, rhs[0], op_pos),
                    None => self.assign(&lhs, &rhs),
                }
            }
            StmtKind::Define { lhs, rhs, .. } => {
                let (lhs, rhs) = (self.ast[lhs].to_vec(), self.ast[rhs].to_vec());
                self.define(&lhs, &rhs);
            }
            StmtKind::Go { call } => {
                if let Some(f) = self.deferred_call(call, "gowrap") {
                    self.at(node.pos);
                    self.b.emit0(Op::Go(f));
                }
            }
            StmtKind::Defer { call } => {
                if let Some(f) = self.deferred_call(call, "deferwrap") {
                    self.at(node.pos);
                    self.emit_defer(f);
                }
            }
            StmtKind::Return { results } => {
                let list = self.ast[results].to_vec();
                self.return_stmt(&list);
            }
            StmtKind::Branch { kind, label } => {
                let label = label.map(|l| self.ast.name_of(l));
                self.branch(kind, label);
            }
            StmtKind::Labeled { label, stmt, .. } => {
                let name = self.ast.name_of(label);
                if self.goto_labels.contains(&name) {
                    let block = self.label_block(name);
                    self.b.jump(block);
                    self.b.cur = block;
                }
                self.pending_label = Some(name);
                self.stmt(stmt);
                self.pending_label = None;
            }
            StmtKind::Block(b) => self.labeled_block(b, label),
            StmtKind::If { init, cond, then, otherwise } => self.if_stmt(init, cond, then, otherwise),
            StmtKind::Switch { .. } => self.switch_stmt(s, label),
            StmtKind::TypeSwitch { .. } => self.type_switch(s, label),
            StmtKind::Select { .. } => self.select_stmt(s, label),
            StmtKind::For { init, cond, post, body } => self.for_stmt(init, cond, post, body, label),
            StmtKind::Range { .. } => self.range_stmt(s, label),
            StmtKind::Decl(decls) => {
                let ast = self.ast;
                for &d in &ast[decls] {
                    self.local_decl(d);
                }
            }
        }
    }

    fn expr_stmt(&mut self, e: ExprId) {
        let inner = self.ast.unparen(e);
        match self.ast[inner].kind {
            ExprKind::Call { .. } => {
                self.call(inner);
            }
            _ => {
                self.expr(inner);
            }
        }
    }

    // --- assignments

    fn inc_dec(&mut self, x: ExprId, inc: bool, pos: gorc_syntax::Pos) {
        let place = self.place(x);
        self.at(pos);
        let place = self.place_for_update(place);
        let old = self.load_place(&place);
        let ty = self.b.ty(old);
        let one = self.constant(&Const::Int(1), ty);
        let new = self.binary(if inc { BinaryOp::Add } else { BinaryOp::Sub }, old, one);
        self.store_place(&place, new);
    }

    fn op_assign(&mut self, x: ExprId, op: BinaryOp, y: ExprId, pos: gorc_syntax::Pos) {
        // The right side's calls happen before the left side is read.
        self.hoist_place(x);
        if self.has_call(y) {
            self.hoist(y);
        }
        let place = self.place(x);
        if let Place::Map { elem, .. } = place
            && !matches!(op, BinaryOp::Div | BinaryOp::Rem)
        {
            // Found once, after all that may panic: a division may, and must not leave a new entry.
            let operand = if op.is_shift() { self.shift_count(y) } else { self.expr_to(y, elem) };
            self.at(pos);
            let place = self.place_for_update(place);
            let old = self.load_place(&place);
            let new = self.binary(op, old, operand);
            self.store_place(&place, new);
            return;
        }
        let old = self.load_place(&place);
        let ty = self.b.ty(old);
        let operand = if op.is_shift() { self.shift_count(y) } else { self.expr_to(y, ty) };
        self.at(pos);
        let new = self.binary(op, old, operand);
        self.store_place(&place, new);
    }

    fn assign(&mut self, lhs: &[ExprId], rhs: &[ExprId]) {
        if lhs.len() != rhs.len() {
            for &l in lhs {
                self.hoist_place(l);
            }
            let values = self.multi_values(rhs[0], lhs.len());
            let places: Vec<Place> = lhs.iter().map(|&l| self.place_for_later(l)).collect();
            for ((place, v), &l) in places.iter().zip(values).zip(lhs) {
                self.at(self.op_pos(self.ast.unparen(l)));
                self.assign_place(place, v);
            }
            return;
        }
        if let (&[l], &[r]) = (lhs, rhs) {
            self.assign_one(l, r);
            return;
        }
        for &l in lhs {
            self.hoist_place(l);
        }
        for &r in rhs {
            self.hoist(r);
        }
        let places: Vec<Place> = lhs.iter().map(|&l| self.place_for_later(l)).collect();
        let values: Vec<Value> = places
            .iter()
            .zip(rhs)
            .map(|(place, &r)| match self.place_ty(place) {
                Some(ty) => self.expr_to(r, ty),
                None => self.expr(r),
            })
            .collect();
        for ((place, v), &l) in places.iter().zip(values).zip(lhs) {
            self.at(self.op_pos(self.ast.unparen(l)));
            self.store_place(place, v);
        }
    }

    fn assign_one(&mut self, l: ExprId, r: ExprId) {
        if self.is_blank(l) {
            if self.mode(r) != Mode::Nil {
                let operand = self.operand(r);
                if let Operand::Addr(ptr) = operand {
                    // Evaluated for its nil check only.
                    self.load(ptr);
                }
            }
            return;
        }
        self.hoist_place(l);
        self.hoist_calls(r);
        let ty = self.ety(l);
        let v = self.expr_to(r, ty);
        let place = self.place(l);
        self.store_place(&place, v);
    }

    pub fn is_blank(&self, e: ExprId) -> bool {
        self.ast.ident(self.ast.unparen(e)).is_some_and(|s| s.as_str() == "_")
    }

    /// Stores a value of another type that is assignable to the place's.
    pub fn assign_place(&mut self, place: &Place, v: Value) {
        let Some(ty) = self.place_ty(place) else { return };
        let v = self.assign_conv(v, ty);
        self.store_place(place, v);
    }

    /// The values of the right side of `a, b = x`.
    fn multi_values(&mut self, r: ExprId, n: usize) -> Vec<Value> {
        let inner = self.ast.unparen(r);
        let call = matches!(self.ast[inner].kind, ExprKind::Call { .. });
        if n == 2 && !call { self.expr_comma_ok(inner) } else { self.expr_multi(inner) }
    }

    /// Is the identifier declared right here (rather than assigned)?
    fn is_new(&self, ident: ExprId) -> bool {
        let obj = self.object(ident);
        obj.is_some() && self.p.c.store[obj].pos == self.ast[ident].pos
    }

    fn define(&mut self, lhs: &[ExprId], rhs: &[ExprId]) {
        let values: Vec<Value> = if lhs.len() == rhs.len() {
            self.order_calls(rhs);
            lhs.iter()
                .zip(rhs)
                .map(|(&l, &r)| {
                    if self.is_blank(l) || self.object(l).is_none() {
                        return self.expr(r);
                    }
                    let obj = self.object(l);
                    let ty = self.obj_ty(obj);
                    self.expr_to(r, ty)
                })
                .collect()
        } else {
            self.multi_values(rhs[0], lhs.len())
        };
        for (&l, v) in lhs.iter().zip(values) {
            if self.is_blank(l) {
                continue;
            }
            self.at(self.ast[l].pos);
            if self.is_new(l) {
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

    fn local_decl(&mut self, d: DeclId) {
        let DeclKind::Var { names, values, .. } = self.ast[d].kind else { return };
        let (names, values) = (self.ast[names].to_vec(), self.ast[values].to_vec());
        if values.is_empty() {
            for n in names {
                self.at(self.ast[n].pos);
                let obj = self.object(n);
                self.declare(obj, None);
            }
            return;
        }
        let objs: Vec<ObjId> = names.iter().map(|&n| self.object(n)).collect();
        let vals: Vec<Value> = if names.len() == values.len() {
            self.order_calls(&values);
            objs.iter()
                .zip(&values)
                .map(|(&o, &v)| {
                    if o.is_none() || self.p.c.store[o].ty.is_none() {
                        return self.expr(v);
                    }
                    let ty = self.obj_ty(o);
                    self.expr_to(v, ty)
                })
                .collect()
        } else {
            self.multi_values(values[0], names.len())
        };
        for (&obj, v) in objs.iter().zip(vals) {
            if obj.is_none() || self.p.c.store[obj].name.as_str() == "_" {
                continue;
            }
            let ty = self.obj_ty(obj);
            let v = self.assign_conv(v, ty);
            self.declare(obj, Some(v));
        }
    }

    // --- return

    pub fn return_stmt(&mut self, list: &[ExprId]) {
        let results = self.results.clone();
        if list.is_empty() {
            self.leave_function();
            return;
        }
        let tys: Vec<Ty> = results.iter().map(|r| r.ty).collect();
        let values: Vec<Value> = if list.len() == 1 && tys.len() > 1 {
            let values = self.expr_multi(list[0]);
            values.into_iter().zip(&tys).map(|(v, &ty)| self.assign_conv(v, ty)).collect()
        } else {
            self.order_calls(list);
            list.iter().zip(&tys).map(|(&e, &ty)| self.expr_to(e, ty)).collect()
        };
        let plain = results.iter().all(|r| matches!(r.storage, Storage::Var(_)))
            || (!self.has_defer && self.range_body.is_none());
        if plain && !self.has_defer && self.range_body.is_none() {
            self.b.terminate(Op::Return(values));
            return;
        }
        for (r, v) in results.iter().zip(values) {
            self.store_storage(r.storage, v);
        }
        self.leave_function();
    }

    /// Leaves the function, the results being stored.
    pub fn leave_function(&mut self) {
        if self.range_body.is_some() {
            self.exit_range_body(super::rangefunc::Exit::Return);
        } else {
            self.emit_return();
        }
    }

    /// Evaluates the calls in the operands of an assignment's left side.
    fn hoist_place(&mut self, l: ExprId) {
        let l = self.ast.unparen(l);
        match self.ast[l].kind {
            ExprKind::Index { x, indices, .. } => {
                let i = self.ast[indices][0];
                self.hoist(x);
                self.hoist(i);
            }
            ExprKind::Selector { x, .. } | ExprKind::Star { x } => self.hoist(x),
            _ => {}
        }
    }

    /// Evaluates the calls within an expression ahead of the rest of its statement (but not a call it is itself).
    pub fn hoist_calls(&mut self, e: ExprId) {
        let inner = self.ast.unparen(e);
        if matches!(self.ast[inner].kind, ExprKind::Call { .. }) && self.mode(inner) != Mode::Type {
            return;
        }
        self.hoist(inner);
    }
}
