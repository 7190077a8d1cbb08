//! Puts heap variables into the frame when their address does not outlive the function: escape analysis.
//!
//! An address escapes where it is stored, sent, returned, captured, or passed to code that is not known to keep it to itself. What a
//! function does with its parameters is summarised over the whole program: parameters and allocations are nodes of a graph,
//! with edges to the parameters they are passed as; what reaches an escaping node escapes.
//!
//! An allocation in a loop is a new variable each time. One slot can stand for all of them as long as no address is
//! carried from one iteration into the next, that is if none goes through a block parameter.

use std::collections::HashMap;

use crate::cfg::Cfg;
use crate::entities::{Block, Inst, PosIndex, Sym, Value};
use crate::function::{Function, ValueDef};
use crate::module::Module;
use crate::ops::{Callee, Intrinsic, Op};
use crate::types::{Ty, TyKind, TypeTable};

/// Larger variables stay in the heap: goroutine stacks are small.
const MAX_SLOT: u64 = 16 << 10;

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

/// A parameter of a function: (number of the function, number of the parameter).
type Param = (usize, usize);

/// What happens to an address.
#[derive(Default)]
struct Fate {
    escapes: bool,
    /// It goes through a block parameter.
    merges: bool,
    passed: Vec<Param>,
}

struct Analysis<'a> {
    types: &'a TypeTable,
    by_sym: HashMap<Sym, usize>,
}

pub fn run(funcs: &mut [Function], m: &mut Module) {
    let types = &mut m.types;
    let by_sym = funcs.iter().enumerate().map(|(i, f)| (f.name, i)).collect();
    let analysis = Analysis { types, by_sym };
    let mut escaping: Vec<Vec<bool>> = Vec::with_capacity(funcs.len());
    // Who passes its own parameter on as this one.
    let mut passed_by: HashMap<Param, Vec<Param>> = HashMap::new();
    let mut work: Vec<Param> = Vec::new();
    let mut allocations: Vec<(usize, Inst, Fate)> = Vec::new();
    for (n, f) in funcs.iter().enumerate() {
        let uses = Uses::new(f);
        let params = &f.blocks[0].params;
        escaping.push(vec![false; params.len()]);
        for (k, &p) in params.iter().enumerate() {
            if types_layout_is_plain(analysis.types, f.ty(p)) {
                continue;
            }
            let fate = analysis.fate(f, &uses, p);
            if fate.escapes {
                escaping[n][k] = true;
                work.push((n, k));
            }
            for q in fate.passed {
                passed_by.entry(q).or_default().push((n, k));
            }
        }
        analysis.allocations(n, f, &uses, &mut allocations);
    }
    while let Some(p) = work.pop() {
        for &(n, k) in passed_by.get(&p).into_iter().flatten() {
            if !std::mem::replace(&mut escaping[n][k], true) {
                work.push((n, k));
            }
        }
    }
    let mut local: HashMap<usize, Vec<(Inst, bool)>> = HashMap::new();
    for (n, inst, fate) in allocations {
        if !fate.escapes && !fate.passed.iter().any(|&(m, k)| escaping[m].get(k) != Some(&false)) {
            local.entry(n).or_default().push((inst, fate.merges));
        }
    }
    for (n, insts) in local {
        move_to_frame(&mut funcs[n], types, &insts);
    }
}

/// Values without pointers cannot carry an address.
fn types_layout_is_plain(types: &TypeTable, ty: Ty) -> bool {
    types.layout(ty).ptr_bytes == 0 && !matches!(types.ukind(ty), TyKind::Uintptr)
}

/// The instructions that use each value.
struct Uses(Vec<Vec<Inst>>);

impl Uses {
    fn new(f: &Function) -> Uses {
        let mut uses = vec![Vec::new(); f.values.len()];
        for b in &f.blocks {
            for &inst in &b.insts {
                f.insts[inst.index()].op.for_each_operand(|v| {
                    if uses[v.index()].last() != Some(&inst) {
                        uses[v.index()].push(inst);
                    }
                });
            }
        }
        Uses(uses)
    }
}

