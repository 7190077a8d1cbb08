//! The verifier of GIR. Its rules:
//!
//! 1. Every reachable block ends with its only terminator.
//! 2. Branch targets exist and get as many arguments, of the same types, as the block has parameters.
//! 3. The entry block's parameters are the signature's; it is no branch target.
//! 4. Parameters of other blocks are register-class.
//! 5. A value is defined once, and its definition dominates its uses.
//! 6. The recover block has no parameters, no predecessors, and uses no value of other blocks (which rule 5 gives).
//! 7. Operands and results have the number and types that the operation asks for (see `check_op`).
//! 8. `ClosureCtx` stands only in the entry block of a function flagged `closure`; `Defer`/`DeferReturn` only in functions with a
//!    recover block.
//! 9. `Return` gives values of the signature's result types.

use std::fmt;

use crate::cfg::Cfg;
use crate::dominators::Dominators;
use crate::entities::{Block, Inst, Local, Value};
use crate::function::{Function, ValueDef};
use crate::module::Module;
use crate::ops::{BinOp, Callee, Op, UnOp};
use crate::print::TyDisplay;
use crate::slots::SlotType;
use crate::types::{Signature, Ty, TyKind};

/// A violated rule.
#[derive(Clone, Debug)]
pub struct VerifyError {
    /// The function's symbol.
    pub func: String,
    /// Where in it.
    pub at: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.func, self.at, self.message)
    }
}

/// Verifies all functions of a module.
pub fn verify_module(m: &Module) -> Result<(), Vec<VerifyError>> {
    let errors: Vec<_> = m.funcs.iter().filter_map(|f| verify_function(m, f).err()).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Verifies a function; gives the first violation.
pub fn verify_function(m: &Module, f: &Function) -> Result<(), VerifyError> {
    let cfg = Cfg::new(f);
    let v = Verifier { m, f, dominators: Dominators::new(f, &cfg), cfg };
    v.run().map_err(|(at, message)| VerifyError { func: m.sym_name(f.name).to_owned(), at, message })
}

type Check = Result<(), (String, String)>;

struct Verifier<'a> {
    m: &'a Module,
    f: &'a Function,
    cfg: Cfg,
    dominators: Dominators,
}

