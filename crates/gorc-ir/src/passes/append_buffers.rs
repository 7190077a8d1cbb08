//! Where slices that stay in their function get their first memory: an array in the frame.
//!
//! That saves allocations, and as gc does the same it shows: such a slice begins with a capacity of 32 bytes. So the rules are gc's. The
//! buffer is for appends of a number of elements that is known, one for each slice variable: the first append that comes upon
//! an empty slice takes it. A variable that lives in memory (because closures share it, say) has none. Variables are gone
//! here; one is taken to be all slices that flow into each other through appends and block parameters.
//!
//! Whether a slice stays in its function is for `stack_allocate.rs` to say.

use std::collections::HashSet;

use crate::entities::{Block, Inst, Value};
use crate::function::{Function, ValueDef};
use crate::ops::Op;
use crate::types::{TyKind, TypeTable};

/// The size of a buffer.
const BYTES: u64 = 32;

/// The appends of a function that could have a buffer.
pub fn candidates(f: &Function, types: &TypeTable) -> HashSet<Inst> {
    let appends = || {
        let insts = f.blocks.iter().flat_map(|b| &b.insts);
        insts.filter_map(|&inst| match f.insts[inst.index()].op {
            Op::GrowSlice(slice, more) => Some((inst, slice, more)),
            _ => None,
        })
    };
    if appends().next().is_none() {
        return HashSet::new();
    }
    let mut variables = Variables::new(f);
    for (inst, slice, _) in appends() {
        variables.join(slice, f.insts[inst.index()].results[0]);
    }
    let mut seen = HashSet::new();
    let fits = |&(inst, slice, more): &(Inst, Value, Value)| {
        let in_memory = matches!(definition(f, slice), Some(Op::Load(_)));
        let room = room(f, types, inst);
        !in_memory && matches!(definition(f, more), Some(&Op::IntConst(n)) if n > 0 && n as u64 <= room)
    };
    let first = appends().filter(fits).filter(|&(_, slice, _)| seen.insert(variables.of(slice)));
    first.map(|(inst, ..)| inst).collect()
}

/// Gives an append its buffer.
pub fn give(f: &mut Function, types: &mut TypeTable, inst: Inst) {
    let Op::GrowSlice(slice, more) = f.insts[inst.index()].op else { return };
    let TyKind::Slice(elem) = *types.ukind(f.ty(slice)) else { return };
    let array = types.intern(TyKind::Array(elem, room(f, types, inst)));
    let bool = types.intern(TyKind::Bool);
    let bool_ptr = types.intern(TyKind::Pointer(bool));
    let (buffer, used) = (f.add_local(array, "append"), f.add_local(bool, "used"));
    f.insts[inst.index()].op = Op::GrowSliceIn { slice, more, buffer, used };
    let pos = f.pos;
    let entry = Block::new(0);
    let rest = std::mem::take(&mut f.blocks[0].insts);
    let address = f.append(entry, Op::LocalAddr(used), &[bool_ptr], pos);
    let ptr = f.insts[address.index()].results[0];
    f.append(entry, Op::ZeroMem { ptr, ty: bool, barrier: false }, &[], pos);
    f.blocks[0].insts.extend(rest);
}

/// How many elements fit the buffer of an append.
fn room(f: &Function, types: &TypeTable, append: Inst) -> u64 {
    match *types.ukind(f.ty(f.insts[append.index()].results[0])) {
        TyKind::Slice(elem) => BYTES.checked_div(types.layout(elem).size).unwrap_or(0),
        _ => 0,
    }
}

fn definition(f: &Function, v: Value) -> Option<&Op> {
    match f.values[v.index()].def {
        ValueDef::Result(inst, _) => Some(&f.insts[inst.index()].op),
        _ => None,
    }
}

/// Sets of values that are one variable: each value points to another of its set, the last to itself.
struct Variables(Vec<Value>);

impl Variables {
    /// With the values that flow through block parameters.
    fn new(f: &Function) -> Variables {
        let mut all = Variables((0..f.values.len()).map(Value::new).collect());
        for &inst in f.blocks.iter().flat_map(|b| b.insts.last()) {
            f.insts[inst.index()].op.for_each_target(|t| {
                for (&param, &arg) in f.blocks[t.block.index()].params.iter().zip(&t.args) {
                    all.join(param, arg);
                }
            });
        }
        all
    }

    fn of(&mut self, mut v: Value) -> Value {
        while self.0[v.index()] != v {
            // Shortens the way for the next.
            let next = self.0[v.index()];
            self.0[v.index()] = self.0[next.index()];
            v = next;
        }
        v
    }

    fn join(&mut self, a: Value, b: Value) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.index()] = b;
    }
}
