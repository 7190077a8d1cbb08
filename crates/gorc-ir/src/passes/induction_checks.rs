//! Removes bounds checks of loop counters that the loop's condition already bounds:
//!
//! ```text
//! head(i):  br lt i, len s, body, done      // i starts at a constant >= 0 and only grows
//! body:     bounds_check i, len s
//! ```

use crate::cfg::Cfg;
use crate::entities::{Block, Value};
use crate::function::{Function, ValueDef};
use crate::ops::{BinOp, Bounds, CmpOp, Op};
use crate::types::{TyKind, TypeTable};

/// `i < limit` holds in `block` and what it dominates.
struct Fact {
    block: Block,
    index: Value,
    limit: Value,
}

pub fn run(f: &mut Function, types: &TypeTable) {
    let has_check =
        |i: &crate::function::InstData| matches!(i.op, Op::BoundsCheck { kind: Bounds::Index, .. });
    if !f.insts.iter().any(has_check) {
        return;
    }
    let cfg = Cfg::new(f);
    let facts = facts(f, types, &cfg);
    if facts.is_empty() {
        return;
    }
    for &b in &cfg.rpo {
        let insts = std::mem::take(&mut f.blocks[b.index()].insts);
        let kept = insts
            .into_iter()
            .filter(|&inst| match f.insts[inst.index()].op {
                Op::BoundsCheck { kind: Bounds::Index, index, limit } => !facts.iter().any(|fact| {
                    fact.index == index && same(f, fact.limit, limit) && cfg.dominates(fact.block, b)
                }),
                _ => true,
            })
            .collect();
        f.blocks[b.index()].insts = kept;
    }
}

/// Blocks entered only where a comparison of a counter held.
fn facts(f: &Function, types: &TypeTable, cfg: &Cfg) -> Vec<Fact> {
    let mut out = Vec::new();
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
        if matches!(types.ukind(f.ty(index)), TyKind::Int) && is_counter(f, cfg, index) {
            out.push(Fact { block: then.block, index, limit });
        }
    }
    out
}

/// Is the value a block parameter that starts at a constant of at least 0 and is otherwise only increased by small constants?
/// (It is compared with an `int` before each use, so it cannot have wrapped.)
fn is_counter(f: &Function, cfg: &Cfg, v: Value) -> bool {
    let ValueDef::Param(b, n) = f.values[v.index()].def else { return false };
    if b == f.entry() {
        return false;
    }
    cfg.preds[b.index()].iter().all(|&p| {
        let mut ok = true;
        if let Some(t) = f.terminator(p) {
            t.for_each_target(|t| {
                if t.block == b {
                    ok &= t.args.get(n as usize).is_some_and(|&a| steps_from(f, v, a));
                }
            });
        }
        ok
    })
}

fn steps_from(f: &Function, v: Value, a: Value) -> bool {
    match def(f, a) {
        Some(&Op::IntConst(n)) => n >= 0,
        // The sum is smaller than the limit, an `int`, plus the step only if the comparison came between: it dominates the body, and the
        // next comparison sees a wrapped value as negative. So only a step of 1 is safe: limit <= MaxInt.
        Some(&Op::Binary(BinOp::Add, x, k)) => x == v && matches!(def(f, k), Some(&Op::IntConst(1))),
        _ => false,
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
