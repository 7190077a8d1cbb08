//! Simplifies control flow: constant conditions, jumps to blocks that only jump on, and blocks with one predecessor that are
//! joined to it.

use crate::cfg::Cfg;
use crate::entities::{Block, Value};
use crate::function::{Function, ValueDef};
use crate::ops::Op;
use crate::types::TypeTable;

pub fn run(f: &mut Function, types: &TypeTable) {
    fold_branches(f);
    thread_jumps(f);
    super::unreachable::run(f, types);
    merge_blocks(f);
}

/// Branches on constants become jumps; branches with two equal targets too.
fn fold_branches(f: &mut Function) {
    for i in 0..f.blocks.len() {
        let Some(&last) = f.blocks[i].insts.last() else { continue };
        let new = match &f.insts[last.index()].op {
            Op::Br(c, a, b) => match int_const(f, *c) {
                Some(0) => Some(Op::Jump(b.clone())),
                Some(_) => Some(Op::Jump(a.clone())),
                None if a == b => Some(Op::Jump(a.clone())),
                None => None,
            },
            Op::Switch(v, cases, default) => int_const(f, *v).map(|n| {
                let hit = cases.iter().find(|(c, _)| *c == n).map_or(default, |(_, t)| t);
                Op::Jump(hit.clone())
            }),
            _ => None,
        };
        if let Some(op) = new {
            f.insts[last.index()].op = op;
        }
    }
}

fn int_const(f: &Function, v: Value) -> Option<i64> {
    match f.values[v.index()].def {
        ValueDef::Result(inst, _) => match f.insts[inst.index()].op {
            Op::IntConst(n) => Some(n),
            _ => None,
        },
        ValueDef::Param(..) => None,
    }
}

/// Where a jump to `b` ends up: through blocks without parameters that only jump, to a block whose arguments they give.
fn thread_jumps(f: &mut Function) {
    let mut forward: Vec<Option<crate::ops::Target>> = vec![None; f.blocks.len()];
    for (i, b) in f.blocks.iter().enumerate() {
        let entry = i == 0 || f.recover == Some(Block::new(i));
        if let ([only], true, false) = (b.insts.as_slice(), b.params.is_empty(), entry)
            && let Op::Jump(t) = &f.insts[only.index()].op
            && t.block.index() != i
        {
            forward[i] = Some(t.clone());
        }
    }
    for i in 0..f.blocks.len() {
        let Some(&last) = f.blocks[i].insts.last() else { continue };
        f.insts[last.index()].op.for_each_target_mut(|t| {
            // Bounded, for cycles of empty blocks (`for {}`).
            for _ in 0..16 {
                match &forward[t.block.index()] {
                    Some(next) if t.args.is_empty() => *t = next.clone(),
                    _ => break,
                }
            }
        });
    }
}

/// A block whose only predecessor jumps to it is appended to that one.
fn merge_blocks(f: &mut Function) {
    let cfg = Cfg::new(f);
    let mut replaced: Vec<Option<Value>> = vec![None; f.values.len()];
    let mut any = false;
    for &b in &cfg.rpo {
        // `b` may have been merged into its predecessor already: then it is empty.
        if f.blocks[b.index()].insts.is_empty() {
            continue;
        }
        while let Some(&last) = f.blocks[b.index()].insts.last() {
            let Op::Jump(t) = &f.insts[last.index()].op else { break };
            let next = t.block;
            if next == b || cfg.preds[next.index()].len() != 1 || Some(next) == f.recover || next == f.entry()
            {
                break;
            }
            let args = t.args.clone();
            f.blocks[b.index()].insts.pop();
            let moved = std::mem::take(&mut f.blocks[next.index()]);
            for (p, a) in moved.params.into_iter().zip(args) {
                replaced[p.index()] = Some(a);
                any = true;
            }
            f.blocks[b.index()].insts.extend(moved.insts);
        }
    }
    if !any {
        return;
    }
    for b in &f.blocks {
        for &inst in &b.insts {
            f.insts[inst.index()].op.for_each_operand_mut(|v| {
                while let Some(new) = replaced[v.index()] {
                    *v = new;
                }
            });
        }
    }
}
