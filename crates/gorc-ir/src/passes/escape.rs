//! Escape analysis within a function: what becomes of an address.
//!
//! An address escapes where it is stored, sent, or passed to code that is not known to keep it to itself. What is stored in a variable of the
//! same function goes where that variable's address goes (`uses.rs` says which variable that is); what a known function returns is a
//! value of its caller again. A closure holds what it captures: the captured address goes where the closure goes, and is besides what the
//! closure's code loads from its context. Calling a func value does not let the func value itself escape, since code only loads from its context.

use std::collections::HashMap;

use super::call_order::code_of;
use super::uses::Uses;
use crate::entities::{Inst, Sym, Value};
use crate::function::{Function, InstData, ValueDef};
use crate::ops::{Callee, Intrinsic, Op};
use crate::types::{Ty, TyKind, TypeTable};

/// Runtime functions that keep nothing of what they are given.
const HARMLESS_ROWS: [&str; 12] = [
    "memclrNoHeapPointers",
    "printstring",
    "printslice",
    "printeface",
    "printpointer",
    "memequal",
    "cmpstring",
    "gorecover",
    "typedmemclr",
    "memmove",
    "panicunsafestringlen",
    "panicunsafeslicelen",
];

/// More values than this are not followed.
const MAX_VALUES: usize = 500;

/// Something of a function, by its number, into which addresses are passed. The bool: not the thing itself is meant, but what it leads to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// A parameter.
    Param(usize, usize, bool),
    /// A captured value.
    Capture(usize, usize, bool),
    /// The context as a whole.
    Context(usize),
}

/// What happens to an address.
#[derive(Default, Debug)]
pub struct Fate {
    /// It may outlive the function.
    pub escapes: bool,
    /// The memory at the address may be written, or the address itself be compared, with nil say.
    pub written: bool,
    /// It may be carried into the next iteration of a loop.
    pub merges: bool,
    /// What it is passed on as.
    pub passed: Vec<Node>,
    /// The results it is returned as, or inside of.
    pub returned: Vec<(usize, bool)>,
}

impl Fate {
    /// May it outlive the function? What is returned does, unless the address was the caller's.
    pub fn leaves(&self) -> bool {
        self.escapes || !self.returned.is_empty()
    }
}

/// What the analysis needs to know of the program.
pub struct Analysis<'a> {
    types: &'a TypeTable,
    noescape: &'a [Sym],
    by_sym: HashMap<Sym, usize>,
    /// The results in which each parameter comes back, of the functions looked at so far.
    returned: HashMap<(usize, usize, bool), Vec<(usize, bool)>>,
    known: Vec<bool>,
}

/// An address on its way: a value, and whether the address is in what the value points to rather than the value itself.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Step {
    value: Value,
    inside: bool,
}

/// The way of one address through a function.
struct Trace<'t> {
    f: &'t Function,
    uses: &'t Uses,
    /// Where it begins, unless the address is that of a caller.
    start: Option<Inst>,
    fate: Fate,
    seen: Vec<Step>,
    work: Vec<Step>,
}

impl Trace<'_> {
    fn go_on(&mut self, value: Value, inside: bool) {
        let step = Step { value, inside };
        if !self.seen.contains(&step) {
            self.seen.push(step);
            self.work.push(step);
        }
    }

    /// As what a value that leads to the address leads to: it may be the address, or lead to it in turn.
    fn go_deeper(&mut self, value: Value) {
        self.go_on(value, false);
        self.go_on(value, true);
    }
}

/// May the operation itself write through an address, or let others do it in an unknown way?
fn may_write(op: &Op, v: Value) -> bool {
    match op {
        Op::Store { ptr, .. } | Op::ZeroMem { ptr, .. } => *ptr == v,
        Op::Move { dst, .. } | Op::SliceCopy { dst, .. } => *dst == v,
        Op::GrowSlice(..) | Op::Select { .. } => true,
        Op::Intrinsic(i, _) => !matches!(i, Intrinsic::KeepAlive),
        Op::Call { callee, .. } => !matches!(callee, Callee::Func(_) | Callee::Closure),
        _ => false,
    }
}

