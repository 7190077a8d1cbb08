//! `for … range f` over a function: the body becomes a closure that `f` calls.
//!
//! The closure shares the variables of the enclosing function by address (they live in its frame, see `Lower::shared`). It tells the
//! statement how it ended through two variables: `state`, a heap cell (the closure may be called when the statement is
//! long over), which catches misuse as the specification demands, and `next`, a frame slot: 0, or the number
//! of an exit (`return`, or a branch to a target outside). After `f` returns, the statement performs that exit in its own context;
//! if it is itself in such a body, that passes the exit on.
//!
//! States are those of Go's `internal/abi`: what `runtime.panicrangestate` gets.

use std::collections::HashSet;

use gorc_syntax::Symbol;
use gorc_syntax::ast::BranchKind;
use gorc_types::ObjId;

use super::body::{Lower, ResultVar};
use super::closure::Capture;
use super::range::Range;
use super::storage::Storage;
use crate::entities::Value;
use crate::ops::{CmpOp, Intrinsic, Op, Target};
use crate::types::Ty;

const DONE: i64 = 0;
const READY: i64 = 1;
const RUNNING: i64 = 2;
const EXHAUSTED: i64 = 3;
const MISSING_PANIC: i64 = 4;

/// A way out of a body other than its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    /// `return`; the results are stored.
    Return,
    /// A branch to a target outside of the range statement.
    Branch(BranchKind, Option<Symbol>),
}

/// What the closure made of a body knows about its surroundings.
#[derive(Debug)]
pub(crate) struct RangeBody {
    /// Address of `state`.
    state: Value,
    /// Address of `next`.
    next: Value,
    /// The defer frame of the function, as an unsafe pointer, if it has one.
    frame: Option<Value>,
    /// The function's frame pointer, which is whose `recover` calls these are.
    fp: Value,
    label: Option<Symbol>,
    exits: Vec<Exit>,
    /// Labels declared in the body.
    pub own_labels: HashSet<Symbol>,
}

