//! `for … range` over everything but functions, which `rangefunc.rs` lowers.

use gorc_syntax::Symbol;
use gorc_syntax::ast::{self, ExprId, StmtId, StmtKind};
use gorc_types::Mode;

use super::body::{Breakable, Lower};
use super::func::{Region, Var};
use crate::entities::{Block, Value};
use crate::module::MAP_ITER_WORDS;
use crate::ops::{BinOp, CmpOp, Op};
use crate::types::{Ty, TyKind};

/// The parts of a range statement.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub stmt: StmtId,
    pub key: Option<ExprId>,
    pub value: Option<ExprId>,
    pub define: bool,
    pub x: ExprId,
    pub body: ast::Block,
    pub label: Option<Symbol>,
}

/// The blocks of a loop: test, body, step, end.
struct Loop {
    head: Block,
    next: Block,
    done: Block,
    region: Region,
}

impl Lower<'_, '_, '_> {
    pub fn range_stmt(&mut self, s: StmtId, label: Option<Symbol>) {
        let StmtKind::Range { lhs, define, x, body, .. } = self.ast[s].kind else { return };
        let lhs = self.ast[lhs].to_vec();
        let var = |l: &Self, i: usize| lhs.get(i).copied().filter(|&e| !l.is_blank(e));
        let r = Range { stmt: s, key: var(self, 0), value: var(self, 1), define, x, body, label };
        let xty = self.ety(x);
        match self.p.ukind(xty).clone() {
            TyKind::Func(_) => self.range_func(&r),
            TyKind::Slice(elem) => self.range_slice(&r, elem),
            TyKind::Array(..) | TyKind::Pointer(_) => self.range_array(&r, xty),
            TyKind::String => self.range_string(&r),
            TyKind::Map(k, v) => self.range_map(&r, k, v),
            TyKind::Chan(_, elem) => self.range_chan(&r, elem),
            _ => self.range_int(&r, xty),
        }
    }

    /// Starts a loop: the current block becomes its head.
    fn start_loop(&mut self) -> Loop {
        let region = self.b.region();
        let l = Loop { head: self.b.block(), next: self.b.block(), done: self.b.block(), region };
        self.b.jump(l.head);
        self.b.cur = l.head;
        l
    }

    /// Goes into the body if the condition holds.
    fn test(&mut self, l: &Loop, cond: Value) {
        let body = self.b.block();
        self.b.br(cond, body, l.done);
        self.b.enter_sealed(body);
    }

    /// Lowers the statements; what follows belongs to the step.
    fn loop_body(&mut self, r: &Range, l: &Loop) {
        self.breakables.push(Breakable {
            label: r.label,
            break_to: l.done,
            continue_to: Some(l.next),
            plain: false,
        });
        let round = self.b.region();
        self.block_stmts(r.body.stmts);
        self.breakables.pop();
        self.b.jump_open(l.next);
        self.b.leave(round, l.next);
        self.at(self.ast[r.stmt].pos);
    }

    fn end_loop(&mut self, l: &Loop) {
        self.b.jump(l.head);
        self.b.seal_loop(l.region, l.head);
        self.b.leave(l.region, l.done);
    }

    /// Gives an iteration variable its value.
    pub fn bind_range_var(&mut self, r: &Range, var: Option<ExprId>, v: Value) {
        let Some(e) = var else { return };
        self.at(self.ast[e].pos);
        if r.define {
            let obj = self.object(e);
            let ty = self.obj_ty(obj);
            let v = self.assign_conv(v, ty);
            self.declare(obj, Some(v));
        } else {
            let place = self.place(e);
            self.assign_place(&place, v);
        }
    }

    fn bind_range_vars(&mut self, r: &Range, key: Value, value: Option<Value>) {
        if r.define || r.key.is_none() || r.value.is_none() {
            self.bind_range_var(r, r.key, key);
            if let Some(v) = value {
                self.bind_range_var(r, r.value, v);
            }
            return;
        }
        // `for a, b = range x` assigns both in parallel.
        let places: Vec<_> = [r.key, r.value].into_iter().flatten().map(|e| self.place(e)).collect();
        self.assign_place(&places[0], key);
        if let Some(v) = value {
            self.assign_place(&places[1], v);
        }
    }

    fn counter(&mut self, ty: Ty) -> Var {
        let var = self.b.new_var(ty);
        let zero = self.b.iconst(0, ty);
        self.b.write(var, zero);
        var
    }

    fn increment(&mut self, var: Var) {
        let ty = self.b.var_ty(var);
        let one = self.b.iconst(1, ty);
        let i = self.b.read(var);
        let next = self.b.emit(Op::Binary(BinOp::Add, i, one), ty);
        self.b.write(var, next);
    }

    fn range_int(&mut self, r: &Range, xty: Ty) {
        // An untyped constant has the type of the variable it is assigned to.
        let ty = match r.key {
            Some(k) if self.mode(r.x) == Mode::Constant => {
                if r.define {
                    let obj = self.object(k);
                    self.obj_ty(obj)
                } else {
                    self.ety(k)
                }
            }
            _ => xty,
        };
        let ty = if self.is_integer(ty) { ty } else { xty };
        let n = self.expr_to(r.x, ty);
        let i = self.counter(ty);
        let l = self.start_loop();
        let idx = self.b.read(i);
        let more = self.b.cmp(CmpOp::Lt, idx, n);
        self.test(&l, more);
        self.bind_range_vars(r, idx, None);
        self.loop_body(r, &l);
        self.increment(i);
        self.end_loop(&l);
    }

    fn range_slice(&mut self, r: &Range, elem: Ty) {
        let int = self.p.tys.int;
        let s = self.expr(r.x);
        let pty = self.p.pointer_to(elem);
        let len = self.b.emit(Op::Len(s), int);
        let base = self.b.emit(Op::DataPtr(s), pty);
        self.range_elements(r, base, len, elem);
    }

    fn range_elements(&mut self, r: &Range, base: Value, len: Value, elem: Ty) {
        let int = self.p.tys.int;
        let pty = self.p.pointer_to(elem);
        let i = self.counter(int);
        let l = self.start_loop();
        let idx = self.b.read(i);
        let more = self.b.cmp(CmpOp::Lt, idx, len);
        self.test(&l, more);
        let value = r.value.map(|_| {
            let ptr = self.b.emit(Op::IndexAddr(base, idx), pty);
            self.b.emit(Op::Load(ptr), elem)
        });
        self.bind_range_vars(r, idx, value);
        self.loop_body(r, &l);
        self.increment(i);
        self.end_loop(&l);
    }

    fn range_array(&mut self, r: &Range, xty: Ty) {
        let Some((elem, n)) = self.array_len(xty) else { return };
        let pty = self.p.pointer_to(elem);
        let is_ptr = self.p.pointee(xty).is_some();
        let base = if r.value.is_some() {
            if is_ptr {
                let p = self.expr(r.x);
                if n > 0 {
                    self.b.emit0(Op::NilCheck(p));
                }
                p
            } else {
                // The range is over a copy.
                let v = self.expr(r.x);
                self.spill(v)
            }
        } else {
            // Evaluated only if it contains calls or receives.
            if self.calls_or_receives(r.x) {
                self.expr(r.x);
            }
            self.b.emit(Op::Zero, pty)
        };
        let base = if self.b.ty(base) == pty { base } else { self.b.emit(Op::Retype(base), pty) };
        let len = self.b.int(n as i64);
        self.range_elements(r, base, len, elem);
    }

    fn range_string(&mut self, r: &Range) {
        let (int, rune, byte) = (self.p.tys.int, self.p.tys.int32, self.p.tys.uint8);
        let s = self.expr(r.x);
        let pty = self.p.pointer_to(byte);
        let len = self.b.emit(Op::Len(s), int);
        let base = self.b.emit(Op::DataPtr(s), pty);
        let i = self.counter(int);
        let after = self.counter(int);
        let l = self.start_loop();
        let idx = self.b.read(i);
        let more = self.b.cmp(CmpOp::Lt, idx, len);
        self.test(&l, more);
        let ptr = self.b.emit(Op::IndexAddr(base, idx), pty);
        let b = self.b.emit(Op::Load(ptr), byte);
        let limit = self.b.iconst(-128, byte);
        let ascii = self.b.cmp(CmpOp::Lt, b, limit);
        let (one_byte, many, have) = (self.b.block(), self.b.block(), self.b.block());
        let c = self.b.f.add_param(have, rune);
        let next = self.b.f.add_param(have, int);
        self.b.br(ascii, one_byte, many);
        self.b.enter_sealed(one_byte);
        let wide = self.b.emit(Op::Convert(b), rune);
        let one = self.b.int(1);
        let succ = self.b.emit(Op::Binary(BinOp::Add, idx, one), int);
        self.b.jump_with(have, vec![wide, succ]);
        self.b.enter_sealed(many);
        let decoded = self.b.emit_multi(Op::DecodeRune(s, idx), &[rune, int]);
        self.b.jump_with(have, decoded);
        self.b.enter_sealed(have);
        self.b.write(after, next);
        self.bind_range_vars(r, idx, r.value.map(|_| c));
        self.loop_body(r, &l);
        let next = self.b.read(after);
        self.b.write(i, next);
        self.end_loop(&l);
    }

    fn range_map(&mut self, r: &Range, k: Ty, v: Ty) {
        let m = self.expr(r.x);
        let state = self.p.m.types.intern(TyKind::Array(self.p.tys.uintptr, MAP_ITER_WORDS));
        let slot = self.b.local(state, "iter");
        let (kp, vp) = (self.p.pointer_to(k), self.p.pointer_to(v));
        let it = self.slot_addr(slot);
        self.b.emit0(Op::MapIterInit(m, it));
        let l = self.start_loop();
        let it = self.slot_addr(slot);
        let key = self.b.emit(Op::MapIterKey(it), kp);
        let nil = self.b.emit(Op::Zero, kp);
        let more = self.b.cmp(CmpOp::Ne, key, nil);
        self.test(&l, more);
        let value = r.value.map(|_| {
            let ptr = self.b.emit(Op::MapIterElem(it), vp);
            self.b.emit(Op::Load(ptr), v)
        });
        if r.key.is_some() {
            let key = self.b.emit(Op::Load(key), k);
            self.bind_range_vars(r, key, value);
        } else if let Some(v) = value {
            self.bind_range_var(r, r.value, v);
        }
        self.loop_body(r, &l);
        let it = self.slot_addr(slot);
        self.b.emit0(Op::MapIterNext(it));
        self.end_loop(&l);
    }

    fn range_chan(&mut self, r: &Range, elem: Ty) {
        let bool_ = self.p.tys.bool_;
        let ch = self.expr(r.x);
        let l = self.start_loop();
        let got = self.b.emit_multi(Op::ChanRecv(ch), &[elem, bool_]);
        self.test(&l, got[1]);
        self.bind_range_var(r, r.key, got[0]);
        self.loop_body(r, &l);
        self.end_loop(&l);
    }
}
