//! Escape analysis within a function: what becomes of an address.
//!
//! An address escapes where it is stored, sent, returned, or passed to code that is not known to keep it to itself. A closure holds what
//! it captures: the captured address goes where the closure goes, and is besides what the closure's code loads from its context. Calling
//! a func value does not let the func value itself escape, since code only loads from its context.

use std::collections::HashMap;

use crate::entities::{Inst, Local, Sym, Value};
use crate::function::{Function, ValueDef};
use crate::ops::{Callee, Intrinsic, Op};
use crate::types::{Ty, TyKind, TypeTable};

/// Runtime functions that keep nothing of what they are given.
const HARMLESS_ROWS: [&str; 10] = [
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
];

/// More values than this are not followed.
const MAX_VALUES: usize = 500;

/// Something of a function, by its number, into which addresses are passed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// A parameter.
    Param(usize, usize),
    /// A captured value.
    Capture(usize, usize),
    /// The context as a whole.
    Context(usize),
}

/// What happens to an address.
#[derive(Default, Debug)]
pub struct Fate {
    /// It may outlive the function.
    pub escapes: bool,
    /// It may be carried into the next iteration of a loop.
    pub merges: bool,
    /// What it is passed on as.
    pub passed: Vec<Node>,
}

/// What the analysis needs to know of the program.
pub struct Analysis<'a> {
    types: &'a TypeTable,
    noescape: &'a [Sym],
    by_sym: HashMap<Sym, usize>,
}

/// The instructions that use each value, and those that take each slot's address.
pub struct Uses {
    values: Vec<Vec<Inst>>,
    slots: HashMap<Local, Vec<Value>>,
}

impl Uses {
    pub fn new(f: &Function) -> Uses {
        let mut values = vec![Vec::new(); f.values.len()];
        let mut slots: HashMap<Local, Vec<Value>> = HashMap::new();
        for b in &f.blocks {
            for &inst in &b.insts {
                let data = &f.insts[inst.index()];
                data.op.for_each_operand(|v| {
                    if values[v.index()].last() != Some(&inst) {
                        values[v.index()].push(inst);
                    }
                });
                if let Op::LocalAddr(l) = data.op {
                    slots.entry(l).or_default().push(data.results[0]);
                }
            }
        }
        Uses { values, slots }
    }

    /// The values loaded from a slot; none if anything but loads and stores happens to its address.
    fn loads(&self, f: &Function, slot: Local) -> Option<Vec<Value>> {
        let mut loads = Vec::new();
        for &addr in self.slots.get(&slot)? {
            for &inst in &self.values[addr.index()] {
                let data = &f.insts[inst.index()];
                match &data.op {
                    Op::Load(_) => loads.push(data.results[0]),
                    Op::Store { ptr, val, .. } if *ptr == addr && *val != addr => {}
                    _ => return None,
                }
            }
        }
        Some(loads)
    }
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
}

