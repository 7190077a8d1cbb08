//! Control flow: blocks, `if`, `for`, `switch`, type switches, branches.

use gorc_syntax::Symbol;
use gorc_syntax::ast::{self, BranchKind, ExprId, StmtId, StmtKind};
use gorc_types::Mode;
use gorc_types::ObjFlags;
use gorc_types::{ObjId, TypeId};
use rustc_hash::FxHashSet;

use super::body::{Breakable, Lower};
use super::rangefunc::Exit;
use super::storage::Storage;
use crate::entities::{Block, Value};
use crate::ops::{BinOp, CmpOp, Op, Target};
use crate::types::{Ty, TyKind};

/// From how many integer cases on a `switch` becomes one operation.
const MIN_SWITCH_CASES: usize = 4;

impl Lower<'_, '_, '_> {
    pub fn label_block(&mut self, label: Symbol) -> Block {
        if let Some(&b) = self.labels.get(&label) {
            return b;
        }
        let b = self.b.block();
        self.labels.insert(label, b);
        b
    }

    pub fn labeled_block(&mut self, b: ast::Block, label: Option<Symbol>) {
        match label {
            None => self.block_stmts(b.stmts),
            Some(label) => {
                let done = self.b.block();
                self.breakables.push(Breakable {
                    label: Some(label),
                    break_to: done,
                    continue_to: None,
                    plain: true,
                });
                self.block_stmts(b.stmts);
                self.breakables.pop();
                self.b.jump_open(done);
                self.b.enter_sealed(done);
            }
        }
    }

    pub fn branch(&mut self, kind: BranchKind, label: Option<Symbol>) {
        match kind {
            BranchKind::Fallthrough => {
                if let Some(next) = self.fallthrough {
                    self.b.jump(next);
                }
            }
            BranchKind::Goto => {
                let Some(label) = label else { return };
                if self.range_body.is_some() && !self.declares_label(label) {
                    self.exit_range_body(Exit::Branch(kind, Some(label)));
                } else {
                    let b = self.label_block(label);
                    self.b.jump(b);
                }
            }
            BranchKind::Break | BranchKind::Continue => {
                let found = self.breakables.iter().rev().find_map(|b| {
                    let target = if kind == BranchKind::Break { Some(b.break_to) } else { b.continue_to };
                    match label {
                        // An unlabeled break leaves no labeled plain block.
                        None if kind == BranchKind::Break && b.plain => None,
                        None => target,
                        Some(l) => target.filter(|_| b.label == Some(l)),
                    }
                });
                match found {
                    Some(target) => self.b.jump(target),
                    None => self.branch_out(kind, label),
                }
            }
        }
    }

    fn declares_label(&self, label: Symbol) -> bool {
        self.labels.contains_key(&label)
            || self.range_body.as_ref().is_some_and(|r| r.own_labels.contains(&label))
    }

    pub fn if_stmt(
        &mut self,
        init: Option<StmtId>,
        cond: ExprId,
        then: ast::Block,
        otherwise: Option<StmtId>,
    ) {
        if let Some(s) = init {
            self.stmt(s);
        }
        let region = self.b.region();
        let (yes, no, done) = (self.b.block(), self.b.block(), self.b.block());
        self.cond(cond, yes, no);
        self.b.leave(region, yes);
        self.block_stmts(then.stmts);
        self.b.jump_open(done);
        self.b.leave(region, no);
        if let Some(s) = otherwise {
            self.stmt(s);
        }
        self.b.jump_open(done);
        self.b.leave(region, done);
    }

    pub fn for_stmt(
        &mut self,
        init: Option<StmtId>,
        cond: Option<ExprId>,
        post: Option<StmtId>,
        body: ast::Block,
        label: Option<Symbol>,
    ) {
        let mut vars = Vec::new();
        if let Some(s) = init {
            self.stmt(s);
            vars = self.loop_vars(s);
        }
        let region = self.b.region();
        let (head, top, next, done) = (self.b.block(), self.b.block(), self.b.block(), self.b.block());
        self.b.jump(head);
        self.b.cur = head;
        match cond {
            Some(c) => self.cond(c, top, done),
            None => self.b.jump(top),
        }
        self.b.enter_sealed(top);
        // Not the whole loop: the step may write what the next round reads.
        let round = self.b.region();
        self.breakables.push(Breakable { label, break_to: done, continue_to: Some(next), plain: false });
        self.block_stmts(body.stmts);
        self.breakables.pop();
        self.b.jump_open(next);
        self.b.leave(round, next);
        for &obj in &vars {
            self.renew_loop_var(obj);
        }
        if let Some(s) = post {
            self.stmt(s);
        }
        self.b.jump(head);
        self.b.seal_loop(region, head);
        self.b.leave(region, done);
    }

    /// Emits a loop that runs `body` with the numbers from 0 to `len`, that one left out.
    pub(super) fn count_to(&mut self, len: Value, body: impl FnOnce(&mut Self, Value)) {
        let int = self.p.tys.int;
        let i = self.b.new_var(int);
        let zero = self.b.int(0);
        self.b.write(i, zero);
        let region = self.b.region();
        let (head, round, done) = (self.b.block(), self.b.block(), self.b.block());
        self.b.jump(head);
        self.b.cur = head;
        let at = self.b.read(i);
        let more = self.b.cmp(CmpOp::Lt, at, len);
        self.b.br(more, round, done);
        self.b.enter_sealed(round);
        body(self, at);
        let one = self.b.int(1);
        let next = self.b.emit(Op::Binary(BinOp::Add, at, one), int);
        self.b.write(i, next);
        self.b.jump(head);
        self.b.seal_loop(region, head);
        self.b.leave(region, done);
    }

    /// The variables of a `for` clause of which each iteration needs its own copy: those in heap cells.
    fn loop_vars(&mut self, init: StmtId) -> Vec<ObjId> {
        let StmtKind::Define { lhs, .. } = self.ast[init].kind else { return Vec::new() };
        let mut out = Vec::new();
        for &l in &self.ast[lhs] {
            let obj = self.object(l);
            if obj.is_none() || !self.p.c.store[obj].has(ObjFlags::LOOP_VAR) {
                continue;
            }
            if let Some(&Storage::Cell(ptr)) = self.storage.get(&obj) {
                let ty = self.b.ty(ptr);
                let var = self.b.new_var(ty);
                self.b.write(var, ptr);
                self.storage.insert(obj, Storage::CellVar(var));
                out.push(obj);
            }
        }
        out
    }

    fn renew_loop_var(&mut self, obj: ObjId) {
        let Some(&Storage::CellVar(var)) = self.storage.get(&obj) else { return };
        let old = self.b.read(var);
        let v = self.load(old);
        let ty = self.b.ty(v);
        let new = self.new_cell(ty);
        self.store(new, v);
        self.b.write(var, new);
    }

    // --- switch

    pub fn switch_stmt(&mut self, s: StmtId, label: Option<Symbol>) {
        let StmtKind::Switch { init, tag, clauses, .. } = self.ast[s].kind else { return };
        if let Some(s) = init {
            self.stmt(s);
        }
        let tag_value = tag.map(|t| {
            self.at(self.ast[t].pos);
            self.expr(t)
        });
        let ast = self.ast;
        let clauses = &ast[clauses];
        let region = self.b.region();
        let bodies: Vec<Block> = clauses.iter().map(|_| self.b.block()).collect();
        let done = self.b.block();
        let default = clauses.iter().position(|c| c.is_default).map_or(done, |i| bodies[i]);
        let cases: Vec<(ExprId, Block)> = clauses
            .iter()
            .zip(&bodies)
            .flat_map(|(c, &b)| ast[c.exprs].iter().map(move |&e| (e, b)))
            .collect();
        match tag_value {
            Some(v) => self.dispatch(v, &cases, default),
            None => {
                for (e, body) in cases {
                    let next = self.b.block();
                    self.at(self.ast[e].pos);
                    let ty = self.ety(e);
                    if self.p.is_interface(ty) {
                        let yes = self.b.bool(true);
                        let hit = self.case_matches(yes, e);
                        self.b.br(hit, body, next);
                    } else {
                        self.cond(e, body, next);
                    }
                    self.b.enter_sealed(next);
                }
                self.b.jump(default);
            }
        }
        self.breakables.push(Breakable { label, break_to: done, continue_to: None, plain: false });
        let outer = self.fallthrough;
        for (i, c) in clauses.iter().enumerate() {
            // A body that the previous one falls through to has its predecessors only after that one.
            self.fallthrough = bodies.get(i + 1).copied();
            self.b.leave(region, bodies[i]);
            for &s in &ast[c.body] {
                self.stmt(s);
            }
            self.b.jump_open(done);
        }
        self.fallthrough = outer;
        self.breakables.pop();
        self.b.leave(region, done);
    }

    /// Compares a value with the cases in order and branches.
    fn dispatch(&mut self, v: Value, cases: &[(ExprId, Block)], default: Block) {
        let ty = self.b.ty(v);
        if self.is_integer(ty) && cases.len() >= MIN_SWITCH_CASES && self.b.const_of(v).is_none() {
            let constants: Option<Vec<i64>> = cases.iter().map(|&(e, _)| self.int_const(e, ty)).collect();
            if let Some(constants) = constants {
                let mut table: Vec<(i64, Target)> = Vec::new();
                let mut seen = FxHashSet::default();
                for (n, &(_, block)) in constants.into_iter().zip(cases) {
                    if seen.insert(n) {
                        table.push((n, Target { block, args: Vec::new() }));
                    }
                }
                self.b.terminate(Op::Switch(v, table, Target { block: default, args: Vec::new() }));
                return;
            }
        }
        for &(e, body) in cases {
            self.at(self.ast[e].pos);
            let hit = self.case_matches(v, e);
            let next = self.b.block();
            self.b.br(hit, body, next);
            self.b.enter_sealed(next);
        }
        self.b.jump(default);
    }

    /// The bits of an integer constant as `IntConst` has them.
    fn int_const(&mut self, e: ExprId, ty: Ty) -> Option<i64> {
        let tv = self.p.c.info(self.file).tv(e);
        if tv.mode != Mode::Constant || tv.value.is_none() {
            return None;
        }
        let value = self.p.c.store[tv.value].clone();
        let v = self.constant(&value, ty);
        self.b.const_of(v)
    }

    fn case_matches(&mut self, v: Value, e: ExprId) -> Value {
        if self.mode(e) == Mode::Nil {
            return self.compare_nil(CmpOp::Eq, v);
        }
        let ty = self.b.ty(v);
        let case_ty = self.ety(e);
        if self.p.is_interface(case_ty) && !self.p.is_interface(ty) {
            let x = self.expr(e);
            let v = self.assign_conv(v, case_ty);
            return self.compare(CmpOp::Eq, v, x);
        }
        let x = self.expr_to(e, ty);
        self.compare(CmpOp::Eq, v, x)
    }

    // --- type switch

    pub fn type_switch(&mut self, s: StmtId, label: Option<Symbol>) {
        let StmtKind::TypeSwitch { init, x, clauses, .. } = self.ast[s].kind else { return };
        if let Some(s) = init {
            self.stmt(s);
        }
        let v = self.expr(x);
        let ast = self.ast;
        let clauses = &ast[clauses];
        let region = self.b.region();
        let done = self.b.block();
        let bodies: Vec<Block> = clauses.iter().map(|_| self.b.block()).collect();
        let default = clauses.iter().position(|c| c.is_default).map_or(done, |i| bodies[i]);
        // For a clause of one type: the value, computed on the way into the body.
        let mut bound: Vec<Option<Value>> = vec![None; clauses.len()];
        for (i, c) in clauses.iter().enumerate() {
            let single = c.exprs.len() == 1;
            let wants = single && self.p.c.info(self.file).implicit(s, i).is_some();
            for &e in &ast[c.exprs] {
                self.at(ast[e].pos);
                let next = self.b.block();
                bound[i] = self.type_case(v, e, bodies[i], next, wants);
                self.b.enter_sealed(next);
            }
        }
        self.b.jump(default);
        self.breakables.push(Breakable { label, break_to: done, continue_to: None, plain: false });
        for (i, c) in clauses.iter().enumerate() {
            self.b.leave(region, bodies[i]);
            let obj = self.p.c.info(self.file).implicit(s, i);
            if obj.is_some() {
                let value = match bound[i] {
                    Some(b) => b,
                    None => v,
                };
                let ty = self.obj_ty(obj);
                self.at(c.pos);
                let value = if self.b.ty(value) == ty { value } else { self.assign_conv(value, ty) };
                self.declare(obj, Some(value));
            }
            for &s in &ast[c.body] {
                self.stmt(s);
            }
            self.b.jump_open(done);
        }
        self.breakables.pop();
        self.b.leave(region, done);
    }

    /// Tests one case of a type switch; with `wants`, gives the converted value, which dominates the body.
    fn type_case(&mut self, v: Value, e: ExprId, body: Block, next: Block, wants: bool) -> Option<Value> {
        if self.mode(e) == Mode::Nil || self.etype(e) == TypeId::UNTYPED_NIL {
            let hit = self.compare_nil(CmpOp::Eq, v);
            self.b.br(hit, body, next);
            return None;
        }
        let ty = self.ety(e);
        let bool_ = self.p.tys.bool_;
        if self.p.is_interface(ty) {
            self.p.use_assert(ty);
            let r = self.b.emit_multi(Op::AssertInterface(v), &[ty, bool_]);
            self.b.br(r[1], body, next);
            return wants.then_some(r[0]);
        }
        let hit = self.is_dynamic_type(v, ty);
        if !wants {
            self.b.br(hit, body, next);
            return None;
        }
        let unpack = self.b.block();
        self.b.br(hit, unpack, next);
        self.b.enter_sealed(unpack);
        let data = self.b.emit(Op::IfaceData(v), ty);
        self.b.jump(body);
        Some(data)
    }

    /// The type of what a `range` or `switch` works on, behind a pointer.
    pub fn array_len(&self, ty: Ty) -> Option<(Ty, u64)> {
        match *self.p.ukind(ty) {
            TyKind::Array(elem, n) => Some((elem, n)),
            TyKind::Pointer(a) => match *self.p.ukind(a) {
                TyKind::Array(elem, n) => Some((elem, n)),
                _ => None,
            },
            _ => None,
        }
    }
}
