//! Makes values of variables that live in memory for no reason any more: those whose address is only loaded from and stored to.
//!
//! Lowering keeps what closures share in slots or in the heap. Where the closures have been inlined, the bodies of loops over
//! functions among them, such variables are like all others. What a variable holds where blocks meet becomes a block parameter.
//!
//! What the block reads that goes on after a recovered panic stays in memory.

use std::collections::{HashMap, VecDeque};

use crate::cfg::Cfg;
use crate::entities::{Block, Inst, Local, Value};
use crate::function::{Function, InstData};
use crate::ops::Op;
use crate::types::{Ty, TyKind, TypeTable};

/// Larger functions are left alone: their variables are in memory on purpose (`lower/longlived.rs`).
const MAX_INSTS: usize = 4000;
/// More blocks times variables than this are not worth the time.
const MAX_WORK: usize = 100_000;

pub fn run(f: &mut Function, types: &TypeTable) {
    if f.insts.len() > MAX_INSTS {
        return;
    }
    let variables = Variables::new(f, types);
    if variables.types.is_empty() || variables.types.len() * f.blocks.len() > MAX_WORK {
        return;
    }
    let cfg = Cfg::new(f);
    let mut promotion = Promotion {
        f,
        variables,
        entry: HashMap::new(),
        exit: HashMap::new(),
        pending: VecDeque::new(),
        alias: HashMap::new(),
    };
    for &b in &cfg.rpo {
        promotion.block(b);
    }
    promotion.connect(&cfg);
    promotion.rename();
    super::redundant_params::run(f, types);
    super::dead_code::run(f, types);
}

/// The variables that can be promoted: their types, and which addresses are theirs.
struct Variables {
    types: Vec<Ty>,
    by_address: HashMap<Value, usize>,
}

/// Slices stay in memory: appends to those that did not begin there get a first buffer (`append_buffers.rs`), which shows.
fn can_be_value(types: &TypeTable, ty: Ty) -> bool {
    types.is_register_class(ty) && !matches!(types.ukind(ty), TyKind::Slice(_))
}

impl Variables {
    fn new(f: &Function, types: &TypeTable) -> Variables {
        let mut slots: HashMap<Local, usize> = HashMap::new();
        let (mut tys, mut by_address) = (Vec::new(), HashMap::new());
        for data in f.blocks.iter().flat_map(|b| &b.insts).map(|i| &f.insts[i.index()]) {
            let number = match data.op {
                Op::New(ty) if can_be_value(types, ty) => {
                    tys.push(ty);
                    tys.len() - 1
                }
                Op::LocalAddr(slot) if can_be_value(types, f.locals[slot.index()].ty) => {
                    *slots.entry(slot).or_insert_with(|| {
                        tys.push(f.locals[slot.index()].ty);
                        tys.len() - 1
                    })
                }
                _ => continue,
            };
            by_address.insert(data.results[0], number);
        }
        let all = Variables { types: tys, by_address };
        let bad = all.used_otherwise(f);
        // Numbers are given anew without them.
        let mut numbers = vec![None; bad.len()];
        let mut kept = Vec::new();
        for (n, &ty) in all.types.iter().enumerate().filter(|&(n, _)| !bad[n]) {
            numbers[n] = Some(kept.len());
            kept.push(ty);
        }
        let by_address = all.by_address.into_iter().filter_map(|(v, n)| Some((v, numbers[n]?))).collect();
        Variables { types: kept, by_address }
    }

    /// Which variables are more than loaded and stored as a whole, under their own type.
    fn used_otherwise(&self, f: &Function) -> Vec<bool> {
        let mut bad = vec![false; self.types.len()];
        for (b, block) in f.blocks.iter().enumerate() {
            let recovers = f.recover == Some(Block::new(b));
            for data in block.insts.iter().map(|i| &f.insts[i.index()]) {
                let whole = self.access(f, data).filter(|_| !recovers).map(|(n, _)| n);
                let mut addresses = 0;
                data.op.for_each_operand(|v| addresses += usize::from(self.by_address.contains_key(&v)));
                if whole.is_some() && addresses == 1 {
                    continue;
                }
                data.op.for_each_operand(|v| {
                    if let Some(&n) = self.by_address.get(&v) {
                        bad[n] = true;
                    }
                });
            }
        }
        bad
    }