impl<'a> Analysis<'a> {
    pub fn new(types: &'a TypeTable, noescape: &'a [Sym], funcs: &[Function]) -> Analysis<'a> {
        let by_sym = funcs.iter().enumerate().map(|(i, f)| (f.name, i)).collect();
        Analysis { types, noescape, by_sym }
    }

    /// Values without pointers cannot carry an address.
    pub fn is_plain(&self, ty: Ty) -> bool {
        self.types.layout(ty).ptr_bytes == 0 && !matches!(self.types.ukind(ty), TyKind::Uintptr)
    }

    /// What function number `n` does with its context.
    pub fn captures(&self, n: usize, f: &Function, uses: &Uses) -> Vec<(Node, Fate)> {
        let mut found = Vec::new();
        let leak = || Fate { escapes: true, ..Fate::default() };
        let insts = f.blocks.iter().flat_map(|b| &b.insts).map(|i| &f.insts[i.index()]);
        for ctx in insts.filter(|d| matches!(d.op, Op::ClosureCtx)).map(|d| d.results[0]) {
            for &inst in &uses.values[ctx.index()] {
                let data = &f.insts[inst.index()];
                let &Op::FieldAddr(_, field) = &data.op else {
                    found.push((Node::Context(n), leak()));
                    continue;
                };
                for &inst in &uses.values[data.results[0].index()] {
                    let data = &f.insts[inst.index()];
                    let fate = match &data.op {
                        Op::Load(_) if self.is_plain(f.ty(data.results[0])) => continue,
                        Op::Load(_) => self.fate(f, uses, data.results[0]),
                        _ => leak(),
                    };
                    found.push((Node::Capture(n, field as usize), fate));
                }
            }
        }
        found
    }

    /// What a function does with the address that `start` is.
    pub fn fate(&self, f: &Function, uses: &Uses, start: Value) -> Fate {
        let mut trace = Trace { f, uses, fate: Fate::default(), seen: Vec::new(), work: Vec::new() };
        if let ValueDef::Result(inst, _) = f.values[start.index()].def
            && let Op::MakeClosure { func, .. } = f.insts[inst.index()].op
        {
            match self.by_sym.get(&func) {
                Some(&n) => trace.fate.passed.push(Node::Context(n)),
                None => trace.fate.escapes = true,
            }
        }
        trace.go_on(start, false);
        while let Some(step) = trace.work.pop() {
            for &inst in &uses.values[step.value.index()] {
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
        match &data.op {
            Op::Load(_) if inside => {
                if !self.is_plain(f.ty(data.results[0])) {
                    // It may be the address, or hold it in turn.
                    trace.go_on(data.results[0], false);
                    trace.go_on(data.results[0], true);
                }
            }
            Op::Load(_)
            | Op::NilCheck(_)
            | Op::Cmp(..)
            | Op::Equal(..)
            | Op::IfaceType(_)
            | Op::IfaceWord(_)
            | Op::Len(_)
            | Op::Cap(_) => {}
            // These may copy what the value points to.
            Op::ZeroMem { .. }
            | Op::Move { .. }
            | Op::SliceCopy { .. }
            | Op::StrFromBytes(_)
            | Op::StrFromRunes(_)
            | Op::BytesFromStr(_)
            | Op::RunesFromStr(_)
            | Op::DecodeRune(..)
            | Op::MapGet(..)
            | Op::MapGet2(..)
            | Op::MapDelete(..)
            | Op::MapIterInit(..)
            | Op::MapIterNext(_)
            | Op::MapIterKey(_)
            | Op::MapIterElem(_)
            | Op::BoundsCheck { .. } => trace.fate.escapes |= inside,
            Op::Store { ptr, val, .. } => {
                // What is stored as a uintptr is no pointer any more, whatever is made of it later: package unsafe, rule 2.
                if *val == v && !matches!(self.types.ukind(f.ty(v)), TyKind::Uintptr) {
                    self.store(trace, *ptr, inside);
                }
            }
            Op::FieldAddr(..)
            | Op::IndexAddr(..)
            | Op::PtrAdd(..)
            | Op::Retype(_)
            | Op::Aggregate(_)
            | Op::Extract(..)
            | Op::MakeSliceHeader(..)
            | Op::MakeString(..)
            | Op::DataPtr(_)
            | Op::StrConcat(_)
            | Op::GrowSlice(..)
            | Op::IfaceData(_)
            | Op::ConvertInterface(_) => data.results.iter().for_each(|&r| trace.go_on(r, inside)),
            Op::AssertInterface(_) => trace.go_on(data.results[0], inside),
            Op::MakeInterface(x) if self.types.is_direct_iface(f.ty(*x)) => {
                trace.go_on(data.results[0], inside)
            }
            Op::MakeClosure { func, captures, .. } => {
                self.capture(trace, *func, captures, v);
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
            Op::Call { callee, args, .. } => self.follow_call(f, callee, args, step, &mut trace.fate),
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
            _ => trace.fate.escapes = true,
        }
    }

    /// An address that is stored in a local variable, which is never more than stored to and loaded from, is what is loaded there.
    fn store(&self, trace: &mut Trace<'_>, ptr: Value, inside: bool) {
        let loads = match trace.f.values[ptr.index()].def {
            ValueDef::Result(inst, _) => match trace.f.insts[inst.index()].op {
                Op::LocalAddr(slot) => trace.uses.loads(trace.f, slot),
                _ => None,
            },
            _ => None,
        };
        let Some(loads) = loads else {
            trace.fate.escapes = true;
            return;
        };
        trace.fate.merges = true;
        loads.into_iter().for_each(|v| trace.go_on(v, inside));
    }

    fn capture(&self, trace: &mut Trace<'_>, func: Sym, captures: &[Value], v: Value) {
        let Some(&n) = self.by_sym.get(&func) else {
            trace.fate.escapes = true;
            return;
        };
        let which = captures.iter().enumerate().filter(|&(_, &c)| c == v);
        trace.fate.passed.extend(which.map(|(k, _)| Node::Capture(n, k + 1)));
        trace.fate.passed.push(Node::Context(n));
    }

    fn follow_call(&self, f: &Function, callee: &Callee, args: &[Value], step: Step, fate: &mut Fate) {
        let positions = args.iter().enumerate().filter(|&(_, &a)| a == step.value).map(|(k, _)| k);
        match callee {
            Callee::Func(s) => match self.by_sym.get(s) {
                // What is inside is of no concern there: only func values hold something, and they are called without looking.
                Some(&n) => fate.passed.extend(positions.map(|k| Node::Param(n, k))),
                None => fate.escapes = true,
            },
            Callee::Closure => match args.first().and_then(|&func| self.known_code(f, func)) {
                Some(n) => {
                    let others = positions.filter_map(|k| k.checked_sub(1));
                    fate.passed.extend(others.map(|k| Node::Param(n, k)));
                }
                None => fate.escapes |= positions.into_iter().any(|k| k > 0),
            },
            Callee::Runtime(row) => {
                let name = gorc_abi::runtime_fns::RUNTIME_FNS.get(*row as usize).map_or("", |r| r.name);
                fate.escapes |= step.inside || !HARMLESS_ROWS.contains(&name);
            }
            Callee::Extern(s) => fate.escapes |= step.inside || !self.noescape.contains(s),
            Callee::Iface(_) => fate.escapes = true,
        }
    }

    /// The number of the function that a func value is, if that is plain to see.
    fn known_code(&self, f: &Function, func: Value) -> Option<usize> {
        let ValueDef::Result(inst, _) = f.values[func.index()].def else { return None };
        match &f.insts[inst.index()].op {
            Op::FuncValue(func) | Op::MakeClosure { func, .. } => self.by_sym.get(func).copied(),
            _ => None,
        }
    }
}
