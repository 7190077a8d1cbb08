//! Who uses a value, and what memory an address points into: what escape analysis asks of a function.

use std::collections::HashMap;

use crate::cfg::Cfg;
use crate::entities::{Block, Inst, Local, Value};
use crate::function::{Function, ValueDef};
use crate::loops::Loops;
use crate::ops::Op;
use crate::types::{TyKind, TypeTable};

/// More values than this are not looked at to find what one points into.
const MAX_WALK: usize = 100;

/// The instructions that use each value, those that take each slot's address, and what block parameters get.
pub struct Uses {
    values: Vec<Vec<Inst>>,
    slots: HashMap<Local, Vec<Value>>,
    incoming: HashMap<Value, Vec<Value>>,
    blocks: Vec<Option<Block>>,
    loops: Loops,
}

impl Uses {
    pub fn new(f: &Function) -> Uses {
        let mut uses = Uses {
            values: vec![Vec::new(); f.values.len()],
            slots: HashMap::new(),
            incoming: HashMap::new(),
            blocks: vec![None; f.insts.len()],
            loops: Loops::new(f, &Cfg::new(f)),
        };
        for (n, b) in f.blocks.iter().enumerate() {
            for &inst in &b.insts {
                uses.add(f, Block::new(n), inst);
            }
        }
        uses
    }

    fn add(&mut self, f: &Function, block: Block, inst: Inst) {
        let data = &f.insts[inst.index()];
        self.blocks[inst.index()] = Some(block);
        data.op.for_each_operand(|v| {
            let users = &mut self.values[v.index()];
            if users.last() != Some(&inst) {
                users.push(inst);
            }
        });
        if let Op::LocalAddr(l) = data.op {
            self.slots.entry(l).or_default().push(data.results[0]);
        }
        data.op.for_each_target(|t| {
            for (&p, &a) in f.blocks[t.block.index()].params.iter().zip(&t.args) {
                self.incoming.entry(p).or_default().push(a);
            }
        });
    }

    /// The instructions that use a value.
    pub fn of(&self, v: Value) -> &[Inst] {
        &self.values[v.index()]
    }

    /// Is `a` executed again whenever the innermost loop around `b` comes round?
    pub fn repeats_with(&self, a: Inst, b: Inst) -> bool {
        match (self.blocks[a.index()], self.blocks[b.index()]) {
            (Some(a), Some(b)) => self.loops.share_innermost(a, b),
            _ => false,
        }
    }

    /// The values loaded from a slot; none if anything but loads and stores happens to its address.
    pub fn loads(&self, f: &Function, slot: Local) -> Option<Vec<Value>> {
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

    /// The slots and allocations of this function that an address points into, as the values that stand for them; none if it may
    /// point elsewhere too.
    pub fn bases(&self, f: &Function, types: &TypeTable, ptr: Value) -> Option<Vec<Value>> {
        let (mut found, mut work, mut seen) = (Vec::new(), vec![ptr], Vec::new());
        while let Some(v) = work.pop() {
            if seen.contains(&v) {
                continue;
            }
            seen.push(v);
            if seen.len() > MAX_WALK || matches!(types.ukind(f.ty(v)), TyKind::Uintptr) {
                return None;
            }
            let inst = match f.values[v.index()].def {
                ValueDef::Result(inst, _) => inst,
                ValueDef::Param(b, _) if b == f.entry() => return None,
                ValueDef::Param(..) => {
                    work.extend(self.incoming.get(&v).into_iter().flatten());
                    continue;
                }
            };
            match &f.insts[inst.index()].op {
                Op::LocalAddr(slot) => found.extend(self.slots.get(slot)?),
                Op::New(_) | Op::MakeSlice(..) | Op::MakeMap(_) => found.push(v),
                Op::Zero => {}
                Op::GrowSlice(s, _) => {
                    found.push(v);
                    work.push(*s);
                }
                Op::FieldAddr(p, _)
                | Op::IndexAddr(p, _)
                | Op::PtrAdd(p, _)
                | Op::Retype(p)
                | Op::DataPtr(p)
                | Op::MakeSliceHeader(p, ..)
                | Op::MapAssign(p, _) => work.push(*p),
                _ => return None,
            }
        }
        Some(found)
    }
}