impl<'a> Analysis<'a> {
    pub fn new(
        types: &'a TypeTable,
        noescape: &'a [Sym],
        by_sym: HashMap<Sym, usize>,
        funcs: usize,
    ) -> Analysis<'a> {
        Analysis { types, noescape, by_sym, returned: HashMap::new(), known: vec![false; funcs] }
    }

    /// Values without pointers cannot carry an address.
    pub fn is_plain(&self, ty: Ty) -> bool {
        self.types.layout(ty).ptr_bytes == 0 && !matches!(self.types.ukind(ty), TyKind::Uintptr)
    }

    /// Can a value of the type be an address, or lead to one?
    fn can_carry(&self, ty: Ty, inside: bool) -> bool {
        match *self.types.ukind(ty) {
            TyKind::Pointer(elem) | TyKind::Slice(elem) if inside => !self.is_plain(elem),
            TyKind::String => !inside,
            _ => !self.is_plain(ty),
        }
    }

    /// What function number `n` does with its parameters; callers are told.
    pub fn params(&mut self, n: usize, f: &Function, uses: &Uses) -> Vec<(Node, Fate)> {
        let mut found = Vec::new();
        for (k, &p) in f.blocks[0].params.iter().enumerate() {
            for inside in [false, true] {
                if !self.can_carry(f.ty(p), inside) {
                    continue;
                }
                let fate = self.fate(f, uses, p, inside);
                if !fate.returned.is_empty() {
                    self.returned.insert((n, k, inside), fate.returned.clone());
                }
                found.push((Node::Param(n, k, inside), fate));
            }
        }
        self.known[n] = true;
        found
    }

    /// What function number `n` does with its context.
    pub fn captures(&self, n: usize, f: &Function, uses: &Uses) -> Vec<(Node, Fate)> {
        let mut found = Vec::new();
        let leak = || Fate { escapes: true, ..Fate::default() };
        let insts = f.blocks.iter().flat_map(|b| &b.insts).map(|i| &f.insts[i.index()]);
        for ctx in insts.filter(|d| matches!(d.op, Op::ClosureCtx)).map(|d| d.results[0]) {
            for &inst in uses.of(ctx) {
                let data = &f.insts[inst.index()];
                let &Op::FieldAddr(_, field) = &data.op else {
                    found.push((Node::Context(n), leak()));
                    continue;
                };
                for &inst in uses.of(data.results[0]) {
                    let data = &f.insts[inst.index()];
                    for inside in [false, true] {
                        let fate = match &data.op {
                            Op::Load(_) if !self.can_carry(f.ty(data.results[0]), inside) => continue,
                            Op::Load(_) => {
                                let fate = self.fate(f, uses, data.results[0], inside);
                                Fate { escapes: fate.leaves(), ..fate }
                            }
                            _ => leak(),
                        };
                        found.push((Node::Capture(n, field as usize, inside), fate));
                    }
                }
            }
        }
        found
    }

    /// What a function does with the address that `start` is, or leads to.
    pub fn fate(&self, f: &Function, uses: &Uses, start: Value, inside: bool) -> Fate {
        let (fate, seen, work) = (Fate::default(), Vec::new(), Vec::new());
        let mut trace = Trace { f, uses, start: None, fate, seen, work };
        if let ValueDef::Result(inst, _) = f.values[start.index()].def {
            trace.start = Some(inst);
            if let Op::MakeClosure { func, .. } = f.insts[inst.index()].op {
                match self.by_sym.get(&func) {
                    Some(&n) => trace.fate.passed.push(Node::Context(n)),
                    None => trace.fate.escapes = true,
                }
            }
        }
        trace.go_on(start, inside);
        while let Some(step) = trace.work.pop() {
            for &inst in uses.of(step.value) {
                self.follow(&mut trace, inst, step);
                if trace.fate.escapes || trace.seen.len() > MAX_VALUES {
                    trace.fate.escapes = true;
                    return trace.fate;
                }
            }
        }
        trace.fate
    }

    /// What instruction `inst` does with an address.
    fn follow(&self, trace: &mut Trace<'_>, inst: Inst, step: Step) {
        let (f, Step { value: v, inside }) = (trace.f, step);
        let data = &f.insts[inst.index()];
        trace.fate.written |= !inside && (may_write(&data.op, v) || self.compares(f, &data.op));
        match &data.op {
            Op::Load(_) if inside => self.take_out(trace, data),
            Op::MapGet(m, _) | Op::MapGet2(m, _) if inside && *m == v => self.take_out(trace, data),
            Op::IfaceData(_) if !self.types.is_direct_iface(f.ty(data.results[0])) => {
                if inside {
                    self.take_out(trace, data);
                }
            }
            Op::Load(_)
            | Op::NilCheck(_)
            | Op::Cmp(..)
            | Op::Equal(..)
            | Op::IfaceType(_)
            | Op::IfaceWord(_)
            | Op::Len(_)
            | Op::Cap(_)
            | Op::ZeroMem { .. }
            // These copy bytes.
            | Op::StrConcat(_)
            | Op::StrFromBytes(_)
            | Op::StrFromRunes(_)
            | Op::BytesFromStr(_)
            | Op::RunesFromStr(_)
            | Op::DecodeRune(..)
            | Op::MapGet(..)
            | Op::MapGet2(..)
            | Op::MapDelete(..)
            | Op::MapClear(_)
            | Op::MapIterNext(_)
            | Op::BoundsCheck { .. } => {}
            // These may copy what the value points to.
            Op::Move { dst, src, ty, .. } | Op::SliceCopy { dst, src, elem: ty, .. } => {
                if inside && *src == v && !self.is_plain(*ty) {
                    self.store(trace, *dst, true);
                }
            }
            Op::MapIterInit(m, state) => {
                if inside && *m == v {
                    self.store(trace, *state, true);
                }
            }
            Op::MapIterKey(_) | Op::MapIterElem(_) => {
                if inside {
                    trace.go_on(data.results[0], true);
                }
            }
            Op::MapAssign(m, k) => {
                if *m == v {
                    trace.go_on(data.results[0], inside);
                }
                if *k == v {
                    self.store(trace, *m, inside);
                }
            }
            Op::Store { ptr, val, .. } => {
                // What is stored as a uintptr is no pointer any more, whatever is made of it later: package unsafe, rule 2.
                if *val == v && !matches!(self.types.ukind(f.ty(v)), TyKind::Uintptr) {
                    self.store(trace, *ptr, inside);
                }
            }
            Op::MakeInterface(_) => {
                let direct = self.types.is_direct_iface(f.ty(v));
                trace.go_on(data.results[0], inside || !direct);
            }
            // As a number, for a check.
            Op::Retype(_) if self.is_plain(f.ty(data.results[0])) => {}
            Op::FieldAddr(..)
            | Op::IndexAddr(..)
            | Op::PtrAdd(..)
            | Op::Retype(_)
            | Op::Aggregate(_)
            | Op::Extract(..)
            | Op::MakeSliceHeader(..)
            | Op::MakeString(..)
            | Op::DataPtr(_)
            | Op::GrowSlice(..)
            | Op::IfaceData(_)
            | Op::AssertInterface(_) => trace.go_on(data.results[0], inside),
            Op::ConvertInterface(_) => data.results.iter().for_each(|&r| trace.go_on(r, inside)),
            Op::MakeClosure { func, captures, .. } => {
                self.capture(trace, *func, captures, step);
                trace.go_on(data.results[0], true);
            }
            // The call is made before the frame is left, but behind all iterations of a loop.
            Op::Defer(_) => trace.fate.merges = true,
            Op::Intrinsic(i, args) => {
                let plain = matches!(i, Intrinsic::KeepAlive);
                trace.fate.escapes |= !plain && args.iter().skip(1).any(|&a| a == v);
                trace.fate.escapes |= matches!(i, Intrinsic::Bits) || inside && !plain;
            }
            Op::Select { cases, .. } => trace.fate.escapes |= inside || cases.iter().any(|c| c.chan == v),
            Op::Call { callee, args, .. } => self.follow_call(trace, callee, args, data, step),
            Op::Jump(_) | Op::Br(..) | Op::Switch(..) => data.op.for_each_target(|t| {
                for (n, &a) in t.args.iter().enumerate() {
                    if a == v {
                        trace.fate.merges = true;
                        if let Some(&p) = f.blocks[t.block.index()].params.get(n) {
                            trace.go_on(p, inside);
                        }
                    }
                }
            }),
            Op::Return(values) => {
                let at = values.iter().enumerate().filter(|&(_, &r)| r == v).map(|(n, _)| (n, inside));
                for place in at {
                    if !trace.fate.returned.contains(&place) {
                        trace.fate.returned.push(place);
                    }
                }
            }
            _ => trace.fate.escapes = true,
        }
    }

    /// Are addresses compared? Strings are by what they consist of.
    fn compares(&self, f: &Function, op: &Op) -> bool {
        match *op {
            Op::Cmp(_, x, _) => !matches!(self.types.ukind(f.ty(x)), TyKind::String),
            Op::Equal(..) => true,
            _ => false,
        }
    }

    /// The instruction takes something out of what leads to the address.
    fn take_out(&self, trace: &mut Trace<'_>, data: &InstData) {
        let result = data.results[0];
        if !self.is_plain(trace.f.ty(result)) {
            trace.go_deeper(result);
        }
    }

    /// An address that is stored in a variable of this function is what is loaded there, and goes where the variable's address goes.
    fn store(&self, trace: &mut Trace<'_>, ptr: Value, inside: bool) {
        let (f, uses) = (trace.f, trace.uses);
        if let ValueDef::Result(inst, _) = f.values[ptr.index()].def
            && let Op::LocalAddr(slot) = f.insts[inst.index()].op
            && let Some(loads) = uses.loads(f, slot)
        {
            trace.fate.merges = true;
            loads.into_iter().for_each(|v| trace.go_on(v, inside));
            return;
        }
        let Some(bases) = uses.bases(f, self.types, ptr) else {
            trace.fate.escapes = true;
            return;
        };
        for base in bases {
            trace.fate.merges |= match (f.values[base.index()].def, trace.start) {
                (ValueDef::Result(inst, _), Some(start)) => {
                    matches!(f.insts[inst.index()].op, Op::LocalAddr(_)) || !uses.repeats_with(inst, start)
                }
                _ => true,
            };
            trace.go_on(base, true);
        }
    }

    fn capture(&self, trace: &mut Trace<'_>, func: Sym, captures: &[Value], step: Step) {
        let Some(&n) = self.by_sym.get(&func) else {
            trace.fate.escapes = true;
            return;
        };
        let which = captures.iter().enumerate().filter(|&(_, &c)| c == step.value);
        trace.fate.passed.extend(which.map(|(k, _)| Node::Capture(n, k + 1, step.inside)));
        trace.fate.passed.push(Node::Context(n));
    }

    fn follow_call(
        &self,
        trace: &mut Trace<'_>,
        callee: &Callee,
        args: &[Value],
        data: &InstData,
        step: Step,
    ) {
        let mut positions = args.iter().enumerate().filter(|&(_, &a)| a == step.value).map(|(k, _)| k);
        match callee {
            Callee::Func(s) => match self.by_sym.get(s) {
                Some(&n) => positions.for_each(|k| self.pass(trace, n, k, data, step.inside)),
                None => trace.fate.escapes = true,
            },
            Callee::Closure => {
                let known = args.first().and_then(|&func| code_of(trace.f, func));
                match known.and_then(|func| self.by_sym.get(&func)) {
                    Some(&n) => {
                        let others = positions.filter_map(|k| k.checked_sub(1));
                        others.for_each(|k| self.pass(trace, n, k, data, step.inside));
                    }
                    None => trace.fate.escapes |= positions.any(|k| k > 0),
                }
            }
            Callee::Runtime(row) => {
                let name = gorc_abi::runtime_fns::RUNTIME_FNS.get(*row as usize).map_or("", |r| r.name);
                trace.fate.escapes |= step.inside || !HARMLESS_ROWS.contains(&name);
            }
            Callee::Extern(s) => trace.fate.escapes |= step.inside || !self.noescape.contains(s),
            Callee::Iface(_) => trace.fate.escapes = true,
        }
    }

    /// The address is argument `k` of a call of function `n`, and perhaps in what that returns.
    fn pass(&self, trace: &mut Trace<'_>, n: usize, k: usize, call: &InstData, inside: bool) {
        trace.fate.passed.push(Node::Param(n, k, inside));
        if !self.known[n] {
            for &r in call.results.iter().filter(|&&r| !self.is_plain(trace.f.ty(r))) {
                trace.go_deeper(r);
            }
            return;
        }
        for &(r, inside) in self.returned.get(&(n, k, inside)).into_iter().flatten() {
            if let Some(&r) = call.results.get(r) {
                trace.go_on(r, inside);
            }
        }
    }
}
