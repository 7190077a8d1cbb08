//! Puts heap variables, slices and closures into the frame when their address does not outlive the function.
//!
//! `escape.rs` says what happens to an address within a function. What functions do with their parameters and captures is summarised over
//! the whole program: these are nodes of a graph, with edges to the nodes they are passed on as; what reaches an escaping node
//! escapes.
//!
//! An allocation in a loop is a new variable each time. One slot can stand for all of them as long as no address is
//! carried from one iteration into the next, that is if none goes through a block parameter, a local variable or a deferred call.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::append_buffers;
use super::call_order::callees_first;
use super::escape::{Analysis, Fate, Node};
use super::uses::Uses;
use crate::cfg::Cfg;
use crate::entities::{Block, Inst, PosIndex, Sym, Value};
use crate::function::{Function, ValueDef};
use crate::loops::Loops;
use crate::module::Module;
use crate::ops::Op;
use crate::slots::SlotType;
use crate::types::{Ty, TyKind, TypeTable};

/// Larger variables stay in the heap: goroutine stacks are small.
const MAX_SLOT: u64 = 16 << 10;

/// What flows where: the nodes that escape, or are written to, by themselves, and for each node those that are passed on as it.
#[derive(Default)]
struct Graph {
    escaping: HashSet<Node>,
    written: HashSet<Node>,
    passed_by: HashMap<Node, Vec<Node>>,
}

impl Graph {
    fn add(&mut self, node: Node, fate: Fate) {
        if fate.escapes {
            self.escaping.insert(node);
        }
        if fate.written {
            self.written.insert(node);
        }
        for q in fate.passed {
            self.passed_by.entry(q).or_default().push(node);
        }
    }

    /// Marks all that reaches an escaping node, or one that is written.
    fn close(&mut self) {
        for marked in [&mut self.escaping, &mut self.written] {
            let mut work: Vec<Node> = marked.iter().copied().collect();
            while let Some(node) = work.pop() {
                for &from in self.passed_by.get(&node).into_iter().flatten() {
                    if marked.insert(from) {
                        work.push(from);
                    }
                }
            }
        }
    }
}

pub fn run(funcs: &mut [Function], m: &mut Module) {
    let types = &mut m.types;
    let by_sym: HashMap<Sym, usize> = funcs.iter().enumerate().map(|(i, f)| (f.name, i)).collect();
    let order = callees_first(funcs, &by_sym);
    let mut analysis = Analysis::new(types, &m.noescape, by_sym, funcs.len());
    let mut graph = Graph::default();
    let mut allocations: Vec<(usize, Inst, Fate)> = Vec::new();
    for n in order {
        let f = &funcs[n];
        let uses = Uses::new(f);
        for (node, fate) in analysis.params(n, f, &uses) {
            graph.add(node, fate);
        }
        for (node, fate) in analysis.captures(n, f, &uses) {
            graph.add(node, fate);
        }
        let appends = append_buffers::candidates(f, types);
        for b in &f.blocks {
            for &inst in &b.insts {
                if fits(types, f, inst) || appends.contains(&inst) {
                    let result = f.insts[inst.index()].results[0];
                    allocations.push((n, inst, analysis.fate(f, &uses, result, false)));
                }
            }
        }
    }
    graph.close();
    // In order, so that the same program gives the same code.
    let mut local: BTreeMap<usize, BTreeMap<Inst, Stay>> = BTreeMap::new();
    for (n, inst, fate) in allocations {
        if !fate.leaves() && !fate.passed.iter().any(|node| graph.escaping.contains(node)) {
            let written = fate.written || fate.passed.iter().any(|node| graph.written.contains(node));
            local.entry(n).or_default().insert(inst, Stay { merges: fate.merges, written });
        }
    }
    for (n, insts) in local {
        for &inst in insts.keys() {
            // Its buffer is used once in a call.
            append_buffers::give(&mut funcs[n], types, inst);
        }
        move_to_frame(&mut funcs[n], types, &insts);
    }
}

/// Is it an allocation that fits a slot?
fn fits(types: &TypeTable, f: &Function, inst: Inst) -> bool {
    let data = &f.insts[inst.index()];
    match &data.op {
        Op::New(ty) => types.layout(*ty).size <= MAX_SLOT,
        Op::MakeSlice(_, cap) if is_const(f, *cap) => {
            slice_capacity(types, f, *cap, f.ty(data.results[0])).is_some()
        }
        _ => SlotType::of(data, f, types).is_some_and(|slot| slot.size(types) <= MAX_SLOT),
    }
}

fn is_const(f: &Function, v: Value) -> bool {
    match f.values[v.index()].def {
        ValueDef::Result(inst, _) => matches!(f.insts[inst.index()].op, Op::IntConst(_)),
        ValueDef::Param(..) => false,
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

/// What is known of an allocation that stays in its function.
struct Stay {
    /// Its address may be carried into the next iteration of a loop.
    merges: bool,
    /// Its memory may be written.
    written: bool,
}

/// Replaces allocations by slots; those whose address merges only outside of loops.
fn move_to_frame(f: &mut Function, types: &mut TypeTable, insts: &BTreeMap<Inst, Stay>) {
    let cfg = Cfg::new(f);
    let loops = Loops::new(f, &cfg);
    for i in 0..f.blocks.len() {
        let repeats = loops.repeats(Block::new(i));
        let list = std::mem::take(&mut f.blocks[i].insts);
        for inst in list {
            let done = match insts.get(&inst) {
                Some(Stay { written: false, .. }) if share_bytes(f, types, Block::new(i), inst) => true,
                Some(stay) => !(stay.merges && repeats) && allocate(f, types, Block::new(i), inst),
                None => false,
            };
            if !done {
                f.blocks[i].insts.push(inst);
            }
        }
    }
}

/// Bytes made of a string that nobody writes to are those of the string.
fn share_bytes(f: &mut Function, types: &mut TypeTable, b: Block, inst: Inst) -> bool {
    let Op::BytesFromStr(s) = f.insts[inst.index()].op else { return false };
    let TyKind::Slice(elem) = *types.ukind(f.ty(f.insts[inst.index()].results[0])) else { return false };
    let (ptr_ty, int) = (types.intern(TyKind::Pointer(elem)), types.intern(TyKind::Int));
    let pos = f.insts[inst.index()].pos;
    let mut emit = |op, ty| {
        let i = f.append(b, op, &[ty], pos);
        f.insts[i.index()].results[0]
    };
    let (ptr, len) = (emit(Op::DataPtr(s), ptr_ty), emit(Op::Len(s), int));
    f.insts[inst.index()].op = Op::MakeSliceHeader(ptr, len, len);
    f.blocks[b.index()].insts.push(inst);
    true
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
        Op::MakeSlice(len, cap) if is_const(f, cap) => {
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
        _ => {
            let data = &f.insts[inst.index()];
            let Some(slot) = SlotType::of(data, f, types) else { return false };
            let name = match data.op {
                Op::MakeClosure { .. } => "closure",
                Op::MakeInterface(_) => "box",
                Op::MakeMap(_) => "map",
                Op::MakeSlice(..) => "make",
                _ => "text",
            };
            let ty = slot.intern(types);
            f.insts[inst.index()].slot = Some(f.add_local(ty, name));
            f.blocks[b.index()].insts.push(inst);
            true
        }
    }
}

fn const_at_most(f: &Function, v: Value, n: u64) -> Option<bool> {
    let ValueDef::Result(inst, _) = f.values[v.index()].def else { return None };
    match f.insts[inst.index()].op {
        Op::IntConst(k) => Some(k >= 0 && k as u64 <= n),
        _ => None,
    }
}
