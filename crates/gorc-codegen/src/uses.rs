//! Where values are used: which loads of memory-class values need no copy, when a slot is free again, and which scalars are
//! used once and where.

use std::collections::HashMap;

use gorc_ir::cfg::Cfg;
use gorc_ir::types::TyKind;
use gorc_ir::{Block, Function, Op, PosIndex, TypeTable, Value};

use crate::layout::Layouts;

#[derive(Clone, Copy, Default)]
struct Facts {
    def: Option<(Block, usize)>,
    last: usize,
    count: u32,
    /// A use in another block, or one that makes another value share the memory.
    escapes: bool,
    /// A use that needs memory that stays as it is while other code runs.
    needs_copy: bool,
    forwardable: bool,
}

/// The position of each value's only use; none for values that are used more or less often.
pub fn single_uses(f: &Function) -> Vec<Option<PosIndex>> {
    let mut count = vec![0u32; f.values.len()];
    let mut at = vec![None; f.values.len()];
    for data in f.blocks.iter().flat_map(|b| &b.insts).map(|i| &f.insts[i.index()]) {
        data.op.for_each_operand(|v| {
            count[v.index()] += 1;
            at[v.index()] = (count[v.index()] == 1).then_some(data.pos);
        });
    }
    at
}

/// Which scalars of each value are wanted, as far as that is plain to see: bit 0 for the first, and so on. The capacities of most slices
/// are not.
pub fn wanted_scalars(f: &Function, table: &TypeTable) -> Vec<u8> {
    let has_length = |v| matches!(table.ukind(f.ty(v)), TyKind::String | TyKind::Slice(_));
    let mut wanted = vec![0u8; f.values.len()];
    for data in f.blocks.iter().flat_map(|b| &b.insts).map(|i| &f.insts[i.index()]) {
        match data.op {
            Op::DataPtr(v) | Op::IfaceWord(v) | Op::IfaceType(v) => wanted[v.index()] |= 1,
            Op::Len(v) if has_length(v) => wanted[v.index()] |= 2,
            Op::Cap(v) if has_length(v) => wanted[v.index()] |= 4,
            _ => data.op.for_each_operand(|v| wanted[v.index()] = u8::MAX),
        }
    }
    wanted
}

/// The facts of one function; empty if it has no memory-class values.
#[derive(Default)]
pub struct Uses {
    facts: HashMap<Value, Facts>,
    /// Values whose last use is that instruction of that block.
    ends: HashMap<(Block, usize), Vec<Value>>,
}

impl Uses {
    /// Analyses a function.
    pub fn new(f: &Function, cfg: &Cfg, layouts: &Layouts<'_>) -> Uses {
        let mut uses = Uses::default();
        let is_mem: Vec<bool> = f.values.iter().map(|v| layouts.info(v.ty).is_mem()).collect();
        if !is_mem.contains(&true) {
            return uses;
        }
        for &b in &cfg.rpo {
            for (i, &inst) in f.blocks[b.index()].insts.iter().enumerate() {
                let data = &f.insts[inst.index()];
                for &r in &data.results {
                    if is_mem[r.index()] {
                        uses.facts.entry(r).or_default().def = Some((b, i));
                    }
                }
                data.op.for_each_operand(|v| {
                    if is_mem[v.index()] {
                        let shares = data.results.iter().any(|r| is_mem[r.index()]);
                        uses.note(v, (b, i), &data.op, shares);
                    }
                });
            }
        }
        uses.find_forwardable(f);
        for (&v, facts) in &uses.facts {
            if let (Some((b, _)), false, 1..) = (facts.def, facts.escapes, facts.count) {
                uses.ends.entry((b, facts.last)).or_default().push(v);
            }
        }
        // The order decides which slot is used again first.
        uses.ends.values_mut().for_each(|list| list.sort_unstable());
        uses
    }

    fn note(&mut self, v: Value, (b, i): (Block, usize), op: &Op, shares: bool) {
        let facts = self.facts.entry(v).or_default();
        facts.count += 1;
        facts.last = facts.last.max(i);
        facts.escapes |= shares || !matches!(facts.def, Some((db, _)) if db == b);
        let reads_now = match op {
            Op::Store { val, .. } => *val == v,
            Op::Extract(..) => !shares,
            Op::Equal(..) => true,
            _ => false,
        };
        facts.needs_copy |= !reads_now;
    }

    fn find_forwardable(&mut self, f: &Function) {
        for facts in self.facts.values_mut() {
            let Some((b, i)) = facts.def else { continue };
            if facts.escapes || facts.needs_copy || facts.count == 0 {
                continue;
            }
            let insts = &f.blocks[b.index()].insts[i + 1..facts.last];
            facts.forwardable = insts.iter().all(|inst| !may_write(&f.insts[inst.index()].op));
        }
    }

    /// May the value be read where it was loaded from, at each use?
    pub fn is_forwardable(&self, v: Value) -> bool {
        self.facts.get(&v).is_some_and(|f| f.forwardable)
    }

    /// Are all uses in the defining block, and its memory not shared with another value?
    pub fn is_block_local(&self, v: Value) -> bool {
        self.facts.get(&v).is_some_and(|f| !f.escapes && f.count > 0)
    }

    /// Is the memory-class value used at all?
    pub fn is_used(&self, v: Value) -> bool {
        self.facts.get(&v).is_some_and(|f| f.count > 0)
    }

    /// The values whose last use is this instruction.
    pub fn ending(&self, b: Block, i: usize) -> &[Value] {
        self.ends.get(&(b, i)).map_or(&[], Vec::as_slice)
    }
}

/// May the operation write memory that a program can see?
fn may_write(op: &Op) -> bool {
    !(op.is_removable()
        || matches!(
            op,
            Op::Load(_)
                | Op::Equal(..)
                | Op::NilCheck(_)
                | Op::BoundsCheck { .. }
                | Op::DivCheck(_)
                | Op::ShiftCheck(_)
        ))
}