impl Analysis<'_> {
    fn allocations(&self, n: usize, f: &Function, uses: &Uses, out: &mut Vec<(usize, Inst, Fate)>) {
        for b in &f.blocks {
            for &inst in &b.insts {
                let data = &f.insts[inst.index()];
                let fits = match data.op {
                    Op::New(ty) => self.types.layout(ty).size <= MAX_SLOT,
                    Op::MakeSlice(_, cap) => self.slice_size(f, cap, f.ty(data.results[0])).is_some(),
                    _ => false,
                };
                if fits {
                    out.push((n, inst, self.fate(f, uses, data.results[0])));
                }
            }
        }
    }

    /// The number of elements of a `make` with constant capacity that fits a slot.
    fn slice_size(&self, f: &Function, cap: Value, slice: Ty) -> Option<u64> {
        slice_capacity(self.types, f, cap, slice)
    }

    fn fate(&self, f: &Function, uses: &Uses, start: Value) -> Fate {
        let mut fate = Fate::default();
        let mut seen = vec![start];
        let mut work = vec![start];
        while let Some(v) = work.pop() {
            for &inst in &uses.0[v.index()] {
                self.follow(f, inst, v, &mut fate, &mut |r| {
                    if !seen.contains(&r) {
                        seen.push(r);
                        work.push(r);
                    }
                });
                if fate.escapes || seen.len() > 500 {
                    fate.escapes = true;
                    return fate;
                }
            }
        }
        fate
    }

    /// What instruction `inst` does with address `v`.
    fn follow(&self, f: &Function, inst: Inst, v: Value, fate: &mut Fate, derive: &mut impl FnMut(Value)) {
        let data = &f.insts[inst.index()];
        match &data.op {
            Op::Load(_)
            | Op::NilCheck(_)
            | Op::Cmp(..)
            | Op::Equal(..)
            | Op::Len(_)
            | Op::Cap(_)
            | Op::ZeroMem { .. }
            | Op::Move { .. }
            | Op::SliceCopy { .. }
            | Op::StrFromBytes(_)
            | Op::StrFromRunes(_)
            | Op::BytesFromStr(_)
            | Op::RunesFromStr(_)
            | Op::DecodeRune(..)
            | Op::IfaceType(_)
            | Op::MapGet(..)
            | Op::MapGet2(..)
            | Op::MapDelete(..)
            | Op::MapIterInit(..)
            | Op::MapIterNext(_)
            | Op::MapIterKey(_)
            | Op::MapIterElem(_)
            | Op::BoundsCheck { .. } => {}
            Op::Store { val, .. } => fate.escapes |= *val == v,
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
            | Op::ConvertInterface(_) => data.results.iter().for_each(|&r| derive(r)),
            Op::AssertInterface(_) => derive(data.results[0]),
            Op::MakeInterface(x) if self.types.is_direct_iface(f.ty(*x)) => derive(data.results[0]),
            Op::Intrinsic(i, args) => {
                let plain = matches!(i, Intrinsic::KeepAlive);
                fate.escapes |= !plain && args.iter().skip(1).any(|&a| a == v);
                fate.escapes |= matches!(i, Intrinsic::Bits);
            }
            Op::Select { cases, .. } => fate.escapes |= cases.iter().any(|c| c.chan == v),
            Op::Call { callee, args, .. } => self.follow_call(callee, args, v, fate),
            Op::Jump(_) | Op::Br(..) | Op::Switch(..) => data.op.for_each_target(|t| {
                for (n, &a) in t.args.iter().enumerate() {
                    if a == v {
                        fate.merges = true;
                        if let Some(&p) = f.blocks[t.block.index()].params.get(n) {
                            derive(p);
                        }
                    }
                }
            }),
            _ => fate.escapes = true,
        }
    }

    fn follow_call(&self, callee: &Callee, args: &[Value], v: Value, fate: &mut Fate) {
        match callee {
            Callee::Func(s) => match self.by_sym.get(s) {
                Some(&n) => {
                    fate.passed
                        .extend(args.iter().enumerate().filter(|&(_, &a)| a == v).map(|(k, _)| (n, k)));
                }
                None => fate.escapes = true,
            },
            Callee::Runtime(row) => {
                let name = gorc_abi::runtime_fns::RUNTIME_FNS.get(*row as usize).map_or("", |r| r.name);
                fate.escapes |= !HARMLESS_ROWS.contains(&name);
            }
            // A call of a func value does not keep the func value itself, but what it calls may see it as its context.
            _ => fate.escapes = true,
        }
    }
}

