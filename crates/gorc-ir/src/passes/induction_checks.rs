//! Removes bounds checks of indices that are bounded already: counters by the loop's condition, others by their size.
//!
//! ```text
//! head(i):  br lt i, len s, body, done      // i starts at a constant >= 0 and only grows
//! body:     bounds_check i, len s
//!           bounds_check convert(b), 256    // b is a byte
//! ```

use std::collections::{HashMap, HashSet};

use crate::cfg::Cfg;
use crate::dominators::Dominators;
use crate::entities::{Block, Value};
use crate::function::{Function, ValueDef};
use crate::ops::{BinOp, Bounds, CmpOp, Op};
use crate::types::{TyKind, TypeTable};

/// `0 <= i < limit` holds in `block` and what it dominates.
struct Fact {
    block: Block,
    limit: Value,
}

/// The most block parameters that are looked at to find out about one.
const MAX_PARAMS: usize = 16;

pub fn run(f: &mut Function, types: &TypeTable) {
    let has_check =
        |i: &crate::function::InstData| matches!(i.op, Op::BoundsCheck { kind: Bounds::Index, .. });
    if !f.insts.iter().any(has_check) {
        return;
    }
    let cfg = Cfg::new(f);
    let dominators = Dominators::new(f, &cfg);
    let facts = facts(f, types, &cfg, &dominators);
    for &b in &cfg.rpo {
        let insts = std::mem::take(&mut f.blocks[b.index()].insts);
        let kept = insts
            .into_iter()
            .filter(|&inst| match f.insts[inst.index()].op {
                Op::BoundsCheck { kind: Bounds::Index, index, limit } => {
                    let small = matches!(def(f, limit), Some(&Op::IntConst(n))
                        if below(f, types, index).is_some_and(|max| max <= n as u64));
                    let mut known = facts.get(&index).into_iter().flatten();
                    !small
                        && !known
                            .any(|fact| same(f, fact.limit, limit) && dominators.dominates(fact.block, b))
                }
                _ => true,
            })
            .collect();
        f.blocks[b.index()].insts = kept;
    }
}

/// Blocks entered only where a comparison of a counter held.
fn facts(f: &Function, types: &TypeTable, cfg: &Cfg, dominators: &Dominators) -> HashMap<Value, Vec<Fact>> {
    let mut less: HashMap<Value, Vec<Fact>> = HashMap::new();
    for &b in &cfg.rpo {
        let Some(Op::Br(cond, then, other)) = f.terminator(b) else { continue };
        if then.block == other.block || cfg.preds[then.block.index()].len() != 1 {
            continue;
        }
        let (index, limit) = match def(f, *cond) {
            Some(&Op::Cmp(CmpOp::Lt, x, y)) => (x, y),
            Some(&Op::Cmp(CmpOp::Gt, x, y)) => (y, x),
            _ => continue,
        };
        if matches!(types.ukind(f.ty(index)), TyKind::Int) {
            less.entry(index).or_default().push(Fact { block: then.block, limit });
        }
    }
    if less.is_empty() {
        return less;
    }
    let counters: HashSet<Value> = {
        let counters = Counters { f, cfg, dominators, less: &less, blocks: blocks_of(f) };
        less.keys().copied().filter(|&v| counters.contain(v, &mut Vec::new())).collect()
    };
    less.retain(|v, _| counters.contains(v));
    less
}

/// The block of each instruction.
fn blocks_of(f: &Function) -> Vec<Option<Block>> {
    let mut out = vec![None; f.insts.len()];
    for (i, b) in f.blocks.iter().enumerate() {
        b.insts.iter().for_each(|inst| out[inst.index()] = Some(Block::new(i)));
    }
    out
}

/// What it takes to tell counters.
struct Counters<'a> {
    f: &'a Function,
    cfg: &'a Cfg,
    dominators: &'a Dominators,
    less: &'a HashMap<Value, Vec<Fact>>,
    blocks: Vec<Option<Block>>,
}