impl Verifier<'_> {
    fn run(&self) -> Check {
        self.check_entry()?;
        let mut place = vec![None; self.f.values.len()];
        for &b in &self.cfg.rpo {
            let data = &self.f.blocks[b.index()];
            for &p in &data.params {
                self.define(&mut place, p, b, 0)?;
            }
            for (i, &inst) in data.insts.iter().enumerate() {
                for &r in &self.f.insts[inst.index()].results {
                    self.define(&mut place, r, b, i + 1)?;
                }
            }
        }
        for &b in &self.cfg.rpo {
            self.check_block(b, &place)?;
        }
        Ok(())
    }

    fn define(&self, place: &mut [Option<(Block, usize)>], v: Value, b: Block, i: usize) -> Check {
        match place.get_mut(v.index()) {
            Some(slot @ None) => *slot = Some((b, i)),
            Some(Some(_)) => return Err((b.to_string(), format!("{v} is defined twice"))),
            None => return Err((b.to_string(), format!("{v} does not exist"))),
        }
        Ok(())
    }

    fn check_entry(&self) -> Check {
        let f = self.f;
        if f.blocks.is_empty() {
            return Err(("entry".into(), "no blocks".into()));
        }
        let params: Vec<Ty> = f.blocks[0].params.iter().map(|&p| f.ty(p)).collect();
        if params != f.sig.params {
            return Err(("entry".into(), "entry block's parameters differ from the signature's".into()));
        }
        if !self.cfg.preds[0].is_empty() {
            return Err(("entry".into(), "entry block is a branch target".into()));
        }
        if let Some(r) = f.recover
            && (!f.blocks[r.index()].params.is_empty() || !self.cfg.preds[r.index()].is_empty())
        {
            return Err((r.to_string(), "recover block has parameters or predecessors".into()));
        }
        Ok(())
    }

    fn check_block(&self, b: Block, place: &[Option<(Block, usize)>]) -> Check {
        let f = self.f;
        let data = &f.blocks[b.index()];
        for (n, &p) in data.params.iter().enumerate() {
            if b != f.entry() && !self.m.types.is_register_class(f.ty(p)) {
                return Err((b.to_string(), format!("parameter {p} is memory-class: {}", self.t(f.ty(p)))));
            }
            if f.values[p.index()].def != ValueDef::Param(b, n as u32) {
                return Err((b.to_string(), format!("{p} does not know that it is parameter {n}")));
            }
        }
        for (i, &inst) in data.insts.iter().enumerate() {
            let op = &f.insts[inst.index()].op;
            let at = || format!("{b}, {inst} ({})", op.mnemonic());
            let last = i + 1 == data.insts.len();
            if op.is_terminator() != last {
                let what = if last { "block has no terminator" } else { "terminator inside a block" };
                return Err((at(), what.into()));
            }
            let mut bad = None;
            op.for_each_operand(|v| {
                let ok = match place.get(v.index()) {
                    Some(&Some((db, di))) => {
                        if db == b {
                            di <= i
                        } else {
                            self.dominators.dominates(db, b)
                        }
                    }
                    _ => false,
                };
                if !ok {
                    bad = Some(v);
                }
            });
            if let Some(v) = bad {
                return Err((at(), format!("{v} is used where its definition does not dominate")));
            }
            self.check_targets(op).map_err(|m| (at(), m))?;
            self.check_op(b, inst).map_err(|m| (at(), m))?;
            self.check_slot(inst).map_err(|m| (at(), m))?;
        }
        if data.insts.is_empty() {
            return Err((b.to_string(), "empty block".into()));
        }
        Ok(())
    }

    fn check_slot(&self, inst: Inst) -> Result<(), String> {
        let data = &self.f.insts[inst.index()];
        let Some(slot) = data.slot else { return Ok(()) };
        let local = self.f.locals.get(slot.index()).ok_or_else(|| format!("{slot} does not exist"))?;
        let types = &self.m.types;
        let fits = SlotType::of(data, self.f, types).is_some_and(|slot| slot.is(types, local.ty));
        self.want(fits, "slot has another type")
    }

    fn check_targets(&self, op: &Op) -> Result<(), String> {
        let mut result = Ok(());
        op.for_each_target(|t| {
            let Some(data) = self.f.blocks.get(t.block.index()) else {
                result = Err(format!("{} does not exist", t.block));
                return;
            };
            let want: Vec<Ty> = data.params.iter().map(|&p| self.f.ty(p)).collect();
            let have: Vec<Ty> = t.args.iter().map(|&a| self.f.ty(a)).collect();
            if want != have {
                result = Err(format!("arguments of {} do not fit its parameters", t.block));
            }
        });
        result
    }

    fn t(&self, ty: Ty) -> String {
        TyDisplay(self.m, ty).to_string()
    }

    fn kind(&self, v: Value) -> &TyKind {
        self.m.types.ukind(self.f.ty(v))
    }

    fn want(&self, ok: bool, what: &str) -> Result<(), String> {
        if ok { Ok(()) } else { Err(what.to_owned()) }
    }

    fn same(&self, a: Ty, b: Ty, what: &str) -> Result<(), String> {
        if a == b { Ok(()) } else { Err(format!("{what}: {} and {}", self.t(a), self.t(b))) }
    }

    fn is_int(&self, v: Value) -> bool {
        self.kind(v).is_integer()
    }

    fn is_ptr(&self, v: Value) -> bool {
        matches!(self.kind(v), TyKind::Pointer(_) | TyKind::UnsafePointer)
    }

    /// What a pointer value points to; none for `unsafe.Pointer`, which fits everything.
    fn pointee(&self, v: Value) -> Option<Ty> {
        match *self.kind(v) {
            TyKind::Pointer(e) => Some(e),
            _ => None,
        }
    }

    fn check_op(&self, b: Block, inst: Inst) -> Result<(), String> {
        let f = self.f;
        let data = &f.insts[inst.index()];
        let ty = |v: Value| f.ty(v);
        let results = &data.results;
        let r0 = || results.first().map(|&r| f.ty(r));
        match &data.op {
            Op::Call { callee, sig, args } => return self.check_call(callee, sig, args, results),
            Op::Return(vs) => {
                let have: Vec<Ty> = vs.iter().map(|&v| ty(v)).collect();
                return self.want(have == f.sig.results, "returned values do not fit the signature");
            }
            _ => {}
        }
        let want_results = match &data.op {
            Op::Store { .. }
            | Op::Move { .. }
            | Op::ZeroMem { .. }
            | Op::NilCheck(_)
            | Op::BoundsCheck { .. }
            | Op::DivCheck(_)
            | Op::ShiftCheck(_)
            | Op::MapDelete(..)
            | Op::MapClear(_)
            | Op::MapIterInit(..)
            | Op::MapIterNext(_)
            | Op::ChanSend(..)
            | Op::ChanClose(_)
            | Op::Go(_)
            | Op::Defer(_)
            | Op::DeferReturn
            | Op::Panic(_) => 0..=0,
            Op::MapGet2(..) | Op::DecodeRune(..) | Op::Select { .. } => 2..=2,
            Op::ChanRecv(_) | Op::AssertInterface(_) => 1..=2,
            Op::Intrinsic(..) => 0..=2,
            op if op.is_terminator() => 0..=0,
            _ => 1..=1,
        };
        self.want(want_results.contains(&results.len()), "wrong number of results")?;
        match &data.op {
            Op::Unary(UnOp::Neg | UnOp::Com, v) => self.same(ty(*v), ty(results[0]), "types differ"),
            Op::Unary(UnOp::Not, v) => self.want(matches!(self.kind(*v), TyKind::Bool), "operand is no bool"),
            Op::Binary(BinOp::Shl | BinOp::Shr, x, y) => {
                self.same(ty(*x), ty(results[0]), "types differ")?;
                self.want(self.is_int(*x) && self.is_int(*y), "operands of a shift are no integers")
            }
            Op::Binary(_, x, y) => {
                self.same(ty(*x), ty(*y), "types of operands differ")?;
                self.same(ty(*x), ty(results[0]), "types differ")
            }
            Op::Cmp(_, x, y) | Op::Equal(x, y) => {
                self.same(ty(*x), ty(*y), "types of operands differ")?;
                self.want(matches!(self.kind(results[0]), TyKind::Bool), "result is no bool")
            }
            Op::Load(p) => match self.pointee(*p) {
                Some(e) => self.same(e, ty(results[0]), "loads another type than the pointer's"),
                None => self.want(self.is_ptr(*p), "operand is no pointer"),
            },
            Op::Store { ptr, val, .. } => match self.pointee(*ptr) {
                Some(e) => self.same(e, ty(*val), "stores another type than the pointer's"),
                None => self.want(self.is_ptr(*ptr), "operand is no pointer"),
            },
            Op::Move { dst, src, .. } => {
                self.want(self.is_ptr(*dst) && self.is_ptr(*src), "operands are no pointers")
            }
            Op::ZeroMem { ptr, .. } | Op::NilCheck(ptr) => {
                let ok = !matches!(self.kind(*ptr), TyKind::Struct(_) | TyKind::Array(..) | TyKind::String);
                self.want(ok, "operand is no pointer")
            }
            Op::FieldAddr(p, i) => {
                let Some(e) = self.pointee(*p) else { return Err("operand is no pointer".into()) };
                match (self.m.types.ukind(e), self.pointee(results[0])) {
                    (TyKind::Struct(fields), Some(r)) if (*i as usize) < fields.len() => {
                        self.same(fields[*i as usize].ty, r, "field has another type")
                    }
                    _ => Err("no such field".into()),
                }
            }
            Op::IndexAddr(p, i) => {
                self.want(self.is_ptr(*p) && self.is_int(*i), "operands are no pointer and index")
            }
            Op::Aggregate(vs) => match self.kind(results[0]) {
                TyKind::Struct(fields) => {
                    let ok = fields.len() == vs.len() && fields.iter().zip(vs).all(|(x, &v)| x.ty == ty(v));
                    self.want(ok, "values do not fit the fields")
                }
                &TyKind::Array(e, n) => self.want(
                    n == vs.len() as u64 && vs.iter().all(|&v| ty(v) == e),
                    "values do not fit the array",
                ),
                _ => Err("result is no struct or array".into()),
            },
            Op::Extract(v, i) => match self.kind(*v) {
                TyKind::Struct(fields) if (*i as usize) < fields.len() => {
                    self.same(fields[*i as usize].ty, ty(results[0]), "field has another type")
                }
                &TyKind::Array(e, n) if u64::from(*i) < n => {
                    self.same(e, ty(results[0]), "element has another type")
                }
                _ => Err("no such field or element".into()),
            },
            Op::BoundsCheck { index, limit, .. } => {
                self.want(self.is_int(*index) && self.is_int(*limit), "operands are no integers")
            }
            Op::DivCheck(v) | Op::ShiftCheck(v) => self.want(self.is_int(*v), "operand is no integer"),
            Op::StrConcat(vs) => {
                let ok = vs.len() > 1 && vs.iter().all(|&v| matches!(self.kind(v), TyKind::String));
                self.want(ok, "operands are not two or more strings")
            }
            Op::MakeInterface(v) => {
                self.want(!matches!(self.kind(*v), TyKind::Interface(_)), "operand is an interface")?;
                self.want(matches!(self.kind(results[0]), TyKind::Interface(_)), "result is no interface")
            }
            Op::IfaceType(v)
            | Op::IfaceWord(v)
            | Op::IfaceData(v)
            | Op::ConvertInterface(v)
            | Op::AssertInterface(v) => {
                self.want(matches!(self.kind(*v), TyKind::Interface(_)), "operand is no interface")
            }
            Op::MapGet(map, k) | Op::MapGet2(map, k) | Op::MapAssign(map, k) | Op::MapDelete(map, k) => {
                match *self.kind(*map) {
                    TyKind::Map(key, _) => self.same(key, ty(*k), "key has another type"),
                    _ => Err("operand is no map".into()),
                }
            }
            Op::ChanSend(ch, v) => match *self.kind(*ch) {
                TyKind::Chan(_, e) => self.same(e, ty(*v), "element has another type"),
                _ => Err("operand is no channel".into()),
            },
            Op::ChanRecv(ch) => match *self.kind(*ch) {
                TyKind::Chan(_, e) => self.same(e, ty(results[0]), "element has another type"),
                _ => Err("operand is no channel".into()),
            },
            Op::LocalAddr(l) => match (f.locals.get(l.index()), self.pointee(results[0])) {
                (Some(local), Some(e)) => self.same(local.ty, e, "slot has another type"),
                (Some(_), None) => Ok(()),
                (None, _) => Err(format!("{l} does not exist")),
            },
            Op::GrowSliceIn { buffer, used, .. } => {
                let local = |l: Local| f.locals.get(l.index()).ok_or_else(|| format!("{l} does not exist"));
                let (types, buffer, used) = (&self.m.types, local(*buffer)?.ty, local(*used)?.ty);
                let is_array = match (types.ukind(buffer), self.kind(results[0])) {
                    (TyKind::Array(a, _), TyKind::Slice(b)) => a == b,
                    _ => false,
                };
                self.want(is_array && *types.ukind(used) == TyKind::Bool, "slot has another type")
            }
            Op::ClosureCtx => {
                self.want(b == f.entry() && f.flags.closure, "closure context outside a closure's entry")
            }
            Op::Defer(_) | Op::DeferFrame | Op::DeferReturn => {
                self.want(f.recover.is_some(), "function has no recover block")
            }
            Op::Br(v, ..) => self.want(matches!(self.kind(*v), TyKind::Bool), "condition is no bool"),
            Op::Switch(v, ..) => self.want(self.is_int(*v), "operand is no integer"),
            Op::Panic(v) => {
                self.want(r0().is_none() && self.m.types.is_eface(ty(*v)), "operand is no empty interface")
            }
            _ => Ok(()),
        }
    }

    fn check_call(
        &self,
        callee: &Callee,
        sig: &Signature,
        args: &[Value],
        results: &[Value],
    ) -> Result<(), String> {
        let args = match callee {
            Callee::Closure | Callee::Iface(_) => match args.split_first() {
                Some((_, rest)) => rest,
                None => return Err("no callee operand".into()),
            },
            _ => args,
        };
        if matches!(callee, Callee::Runtime(_)) {
            return Ok(());
        }
        for (i, &p) in sig.params.iter().enumerate() {
            let Some(&a) = args.get(i) else { return Err("too few arguments".into()) };
            self.same(p, self.f.ty(a), &format!("argument {i}"))?;
        }
        self.want(args.len() == sig.params.len(), "too many arguments")?;
        let have: Vec<Ty> = results.iter().map(|&r| self.f.ty(r)).collect();
        self.want(have == sig.results, "results do not fit the signature")
    }
}