fn slice_capacity(types: &TypeTable, f: &Function, cap: Value, slice: Ty) -> Option<u64> {
    let ValueDef::Result(inst, _) = f.values[cap.index()].def else { return None };
    let Op::IntConst(n) = f.insts[inst.index()].op else { return None };
    let TyKind::Slice(elem) = *types.ukind(slice) else { return None };
    let n = u64::try_from(n).ok()?;
    let size = types.layout(elem).size.checked_mul(n)?;
    (size <= MAX_SLOT).then_some(n)
}

/// Replaces allocations by slots; those whose address merges only outside of loops.
fn move_to_frame(f: &mut Function, types: &mut TypeTable, insts: &[(Inst, bool)]) {
    let cfg = Cfg::new(f);
    let looping: Vec<bool> = (0..f.blocks.len()).map(|i| in_loop(f, &cfg, Block::new(i))).collect();
    for (i, loops) in looping.into_iter().enumerate() {
        let list = std::mem::take(&mut f.blocks[i].insts);
        for inst in list {
            let chosen = insts.iter().any(|&(x, merges)| x == inst && !(merges && loops));
            if !chosen || !allocate(f, types, Block::new(i), inst) {
                f.blocks[i].insts.push(inst);
            }
        }
    }
}

/// Puts the replacement of an allocation at the end of block `b`.
fn allocate(f: &mut Function, types: &mut TypeTable, b: Block, inst: Inst) -> bool {
    let pos = f.insts[inst.index()].pos;
    let result = f.insts[inst.index()].results[0];
    match f.insts[inst.index()].op {
        Op::New(ty) => {
            let slot = f.add_local(ty, "new");
            f.insts[inst.index()].op = Op::LocalAddr(slot);
            f.blocks[b.index()].insts.push(inst);
            f.append(b, Op::ZeroMem { ptr: result, ty, barrier: false }, &[], pos);
            true
        }
        Op::MakeSlice(len, cap) => {
            let slice = f.ty(result);
            let Some(n) = slice_capacity(types, f, cap, slice) else { return false };
            let (TyKind::Slice(elem), Some(len_ok)) = (types.ukind(slice).clone(), const_at_most(f, len, n))
            else {
                return false;
            };
            if !len_ok {
                return false;
            }
            let array = types.intern(TyKind::Array(elem, n));
            let array_ptr = types.intern(TyKind::Pointer(array));
            let elem_ptr = types.intern(TyKind::Pointer(elem));
            let slot = f.add_local(array, "make");
            let emit = |f: &mut Function, op: Op, ty: Ty, pos: PosIndex| {
                let i = f.append(b, op, &[ty], pos);
                f.insts[i.index()].results[0]
            };
            let ptr = emit(f, Op::LocalAddr(slot), array_ptr, pos);
            f.append(b, Op::ZeroMem { ptr, ty: array, barrier: false }, &[], pos);
            let first = emit(f, Op::Retype(ptr), elem_ptr, pos);
            f.insts[inst.index()].op = Op::MakeSliceHeader(first, len, cap);
            f.blocks[b.index()].insts.push(inst);
            true
        }
        _ => false,
    }
}

fn const_at_most(f: &Function, v: Value, n: u64) -> Option<bool> {
    let ValueDef::Result(inst, _) = f.values[v.index()].def else { return None };
    match f.insts[inst.index()].op {
        Op::IntConst(k) => Some(k >= 0 && k as u64 <= n),
        _ => None,
    }
}

/// Can the block be executed more than once in a call?
fn in_loop(f: &Function, cfg: &Cfg, b: Block) -> bool {
    if !cfg.is_reachable(b) {
        return false;
    }
    let mut seen = vec![false; f.blocks.len()];
    let mut work = crate::cfg::successors(f, b);
    while let Some(s) = work.pop() {
        if s == b {
            return true;
        }
        if !std::mem::replace(&mut seen[s.index()], true) {
            work.extend(crate::cfg::successors(f, s));
        }
    }
    false
}