    /// The variable that an instruction reads or writes.
    fn access(&self, f: &Function, data: &InstData) -> Option<(usize, Access)> {
        let (ptr, ty, access) = match data.op {
            Op::Load(ptr) => (ptr, f.ty(data.results[0]), Access::Read),
            Op::Store { ptr, val, .. } => (ptr, f.ty(val), Access::Write(val)),
            Op::ZeroMem { ptr, ty, .. } => (ptr, ty, Access::Clear),
            _ => return None,
        };
        let n = *self.by_address.get(&ptr)?;
        (self.types[n] == ty).then_some((n, access))
    }
}

#[derive(Clone, Copy)]
enum Access {
    Read,
    Write(Value),
    Clear,
}

struct Promotion<'f> {
    f: &'f mut Function,
    variables: Variables,
    /// What a variable holds where a block begins.
    entry: HashMap<(usize, Block), Value>,
    /// What a variable holds where a block ends, if the block writes it.
    exit: HashMap<(usize, Block), Value>,
    /// Parameters that still need arguments, in the order in which their blocks got them.
    pending: VecDeque<(usize, Block)>,
    /// Values that stand for what was loaded.
    alias: HashMap<Value, Value>,
}

impl Promotion<'_> {
    fn block(&mut self, b: Block) {
        let mut now: HashMap<usize, Value> = HashMap::new();
        for inst in std::mem::take(&mut self.f.blocks[b.index()].insts) {
            let data = &self.f.insts[inst.index()];
            let address = data.results.first().and_then(|r| self.variables.by_address.get(r)).copied();
            if let Some(n) = address {
                if matches!(data.op, Op::New(_)) {
                    now.insert(n, self.zero(b, n, inst));
                }
                continue;
            }
            let result = data.results.first().copied();
            match self.variables.access(self.f, data) {
                Some((n, Access::Read)) => {
                    let v = now.get(&n).copied().unwrap_or_else(|| self.at_entry(n, b));
                    self.alias.extend(result.map(|r| (r, v)));
                }
                Some((n, Access::Write(v))) => {
                    now.insert(n, v);
                }
                Some((n, Access::Clear)) => {
                    now.insert(n, self.zero(b, n, inst));
                }
                None => self.f.blocks[b.index()].insts.push(inst),
            }
        }
        self.exit.extend(now.into_iter().map(|(n, v)| ((n, b), v)));
    }

    /// The zero value of a variable, in place of an instruction.
    fn zero(&mut self, b: Block, n: usize, at: Inst) -> Value {
        let pos = self.f.insts[at.index()].pos;
        let inst = self.f.append(b, Op::Zero, &[self.variables.types[n]], pos);
        self.f.insts[inst.index()].results[0]
    }

    fn at_entry(&mut self, n: usize, b: Block) -> Value {
        if let Some(&v) = self.entry.get(&(n, b)) {
            return v;
        }
        let ty = self.variables.types[n];
        let v = if b == self.f.entry() {
            // Nothing was stored yet: what is read does not matter.
            let rest = std::mem::take(&mut self.f.blocks[0].insts);
            let inst = self.f.append(b, Op::Zero, &[ty], self.f.pos);
            self.f.blocks[0].insts.extend(rest);
            self.f.insts[inst.index()].results[0]
        } else {
            self.pending.push_back((n, b));
            self.f.add_param(b, ty)
        };
        self.entry.insert((n, b), v);
        v
    }

    /// Gives the new parameters their arguments.
    fn connect(&mut self, cfg: &Cfg) {
        while let Some((n, b)) = self.pending.pop_front() {
            let mut preds = cfg.preds[b.index()].clone();
            preds.sort_unstable();
            preds.dedup();
            for p in preds {
                let v = match self.exit.get(&(n, p)) {
                    Some(&v) => v,
                    None => self.at_entry(n, p),
                };
                let Some(&last) = self.f.blocks[p.index()].insts.last() else { continue };
                self.f.insts[last.index()].op.for_each_target_mut(|t| {
                    if t.block == b {
                        t.args.push(v);
                    }
                });
            }
        }
    }

    fn rename(&mut self) {
        let Promotion { f, alias, .. } = self;
        for &inst in f.blocks.iter().flat_map(|b| &b.insts) {
            f.insts[inst.index()].op.for_each_operand_mut(|v| {
                while let Some(&to) = alias.get(v) {
                    *v = to;
                }
            });
        }
    }
}