impl Lower<'_, '_, '_> {
    pub fn range_func(&mut self, r: &Range) {
        let int = self.p.tys.int;
        let pos = self.ast[r.stmt].pos;
        let f = self.expr(r.x);
        self.at(pos);
        let Some(fsig) = self.p.func_sig(self.b.ty(f)) else { return };
        let Some(&yield_ty) = fsig.params.first() else { return };
        let ysig = self.p.func_sig(yield_ty).unwrap_or_default();
        let state = self.new_cell(int);
        let ready = self.b.int(READY);
        self.store(state, ready);
        let next = self.b.local(int, "next");
        let next = self.slot_addr(next);
        let zero = self.b.int(0);
        self.store(next, zero);
        // Everything the body uses of this function.
        let mut objs: Vec<ObjId> = self.idents_of(r.body);
        for e in [r.key, r.value].into_iter().flatten().filter(|_| !r.define) {
            objs.extend(self.idents_in(e));
        }
        let mut seen = HashSet::new();
        objs.retain(|o| self.storage.contains_key(o) && seen.insert(*o));
        let captures: Vec<Capture> = objs
            .iter()
            .map(|&o| {
                let by_ref = !matches!(self.storage.get(&o), Some(Storage::Var(_)));
                self.capture(o, by_ref)
            })
            .collect();
        // Captures beyond the variables: state, next, frame, frame pointer, results.
        let uptr = self.p.tys.unsafe_ptr;
        let (frame, fp) = match &self.range_body {
            Some(outer) => (outer.frame, outer.fp),
            None => {
                let frame = self.has_defer.then(|| self.b.emit(Op::DeferFrame, uptr));
                let fp = match self.range_recovers {
                    true => Op::Intrinsic(Intrinsic::GetFp, Vec::new()),
                    false => Op::Zero,
                };
                (frame, self.b.emit(fp, uptr))
            }
        };
        let results = self.results.clone();
        let mut extra = vec![state, next, frame.unwrap_or(fp), fp];
        for r in &results {
            match self.storage_addr(r.storage) {
                Some(ptr) => extra.push(ptr),
                None => {
                    let pty = self.p.pointer_to(r.ty);
                    extra.push(self.b.emit(Op::Zero, pty));
                }
            }
        }
        let mut values = self.capture_values(&captures);
        values.extend(&extra);
        let tys: Vec<Ty> = values.iter().map(|&v| self.b.ty(v)).collect();
        let env_ty = self.p.env_type(&tys);
        let name = self.nested_name("-range");
        let sym = self.p.m.sym(&name);
        let (file, env, generic) = (self.file, self.env.clone(), !self.env.is_empty());
        let mut child = Lower::new(self.p, sym, ysig, file, env);
        child.nested = true;
        child.b.f.flags.dup_ok = generic;
        child.at(pos);
        child.b.f.pos = child.b.pos;
        let exits =
            child.range_body_closure(r, &captures, env_ty, &tys[captures.len()..], &results, frame.is_some());
        let body = child.finish();
        self.p.add_function(body);
        let closure = self.make_closure(sym, env_ty, values, yield_ty);
        let op = Op::Call { callee: crate::ops::Callee::Closure, sig: fsig, args: vec![f, closure] };
        self.b.emit_multi(op, &[]);
        self.after_range_func(state, next, &exits);
    }

    /// Lowers the closure; gives the exits it makes use of.
    fn range_body_closure(
        &mut self,
        r: &Range,
        captures: &[Capture],
        env_ty: Ty,
        extra: &[Ty],
        results: &[ResultVar],
        has_frame: bool,
    ) -> Vec<Exit> {
        self.bind_captures(captures, env_ty);
        self.b.f.flags.closure = true;
        let pty = self.p.pointer_to(env_ty);
        let ctx = match self.closure_ctx() {
            Some(ctx) => ctx,
            None => self.b.emit(Op::ClosureCtx, pty),
        };
        let first = captures.len() as u32 + 1;
        let mut loaded = Vec::new();
        for (i, &ty) in extra.iter().enumerate() {
            let fpty = self.p.pointer_to(ty);
            let addr = self.b.emit(Op::FieldAddr(ctx, first + i as u32), fpty);
            loaded.push(self.b.emit(Op::Load(addr), ty));
        }
        self.results = results
            .iter()
            .zip(&loaded[4..])
            .map(|(r, &ptr)| ResultVar { storage: Storage::Cell(ptr), ty: r.ty })
            .collect();
        self.range_body = Some(RangeBody {
            state: loaded[0],
            next: loaded[1],
            frame: has_frame.then_some(loaded[2]),
            fp: loaded[3],
            label: r.label,
            exits: Vec::new(),
            own_labels: HashSet::new(),
        });
        self.scan_range_body(r.body);
        self.check_state(loaded[0]);
        let params = self.b.f.blocks[0].params.clone();
        for (var, v) in [r.key, r.value].into_iter().zip(params) {
            self.bind_range_var(r, var, v);
        }
        self.block_stmts(r.body.stmts);
        if !self.b.is_terminated() {
            self.end_iteration(true);
        }
        self.range_body.as_ref().map(|b| b.exits.clone()).unwrap_or_default()
    }

    /// At the body's start: it must not run now, and must not have ended.
    fn check_state(&mut self, state: Value) {
        let ready = self.b.int(READY);
        let now = self.load(state);
        let ok = self.b.cmp(CmpOp::Eq, now, ready);
        let (good, bad) = (self.b.block(), self.b.block());
        self.b.br(ok, good, bad);
        self.b.enter_sealed(bad);
        // An iterator that recovers from this panic has recovered one of the body.
        let running = self.b.int(RUNNING);
        self.store(state, running);
        self.runtime_call("panicrangestate", &[now], &[]);
        self.b.terminate(Op::Unreachable);
        self.b.enter_sealed(good);
        let running = self.b.int(RUNNING);
        self.store(state, running);
    }

    /// Ends the closure's call: the loop goes on or is over.
    fn end_iteration(&mut self, go_on: bool) {
        let Some(body) = &self.range_body else { return };
        let state = body.state;
        let new = self.b.int(if go_on { READY } else { DONE });
        self.store(state, new);
        let v = self.b.bool(go_on);
        // The iterator's function may use a defined bool type.
        let ty = self.b.f.sig.results.first().copied().unwrap_or(self.p.tys.bool_);
        let v = self.assign_conv(v, ty);
        self.b.terminate(Op::Return(vec![v]));
    }

    /// A `break` or `continue` whose target is not in this body.
    pub fn branch_out(&mut self, kind: BranchKind, label: Option<Symbol>) {
        let Some(body) = &self.range_body else {
            self.p.internal("branch without target".into());
            return;
        };
        if label.is_none() || label == body.label {
            self.end_iteration(kind == BranchKind::Continue);
        } else {
            self.exit_range_body(Exit::Branch(kind, label));
        }
    }

    /// Leaves the body and the statement.
    pub fn exit_range_body(&mut self, exit: Exit) {
        let Some(body) = &mut self.range_body else { return };
        let code = match body.exits.iter().position(|&e| e == exit) {
            Some(i) => i,
            None => {
                body.exits.push(exit);
                body.exits.len() - 1
            }
        };
        let next = body.next;
        let code = self.b.int(code as i64 + 1);
        self.store(next, code);
        self.end_iteration(false);
    }

    /// After the iterator has returned: checks the state and performs the exit.
    fn after_range_func(&mut self, state: Value, next: Value, exits: &[Exit]) {
        let now = self.load(state);
        let running = self.b.int(RUNNING);
        let bad_state = self.b.cmp(CmpOp::Eq, now, running);
        let (good, bad) = (self.b.block(), self.b.block());
        self.b.br(bad_state, bad, good);
        self.b.enter_sealed(bad);
        let missing = self.b.int(MISSING_PANIC);
        self.runtime_call("panicrangestate", &[missing], &[]);
        self.b.terminate(Op::Unreachable);
        self.b.enter_sealed(good);
        let exhausted = self.b.int(EXHAUSTED);
        self.store(state, exhausted);
        if exits.is_empty() {
            return;
        }
        let code = self.load(next);
        let done = self.b.block();
        let target = |block| Target { block, args: Vec::new() };
        let blocks: Vec<_> = exits.iter().map(|_| self.b.block()).collect();
        let cases = blocks.iter().enumerate().map(|(i, &b)| (i as i64 + 1, target(b))).collect();
        self.b.terminate(Op::Switch(code, cases, target(done)));
        for (&exit, block) in exits.iter().zip(blocks) {
            self.b.enter_sealed(block);
            match exit {
                Exit::Return => self.leave_function(),
                Exit::Branch(kind, label) => self.branch(kind, label),
            }
        }
        self.b.enter_sealed(done);
    }

    /// The defer frame that `defer` statements here belong to, if this is the body of a range-over-func statement.
    pub fn outer_defer_frame(&self) -> Option<Value> {
        self.range_body.as_ref()?.frame
    }

    /// The frame pointer of the function whose `recover` calls these are, if it is not this one.
    pub fn outer_frame_pointer(&self) -> Option<Value> {
        Some(self.range_body.as_ref()?.fp)
    }

    fn closure_ctx(&self) -> Option<Value> {
        let entry = &self.b.f.blocks[0];
        entry.insts.iter().find_map(|&i| {
            let data = &self.b.f.insts[i.index()];
            matches!(data.op, Op::ClosureCtx).then(|| data.results[0])
        })
    }
}