impl Counters<'_> {
    /// Is the value a constant of at least 0, a length, or a block parameter that gets only such values and itself plus 1? What is
    /// assumed of parameters on the way is in `params`; it holds as long as each step keeps it.
    fn contain(&self, v: Value, params: &mut Vec<Value>) -> bool {
        let Counters { f, cfg, dominators, less, blocks } = self;
        match f.values[v.index()].def {
            ValueDef::Result(inst, _) => match f.insts[inst.index()].op {
                Op::IntConst(n) => n >= 0,
                Op::Len(_) | Op::Cap(_) => true,
                // The sum does not wrap if a comparison came between, so that x is not the largest `int`.
                Op::Binary(BinOp::Add, x, k) => {
                    let here = blocks[inst.index()];
                    matches!(def(f, k), Some(&Op::IntConst(1)))
                        && less
                            .get(&x)
                            .into_iter()
                            .flatten()
                            .any(|fact| here.is_some_and(|b| dominators.dominates(fact.block, b)))
                        && self.contain(x, params)
                }
                _ => false,
            },
            ValueDef::Param(b, n) => {
                if b == f.entry() || params.len() >= MAX_PARAMS {
                    return false;
                }
                if params.contains(&v) {
                    return true;
                }
                params.push(v);
                cfg.preds[b.index()].iter().all(|&p| {
                    let mut given = Vec::new();
                    if let Some(t) = f.terminator(p) {
                        t.for_each_target(|t| {
                            if t.block == b {
                                given.push(t.args.get(n as usize).copied());
                            }
                        });
                    }
                    given.into_iter().all(|a| a.is_some_and(|a| self.contain(a, params)))
                })
            }
        }
    }
}

/// A bound that the value, as an unsigned number, is below.
fn below(f: &Function, types: &TypeTable, v: Value) -> Option<u64> {
    let by_type = match types.ukind(f.ty(v)) {
        TyKind::Uint8 => Some(1 << 8),
        TyKind::Uint16 => Some(1 << 16),
        _ => None,
    };
    let constant = |v| match def(f, v) {
        Some(&Op::IntConst(n)) if n >= 0 => Some(n as u64),
        _ => None,
    };
    let unsigned = matches!(
        types.ukind(f.ty(v)),
        TyKind::Uint | TyKind::Uint8 | TyKind::Uint16 | TyKind::Uint32 | TyKind::Uint64 | TyKind::Uintptr
    );
    let by_value = match def(f, v) {
        // A conversion to a type with fewer bits keeps no bound that is beyond them, but may make it negative.
        Some(&Op::Convert(x)) => {
            let bound = below(f, types, x)?;
            let bits = 8 * types.layout(f.ty(v)).size;
            (types.layout(f.ty(x)).size > 0 && types.ukind(f.ty(v)).is_integer() && bound <= 1 << (bits - 1))
                .then_some(bound)
        }
        Some(&Op::Binary(BinOp::And, x, y)) => {
            let by_operand = |v| constant(v).map(|n| n + 1);
            by_operand(y).or_else(|| by_operand(x))
        }
        Some(&Op::Binary(BinOp::Rem, _, y)) if unsigned => constant(y).filter(|&n| n > 0),
        Some(&Op::Binary(BinOp::Shr, x, y)) => match (below(f, types, x), constant(y)) {
            (Some(bound), Some(n @ 0..=63)) => Some(((bound - 1) >> n) + 1),
            _ => None,
        },
        _ => None,
    };
    match (by_type, by_value) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn def(f: &Function, v: Value) -> Option<&Op> {
    match f.values[v.index()].def {
        ValueDef::Result(inst, _) => Some(&f.insts[inst.index()].op),
        ValueDef::Param(..) => None,
    }
}

/// Do two limits have the same value?
fn same(f: &Function, a: Value, b: Value) -> bool {
    if a == b {
        return true;
    }
    match (def(f, a), def(f, b)) {
        (Some(Op::Len(x)), Some(Op::Len(y))) => x == y,
        // A constant bound that is not above a constant length.
        (Some(&Op::IntConst(x)), Some(&Op::IntConst(y))) => x <= y,
        _ => false,
    }
}
